#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# For the scripts beside it, which say `lacuna=PROGRAM` before they read this: a place to work in, settings that are known, and
# words for what a person does. Whoever fails leaves the studio's log and a picture of the screen.
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
# A result is kept by itself as soon as it is there.
result_kept() { find "$work" -path '*results*' -name '*.png' | grep -q .; }
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

# start NAME [ARGUMENTS]: the studio, with a window whose title has NAME, 1100 × 760 at the corner.
start() {
    local name=$1
    shift
    # shellcheck disable=SC2154  # the script that reads this says it
    "$lacuna" --verbose "$@" 2> "$work/log" &
    program=$!
    wait_for 60 "the window" xdotool search --onlyvisible --name "$name"
    window=$(xdotool search --onlyvisible --name "$name" | head -1)
    xdotool windowsize --sync "$window" 1100 760 windowmove "$window" 0 0
    focus "$window"
    sleep 0.5
}
# open_print PHOTO: a small part of it, as print.png.
open_print() {
    convert "$1" -gravity center -crop 192x144+0+0 +repage "$work/photos/print.png"
    start print.png "$work/photos/print.png"
    key ctrl+1  # one pixel of it is one of the screen
}
# paint_scratch: over that print. It lies in the middle of the canvas, between the tools (36 px) and the panel (316 px).
paint_scratch() { drag 330 330 345 345 365 352 400 361 440 380 470 383; }
# ends_well: waits for the program's end.
ends_well() {
    for _ in $(seq 50); do
        kill -0 "$program" 2> /dev/null || break
        sleep 0.2
    done
    wait "$program" || { echo "the studio ended with status $?"; exit 1; }
    program=
}
# quit: as the menu does; the program must end well.
quit() {
    key ctrl+q
    ends_well
}
# differs A B LEAST: so many pixels of two pictures differ.
differs() {
    local pixels
    pixels=$(compare -metric AE "$1" "$2" null: 2>&1 || true)
    awk -v pixels="$pixels" -v least="$3" 'BEGIN { exit !(pixels >= least) }' || { echo "$1 and $2 differ in $pixels pixels, not in $3"; return 1; }
}
screen() { import -window root "$work/$1.png"; }
# click X Y: with the left button.
click() { xdotool mousemove "$1" "$2" sleep 0.3 click 1 sleep 0.6; }
# export_mask NAME: what is marked, as a picture.
export_mask() {
    key alt+f
    key e
    save_in 'Export mask' "$work/photos/$1.png"
    wait_for 20 "the mask $1" test -s "$work/photos/$1.png"
}
# marked PICTURE CROP: the number of marked pixels there.
marked() { convert "$1" -crop "$2" +repage -threshold 50% -format '%[fx:int(w*h*mean+0.5)]' info:; }
