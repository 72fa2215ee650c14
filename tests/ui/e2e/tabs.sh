#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tabs.sh LACUNA PHOTO — under an X server: two photographs in tabs. One is restored while the other is painted on. One result is
# saved and shown, the next one isn't saved; closing saves that one, and asks for the other photograph after it.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

convert "$photo" -gravity center -crop 192x144+0+0 +repage "$work/photos/one.png"
convert "$work/photos/one.png" -flop "$work/photos/two.png"
start one.png "$work/photos/one.png"
key ctrl+o
save_in 'Open photographs' "$work/photos/two.png"
wait_for 20 "the second photograph" title_has two.png
screen two
key ctrl+Tab
wait_for 10 "the first photograph" title_has one.png

paint_scratch
wait_for 10 "the title to say that it is changed" title_has '*'
key ctrl+Return
key ctrl+Tab
wait_for 10 "the second photograph" title_has two.png
title_lacks '*' || { echo "the second photograph has the first one's mask"; exit 1; }
paint_scratch
wait_for 10 "the second mask" title_has '*'
screen meanwhile
wait_for 240 "the result" result_kept
key ctrl+shift+Tab
wait_for 10 "the first photograph" title_has one.png
sleep 1.5  # the divider slides in
screen result
key ctrl+s
save_in 'Save result' "$work/photos/first.png"
wait_for 20 "the saved file" test -s "$work/photos/first.png"
wait_for 10 "the title to say that it is saved" title_lacks '*'

key ctrl+Return
wait_for 240 "the second result" title_has '*'
key Up  # nothing, unless the list has the focus
key ctrl+q
wait_for 10 "the question for the first photograph" dialog '^Lacuna$'
focus "$other"
screen asked
key Return
save_in 'Save result' "$work/photos/second.png"
wait_for 20 "the second file" test -s "$work/photos/second.png"
wait_for 10 "the question for the second photograph" dialog '^Lacuna$'
wait_for 10 "the second photograph" title_has two.png
focus "$other"
key alt+d
ends_well
