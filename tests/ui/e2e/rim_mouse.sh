#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# rim_mouse.sh LACUNA PHOTO — under an X server: a wide scratch is marked too narrowly, the studio sees its rim after the run and
# offers to hug the damage, and the button, clicked, removes the scratch. Then the dust of an infrared picture is marked from the
# menu, and a click on one mark of it, while they are looked through, takes that one back.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

save_result() {
    key ctrl+s
    save_in 'Save result' "$work/photos/$1.png"
    wait_for 20 "the saved file $1" test -s "$work/photos/$1.png"
    wait_for 10 "the title to say that it is saved" title_lacks '*'
}
results() { find "$work" -path '*results*' -name '*.png' | wc -l; }
results_are() { [ "$(results)" -ge "$1" ]; }
# level PICTURE CROP: the mean of its pixels there, 0 to 255.
level() { convert "$1" -crop "$2" +repage -colorspace Gray -format '%[fx:int(255*mean+0.5)]' info:; }
least() { [ "$2" -ge "$3" ] || { echo "$1: $2, not at least $3"; exit 1; }; }
most() { [ "$2" -le "$3" ] || { echo "$1: $2, not at most $3"; exit 1; }; }

# The view has changed: the screen no longer looks as it did.
changed() { screen near && differs "$work/whole.png" "$work/near.png" 1000; }

# A blurred photograph with a scratch of 7 pixels. One pixel of it is one of the screen, its corner at (306, 321).
convert "$photo" -gravity center -crop 192x144+0+0 +repage -blur 0x8 -fill none -stroke 'gray(240)' -strokewidth 7 \
    -draw 'line 30,72 160,72' -blur 0x1 "$work/photos/print.png"
least "the scratch in the print" "$(level "$work/photos/print.png" 100x5+45+70)" 200
start print.png "$work/photos/print.png"
key ctrl+1
key b
key bracketleft bracketleft bracketleft bracketleft bracketleft bracketleft  # one pixel wide
drag 334 393 380 393 420 393 464 393
key ctrl+Return
wait_for 240 "the result" result_kept
sleep 2
save_result narrow
least "what is left of the scratch" "$(level "$work/photos/narrow.png" 100x5+45+70)" 180
click 620 82  # the message's button
wait_for 240 "the second result" results_are 2
sleep 2
save_result hugged
most "the scratch" "$(level "$work/photos/hugged.png" 100x5+45+70)" 150
quit

# A scan whose second page is what a scanner saw in infrared: two grains of dust.
convert "$photo" -gravity center -crop 192x144+0+0 +repage -blur 0x3 -type TrueColor "$work/colours.tif"
convert -size 192x144 'xc:gray(86%)' -fill 'gray(20%)' -draw 'circle 60,50 62,50' -draw 'circle 120,90 123,90' -depth 8 \
    -type Grayscale "$work/infrared.tif"
convert "$work/colours.tif" "$work/infrared.tif" "$work/photos/film.tif"
start film.tif "$work/photos/film.tif"
click 749 80  # closes the message about its pages
click 62 12    # Edit
click 100 248  # Mask
click 535 433  # Mark dust seen in infrared
sleep 2
export_mask dust
least "the first dust" "$(marked "$work/photos/dust.png" 16x16+52+42)" 12
least "the second dust" "$(marked "$work/photos/dust.png" 16x16+112+82)" 12
most "what isn't dust" "$(marked "$work/photos/dust.png" 192x34+0+0)" 0
screen whole
key n
wait_for 20 "the first mark from near" changed
key ctrl+0
key ctrl+1
click 366 371
sleep 1
export_mask less
most "the dust that was clicked" "$(marked "$work/photos/less.png" 16x16+52+42)" 0
least "the other dust" "$(marked "$work/photos/less.png" 16x16+112+82)" 12
# Elsewhere, and on what is no longer marked, the brush paints as always.
click 366 371
sleep 1
export_mask painted
least "what was painted" "$(marked "$work/photos/painted.png" 16x16+52+42)" 1
quit
