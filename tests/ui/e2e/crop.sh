#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# crop.sh LACUNA PHOTO — under an X server: the frame is made smaller with the keys and dragged into a corner with the mouse; what
# is saved then has the very pixels of that corner, and turned by a quarter those of a turned file.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

# same A B: the same pixels.
same() { [ "$(compare -metric AE "$1" "$2" null: 2>&1)" = 0 ] || { echo "$1 and $2 differ"; return 1; }; }

open_print "$photo"
key ctrl+shift+x
key ctrl+shift+Left ctrl+shift+Left ctrl+shift+Left ctrl+shift+Up ctrl+shift+Up
screen frame
drag 400 330 600 500 780 720
screen dragged
key Return
wait_for 20 "the cropped photograph" title_has 'print, cropped'
key ctrl+s
save_in 'Save picture' "$work/photos/cropped.png"
wait_for 20 "the cropped file" test -s "$work/photos/cropped.png"
convert "$work/photos/print.png" -crop 162x124+30+20 +repage "$work/photos/expected.png"
same "$work/photos/cropped.png" "$work/photos/expected.png"
wait_for 10 "the title to say that it is saved" title_lacks '*'

# Its tab gives way to the turned one.
key ctrl+shift+Right
wait_for 20 "the turned photograph" title_has '*'
screen turned
key ctrl+s
save_in 'Save picture' "$work/photos/turned.png"
wait_for 20 "the turned file" test -s "$work/photos/turned.png"
convert "$work/photos/expected.png" -rotate 90 "$work/photos/expected-turned.png"
same "$work/photos/turned.png" "$work/photos/expected-turned.png"

# The first photograph is as it was.
key ctrl+Tab
wait_for 10 "the first photograph" title_has print.png
title_lacks '*' || { echo "the first photograph has changed"; exit 1; }
quit
