// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace lacuna {

/// A small generator (SplitMix64: Steele, Lea & Flood, OOPSLA 2014) that is made anew for every (seed, step,
/// picture), so that a resumed training needs no generator state to draw the same numbers. Its functions are
/// defined here rather than taken from <random>, whose distributions differ between standard libraries.
class RandomStream {
  public:
    RandomStream(std::uint64_t seed, std::uint64_t step, std::uint64_t picture) : mState(seed) {
        mState = next() ^ (step * 0xD1342543DE82EF95ULL);
        mState = next() ^ (picture * 0xAF251AF3B0F025B5ULL);
    }

    std::uint64_t next() {
        std::uint64_t z = (mState += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// In 0 … count − 1; count ≥ 1.
    std::int64_t below(std::int64_t count) {
        return static_cast<std::int64_t>(uniform() * static_cast<double>(count));
    }
    /// Standard normal (Box–Muller).
    double normal() {
        const double radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }

  private:
    std::uint64_t mState;
};

}  // namespace lacuna
