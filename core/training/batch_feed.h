// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/photo_set.h"
#include "core/training/training_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <future>

namespace lacuna {

struct Batch {
    at::Tensor clean;  ///< (N, 3, side, side) float32 on [−1, 1]; a wide step has its own N and side
    at::Tensor noise;  ///< the same shape, standard normal
    at::Tensor sigma;  ///< (N)
};

/// The batch of a training step: a pure function of the photos, the configuration (its seed included) and the
/// step.
Batch makeBatch(const PhotoSet& photos, const TrainingConfig& config, std::int64_t step);

/// Makes the next batch on a thread of its own while the training uses the current one.
class BatchFeed {
  public:
    /// References must outlive this. `step` is that of the first batch.
    BatchFeed(const PhotoSet& photos, const TrainingConfig& config, std::int64_t step);
    /// The batch of the next step.
    Batch next();

  private:
    void prepare();

    const PhotoSet& mPhotos;
    const TrainingConfig& mConfig;
    std::int64_t mStep;
    std::future<Batch> mNext;
};

}  // namespace lacuna
