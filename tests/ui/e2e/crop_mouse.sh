#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# crop_mouse.sh LACUNA PHOTO — under an X server, with the mouse alone from the menu's key on: a corner of the frame is dragged, the
# photograph turned with the button and the frame applied; what is saved has the very pixels of that part, turned. Then a level line
# is drawn, and the photograph is straightened by it.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"


open_print "$photo"
key ctrl+shift+x
screen whole
# The frame begins around all of the photograph, from (65, 100) to (741, 606); 152 × 114 of its 192 × 144 pixels end here.
drag 741 606 700 570 640 530 600 501
screen dragged
click 97 669
screen turned
click 710 705
wait_for 20 "the cropped photograph" title_has 'print, cropped'
screen applied
key ctrl+s
save_in 'Save picture' "$work/photos/cropped.png"
wait_for 20 "the cropped file" test -s "$work/photos/cropped.png"
convert "$work/photos/print.png" -crop 152x114+0+0 +repage -rotate 90 "$work/photos/expected.png"
[ "$(compare -metric AE "$work/photos/cropped.png" "$work/photos/expected.png" null: 2>&1)" = 0 ] || {
    identify "$work/photos/cropped.png" "$work/photos/expected.png"
    echo "the cropped file has other pixels"
    exit 1
}

# A line that falls by 10 on 100 becomes level: by 5.7 degrees.
key ctrl+shift+x
click 695 669
drag 330 300 380 305 430 310
screen level
click 710 705
wait_for 20 "the straightened photograph" title_has '*'
screen straightened
key ctrl+s
save_in 'Save picture' "$work/photos/straight.png"
wait_for 20 "the straightened file" test -s "$work/photos/straight.png"
# The largest upright frame of the same shape that fits into the turned picture.
size=$(identify -format %wx%h "$work/photos/straight.png")
[ "$size" = 100x134 ] || { echo "the straightened file has $size pixels"; exit 1; }
quit
