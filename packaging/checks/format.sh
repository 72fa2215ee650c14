#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C++ file is as clang-format leaves it.
cd "$(dirname "$0")/../.." || exit 1
git ls-files -z '*.h' '*.cpp' | xargs -0 clang-format --dry-run -Werror
