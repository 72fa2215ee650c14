#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# crash_recovery.sh LACUNA PHOTO — under an X server: paints, restores, paints on, and then the program is killed; the next
# start brings photograph, mask and result back, and saves the same pixels.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

open_print "$photo"
paint_scratch
key ctrl+Return
wait_for 240 "the result" title_has '*'
key ctrl+s
save_in 'Save the result' "$work/photos/before.png"
wait_for 20 "the saved file" test -s "$work/photos/before.png"
# Each finished run is kept by itself; nothing tells when that is done.
wait_for 60 "the autosave" sh -c "find '$work' -name project.json | grep -q . && find '$work' -path '*results*' -name '*.png' | grep -q ."
sleep 2
kill -KILL "$program"
wait "$program" 2> /dev/null || true

start print.png
wait_for 20 "the work" title_has print.png
sleep 1
key ctrl+shift+s
save_in 'Save the result' "$work/photos/after.png"
wait_for 20 "the saved file" test -s "$work/photos/after.png"
[ "$(compare -metric AE "$work/photos/before.png" "$work/photos/after.png" null: 2>&1)" = 0 ] || { echo "the result came back changed"; exit 1; }
quit
