// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/damage_network.h"
#include "core/detect/find_damage.h"
#include "core/tensors/mirror.h"
#include "core/tensors/tensor_image.h"
#include "core/tensors/translate_errors.h"

#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <c10/core/Device.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

/// Side of the part that a tile contributes, in the network's pixels; a multiple of its stride.
constexpr int kTile = 768;
/// Damage that is wide in a large photograph is found in a smaller one: the factors, each from this shorter
/// side on.
constexpr struct { int factor, fromSide; } kScales[] = {{1, 0}, {2, 1200}, {4, 2400}};
/// Mistakes in a smaller picture are as much larger. It takes more to be believed: logits per halving.
constexpr double kCoarserDoubt = 1.5;
/// Below this share of its range, a photograph counts as dark.
constexpr double kDark = 0.5;
/// Samples below and above it are taken for outliers.
constexpr double kOutliers = 0.001;

/// A stretch of one axis, with the neighbourhood that the network sees.
struct Stretch {
    int first, end, seenFirst, seenEnd;
};

Stretch stretchAt(int first, int length, int factor) {
    const int end = std::min(first + kTile * factor, length);
    const int context = DamageNetwork::kContext * factor;
    return {first, end, std::max(0, first - context), std::min(length, end + context)};
}

/// What maps the darkest sample to 0 and the brightest to 1.
struct Exposure {
    double black = 0, gain = 1;
};

/// That of a photograph which leaves the upper half of its range unused, such as a linear scan; nothing for
/// others.
Exposure exposureOf(const ImageBuffer& photo) {
    constexpr int kLevels = 4096;
    std::array<std::int64_t, kLevels> counts{};
    const int perRow = photo.width() * photo.channels();
    const auto count = [&](auto sample, int shift) {
        using T = decltype(sample);
        for (int y = 0; y < photo.height(); ++y) {
            const T* row = photo.row<T>(y);
            for (int i = 0; i < perRow; ++i)
                ++counts[static_cast<std::size_t>(shift >= 0 ? row[i] >> shift : row[i] << -shift)];
        }
    };
    if (photo.depth() == Depth::UInt16) {
        count(std::uint16_t{}, 4);
    } else {
        count(std::uint8_t{}, -4);
    }
    const auto outliers = static_cast<std::int64_t>(kOutliers * perRow * photo.height());
    const auto level = [&](auto first, auto last) {
        std::int64_t sum = 0;
        return std::find_if(first, last, [&](std::int64_t n) { return (sum += n) > outliers; });
    };
    const auto low = static_cast<double>(level(counts.begin(), counts.end()) - counts.begin()) / kLevels;
    const auto high = static_cast<double>(counts.rend() - level(counts.rbegin(), counts.rend())) / kLevels;
    if (high >= kDark || high - low < 4.0 / kLevels) return {};
    return {low, 1 / (high - low)};
}

/// The sum over the picture and its mirror image.
at::Tensor mirroredSum(const DamageNetwork& network, const at::Tensor& picture) {
    return network.logits(picture).add_(network.logits(picture.flip({3})).flip({3}));
}

/// The mean over the picture, its mirror image, and both on their sides: their errors lie in different
/// places. All eight turns and mirror images find less of what runs through a whole film.
at::Tensor logitsOf(const DamageNetwork& network, const at::Tensor& seen) {
    const at::Tensor picture = mirrorPadToMultiple(seen, DamageNetwork::kStride);
    const at::Tensor onItsSide = picture.transpose(2, 3).contiguous();
    return mirroredSum(network, picture).add_(mirroredSum(network, onItsSide).transpose(2, 3)).mul_(0.25);
}

/// The higher probability of this scale and of those before.
void store(const at::Tensor& probability, const Stretch& across, const Stretch& down, ImageBuffer& out) {
    const at::Tensor plane = probability[0][0].contiguous();
    const auto width = plane.size(1);
    const auto* values = plane.data_ptr<float>();
    for (int y = down.first; y < down.end; ++y) {
        const float* from = values + (y - down.seenFirst) * width + (across.first - across.seenFirst);
        auto* to = out.row<std::uint16_t>(y) + across.first;
        std::transform(from, from + (across.end - across.first), to, to,
                       [](float value, std::uint16_t before) {
                           return std::max(before, static_cast<std::uint16_t>(std::lround(65535 * value)));
                       });
    }
}

/// Of the photograph made smaller by `factor`.
void look(const DamageNetwork& network, const ImageBuffer& photo, const Exposure& exposure, int factor,
          ImageBuffer& out) {
    for (int y = 0; y < photo.height(); y += kTile * factor) {
        const Stretch down = stretchAt(y, photo.height(), factor);
        for (int x = 0; x < photo.width(); x += kTile * factor) {
            const Stretch across = stretchAt(x, photo.width(), factor);
            at::Tensor seen =
                toTensor(photo, across.seenFirst, down.seenFirst, across.seenEnd - across.seenFirst,
                         down.seenEnd - down.seenFirst, c10::Device(c10::kCPU));
            if (exposure.gain != 1)  // from [-1, 1] to [0, 1], and back
                seen = seen.add(1 - 2 * exposure.black).mul_(exposure.gain).sub_(1).clamp_(-1, 1);
            if (factor > 1) seen = at::avg_pool2d(mirrorPadToMultiple(seen, factor), {factor, factor});
            at::Tensor probability =
                at::sigmoid(logitsOf(network, seen).sub_(kCoarserDoubt * std::log2(factor)));
            if (factor > 1)
                probability = at::upsample_nearest2d(
                    probability, {probability.size(2) * factor, probability.size(3) * factor});
            store(probability, across, down, out);
        }
    }
}

}  // namespace

ImageBuffer damageProbability(const ImageBuffer& photo) {
    ImageBuffer out(photo.width(), photo.height(), 1, Depth::UInt16);
    const Exposure exposure = exposureOf(photo);
    translatingErrors([&] {
        const DamageNetwork network;
        for (const auto& scale : kScales)
            if (std::min(photo.width(), photo.height()) >= scale.fromSide)
                look(network, photo, exposure, scale.factor, out);
    });
    return out;
}

}  // namespace lacuna
