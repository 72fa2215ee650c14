#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh [--quick] [--device auto|cpu|cuda]: proves and measures Lacuna's engine on this machine, with the PyTorch that is
# installed here, and writes report.md beside itself. Without a GPU everything runs on the CPU.
#
# Needs a Linux on x86-64 with glibc 2.36 or later and a Python that has PyTorch; PYTHON names another than python3.
# LACUNA_TORCH_LIB names a folder of LibTorch's libraries instead. Exit status 1: a check failed.
set -euo pipefail

kit=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
die() {
    printf 'run.sh: %s\n' "$*" >&2
    exit 1
}

if [ -z "${LACUNA_TORCH_LIB-}" ]; then
    # The module is looked for but not imported, which would load its libraries.
    found=$("${PYTHON:-python3}" - <<'PYTHON'
import importlib.util, pathlib
spec = importlib.util.find_spec("torch")
if spec is None or spec.origin is None:
    raise SystemExit
torch = pathlib.Path(spec.origin).parent
facts = {}
exec((torch / "version.py").read_text(), facts)
folders = [torch / "lib"] + sorted(torch.parent.glob("nvidia/*/lib"))
print(str(facts["__version__"]).split("+")[0])
print(":".join(map(str, folders)))
PYTHON
    ) || die "${PYTHON:-python3} doesn't run"
    [ -n "$found" ] || die "${PYTHON:-python3} has no PyTorch"
    version=$(head -n 1 <<<"$found")
    LACUNA_TORCH_LIB=$(tail -n 1 <<<"$found")
    wanted=$(cat "$kit/torch-version")
    [ -z "$wanted" ] || [ "$version" = "$wanted" ] ||
        die "this kit is for PyTorch $wanted, and $version is installed; make another with gpu-kit.sh --torch $version"
fi

export LD_LIBRARY_PATH=$LACUNA_TORCH_LIB:$kit/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export XDG_CACHE_HOME=$kit/cache
status=0
{
    "$kit/bin/device_check" --data "$kit/data" --model photo-fast "$@" || status=$?
    printf '\n## The command line\n\n'
    "$kit/bin/lacuna-cli" restore "$kit/data/samples/church.jpg" -o "$kit/denoised.png" --task denoise --noise 10 \
        --model photo-fast --steps 1 | sed 's/^/    /' || status=$?
    printf '\nExit status: %d\n' "$status"
} 2>&1 | tee "$kit/report.md"
exit "$(sed -n '$s/Exit status: //p' "$kit/report.md")"
