#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The shell scripts have none of the faults that shellcheck knows.
cd "$(dirname "$0")/../.." || exit 1
git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck -x --source-path=SCRIPTDIR
