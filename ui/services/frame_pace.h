// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace lacuna::ui {

/// How often a run shows an estimate, so that the time that estimates take stays a small share of the run's:
/// where steps take only milliseconds, not every one of them is shown.
class FramePace {
  public:
    using Clock = std::chrono::steady_clock;

    /// The share of a run's time that its estimates may take.
    static constexpr double kShare = 0.01;
    /// The longest time between two of them. Only the estimates of large photographs take so long that this
    /// matters, and most of their steps take longer than this.
    static constexpr std::chrono::milliseconds kLongestRest{2000};

    /// The first one is always allowed.
    bool allows(Clock::time_point now) const { return now >= mNext; }
    /// An estimate was made.
    void spent(Clock::time_point begun, Clock::time_point ended) {
        const auto rest = std::chrono::duration_cast<Clock::duration>((ended - begun) * (1 / kShare - 1));
        mNext = ended + std::min<Clock::duration>(rest, kLongestRest);
    }

  private:
    Clock::time_point mNext = Clock::time_point::min();
};

}  // namespace lacuna::ui
