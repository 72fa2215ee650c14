// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace lacuna {

/// What a network trained on discrete steps predicts from x_t = √ᾱ x₀ + √(1−ᾱ) ε.
enum class Prediction {
    Epsilon,  ///< ε
    Sample,   ///< x₀
    Velocity  ///< √ᾱ ε − √(1−ᾱ) x₀ (arXiv 2202.00512)
};

/// How D follows from a network's output F, and the noise levels that it was trained on.
struct PreconditioningSpec {
    /// "edm" (arXiv 2206.00364, table 1; c_noise is noiseScale · log σ), "vp" and "ve" (the same table, of
    /// continuous time), "discrete" (steps; σ ↔ t by timeOfSigma()), "score" (F is ∇ log p of pictures in [0,
    /// 1] with noise of σ/2, its input; arXiv 2011.13456), or "none" (F is D).
    std::string kind;
    double sigmaData = 0.5;  ///< edm: > 0
    double noiseScale = 0.25;
    double sigmaMin = 0;  ///< 0 < sigmaMin < sigmaMax, on the [−1, 1] scale
    double sigmaMax = 0;
    double betaSlope = 19.9;                      ///< vp: β_d
    double betaMin = 0.1;                         ///< vp
    double steps = 1000;                          ///< vp: M
    Prediction prediction = Prediction::Epsilon;  ///< discrete
    std::vector<double> sigmas{};                 ///< discrete: of t = firstTime, firstTime + 1, …, rising
    double firstTime = 0;
    double timeScale = 1;        ///< discrete: the network is given timeScale · t
    bool isNearest = false;      ///< discrete: t is a whole one
    bool isLogarithmic = false;  ///< discrete: the network is given ¼ log σ in place of t
};

}  // namespace lacuna
