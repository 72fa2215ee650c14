// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// The method's name, for reports.
inline constexpr const char* kFindDamageMethod = "U-Net after Wan et al. 2020, trained on drawn damage";

inline constexpr double kDefaultSensitivity = 0.5;

/// How probably each pixel of a photograph belongs to a scratch, a hair or a speck of dust: bright or dark
/// marks up to about 7 pixels wide. A U-Net that has only seen drawn damage, as the scratch detector of Z.
/// Wan, B. Zhang, D. Chen, P. Zhang, D. Chen, J. Liao, F. Wen, "Bringing old photos back to life", CVPR 2020
/// (section 3.3); core/detect/damage_network.md says how it was made and what was measured. `photo` is grey
/// or RGB of either depth. One channel, 16 bit, 65535 is certain; the photograph's size. Large photographs
/// are done in tiles. Throws Error OutOfMemory. Any thread.
ImageBuffer damageProbability(const ImageBuffer& photo);

/// A mask out of damageProbability()'s picture (asserted): what reaches a threshold, grown by one pixel.
/// `sensitivity` from 0 (only what is certain) to 1 (whatever may be damage), asserted; raising it never
/// unmarks anything. One channel, 8 bit, values 0 and 255. Any thread.
ImageBuffer damageMask(const ImageBuffer& probability, double sensitivity);

}  // namespace lacuna
