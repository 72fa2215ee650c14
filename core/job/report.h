// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/names.h"
#include "core/base/note.h"
#include "core/job/frame.h"
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
};

/// What the residual says of the noise that was assumed.
enum class Agreement {
    Unknown,    ///< too few samples, no noise, or pixels that were kept as they are
    Explained,  ///< what is left of the data is as strong as the noise
    TooMuch,    ///< more is left: there is more noise than assumed, or H is another
    TooLittle   ///< less is left: there is less noise than assumed
};
inline constexpr auto kAgreements = std::to_array<Named<Agreement>>({{Agreement::Unknown, "unknown"},
                                                                     {Agreement::Explained, "explained"},
                                                                     {Agreement::TooMuch, "too-much"},
                                                                     {Agreement::TooLittle, "too-little"}});

/// Where a residual counts as explained. A restoration fits a part of the noise as well, and a right one
/// therefore leaves less than the noise; CONTRIBUTING.md has the table that chose the limits.
inline constexpr double kLeastResidual = 0.85;
inline constexpr double kMostResidual = 1.15;

/// Of ‖y − H x̂‖/(σ_y √m) over m samples. The limits are widened by what chance alone does to few samples (2.6
/// standard deviations of a root mean square).
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
    int evaluations = 0;  ///< made, of the network
    double seconds = 0;
    double noise = 0;  ///< σ_y assumed, in 8-bit levels
    std::uint64_t seed = 0;
    /// ‖y − H x̂‖ / (σ_y √m) of what is handed over, before rounding; 1: explained to the noise.
    double residual = 0;
    double measurements = 0;  ///< m, samples that the residual is of: measured, and not cut off by the file
    Agreement agreement = Agreement::Unknown;
    double stationarity = 0;  ///< ‖v‖ / (σ_t √n) at the last step, the worst of the regions
    std::optional<double> psnr;
    std::optional<double> ssim;
    Plan plan;
    std::vector<LossRecord> history;
    std::vector<Note> notes;  ///< what was done otherwise than asked, and why
};

}  // namespace lacuna
