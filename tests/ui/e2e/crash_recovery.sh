#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# crash_recovery.sh LACUNA PHOTO — under an X server: paints, restores, and then the program is killed; the next start brings
# photograph, mask and result back, and saves the same pixels. Then it is killed in the middle of a stroke, and in the middle of
# a run: what was painted before comes back both times.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

open_print "$photo"
paint_scratch
key ctrl+Return
wait_for 240 "the result" result_kept
key ctrl+s
save_in 'Save result' "$work/photos/before.png"
wait_for 20 "the saved file" test -s "$work/photos/before.png"
wait_for 60 "the autosave" sh -c "find '$work' -name project.json | grep -q ."
sleep 2
kill -KILL "$program"
wait "$program" 2> /dev/null || true

start print.png
wait_for 20 "the work" title_has print.png
sleep 1
key ctrl+shift+s
save_in 'Save result' "$work/photos/after.png"
wait_for 20 "the saved file" test -s "$work/photos/after.png"
[ "$(compare -metric AE "$work/photos/before.png" "$work/photos/after.png" null: 2>&1)" = 0 ] || { echo "the result came back changed"; exit 1; }
quit

printf '\n[autosave]\nseconds=1\n' >> "$XDG_CONFIG_HOME/lacuna/lacuna.conf"
# More pixels, strokes across them and one thread, so that the run isn't over before the program is killed.
convert "$work/photos/print.png" -resize 200% "$work/photos/print.png"
export OMP_NUM_THREADS=1
kept=$work/photos/kept.png
painted() { # what the mask was, saved as FILE
    key alt+f
    key e
    save_in 'Export mask' "$1"
    wait_for 20 "the mask" test -s "$1"
}
start print.png "$work/photos/print.png"
paint_scratch
drag 240 220 400 300 580 460
painted "$kept"
sleep 3  # more than the second after which it is kept
xdotool mousemove 500 300 mousedown 1 mousemove 540 320 mousemove 560 360
kill -KILL "$program"
wait "$program" 2> /dev/null || true
xdotool mouseup 1

start print.png
wait_for 20 "the mask" title_has print.png
sleep 1
painted "$work/photos/stroke.png"
[ "$(compare -metric AE "$kept" "$work/photos/stroke.png" null: 2>&1)" = 0 ] || { echo "the mask came back changed after a stroke"; exit 1; }
key ctrl+Return
sleep 0.2
kill -KILL "$program"
wait "$program" 2> /dev/null || true

start print.png
wait_for 20 "the mask" title_has print.png
sleep 1
painted "$work/photos/run.png"
[ "$(compare -metric AE "$kept" "$work/photos/run.png" null: 2>&1)" = 0 ] || { echo "the mask came back changed after a run"; exit 1; }
key ctrl+Return
wait_for 240 "the result" title_has '*'
key ctrl+s
save_in 'Save result' "$work/photos/last.png"
wait_for 20 "the saved file" test -s "$work/photos/last.png"
quit
