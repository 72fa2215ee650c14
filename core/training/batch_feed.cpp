// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/batch_feed.h"

#include "core/tensors/noise_source.h"
#include "core/training/random_stream.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>

#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

at::Tensor planes(const ImageBuffer& image) {
    at::Tensor out = at::empty({3, image.height(), image.width()}, at::kFloat);
    const std::int64_t plane = static_cast<std::int64_t>(image.width()) * image.height();
    auto* to = out.data_ptr<float>();
    for (int y = 0; y < image.height(); ++y) {
        const auto* from = image.row<std::uint8_t>(y);
        for (int x = 0; x < image.width(); ++x, ++to)
            for (int c = 0; c < 3; ++c)
                to[c * plane] = static_cast<float>(from[3 * x + c]) * (2.0F / 255) - 1;
    }
    return out;
}

/// What the pictures of one step have in common.
struct StepStyle {
    int batch;
    CropStyle crop;
    double uniformShare, sigmaMin, sigmaMax;  ///< of the pictures whose log σ is uniform between these
};

StepStyle styleOf(const TrainingConfig& config, std::int64_t step) {
    // The pictures' own draws have numbers from 0 upwards, and from the largest one downwards.
    RandomStream random(config.seed, static_cast<std::uint64_t>(step), 1ULL << 63);
    StepStyle style{config.batch,
                    {config.crop, config.shrinkMax, config.cropCandidates, config.cropGate},
                    config.uniformShare,
                    config.sigmaMin,
                    config.sigmaMax};
    if (random.uniform() >= config.wideShare) return style;
    style.batch = config.wideBatch;
    style.crop.side = config.wideCrop;
    style.uniformShare = config.wideUniformShare;
    style.sigmaMin = config.wideSigmaMin;
    style.sigmaMax = config.wideSigmaMax;
    return style;
}

double drawSigma(RandomStream& random, const TrainingConfig& config, const StepStyle& style) {
    const double low = std::log(style.sigmaMin);
    const double high = std::log(style.sigmaMax);
    if (random.uniform() < style.uniformShare) return std::exp(low + (high - low) * random.uniform());
    return std::clamp(std::exp(config.sigmaMean + config.sigmaDeviation * random.normal()), config.sigmaMin,
                      config.sigmaMax);
}

}  // namespace

Batch makeBatch(const PhotoSet& photos, const TrainingConfig& config, std::int64_t step) {
    const StepStyle style = styleOf(config, step);
    // Streams of the noise are 32 bits wide; the seed takes what lies above.
    const auto first = static_cast<std::uint64_t>(step) *
                       static_cast<std::uint64_t>(std::max(config.batch, config.wideBatch));
    std::vector<at::Tensor> clean;
    std::vector<at::Tensor> noise;
    at::Tensor sigma = at::empty({style.batch}, at::kFloat);
    for (int i = 0; i < style.batch; ++i) {
        const std::uint64_t picture = first + static_cast<std::uint64_t>(i);
        // Number −1 − i keeps the draws for σ apart from those for the crop.
        RandomStream random(config.seed, static_cast<std::uint64_t>(step), ~static_cast<std::uint64_t>(i));
        sigma.data_ptr<float>()[i] = static_cast<float>(drawSigma(random, config, style));
        clean.push_back(planes(photos.crop(config.seed, static_cast<std::uint64_t>(step),
                                           static_cast<std::uint64_t>(i), style.crop)));
        const NoiseSource source(config.seed + (picture >> 32) * 0x9E3779B97F4A7C15ULL);
        noise.push_back(
            source.normal(static_cast<std::uint32_t>(picture), clean.back().unsqueeze(0)).squeeze(0));
    }
    return {at::stack(clean), at::stack(noise), sigma};
}

BatchFeed::BatchFeed(const PhotoSet& photos, const TrainingConfig& config, std::int64_t step)
    : mPhotos(photos), mConfig(config), mStep(step) {
    prepare();
}

Batch BatchFeed::next() {
    Batch batch = mNext.get();
    ++mStep;
    prepare();
    return batch;
}

void BatchFeed::prepare() {
    mNext =
        std::async(std::launch::async, [this, step = mStep] { return makeBatch(mPhotos, mConfig, step); });
}

}  // namespace lacuna
