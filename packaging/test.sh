#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# test.sh [--cuda | --system-torch] [--strict] [--build-only] [-- CTEST-OPTION…]: from a bare Debian 12 to the tests' results.
#
# Installs what is missing, builds everything into build/ and runs the whole test suite.
#   --strict        as CI does it: warnings are errors, assertions are on, the benchmarks are compiled
#   --build-only    stop before the tests
#   --cuda, --system-torch  as in run.sh
#   -- …            what follows goes to ctest, for example: -- -R blur
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

torch=wheel
run=true
options=(-DLACUNA_BUILD_TESTS=ON)
while [ $# -gt 0 ]; do
    case $1 in
        --cuda) torch=cuda ;;
        --system-torch) torch=system ;;
        --strict) options+=(-DLACUNA_WERROR=ON -DLACUNA_BUILD_BENCH=ON -DCMAKE_CXX_FLAGS_RELEASE=-O2) ;;
        --build-only) run=false ;;
        -h | --help)
            sed -n '3,9s/^# \{0,1\}//p' "$0"
            exit
            ;;
        --)
            shift
            break
            ;;
        *) die "there is no option '$1'" ;;
    esac
    shift
done

"$packaging/dependencies.sh" build test
get_torch "$torch"
configure "${options[@]}"
compile all
if [ $run = false ]; then exit; fi

# Tests that use LibTorch take two threads each, but their idle threads don't spin (tests/CMakeLists.txt).
ctest --test-dir "$build" --output-on-failure --no-tests=error -j "$(nproc)" "$@"
