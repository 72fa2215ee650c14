#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# chain.sh LACUNA LACUNA_CLI PHOTO — under an X server: scratches, then grain, then size, each made from the result before; a
# change in the first, after which the others are run again; and the recipe of the last, which the command line repeats.
set -euo pipefail
lacuna=$1
cli=$2
photo=$3
. "$(dirname "$0")/lib.sh"

# Every finished run is kept by itself, under a name of its own.
kept() { find "$work" -path '*results*' -name '*.png' ! -name '*-mask.png' -printf '%f\n' | sort; }
has_results() { [ "$(kept | wc -l)" = "$1" ]; }
# kept_anew LIST: three results are kept, and all have other names than in the list.
kept_anew() { [ "$(kept | wc -l)" = 3 ] && [ "$(kept | grep -cFf <(echo "$1"))" = "$2" ]; }
task() { xdotool mousemove "$1" 98 sleep 0.2 click 1; sleep 0.5; }
# The list of results stands at the lower right, with three of its rows in view.
row() { xdotool mousemove 950 "$((603 + 36 * $1))"; sleep 0.2; }
scroll() { row 1; for _ in 1 2 3 4 5 6; do xdotool click "$1"; done; sleep 0.3; }

convert "$photo" -gravity center -crop 64x48+0+0 +repage "$work/photos/print.png"
start print.png "$work/photos/print.png"
paint_scratch
key ctrl+Return
wait_for 240 "the first result" has_results 1
task 1041
key ctrl+Return
wait_for 240 "what was made from it" has_results 2
task 966
key ctrl+Return
wait_for 240 "what was made from that" has_results 3
screen chain
first=$(kept)

# A double click loads what made the first one; with more marked, it is made anew.
scroll 4
row 1
xdotool click --repeat 2 --delay 80 1
sleep 1
screen changing
differs "$work/chain.png" "$work/changing.png" 2000
drag 300 400 340 410 380 420
key ctrl+Return
wait_for 240 "the first result anew" kept_anew "$first" 2
sleep 1
screen stale
key ctrl+shift+Return
wait_for 240 "the others anew" kept_anew "$first" 0
sleep 1
screen again
differs "$work/stale.png" "$work/again.png" 300

scroll 5
row 2
xdotool click 1
sleep 0.5
key alt+f
key c
save_in "Save recipe" "$work/photos/chain.json"
wait_for 20 "the recipe" test -s "$work/photos/chain.json"
report=$("$cli" run "$work/photos/chain.json" -o "$work/photos/again.png" --json --quiet) || { echo "$report"; exit 1; }
grep -q '"same_bits": *true' <<< "$report" || { echo "the recipe gave other bits: $report"; exit 1; }
[ "$(identify -format '%wx%h' "$work/photos/again.png")" = 128x96 ] || { echo "of another size"; exit 1; }
[ -z "${LACUNA_E2E_SHOTS:-}" ] || cp "$work"/*.png "$LACUNA_E2E_SHOTS"
kill "$program"
wait "$program" 2> /dev/null || true
program=
