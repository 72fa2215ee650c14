#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# samples.sh LACUNA 2|3 — under an X server: two keys open the second sample (a blur) or the third (a small picture) with all
# that undoes it set, one restores, the pointer drags the divider, and the result is saved with the size and format that it
# should have.
set -euo pipefail
lacuna=$1
sample=$2
. "$(dirname "$0")/lib.sh"

start Lacuna
for _ in $(seq 2 "$sample"); do key Tab; done  # the first one has the focus
key space
case $sample in
    2) name='Camera shake' task=Deblur size=992x544 file=out.jpg ;;
    3) name='Small picture' task=Upscale size=810x640 file=out.png ;;
esac
wait_for 20 "$name" title_has "$name"
sleep 1
screen opened
key ctrl+Return
wait_for 400 "the result of $task" title_has '*'
sleep 1.5
screen restored
differs "$work/opened.png" "$work/restored.png" 2000
drag 409 400 350 400 300 400
xdotool mousemove 200 150
screen dragged
differs "$work/restored.png" "$work/dragged.png" 500  # the divider has moved
key ctrl+s
save_in 'Save result' "$work/photos/$file"
wait_for 20 "the saved file" test -s "$work/photos/$file"
wait_for 10 "the title to say that it is saved" title_lacks '*'
[ "$(identify -format '%wx%h' "$work/photos/$file")" = "$size" ] || { echo "the file is $(identify "$work/photos/$file")"; exit 1; }
quit
