#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# inpaint_scratch.sh LACUNA PIXELS_KEPT PHOTO — under an X server: opens a photograph with the studio, paints over a
# scratch with the pointer, restores, compares with the divider, saves, and checks that unmarked pixels came back as they were.
set -euo pipefail
lacuna=$1
pixels_kept=$2
photo=$3

. "$(dirname "$0")/lib.sh"

open_print "$photo"

screen opened
paint_scratch
screen painted
differs "$work/opened.png" "$work/painted.png" 1

key ctrl+Return
wait_for 240 "the result" title_has '*'
sleep 1.5  # the divider slides in
screen split
drag 409 420 350 420 300 420
xdotool mousemove 200 150
screen dragged
differs "$work/split.png" "$work/dragged.png" 500  # the divider has moved

key ctrl+s
save_in 'Save the result' "$work/photos/out.png"
wait_for 20 "the saved file" test -s "$work/photos/out.png"
wait_for 10 "the title to say that it is saved" title_lacks '*'
key alt+f
key e
save_in 'Export the mask' "$work/photos/mask.png"
wait_for 20 "the mask" test -s "$work/photos/mask.png"
quit
"$pixels_kept" "$work/photos/print.png" "$work/photos/out.png" "$work/photos/mask.png"
