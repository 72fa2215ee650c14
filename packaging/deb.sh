#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# deb.sh: builds the Debian package into build-deb/. It links Debian's LibTorch.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ $# -eq 0 ] || die "takes no arguments"
build=$root/build-deb
"$packaging/dependencies.sh" build package
get_torch system
configure -DLACUNA_BUILD_TESTS=OFF -DCMAKE_INSTALL_PREFIX=/usr
compile all
pack() { cd "$build" && cpack -G DEB; }
step pack "Packing" pack
ls "$build"/*.deb
