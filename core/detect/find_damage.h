// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// The method's name, for reports.
inline constexpr const char* kFindDamageMethod = "U-Net after Wan et al. 2020, trained on drawn damage";

inline constexpr double kDefaultSensitivity = 0.5;

/// The probability that a pixel of a photograph belongs to a scratch, a hair or a speck of dust: bright or
/// dark marks up to about 7 pixels wide. Uses a U-Net that was trained on drawn damage only, like the scratch
/// detector of Z. Wan, B. Zhang, D. Chen, P. Zhang, D. Chen, J. Liao, F. Wen, "Bringing old photos back to
/// life", CVPR 2020 (section 3.3); core/detect/damage_network.md says how it was trained and what was
/// measured. `photo` is grey or RGB of either depth. The result has one channel, 16 bit, and the photograph's
/// size; 65535 means certain. Large photographs are processed in tiles. Throws Error OutOfMemory. Any thread.
ImageBuffer damageProbability(const ImageBuffer& photo);

/// Turns the picture of damageProbability() into a mask: the pixels that reach a threshold, grown by one
/// pixel. `sensitivity` is from 0 (only certain damage) to 1 (all possible damage), asserted; raising it
/// never unmarks a pixel. The mask has one channel, 8 bit, values 0 and 255. Any thread.
ImageBuffer damageMask(const ImageBuffer& probability, double sensitivity);

}  // namespace lacuna
