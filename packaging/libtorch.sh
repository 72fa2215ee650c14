#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# libtorch.sh [--cuda]: puts the pinned LibTorch into the user's cache folder, if it isn't there yet.
#
# The CPU flavour is unpacked from the wheel and keeps what a C++ program needs of it: the headers, libtorch_cpu and
# the libraries that libtorch_cpu names (440 MB). The CUDA flavour is the wheel with NVIDIA's libraries (4.3 GB), laid
# out as in a virtual environment. Both are for x86-64 and serve whatever version of Python runs pip.
#
# Exit status: 0 it is there, 69 it can't be had (no network, other processor), 1 something is wrong.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

flavour=cpu
case ${1-} in
    '') ;;
    --cuda) flavour=cuda ;;
    *) die "there is no option '$1'" ;;
esac
folder=$(torch_folder "$flavour")
if [ -d "$folder" ]; then exit; fi

if [ "$(uname -sm)" != "Linux x86_64" ]; then
    say "LibTorch $torch_version comes for Linux on x86-64 only."
    exit "$unavailable"
fi

mkdir -p "$cache"
exec 9>"$cache/libtorch.lock"
flock 9
if [ -d "$folder" ]; then exit; fi

temporary=$(mktemp -d "$cache/libtorch-XXXXXX")
trap 'rm -rf "$temporary"' EXIT

fetch() {
    # pip moves files between its temporary folder and the target: keep both on one disk.
    TMPDIR=$temporary python3 -m pip --disable-pip-version-check --no-cache-dir --retries 2 "$@" \
        --no-deps --only-binary :all: --require-hashes -r "$packaging/libtorch-$flavour.txt" "${wheel_tags[@]}" \
        >"$temporary/log" 2>&1 </dev/null && return
    printf 'failed\n'
    grep -m 1 -A 3 '^ERROR' "$temporary/log" || tail -n 3 "$temporary/log"
    if grep -qE 'DO NOT MATCH THE HASHES|No space left|No module named pip' "$temporary/log"; then exit 1; fi
    exit "$unavailable"
}

unpack_cpu() {
    python3 - "$1" "$2" <<'PYTHON'
import pathlib, shutil, sys, zipfile

wheels, target = map(pathlib.Path, sys.argv[1:])
libraries = {"libtorch_cpu.so", "libc10.so", "libgomp.so.1", "libcudart.so.13", "libcupti.so.13"}
for wheel in wheels.glob("*.whl"):
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            path = pathlib.PurePosixPath(member.filename)
            if path.parts[:2] in (("torch", "include"), ("torch", "share")):
                place = target.joinpath(*path.parts[1:])
            elif path.name in libraries:
                libraries.remove(path.name)
                place = target / "lib" / path.name
            else:
                continue
            if member.is_dir():
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, open(place, "wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
if libraries:
    sys.exit("not in the wheels: " + ", ".join(sorted(libraries)))
PYTHON
}

if [ "$flavour" = cpu ]; then
    printf 'Fetching LibTorch %s for the CPU (570 MB) into %s … ' "$torch_version" "$folder"
    fetch download --dest "$temporary/wheels"
    unpack_cpu "$temporary/wheels" "$temporary/tree" || die "the wheels can't be unpacked"
else
    printf 'Fetching LibTorch %s for CUDA 13 (2.8 GB, 4.3 GB unpacked) into %s … ' "$torch_version" "$folder"
    fetch install --no-compile --target "$temporary/tree/lib/python3.11/site-packages"
fi
mv -T "$temporary/tree" "$folder"
printf 'done, %d s\n' "$SECONDS"
