#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tidy.sh [FILE…]: clang-tidy over the sources that don't include Torch (one that does takes a minute), or over FILE….
# Needs what `packaging/test.sh --build-only` leaves in build/.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$root"
[ -f "$build/compile_commands.json" ] || die "build/ isn't configured; run packaging/test.sh --build-only first"
if [ $# -eq 0 ]; then
    mapfile -t torch_free < <(git grep -LE '#include [<"](torch|ATen|c10)/' -- 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp')
    set -- "${torch_free[@]}"
fi
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(jobs)" clang-tidy --quiet -p "$build" --extra-arg=-Wno-unknown-warning-option
