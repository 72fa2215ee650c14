#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# inpaint_scratch.sh LACUNA PIXELS_KEPT PHOTO — under an X server: opens a photograph with the studio, paints over a
# scratch with the pointer, restores, compares with the divider, saves, and checks that unmarked pixels came back as they were.
set -euo pipefail
lacuna=$1
pixels_kept=$2
photo=$3

work=$(mktemp -d)
export XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data LC_ALL=C.UTF-8
unset QT_QPA_PLATFORM
mkdir -p "$XDG_CONFIG_HOME/lacuna" "$work/photos"
# The start of the window is known: light, 1100 × 760 at the corner. Portals and desktop dialogs are not part of this.
printf '[window]\ntheme=1\n' > "$XDG_CONFIG_HOME/lacuna/lacuna.conf"
export DBUS_SESSION_BUS_ADDRESS=disabled: QT_QPA_PLATFORMTHEME=none
program=
finish() {
    status=$?
    [ "$status" = 0 ] || { echo "--- the studio's log"; cat "$work/log"; import -window root "${LACUNA_E2E_SHOT:-$work/failed.png}" || true; }
    [ -z "$program" ] || kill "$program" 2> /dev/null || true
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT

# wait_for SECONDS WHAT COMMAND…
wait_for() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" > /dev/null 2>&1; do
        [ $SECONDS -lt $end ] || { echo "waited in vain for $what"; return 1; }
        kill -0 "$program" 2> /dev/null || { echo "the studio ended while waiting for $what"; return 1; }
        sleep 0.2
    done
}
title() { xdotool getwindowname "$window"; }
title_has() { title | grep -qF -- "$1"; }
title_lacks() { ! title_has "$1"; }
dialog() { other=$(xdotool search --onlyvisible --name "$1" | head -1); [ -n "$other" ]; }
gone() { ! xdotool search --onlyvisible --name "$1"; }
# Without a window manager nobody else gives a window the keyboard.
focus() { xdotool windowfocus --sync "$1"; sleep 0.3; }
key() { xdotool key --clearmodifiers "$@"; sleep 0.2; }
drag() { # X Y X Y …
    xdotool mousemove "$1" "$2" sleep 0.1 mousedown 1
    shift 2
    while [ $# -gt 0 ]; do
        xdotool mousemove "$1" "$2" sleep 0.05
        shift 2
    done
    xdotool mouseup 1
    sleep 0.3
}
# save_in DIALOG PATH: answers a file dialog.
save_in() {
    wait_for 10 "the dialog $1" dialog "$1"
    focus "$other"
    key ctrl+a
    xdotool type --delay 20 "$2"
    key Return
    wait_for 10 "the dialog $1 to close" gone "$1"
    focus "$window"
}

convert "$photo" -gravity center -crop 192x144+0+0 +repage "$work/photos/print.png"
"$lacuna" --verbose "$work/photos/print.png" 2> "$work/log" &
program=$!
wait_for 60 "the photograph" xdotool search --onlyvisible --name 'print.png'
window=$(xdotool search --onlyvisible --name 'print.png' | head -1)
xdotool windowsize --sync "$window" 1100 760 windowmove "$window" 0 0
focus "$window"
sleep 0.5

# The photograph lies in the middle of the canvas, between the tools (36 px) and the panel (316 px).
import -window root "$work/opened.png"
drag 330 330 345 345 365 352 400 361 440 380 470 383
import -window root "$work/painted.png"
if compare -metric AE "$work/opened.png" "$work/painted.png" null: 2> /dev/null; then
    echo "painting left no trace on the screen"
    exit 1
fi

key ctrl+Return
wait_for 240 "the result" title_has '*'
sleep 1.5  # the divider slides in
import -window root "$work/split.png"
drag 409 420 350 420 300 420
xdotool mousemove 200 150
import -window root "$work/dragged.png"
differing=$(compare -metric AE "$work/split.png" "$work/dragged.png" null: 2>&1 || true)
[ "$differing" -gt 500 ] || { echo "the divider did not move ($differing pixels)"; exit 1; }

key ctrl+s
save_in 'Save the result' "$work/photos/out.png"
wait_for 20 "the saved file" test -s "$work/photos/out.png"
wait_for 10 "the title to say that it is saved" title_lacks '*'
key alt+f
key e
save_in 'Export the mask' "$work/photos/mask.png"
wait_for 20 "the mask" test -s "$work/photos/mask.png"
key ctrl+q
for _ in $(seq 50); do
    kill -0 "$program" 2> /dev/null || break
    sleep 0.2
done
wait "$program" || { echo "the studio ended with status $?"; exit 1; }
program=
"$pixels_kept" "$work/photos/print.png" "$work/photos/out.png" "$work/photos/mask.png"
