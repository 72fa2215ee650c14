#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# marks_mouse.sh LACUNA PHOTO — under an X server: scratches and dust are looked for, the first mark is taken back with X, so that
# only that one is gone from the mask; then a scratch is followed by clicks, and Backspace takes its last part back.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

least() { [ "$2" -ge "$3" ] || { echo "$1: $2 marked pixels, not at least $3"; exit 1; }; }
most() { [ "$2" -le "$3" ] || { echo "$1: $2 marked pixels, not at most $3"; exit 1; }; }
# The mask has been changed: the screen no longer looks as it did.
changed() { screen now && differs "$work/$1.png" "$work/now.png" 20; }

# A blurred photograph, in which nothing looks damaged, with two specks and a faint scratch that bends.
convert "$photo" -gravity center -crop 192x144+0+0 +repage -blur 0x8 \
    -fill white -draw 'circle 40,30 42,30' -draw 'circle 150,40 152,40' \
    -fill none -stroke 'gray(235)' -strokewidth 1.6 -draw 'polyline 30,100 80,112 130,104 170,120' "$work/photos/print.png"
start print.png "$work/photos/print.png"
key ctrl+0
xdotool mousemove 300 720
screen opened
key f
wait_for 60 "the proposal" changed opened
sleep 1
export_mask found
least "the first speck" "$(marked "$work/photos/found.png" 16x16+32+22)" 9
least "the second speck" "$(marked "$work/photos/found.png" 16x16+142+32)" 9
least "the scratch" "$(marked "$work/photos/found.png" 150x30+25+95)" 150

screen whole
key n
wait_for 20 "the first mark from near" changed whole
screen near
key x
wait_for 20 "the next mark" changed near
sleep 1
export_mask less
most "the first speck" "$(marked "$work/photos/less.png" 16x16+32+22)" 0
least "the second speck" "$(marked "$work/photos/less.png" 16x16+142+32)" 9

# The scratch by hand: the print, one pixel of it on one of the screen, has its corner at (306, 321). The third click is taken back.
key ctrl+z ctrl+z
key ctrl+0
key ctrl+1
key s
click 336 421
click 386 433
wait_for 20 "the first part" changed opened
sleep 1
click 436 425
sleep 1
key BackSpace
sleep 1
click 386 433
sleep 1
export_mask followed
least "the first part of the scratch" "$(marked "$work/photos/followed.png" 40x20+35+96)" 60
most "the part that was taken back" "$(marked "$work/photos/followed.png" 34x24+92+96)" 0
most "the rest" "$(marked "$work/photos/followed.png" 192x90+0+0)" 0
quit
