#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh [PHOTO] [--cuda | --system-torch]: from a bare Debian 12 to the running studio.
#
# Installs what is missing, builds into build/ and opens the studio, with PHOTO if there is one. Without a display it
# restores a bundled sample (or denoises PHOTO) from the command line instead and says where the result is.
#   --cuda          LibTorch with CUDA, for a machine with an NVIDIA GPU (a download of 2.8 GB)
#   --system-torch  Debian's LibTorch, for a machine that should take nothing from PyPI; slower
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

photo=
torch=wheel
for argument in "$@"; do
    case $argument in
        --cuda) torch=cuda ;;
        --system-torch) torch=system ;;
        -h | --help)
            sed -n '3,9s/^# \{0,1\}//p' "$0"
            exit
            ;;
        -*) die "there is no option '$argument'" ;;
        *)
            [ -z "$photo" ] || die "one photograph at a time"
            [ -r "$argument" ] || die "$argument: no such photograph"
            photo=$(realpath "$argument")
            ;;
    esac
done

"$packaging/dependencies.sh" build
get_torch "$torch"
configure -DLACUNA_BUILD_UI=ON
compile lacuna lacuna-cli

if [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
    exec "$build/bin/lacuna" ${photo:+"$photo"}
fi

# restore ARGUMENT…: on a terminal lacuna-cli shows its own progress; elsewhere one line, then its report.
restore() {
    if [ -t 2 ]; then
        "$build/bin/lacuna-cli" restore "$@"
    else
        step restore "Restoring" "$build/bin/lacuna-cli" restore "$@"
        sed -n '/ -> /,$p' "$build/log/restore.log"
    fi
}

mkdir -p "$build/restored"
if [ -n "$photo" ]; then
    result=$build/restored/$(basename "$photo")
    say "There is no display, so lacuna-cli denoises $photo."
    restore "$photo" -o "$result" --task denoise --noise auto
else
    samples=$root/resources/samples
    result=$build/restored/scratched.jpg
    say "There is no display, so lacuna-cli repairs the bundled sample scratched.jpg."
    restore "$samples/scratched.jpg" -o "$result" --task inpaint --mask "$samples/scratched-mask.png"
fi
say "The result is in $result"
