// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

enum class OptimizerKind { AdamW, Muon };

/// What `lacuna-train --config` sets; the defaults train a network of photo-v1's shape.
struct TrainingConfig {
    // The network: a lacuna-unet (core/models/lacuna_unet.h).
    std::vector<std::int64_t> channels{64, 96, 128, 256};
    std::vector<std::int64_t> blocksPerLevel{2};  ///< one number for all levels, or one for each
    std::int64_t embedding = 128;
    std::int64_t fourier = 32;
    std::int64_t pixelUnshuffle = 2;

    // Data.
    int crop = 96;           ///< side of a training picture in pixels, a multiple of the network's stride
    int batch = 8;           ///< pictures per step
    double shrinkMax = 3;    ///< photos are shrunk by a factor between 1 and this, uniform in its logarithm
    int cropCandidates = 1;  ///< a gated crop is the one of so many that has the steepest gradients
    double cropGate = 0.5;   ///< share of the crops that are gated

    // Wide steps: a share of the steps has larger crops, to learn from what lies further away.
    double wideShare = 0;
    int wideCrop = 192;  ///< like crop
    int wideBatch = 3;
    double wideUniformShare = 0.5;  ///< of their pictures: uniform in log σ over the range below
    double wideSigmaMin = 0.5;
    double wideSigmaMax = 10;

    // Noise, on the [−1, 1] scale: log σ ~ N(sigmaMean, sigmaDeviation²), or for a share of the pictures
    // uniform in log σ over [sigmaMin, sigmaMax].
    double sigmaData = 0.5;
    double sigmaMean = -1.6;
    double sigmaDeviation = 1.1;
    double uniformShare = 0.25;
    double sigmaMin = 0.002;
    double sigmaMax = 80;

    // Optimisation.
    OptimizerKind optimizer = OptimizerKind::AdamW;
    double learningRate = 7e-4;  ///< of AdamW, after the warm-up
    double muonRate = 2e-3;      ///< of Muon, after the warm-up; AdamW's tensors still use learningRate
    double muonMomentum = 0.95;
    double finalRate = 0.01;  ///< share of the rates that the cosine decay ends at
    int warmup = 500;         ///< steps
    double weightDecay = 0.01;
    double clip = 1.0;                       ///< norm of the gradient
    std::vector<double> ema{0.999, 0.9998};  ///< decays per step; the better one on validation is written
    bool bfloat16 = true;                    ///< convolutions in bfloat16, the rest in float32
    std::uint64_t seed = 1;

    /// Reads a JSON object whose keys are the names above in snake_case, the optimizer as "adamw" or "muon";
    /// what it doesn't name stays as in `base`, and a list of one may be a number. Throws Error{Usage,
    /// subject} for an unknown key or a value out of range.
    static TrainingConfig fromJson(const std::string& text, const std::string& subject,
                                   const TrainingConfig& base);
    static TrainingConfig fromJson(const std::string& text, const std::string& subject);
    std::string toJson() const;
};

/// The defaults, with the network and σ_data of a model file of the family lacuna-unet. Throws Error
/// ModelFile, ModelUnsupported.
TrainingConfig configOfWeights(const std::filesystem::path& path);

}  // namespace lacuna
