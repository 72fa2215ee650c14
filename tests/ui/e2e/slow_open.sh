#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# slow_open.sh LACUNA PHOTO — under an X server: paints while a large photograph is being opened. What was painted stays, in view, and
# the large photograph waits in a tab of its own.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

convert -size 9000x6000 gradient:red-blue -depth 8 "$work/photos/large.png"
open_print "$photo"
key ctrl+o
save_in 'Open photographs' "$work/photos/large.png"
paint_scratch
screen painted
wait_for 10 "the mask" title_has '*'
title_has print.png || { echo "the photograph changed under the brush"; exit 1; }
is_open() { # the tabs, and the message
    screen opened
    differs "$work/painted.png" "$work/opened.png" 5000
}
wait_for 60 "the large photograph" is_open
title_has print.png || { echo "the photograph changed under the brush"; exit 1; }
key ctrl+Tab
wait_for 10 "the large photograph" title_has large.png
title_lacks '*' || { echo "the mask went to the large photograph"; exit 1; }
key ctrl+Tab
wait_for 10 "the first photograph" title_has 'print.png*'
key alt+f
key e
save_in 'Export the mask' "$work/photos/mask.png"
wait_for 20 "the mask" test -s "$work/photos/mask.png"
[ "$(convert "$work/photos/mask.png" -format '%[fx:maxima>0]' info:)" = 1 ] || { echo "nothing is marked"; exit 1; }
quit
