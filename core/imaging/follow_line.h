// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <vector>

namespace lacuna {

struct LinePoint {
    double x = 0, y = 0;  ///< in pixels; the centre of the top left one is (0.5, 0.5)
};

/// A scratch or a crack: its path and its width.
struct FollowedLine {
    std::vector<LinePoint>
        points;        ///< at most two pixels apart; the first and the last are those that were given
    double width = 1;  ///< in pixels, 1 to 16
};

/// Follows a bright or dark line from one point of a photograph (grey or RGB, either depth) to another: the
/// path of least cost, where a pixel costs the less the more it differs from both sides (live wire: E. N.
/// Mortensen and W. A. Barrett, "Intelligent scissors for image composition", SIGGRAPH 1995; ridges by the
/// eigenvalues of the Hessian over scales: T. Lindeberg, IJCV 30(2), 1998). Where nothing leads from one to
/// the other the path is nearly straight. Points outside the photograph are moved to its border. Time and
/// memory are bounded: over long distances the path is looked for in a smaller picture. Deterministic. Any
/// thread.
FollowedLine followLine(const ImageBuffer& photo, LinePoint from, LinePoint to);

}  // namespace lacuna
