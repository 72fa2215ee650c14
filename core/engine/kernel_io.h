// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <filesystem>
#include <string>

namespace lacuna {

/// The longest side of a kernel that is read from a picture, in pixels.
inline constexpr int kMaxKernelSide = 255;

/// Reads a picture as a blur kernel: its grey levels (the luma of a coloured picture; alpha is ignored)
/// become weights that sum to 1. A kernel whose centroid lies off the middle would shift the picture, so the
/// weights are moved by whole pixels until their centroid is within half a pixel of the middle. An even side
/// has no middle pixel; along it the weights are moved by half pixels if that is nearer, and each weight is
/// shared by the two pixels that it then covers. Both sides of the kernel are odd and no shorter than the
/// picture's. shiftX and shiftY say how far the weights were moved. Throws Error: KernelInvalid if the
/// picture is all black or has a side above kMaxKernelSide; else as readPhotograph.
KernelSpec readKernel(const std::filesystem::path& path);

/// A kernel from a text such as "gaussian:1.6" (parseKernel()), or else from the picture at that path
/// (readKernel()). Throws as these do.
KernelSpec kernelFrom(const std::string& textOrPath);

/// Writes a kernel of weights (asserted) as a grey 16-bit picture whose brightest pixel is white. Throws as
/// writeMask.
void writeKernel(const KernelSpec& kernel, const std::filesystem::path& path);

}  // namespace lacuna
