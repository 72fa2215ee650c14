// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/names.h"
#include "core/base/note.h"
#include "core/job/frame.h"
#include "core/job/noise_model.h"
#include "core/job/plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lacuna {

/// One line of the loss history.
struct LossRecord {
    int region = 0;
    int step = 0;
    int inner = 0;
    double sigma = 0;
    LossTerms loss;
    std::optional<double> psnr;  ///< as in Progress
    std::optional<double> ssim;
    int level = 0;  ///< as in Progress
};

/// What the residual says about the assumed noise.
enum class Agreement {
    Unknown,    ///< too few samples, no noise, or pixels that were kept as they are
    Explained,  ///< the residual is as strong as the noise
    TooMuch,    ///< it is stronger: there is more noise than assumed, or H is wrong
    TooLittle   ///< it is weaker: there is less noise than assumed
};
inline constexpr auto kAgreements = std::to_array<Named<Agreement>>({{Agreement::Unknown, "unknown"},
                                                                     {Agreement::Explained, "explained"},
                                                                     {Agreement::TooMuch, "too-much"},
                                                                     {Agreement::TooLittle, "too-little"}});

/// The range of residuals that count as explained. A restoration also fits a part of the noise, so a correct
/// one leaves less than the noise. CONTRIBUTING.md says how the limits were chosen.
inline constexpr double kLeastResidual = 0.85;
inline constexpr double kMostResidual = 1.05;

/// Judges residual = ‖y − H x̂‖/(σ_y √m) over m = measurements samples. The limits are widened by what chance
/// does to few samples: 2.6 standard deviations of a root mean square.
Agreement agreementOf(double residual, double measurements);

struct Report {
    std::string task;
    std::string operation;  ///< "inpainting", "blur (gaussian 1.6 px)", …
    std::string solver;     ///< solverLabel()
    std::string model;      ///< its name
    std::string modelHash;  ///< SHA-256 of the file, hexadecimal
    std::string device;     ///< "cpu" or "cuda:0"
    std::string precision;
    int threads = 0;
    int width = 0;  ///< of the result
    int height = 0;
    int steps = 0;
    int inner = 0;
    int evaluations = 0;  ///< evaluations of the network that were made
    /// The work of these evaluations, as a number of evaluations of the regions at their own size: coarse
    /// levels count little.
    double fullEvaluations = 0;
    int levels = 0;    ///< coarse levels of the region that had the most
    double grain = 0;  ///< deviation of the grain that the fill was given, in 8-bit levels; 0: none
    double seconds = 0;
    /// The most memory that the run held beyond what was held before, in bytes of the device; 0: not known.
    /// On the CPU it covers the whole process, including whatever else runs in it.
    std::uint64_t peakBytes = 0;
    double noise = 0;                        ///< σ_y assumed, in 8-bit levels
    NoiseKind noiseKind = NoiseKind::White;  ///< assumed
    std::string
        light;  ///< OperatorSpec::inLight: the curve's name ("sRGB"); empty: encoded values were mixed
    std::uint64_t seed = 0;
    /// ‖y − H x̂‖ / (σ_y √m) of the result, before rounding; 1: explained to the noise.
    double residual = 0;
    double measurements = 0;  ///< m, the samples of the residual: measured and not clipped by the file
    Agreement agreement = Agreement::Unknown;
    double stationarity = 0;  ///< ‖v‖ / (σ_t √n) at the last step, of the worst region
    std::optional<double> psnr;
    std::optional<double> ssim;
    Plan plan;
    std::vector<LossRecord> history;
    std::vector<Note> notes;  ///< what the run did other than requested, and why

    /// Whether memory ran out in the middle, so that the result is the last estimate.
    bool isStoppedByMemory() const;
};

}  // namespace lacuna
