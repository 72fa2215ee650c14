#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# late_engine.sh LACUNA PHOTO — under an X server: the window is there before LibTorch, a restoration that is asked for by then
# waits for it, the window closes while it waits, and without the engine the studio says so and goes on.
set -euo pipefail
lacuna=$1
photo=$2
. "$(dirname "$0")/lib.sh"

has_torch() { grep -q libtorch "/proc/$program/maps"; }
says() { grep -qF -- "$1" "$work/log"; }

# What the engine takes to load is made longer than all that comes before it.
export LACUNA_ENGINE_DELAY=8000
open_print "$photo"
if has_torch; then
    echo "LibTorch was loaded before the window"
    exit 1
fi
paint_scratch
key ctrl+Return
if has_torch; then
    echo "LibTorch was loaded too early"
    exit 1
fi
wait_for 240 "the result" result_kept
has_torch
says 'liblacuna-engine.so in'
# The engine's own words go to the program's log: both share it.
wait_for 10 "the engine's line in the log" says 'restored '
key ctrl+s
save_in 'Save result' "$work/photos/out.png"
wait_for 20 "the saved file" test -s "$work/photos/out.png"
quit
rm -rf "$work/data" "$work/cache"

# Closed while the engine is awaited.
export LACUNA_ENGINE_DELAY=60000
start Lacuna
begun=$SECONDS
quit
if [ $((SECONDS - begun)) -gt 15 ]; then
    echo "it took $((SECONDS - begun)) s to close"
    exit 1
fi
unset LACUNA_ENGINE_DELAY

# A program whose engine is missing.
mkdir -p "$work/alone/bin"
cp "$lacuna" "$work/alone/bin/"
lacuna=$work/alone/bin/lacuna
start Lacuna
wait_for 20 "the reason in the log" says "alone/lib/lacuna/liblacuna-torch.so"
says "No such file"
sleep 1
screen without
quit
open_print "$photo"
paint_scratch
wait_for 10 "the title to say that something has changed" title_has '*'
