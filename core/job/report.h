// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    double measurements = 0;  ///< m, samples that the residual is of
    /// Whether the residual is what noise of σ_y alone would leave (core/imaging/noise_interval.h).
    bool isExplained() const;
    double stationarity = 0;  ///< ‖v‖ / (σ_t √n) at the last step, the worst of the regions
    std::optional<double> psnr;
    std::optional<double> ssim;
    Plan plan;
    std::vector<LossRecord> history;
    std::vector<Note> notes;  ///< what was done otherwise than asked, and why
};

}  // namespace lacuna
