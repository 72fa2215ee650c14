// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/base/names.h"

#include <array>
#include <set>

namespace lacuna {

/// The method's name, for reports.
inline constexpr const char* kFindDamageMethod = "U-Net after Wan et al. 2020, trained on drawn damage";

inline constexpr double kDefaultSensitivity = 0.5;

/// The probability that a pixel of a photograph belongs to damage: a scratch, a hair, a speck of dust, a
/// crack of the emulsion, a fold, a tear or a small stain, up to about 8 pixels wide, and in photographs of
/// two megapixels and more up to about 30. Uses a U-Net that was trained on drawn damage and on overlays of
/// real dirt, like the scratch detector of Z. Wan, B. Zhang, D. Chen, P. Zhang, D. Chen, J. Liao, F. Wen,
/// "Bringing old photos back to life", CVPR 2020 (section 3.3); core/detect/damage_network.md says how it was
/// trained and what was measured. `photo` is grey or RGB of either depth; one that uses only the lower part
/// of its range is brightened first. The result has one channel, 16 bit, and the photograph's size; 65535
/// means certain. Large photographs are processed in tiles. Throws Error OutOfMemory. Any thread.
ImageBuffer damageProbability(const ImageBuffer& photo);

/// Kinds of damage, told apart by the shape of what touches each other.
enum class DamageKind {
    Dust,       ///< small and compact
    Scratches,  ///< lines: hairs and folds, too
    Cracks,     ///< lines that branch or curl up, so that they are much longer than their extent
    Stains      ///< larger and compact
};
inline constexpr auto kDamageKinds = std::to_array<Named<DamageKind>>({{DamageKind::Dust, "dust"},
                                                                       {DamageKind::Scratches, "scratches"},
                                                                       {DamageKind::Cracks, "cracks"},
                                                                       {DamageKind::Stains, "stains"}});

/// What is marked by default. Stains are not: a bright or dark patch is more often a part of the picture,
/// such as a tuft of fur, than a stain, and filling it in would do harm.
inline const std::set<DamageKind> kUsualDamage = {DamageKind::Dust, DamageKind::Scratches,
                                                  DamageKind::Cracks};

/// Which damage should be marked.
struct DamageChoice {
    double sensitivity = kDefaultSensitivity;  ///< from 0 (only what is certain) to 1 (all that is possible)
    std::set<DamageKind> kinds = kUsualDamage;
    int largest = 0;  ///< leaves out what extends further, in pixels; 0: no limit

    bool operator==(const DamageChoice&) const = default;
};

/// Turns the picture `found` by damageProbability() into a mask: the pixels that reach a threshold, and lines
/// that go on from them more faintly, as far as they belong to what was chosen and have a part that stands
/// out, the more the larger they are; without long faint stretches that hang on to them; grown by one pixel.
/// What lies along the border for long is left out as the edge of the paper. Kind and size are judged by what
/// touches each other at the default sensitivity, and beyond it for what only comes with a higher one. The
/// sensitivity is asserted; raising it never unmarks a pixel, whatever is chosen. The mask has one channel, 8
/// bit, values 0 and 255. Any thread.
ImageBuffer damageMask(const ImageBuffer& found, const DamageChoice& choice);

}  // namespace lacuna
