#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dependencies.sh [SET…]: installs what Debian 12 packages of the sets. Says so first; says nothing where all are there.
#   build         what the programs need (always included)
#   test          what their tests and benchmarks need too
#   lint          what .ci/run checks with
#   system-torch  Debian's LibTorch
#   package       what building the .deb needs
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

wanted=(
    cmake ninja-build g++ ccache pkg-config python3-pip
    qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-l10n-tools qt6-translations-l10n
    libopencv-dev libexiv2-dev liblcms2-dev libspdlog-dev nlohmann-json3-dev libcli11-dev libssl-dev
    libjpeg62-turbo-dev libpng-dev libtiff-dev libwebp-dev libzip-dev
    libheif-dev libjxl-dev libraw-dev
)
for set in "$@"; do
    case $set in
        build) ;;
        test) wanted+=(clang-14 libclang-rt-14-dev libbenchmark-dev fonts-dejavu-core xvfb xauth xdotool imagemagick
            ffmpeg dbus-daemon) ;;
        lint) wanted+=(git clang-format clang-tidy shellcheck desktop-file-utils appstream shared-mime-info) ;;
        # With the reference BLAS that libtorch-dev brings by itself, products of matrices are tens of times slower.
        system-torch) wanted+=(libtorch-dev libopenblas0-pthread) ;;
        package) wanted+=(dpkg-dev file) ;;
        *) die "there is no set '$set'" ;;
    esac
done

if ! command -v dpkg-query >/dev/null; then
    say "This is not Debian, so nothing is installed. Needed are the counterparts of: ${wanted[*]}"
    exit
fi

missing=()
for package in "${wanted[@]}"; do
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
        missing+=("$package")
    fi
done
if [ ${#missing[@]} -eq 0 ]; then exit; fi

say "Installing from Debian: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "this takes root and there is no sudo; run: apt-get install ${missing[*]}"
    as_root=(sudo)
    # Here, where the question for the password can be seen.
    sudo -v
fi
install_missing() {
    "${as_root[@]}" apt-get -q update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "${missing[@]}"
}
step packages "Installing" install_missing
