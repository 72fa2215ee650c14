#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# pack_and_run.sh BUILD LIBTORCH: makes a kit of the build, unpacks it elsewhere and runs it with small pictures.
set -euo pipefail
build=$1 torch=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$(dirname "$0")/../../packaging/gpu-kit.sh" --from "$build" -o "$work/kit.tar.xz"
tar -C "$work" -xf "$work/kit.tar.xz"
LACUNA_TORCH_LIB=$torch "$work/gpu-kit/run.sh" --quick
report=$work/gpu-kit/report.md
fail() {
    echo "$1"
    exit 1
}
grep -q '^All checks passed.$' "$report" || fail "the checks didn't pass"
for section in 'official code' 'against the CPU' 'Speed and memory' 'Recorded passes' 'Stopping' 'out of memory' 'command line'; do
    grep -q "^## .*$section" "$report" || fail "the report lacks '$section'"
done
[ -s "$work/gpu-kit/denoised.png" ] || fail "the command line made no picture"
# A check that fails is an exit status that fails.
if LACUNA_TORCH_LIB=$torch "$work/gpu-kit/run.sh" --quick --model no-such-model >"$work/log" 2>&1; then
    fail "a missing model passes"
fi
grep -q 'FAILED' "$work/log" || fail "the report doesn't say what failed"
