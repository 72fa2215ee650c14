// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/lacuna_unet.h"
#include "core/training/training_config.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

/// Everything that a training needs to continue as if it had never stopped. There is no generator state,
/// because every draw is a function of the seed, the step and the picture.
struct TrainingState {
    TrainingConfig config;
    std::int64_t step = 0;   ///< steps done
    std::int64_t steps = 0;  ///< of the whole training
    TensorMap weights;
    TensorMap firstMoments;           ///< AdamW's, and the momentum of Muon; empty before the first step
    TensorMap secondMoments;          ///< AdamW's; tensors trained by Muon have none
    std::vector<TensorMap> averages;  ///< one per decay of config.ema
};

/// Written atomically as float32 safetensors. Throws Error OutputFile, DiskFull.
void writeCheckpoint(const std::filesystem::path& path, const TrainingState& state);
/// Throws Error ModelFile if the file is broken or isn't a checkpoint of lacuna-train.
TrainingState readCheckpoint(const std::filesystem::path& path);

/// A model file as core/models reads it: float16, with the lacuna.* metadata. `licence` may be empty.
void writeWeights(const std::filesystem::path& path, const TensorMap& weights, const TrainingConfig& config,
                  const std::string& name, const std::string& licence);

/// The weights of a model file of the family lacuna-unet for the network of `config`. This may have more
/// residual blocks than the file: the additional ones start from initialWeights() with a second convolution
/// of zeros, so that both networks compute the same. It may have fewer blocks (the first of each side are
/// kept) and fewer channels (chosen by narrowedWeights()). Throws Error ModelUnsupported or ModelFile, the
/// latter also if anything else differs.
TensorMap readWeights(const std::filesystem::path& path, const TrainingConfig& config);

/// The network that a configuration describes.
LacunaUnetConfig networkOf(const TrainingConfig& config);

}  // namespace lacuna
