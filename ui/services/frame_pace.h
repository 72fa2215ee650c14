// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace lacuna::ui {

/// How often a run shows an estimate, so that the time that estimates take stays a small share of the run's:
/// where steps take only milliseconds, not every one of them is shown. An estimate costs the run's thread,
/// which converts it, and others, which paint it while the run goes on and compete with it for the processor.
class FramePace {
  public:
    using Clock = std::chrono::steady_clock;

    /// The share of a run's time that its estimates may take.
    static constexpr double kShare = 0.005;
    /// The same where somebody starts it in order to watch.
    static constexpr double kWatchedShare = 0.05;
    /// The longest time between two of them, so that there is something to watch. It matters for photographs
    /// of a megapixel and more, where only fast devices make several steps in that time.
    static constexpr std::chrono::milliseconds kLongestRest{1000};

    /// `elsewhere` is what other threads have computed for estimates since the run began. The first one is
    /// always allowed.
    bool allows(Clock::time_point now, Clock::duration elsewhere, double share = kShare) const {
        if (!mLast) return true;
        const auto cost = mLast->ended - mLast->begun + elsewhere - mLast->elsewhere;
        const auto rest = std::chrono::duration_cast<Clock::duration>(cost * (1 / share - 1));
        return now >= mLast->ended + std::min<Clock::duration>(rest, kLongestRest);
    }
    /// An estimate was made. `elsewhere` is as above, before others had this one.
    void spent(Clock::time_point begun, Clock::time_point ended, Clock::duration elsewhere) {
        mLast = {begun, ended, elsewhere};
    }

  private:
    struct Estimate {
        Clock::time_point begun, ended;
        Clock::duration elsewhere;
    };
    std::optional<Estimate> mLast;
};

}  // namespace lacuna::ui
