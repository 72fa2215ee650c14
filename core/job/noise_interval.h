// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

/// Where ‖ε‖²/(m σ²) of m independent normal ε of deviation σ lies with a probability of `confidence`: χ²_m/m
/// by Wilson and Hilferty, "The distribution of chi-square" (1931). m ≥ 1; 0 < confidence < 1 (asserted).
struct NoiseInterval {
    double low = 0;
    double high = 0;

    bool contains(double value) const { return value >= low && value <= high; }
};

inline constexpr double kNoiseConfidence = 0.99;

NoiseInterval noiseInterval(double measurements, double confidence = kNoiseConfidence);

}  // namespace lacuna
