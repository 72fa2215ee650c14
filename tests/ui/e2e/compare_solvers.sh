#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# compare_solvers.sh LACUNA LACUNA_CLI PHOTO — under an X server: a photograph is damaged in a standard way, and three solvers are
# compared on it. Then their pictures are zoomed and dragged, an earlier moment is chosen in the curves, and the recipes that are
# saved give the same bits on the command line.
set -euo pipefail
lacuna=$1
cli=$2
photo=$3
. "$(dirname "$0")/lib.sh"

results() { find "$work" -path '*results*' -name '*.png' | wc -l; }
three_results() { [ "$(results)" -ge 3 ]; }
# picture NAME: the middle of the first picture, as it is on the screen now.
picture() { import -window "$other" -crop 120x120+120+200 +repage "$work/$1.png"; }
differ() { [ "$(compare -metric AE "$work/$1.png" "$work/$2.png" null: 2>&1 | cut -d. -f1)" -gt 500 ]; }

convert "$photo" -gravity center -crop 96x80+0+0 +repage "$work/photos/print.png"
start print.png "$work/photos/print.png"
key alt+4
key ctrl+shift+d
wait_for 10 "the question how to damage it" dialog 'Degrade photograph'
focus "$other"
key Return
wait_for 20 "the damaged photograph" title_has degraded
focus "$window"

key ctrl+shift+c
wait_for 10 "the window of solvers" dialog 'Compare solvers'
xdotool windowmove "$other" 60 40
focus "$other"
key alt+s
wait_for 240 "three results" three_results
sleep 1
screen compared
picture whole
xdotool mousemove --window "$other" 180 260 click 4 click 4 click 4
sleep 0.5
picture closer
differ whole closer || { echo "the wheel doesn't zoom"; exit 1; }
xdotool mousemove --window "$other" 180 260 mousedown 1 mousemove_relative 40 30 sleep 0.1 mouseup 1
sleep 0.5
picture moved
differ closer moved || { echo "dragging doesn't move the picture"; exit 1; }
eval "$(xdotool getwindowgeometry --shell "$other")"
xdotool mousemove --window "$other" 120 $((HEIGHT - 120)) click 1  # in the curves, near their beginning
sleep 1.5
picture earlier
differ moved earlier || { echo "the curves don't lead to an earlier moment"; exit 1; }
screen earlier

key alt+c
save_in 'New folder for the recipes' "$work/recipes"
wait_for 20 "the recipes" test -s "$work/recipes/dpir.json"
wait_for 20 "the recipes" test -s "$work/recipes/diffpir.json"
sleep 1
for solver in vml-map dpir diffpir; do
    "$cli" run "$work/recipes/$solver.json" -q || { echo "$solver: other bits on the command line"; exit 1; }
done
