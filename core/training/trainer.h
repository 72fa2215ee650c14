// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

class RunControl;

/// What to train, from what, for how long.
struct TrainingRun {
    TrainingConfig config;
    std::filesystem::path photos;
    std::filesystem::path photoList;   ///< how often each is drawn (readPhotoList()); empty: all equally
    std::filesystem::path validation;  ///< empty: none; the last average is written then
    std::filesystem::path out;         ///< weights: float16 safetensors
    std::filesystem::path
        checkpoint;  ///< full state: weights, moments, averages, place; empty: out + ".checkpoint"
    std::filesystem::path init;    ///< start from these weights (readWeights() says which fit); empty: random
    std::filesystem::path resume;  ///< go on from this checkpoint, with its configuration; empty: from step 0
    std::filesystem::path teacher;  ///< learn D from this model, too, at the levels it knows; empty: none
    double teacherShare = 1;        ///< of the target, 0 to 1; the rest is the clean photograph's
    double teacherAbove = 0;        ///< least noise at which the teacher is asked, in 8-bit levels
    std::int64_t steps = 0;  ///< of the whole training; 0: as many as fit `hours`, by timing the first ones
    double hours = 0;
    std::string name = "photo";  ///< of the model
    std::string licence;         ///< SPDX identifier for the weights; may be empty
    int threads = 0;             ///< 0: LibTorch's default
    double checkpointMinutes = 10;
    double validationMinutes = 30;
};

struct TrainingProgress {
    std::int64_t step = 0;
    std::int64_t steps = 0;
    double loss = 0;  ///< mean of EDM's weighted loss since the last report; 1 is predicting nothing
    double picturesPerSecond = 0;
    double secondsLeft = 0;
};

/// PSNR in dB of D(y; σ) over the validation photos, one row per average.
struct ValidationTable {
    std::int64_t step = 0;
    std::vector<double> levels;             ///< noise in 8-bit levels
    std::vector<std::vector<double>> psnr;  ///< [average][level]
    int best = 0;                           ///< the average with the highest mean
};

class TrainingObserver {
  public:
    virtual ~TrainingObserver() = default;
    virtual void progress(const TrainingProgress&) {}
    virtual void validated(const ValidationTable&) {}
    virtual void wrote(const std::filesystem::path&) {}
};

/// Trains until the steps are done or `control` asks for a stop, which is checked before every step. The
/// checkpoint and the weights are written in either case. A run that is resumed ends with the same bits as
/// one that never stopped, at equal thread count, LibTorch build and instruction set. Loss and
/// preconditioning: EDM (Karras et al. 2022, arXiv 2206.00364, table 1); AdamW or Muon (optimizer.h), linear
/// warm-up, cosine decay, gradient clipping, exponential moving averages. Throws Error: Usage, InputFile,
/// ModelFile (init, resume, teacher), OutputFile, DiskFull, Numerical (the loss is no longer finite).
void train(const TrainingRun& run, TrainingObserver& observer, RunControl& control);

}  // namespace lacuna
