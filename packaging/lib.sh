# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the scripts in packaging/ share. Sourced, not run.

set -euo pipefail

packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$packaging")
# shellcheck disable=SC2034  # used by the scripts that source this file
build=$root/build
cache=${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/lacuna
torch_version=2.14.1

# Exit status of libtorch.sh where the wheel can't be had, as opposed to something being wrong with it.
readonly unavailable=69

# The wheels of one fixed Python, whichever runs pip; pip matches platform tags one by one.
wheel_tags=(--python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none --platform manylinux2014_x86_64)
for glibc in {5..28}; do wheel_tags+=(--platform "manylinux_2_${glibc}_x86_64"); done

say() { printf '%s\n' "$*"; }

die() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# torch_folder cpu|cuda: where libtorch.sh puts that flavour.
torch_folder() { printf '%s/libtorch-%s-%s\n' "$cache" "$torch_version" "$1"; }

# step NAME TITLE COMMAND…: runs the command with its output in build/log/NAME.log and one line on the screen; none where
# ninja had nothing to do, which it knows only afterwards. On failure shows the end of the log and returns the status.
step() {
    local log=$build/log/$1.log title=$2 start=$SECONDS status=0
    shift 2
    mkdir -p "$build/log"
    if [ -t 1 ]; then printf '%s … ' "$title"; fi
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" -eq 0 ] && [ "$(tail -n 1 "$log")" = "ninja: no work to do." ]; then
        if [ -t 1 ]; then printf '\r\033[K'; fi
        return
    fi
    if [ ! -t 1 ]; then printf '%s … ' "$title"; fi
    if [ "$status" -ne 0 ]; then
        printf 'failed (%s)\n' "${log#"$PWD"/}"
        tail -n 60 "$log"
        return "$status"
    fi
    printf 'done, %d s\n' $((SECONDS - start))
}

# How many compilers may run at once: a file that includes Torch takes up to 1.2 GB.
jobs() {
    local cores available
    cores=$(nproc)
    available=$(awk '/^MemAvailable:/ { print int($2 / 1258291) }' /proc/meminfo)
    if [ "$available" -lt 1 ]; then available=1; fi
    if [ "$available" -lt "$cores" ]; then echo "$available"; else echo "$cores"; fi
}

# get_torch wheel|cuda|system: has that LibTorch installed and sets `torch` to what was got, which is Debian's where
# PyPI can't be reached.
get_torch() {
    local status=0
    torch=$1
    case $torch in
        wheel) "$packaging/libtorch.sh" || status=$? ;;
        cuda) "$packaging/libtorch.sh" --cuda || status=$? ;;
    esac
    if [ "$status" -eq "$unavailable" ] && [ "$torch" = wheel ]; then
        say "Using Debian's LibTorch 1.13 instead, which is 1.2 to 1.8 times slower."
        torch=system
    elif [ "$status" -ne 0 ]; then
        exit "$status"
    fi
    if [ "$torch" = system ]; then "$packaging/dependencies.sh" system-torch; fi
}

# configure [-DNAME=VALUE…]: configures build/ for $torch, unless it is configured just so already. What isn't named stays
# as it is there, so that run.sh after test.sh compiles nothing anew.
configure() {
    local options=(-DCMAKE_BUILD_TYPE=Release "-DLACUNA_TORCH=$torch" "$@") stamp=$build/.configured
    case $torch in
        wheel) options+=("-DLACUNA_TORCH_ROOT=$(torch_folder cpu)") ;;
        cuda) options+=("-DLACUNA_TORCH_ROOT=$(torch_folder cuda)") ;;
    esac
    if [ -f "$build/build.ninja" ] && [ "$(cat "$stamp" 2>/dev/null)" = "${options[*]}" ]; then return; fi
    rm -f "$stamp"
    step configure "Configuring" cmake -S "$root" -B "$build" -G Ninja "${options[@]}"
    printf '%s\n' "${options[*]}" >"$stamp"
}

# compile TARGET…: builds the targets; says nothing where everything is up to date.
compile() { step compile "Compiling" ninja -C "$build" -j "$(jobs)" "$@"; }
