#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# pause_branch.sh LACUNA PHOTO — under an X server: a run is paused, goes on by a single step and then to its end, its steps
# are scrubbed with the pointer, and an earlier one is branched from with another noise; both results stay.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

open_print "$photo"
paint_scratch
xdotool mousemove 300 120
key ctrl+Return
key comma
sleep 2
screen paused
sleep 2
screen still
! differs "$work/paused.png" "$work/still.png" 1 > /dev/null || { echo "it goes on while it is paused"; exit 1; }
key period
sleep 4
screen stepped
differs "$work/paused.png" "$work/stepped.png" 20
key comma
wait_for 240 "the result" result_kept
sleep 1.5
screen finished
# The steps lie under the canvas, from left to right.
drag 700 675 400 675 150 675
sleep 1
screen scrubbed
differs "$work/finished.png" "$work/scrubbed.png" 500
drag 380 250 400 260 420 265
key alt+b
# Every finished run is kept by itself.
two_results() { [ "$(find "$work" -path '*results*' -name '*.png' ! -name '*-mask.png' | wc -l)" = 2 ]; }
wait_for 240 "the second result" two_results
kill "$program"
wait "$program" 2> /dev/null || true
program=
