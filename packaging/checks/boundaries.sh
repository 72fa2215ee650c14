#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The layers include what they may: no Torch and no OpenCV in ui/ and app/, no Qt in core/. Debian keeps ATen's headers
# in /usr/include, so the compiler alone would not notice.
cd "$(dirname "$0")/../.." || exit 1
status=0

# forbid_text WHAT PATTERN FOLDER…
forbid_text() {
    local what=$1 pattern=$2 found
    shift 2
    found=$(git grep -nE "$pattern" -- "$@")
    if [ -n "$found" ]; then
        printf '%s:\n%s\n' "$what" "$found"
        status=1
    fi
}

# forbid WHAT INCLUDED FOLDER…
forbid() { forbid_text "$1" "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$2" "${@:3}"; }

forbid "Torch or OpenCV in ui/ or app/" '(torch|ATen|c10|caffe2|opencv2?)/' ui app
forbid "Qt in core/" '(Q[A-Z]|q[a-z]+\.h|Qt)' core
forbid "ui/ or app/ included from core/" '(ui|app)/' core
forbid "app/ included from ui/" 'app/' ui
forbid "a header that costs ten seconds and more a file" '(torch/(torch|nn|types|all)|ATen/ATen)\.h' core ui app tests
forbid_text "what Debian's LibTorch 1.13 doesn't have" '\<(const|mutable)_data_ptr\>' core tests
exit $status
