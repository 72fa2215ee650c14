#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Layers include only what stands below them: no Torch and no OpenCV in ui/ and app/, no Qt in core/, and inside core/
# folder by folder. Debian keeps ATen's headers in /usr/include, so the compiler alone would not notice.
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

# allow FOLDER BELOW…: the folder of $part (core or ui) includes itself and those below it, and no other part of $part.
folders=()
allow() {
    local folder=$1 found
    folders+=("$part/$folder")
    found=$(git grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"'"$part/" -- "$part/$folder" |
        grep -vE "\"$part/($(IFS='|' && echo "$*"))[/\"]")
    if [ -n "$found" ]; then
        printf '%s may include %s/{%s} only:\n%s\n' "$part/$folder" "$part" "$(IFS=, && echo "${*:2}")" "$found"
        status=1
    fi
}

forbid "Torch or OpenCV in ui/ or app/" '(torch|ATen|c10|caffe2|opencv2?)/' ui app
forbid "Qt in core/" '(Q[A-Z]|q[a-z]+\.h|Qt)' core
forbid "ui/ or app/ included from core/" '(ui|app)/' core
forbid "app/ included from ui/" 'app/' ui
forbid "a header that costs ten seconds and more a file" '(torch/(torch|nn|types|all)|ATen/ATen)\.h' core ui app tests
forbid_text "at::parallel_for, which is one thread in builds without OpenMP; core/base/parallel_rows does it" \
    'at::parallel_for' core
forbid_text "what Debian's LibTorch 1.13 doesn't have" '\<(const|mutable)_data_ptr\>' core tests

part=core
allow base
allow files base
allow job files base
allow io files base
allow imaging job base
allow tensors job base
allow operators tensors job base
allow checkpoints files base
allow models checkpoints tensors job files base
allow sampling operators models tensors job base
allow tiling operators models tensors job base
allow trajectory job base
allow detect models checkpoints tensors imaging job base
allow training models checkpoints tensors io imaging job files base
allow engine trajectory tiling sampling models checkpoints operators tensors imaging io job files base
allow late session.h detect engine models sampling job base
part=ui
allow base
allow document base
allow services document base
allow tools document base
allow canvas tools document base
allow models services document base
allow manual base
allow project services document base
allow panels models services document base
allow start services document base
allow preferences panels services document base
allow demo start panels canvas tools services document base
allow flows main_window/actions.h main_window/status_line.h \
    demo preferences start panels project models canvas tools services document base
allow main_window flows manual demo preferences start panels project models canvas tools services document base

for folder in core/*/ ui/*/; do
    folder=${folder%/}
    if [[ " ${folders[*]} " != *" $folder "* ]]; then
        printf '%s has no rule in boundaries.sh\n' "$folder"
        status=1
    fi
done
exit $status
