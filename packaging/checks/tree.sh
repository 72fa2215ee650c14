#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The root holds what was agreed, every source file names its licence, no file names a place on somebody's machine.
cd "$(dirname "$0")/../.." || exit 1
status=0

# report WHAT LINES: a fault, unless there are no lines.
report() {
    if [ -n "$2" ]; then
        printf '%s:\n%s\n' "$1" "$2"
        status=1
    fi
}

report "at the root, outside the agreed list" "$(git ls-files | cut -d/ -f1 | sort -u | grep -vxE \
    'CMakeLists.txt|CMakePresets.json|app|core|ui|resources|models|tests|packaging|[A-Z]+\.md|LICENSE|\..*')"

report "no SPDX line at the top" "$(git ls-files '*.h' '*.cpp' '*.in' '*.sh' '*.cmake' '*CMakeLists.txt' .ci/run |
    while read -r file; do
        head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || printf '%s\n' "$file"
    done)"

report "a path of one machine" "$(git grep -nIE '(^|[^a-zA-Z0-9_.$}])/(work|farm|root|home/[a-z]+)/' -- . ':!packaging/checks')"
exit $status
