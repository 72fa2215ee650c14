// SPDX-License-Identifier: GPL-3.0-or-later
// liblacuna-torch.so has nothing of its own: it names LibTorch and where it is (CMakeLists.txt).
