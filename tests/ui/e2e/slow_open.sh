#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# slow_open.sh LACUNA PHOTO — under an X server: paints on a photograph while a large one is still being opened. What was painted
# stays, in view, and the large photograph gets a tab of its own.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

convert -size 9000x6000 gradient:red-blue -depth 8 "$work/photos/large.png"
convert "$photo" -gravity center -crop 192x144+0+0 +repage "$work/photos/print.png"
start print.png "$work/photos/print.png" "$work/photos/large.png"
paint_scratch
wait_for 10 "the mask" title_has 'print.png*'
on_large() {
    title_has large.png || key ctrl+Tab
    title_has large.png
}
wait_for 60 "the large photograph" on_large
title_lacks '*' || { echo "the mask went to the large photograph"; exit 1; }
key ctrl+Tab
wait_for 10 "the first photograph" title_has 'print.png*'
key alt+f
key e
save_in 'Export mask' "$work/photos/mask.png"
wait_for 20 "the mask" test -s "$work/photos/mask.png"
[ "$(convert "$work/photos/mask.png" -format '%[fx:maxima>0]' info:)" = 1 ] || { echo "nothing is marked"; exit 1; }
quit
