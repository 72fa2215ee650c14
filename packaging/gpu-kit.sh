#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# gpu-kit.sh [--torch VERSION | --from BUILD] [-o ARCHIVE]: packs what proves and measures the engine on another machine
# that has a GPU, Python and PyTorch, but neither Lacuna nor what it is built with.
#
# There, unpack the archive and start gpu-kit/run.sh, which writes one report.
#   --torch VERSION  the PyTorch of that machine: 2.14.1 (the default) or 2.11.0, both for CUDA 13.0
#   --from BUILD     takes the programs of a build folder as they are, and compiles nothing
#   -o ARCHIVE       where the archive goes; build-gpu-VERSION/gpu-kit.tar.xz if nothing is said
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly most_bytes=18000000
version=$torch_version
from=
archive=
while [ $# -gt 0 ]; do
    case $1 in
        --torch) version=${2:?--torch needs a version} ;;
        --from) from=$(realpath "${2:?--from needs a folder}") ;;
        -o) archive=$(realpath -m "${2:?-o needs a file}") ;;
        -h | --help)
            sed -n '3,10s/^# \{0,1\}//p' "$0"
            exit
            ;;
        *) die "there is no option '$1'" ;;
    esac
    shift 2
done

# unpack_wheel WHEELS FOLDER: the headers and the libraries to link; a GPU's own libraries are those of that machine.
unpack_wheel() {
    python3 - "$1" "$2" <<'PYTHON'
import pathlib, shutil, sys, zipfile

wheels, target = map(pathlib.Path, sys.argv[1:])
libraries = {f"torch/lib/{name}.so" for name in ("libtorch_cpu", "libtorch_cuda", "libc10", "libc10_cuda")}
for wheel in wheels.glob("torch-*.whl"):
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            if member.is_dir() or not (member.filename.startswith("torch/include/") or member.filename in libraries):
                continue
            libraries.discard(member.filename)
            place = target / "lib/python3.11/site-packages" / member.filename
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, open(place, "wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
if libraries:
    sys.exit("not in the wheel: " + ", ".join(sorted(libraries)))
PYTHON
}

get_wheel() {
    local list=$packaging/gpu-kit/torch-$version.txt
    [ -f "$list" ] || die "PyTorch $version isn't known here; there are $(cd "$packaging/gpu-kit" && echo torch-*.txt)"
    folder=$cache/libtorch-$version-kit
    if [ -d "$folder" ]; then return; fi
    mkdir -p "$cache"
    local temporary
    temporary=$(mktemp -d "$cache/libtorch-XXXXXX")
    # shellcheck disable=SC2064  # the folder of now
    trap "rm -rf '$temporary'" EXIT
    step torch "Fetching PyTorch $version (550 MB)" python3 -m pip --disable-pip-version-check --no-cache-dir download \
        --dest "$temporary" --no-deps --only-binary :all: --require-hashes -r "$list" "${wheel_tags[@]}" ||
        exit "$unavailable"
    unpack_wheel "$temporary" "$temporary/tree"
    mv -T "$temporary/tree" "$folder"
}

if [ -z "$from" ]; then
    build=$root/build-gpu-$version
    mkdir -p "$build"
    get_wheel
    step configure "Configuring" cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DLACUNA_TORCH=cuda \
        "-DLACUNA_TORCH_ROOT=$folder" -DLACUNA_BUILD_UI=OFF -DLACUNA_BUILD_TESTS=OFF -DLACUNA_BUILD_GPU_KIT=ON \
        -DLACUNA_HEIF=OFF -DLACUNA_JXL=OFF -DLACUNA_RAW=OFF
    compile lacuna-cli device_check
    from=$build
else
    build=$from
    version=
fi
archive=${archive:-$build/gpu-kit.tar.xz}

# All libraries that the programs load but the C library's, LibTorch's and NVIDIA's. What the machine here lacks is LibTorch's.
libraries() {
    ldd "$@" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u |
        grep -vE '/(ld-linux-x86-64|libc|libm|libdl|librt|libpthread|libutil|libtorch[^/]*|libc10[^/]*|libcu[^/]*|libnv[^/]*|libnccl)\.so'
}

# stand_ins FOLDER PROGRAM…: OpenCV asks for LAPACK, BLAS and GLX, which bring Fortran and X11 along, 4 MB when packed. The
# programs call nothing of them. What the loader looks for is there, and says so and ends the program if it is called.
stand_ins() {
    local folder=$1 name real
    shift
    libraries "$@" | while read -r real; do
        name=$(basename "$real")
        case $name in liblapack.so.* | libblas.so.* | libGLX.so.*) ;; *) continue ;; esac
        {
            printf '#include <stdio.h>\n#include <stdlib.h>\n'
            printf 'static void missing(const char* name) { fprintf(stderr, "%%s is not in this kit\\n", name); abort(); }\n'
            comm -12 <(nm -D --defined-only "$real" | awk '{ print $3 }' | sed 's/@.*//' | sort -u) \
                <(libraries "$@" | xargs nm -D --undefined-only "$@" | awk '/ U / { print $NF }' | sed 's/@.*//' | sort -u) |
                sed 's/.*/void &(void) { missing("&"); }/'
        } | cc -shared -fPIC -O1 -w -Wl,-soname,"$name" -xc - -o "$folder/$name"
    done
}

pack() {
    local staging programs
    staging=$(mktemp -d)
    local kit=$staging/gpu-kit
    mkdir -p "$kit/bin" "$kit/libexec/lacuna" "$kit/lib" "$kit/share/lacuna/models" "$kit/data/parity" "$kit/data/samples"
    cp "$from/bin/lacuna-cli" "$from/bin/device_check" "$kit/bin"
    cp "$from/libexec/lacuna/lacuna-cli-engine" "$kit/libexec/lacuna"
    programs=("$kit/bin/device_check" "$kit/bin/lacuna-cli" "$kit/libexec/lacuna/lacuna-cli-engine")
    stand_ins "$kit/lib" "${programs[@]}"
    # In the kit, they bring nothing else along.
    LD_LIBRARY_PATH=$kit/lib libraries "${programs[@]}" | grep -vF "$kit/lib/" | xargs -I{} cp -L {} "$kit/lib"
    strip "${programs[@]}" "$kit"/lib/*
    cp "$root"/models/photo-fast.* "$root/models/catalog.json" "$kit/share/lacuna/models"
    cp "$root/resources/samples/church.jpg" "$kit/data/samples"
    cp -r "$root"/tests/data/parity/* "$kit/data/parity"
    cp "$packaging/gpu-kit/run.sh" "$root/LICENSE" "$kit"
    printf '%s\n' "$version" >"$kit/torch-version"
    mkdir -p "$(dirname "$archive")"
    local effort=(-1)  # small only where it travels
    if [ -n "$version" ]; then effort=(--x86 "--lzma2=preset=9e,dict=64MiB"); fi
    tar -C "$staging" --sort=name --owner=0 --group=0 -cf - gpu-kit | xz "${effort[@]}" >"$archive"
    rm -rf "$staging"
}
step pack "Packing" pack
bytes=$(stat -c %s "$archive")
# A build as it is may read more formats, which takes more libraries.
[ -z "$version" ] || [ "$bytes" -le "$most_bytes" ] || die "$archive has $bytes bytes, more than $most_bytes"
say "The kit is in $archive ($bytes bytes)."
