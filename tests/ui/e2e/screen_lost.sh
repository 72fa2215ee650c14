#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# screen_lost.sh LACUNA PHOTO — the X server ends while a restoration is computed, as it does at the end of a session: the studio
# says so and ends, and neither crashes nor complains of the numbers that it computed last. Brings an X server of its own.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

Xvfb -displayfd 3 -screen 0 1280x860x24 -noreset > /dev/null 2>&1 3> "$work/display" &
server=$!
for _ in $(seq 50); do
    [ -s "$work/display" ] && break
    sleep 0.2
done
DISPLAY=:$(cat "$work/display")
export DISPLAY

start "$(basename "$photo")" "$photo"
drag 330 330 400 361 470 383 600 500 300 500
key ctrl+shift+i # nearly all of it: a long run
key ctrl+Return
wait_for 60 "the engine" grep -q 'liblacuna-engine.so in' "$work/log"
sleep 4
kill "$server"
for _ in $(seq 50); do
    kill -0 "$program" 2> /dev/null || break
    sleep 0.2
done
status=0
wait "$program" || status=$?
program=
[ "$status" = 1 ] || { echo "the studio ended with status $status"; exit 1; }
grep -qF 'ended in the middle of a computation' "$work/log" || { echo "it doesn't say that it was ended"; exit 1; }
! grep -q 'finite' "$work/log"
