// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace lacuna {

class ImageBuffer;
struct Region;
struct RestorationJob;

/// Writes a region's estimate into the result: all of it, or the pixels of region.restore, or of the mask
/// where one solve covers the photograph but only a part may change.
void pasteRegion(const RestorationJob& job, const Region& region, const at::Tensor& estimate,
                 ImageBuffer& pixels);

}  // namespace lacuna
