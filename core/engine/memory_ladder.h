// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/job/restoration_job.h"

#include <optional>
#include <string>

namespace lacuna {

/// How a run is tried.
struct Attempt {
    std::string device;                        ///< "cpu", "cuda:0"
    Precision precision = Precision::Float32;  ///< resolved
    int tile = 0;                              ///< as ComputeSpec::tile

    bool operator==(const Attempt&) const = default;
};

/// What is known of an attempt whose memory ran out.
struct FailedAttempt {
    int tile = 0;                          ///< longest side of a tile in its plan; 0: no plan fitted
    int shortestTile = 0;                  ///< the least that the model takes
    Precision half = Precision::BFloat16;  ///< the device's DeviceLayer::halfPrecision()
};

/// What to try next, and the note that tells the user.
struct NextAttempt {
    Attempt attempt;
    Note note;
};

/// The next rung of the ladder, from the least loss to the greatest: tiles of half the side, down to 256
/// pixels; then, on a GPU and unless the job asks for a precision, half precision, again from the largest
/// tiles; then, unless the job asks for the GPU, the CPU, in the precision that is best there. None: nothing
/// is left to try.
std::optional<NextAttempt> nextAttempt(const Attempt& now, const FailedAttempt& failed,
                                       const RestorationJob& job);

/// What to try where a value was too large for float16: half precision with the range of float32 if the
/// device has that, else float32. None if the attempt wasn't in float16.
std::optional<NextAttempt> afterOverflow(const Attempt& now, Precision half);

}  // namespace lacuna
