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

# The brush: its size, and with Shift the hardness of its edge, both seen in its outline.
xdotool mousemove 400 400 sleep 0.3
screen brush
key bracketright bracketright bracketright
screen larger
differs "$work/brush.png" "$work/larger.png" 40
key shift+bracketleft shift+bracketleft
screen softer
differs "$work/larger.png" "$work/softer.png" 20
key shift+bracketright shift+bracketright
key bracketleft bracketleft bracketleft

xdotool mousemove 200 150 sleep 0.3
screen opened
paint_scratch
xdotool mousemove 200 150 sleep 0.3
screen painted
differs "$work/opened.png" "$work/painted.png" 1

key ctrl+Return
wait_for 240 "the result" result_kept
sleep 1.5  # the divider slides in
screen split
drag 409 420 350 420 300 420
xdotool mousemove 200 150
screen dragged
differs "$work/split.png" "$work/dragged.png" 500  # the divider has moved

key ctrl+s
save_in 'Save result' "$work/photos/out.png"
wait_for 20 "the saved file" test -s "$work/photos/out.png"
wait_for 10 "the title to say that it is saved" title_lacks '*'
key alt+f
key e
save_in 'Export mask' "$work/photos/mask.png"
wait_for 20 "the mask" test -s "$work/photos/mask.png"
quit
"$pixels_kept" "$work/photos/print.png" "$work/photos/out.png" "$work/photos/mask.png"
