#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# demonstration.sh LACUNA — under an X server: the demonstration with a pointer and a presenter's keys, from the choice of a
# photograph to scrubbing, and out again.
set -euo pipefail
lacuna=$1
. "$(dirname "$0")/lib.sh"

"$lacuna" --demonstration --verbose 2> "$work/log" &
program=$!
wait_for 60 "the demonstration" xdotool search --onlyvisible --name demonstration
window=$(xdotool search --onlyvisible --name demonstration | head -1)
focus "$window"
sleep 2
screen choose
key Right
key Next  # Page Down, as presenters' remotes send it
sleep 2
screen damage
differs "$work/choose.png" "$work/damage.png" 50000
drag 560 300 600 330 660 350 720 340
sleep 0.5
screen painted
differs "$work/damage.png" "$work/painted.png" 500
key Next
screen watch
differs "$work/painted.png" "$work/watch.png" 2000

wait_for 300 "the end of the restoration" grep -q 'restored 512 × 512' "$work/log"
sleep 2  # the divider slides in
screen end
for _ in $(seq 18); do key Left; done
sleep 1
screen back
differs "$work/end.png" "$work/back.png" 2000
key Prior  # Page Up: start over
sleep 1
screen again
differs "$work/back.png" "$work/again.png" 50000
key Escape
ends_well
