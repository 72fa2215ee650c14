// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <filesystem>
#include <string>

namespace lacuna {

/// The longest side of a kernel that is read from a picture, in pixels.
inline constexpr int kMaxKernelSide = 255;

/// A picture as a blur kernel: its grey levels (luma of a coloured one, alpha ignored) as weights that sum
/// to 1. A kernel whose weight lies off its middle would move the picture by that much, so the weights are
/// moved by whole pixels until their centroid is within half a pixel of the middle. An even side has no pixel
/// in its middle: there they are moved by half a pixel where that is nearer, each weight shared between the
/// two pixels that it then covers. Both sides of the kernel are odd, and at least those of the picture;
/// shiftX and shiftY say how far the weights were off. Throws Error: KernelInvalid where it is all black or
/// has a side above kMaxKernelSide; else as readPhotograph.
KernelSpec readKernel(const std::filesystem::path& path);

/// A kernel as parseKernel() takes it, else the picture of that path. Throws as they do.
KernelSpec kernelFrom(const std::string& textOrPath);

/// Writes a kernel of weights (asserted) as a grey 16-bit picture whose brightest pixel is white. Throws as
/// writeMask.
void writeKernel(const KernelSpec& kernel, const std::filesystem::path& path);

}  // namespace lacuna
