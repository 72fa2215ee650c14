// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/damage_network.h"
#include "core/detect/find_damage.h"
#include "core/tensors/mirror.h"
#include "core/tensors/tensor_image.h"
#include "core/tensors/translate_errors.h"

#include <ATen/ops/sigmoid.h>
#include <c10/core/Device.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

/// Side of the part that a tile contributes; a multiple of the network's stride.
constexpr int kTile = 768;

/// A stretch of one axis, with the neighbourhood that the network sees.
struct Stretch {
    int first, end, seenFirst, seenEnd;
};

Stretch stretchAt(int first, int length) {
    const int end = std::min(first + kTile, length);
    return {first, end, std::max(0, first - DamageNetwork::kContext),
            std::min(length, end + DamageNetwork::kContext)};
}

/// The mean over the picture and its mirror image, whose errors lie in other places.
at::Tensor logitsOf(const DamageNetwork& network, const at::Tensor& seen) {
    const at::Tensor picture = mirrorPadToMultiple(seen, DamageNetwork::kStride);
    return network.logits(picture).add_(network.logits(picture.flip({3})).flip({3})).mul_(0.5);
}

void store(const at::Tensor& probability, const Stretch& across, const Stretch& down, ImageBuffer& out) {
    const at::Tensor plane = probability[0][0].contiguous();
    const auto width = plane.size(1);
    const auto* values = plane.data_ptr<float>();
    for (int y = down.first; y < down.end; ++y) {
        const float* from = values + (y - down.seenFirst) * width + (across.first - across.seenFirst);
        std::transform(from, from + (across.end - across.first), out.row<std::uint16_t>(y) + across.first,
                       [](float value) { return static_cast<std::uint16_t>(std::lround(65535 * value)); });
    }
}

}  // namespace

ImageBuffer damageProbability(const ImageBuffer& photo) {
    ImageBuffer out(photo.width(), photo.height(), 1, Depth::UInt16);
    translatingErrors([&] {
        const DamageNetwork network;
        for (int y = 0; y < photo.height(); y += kTile) {
            const Stretch down = stretchAt(y, photo.height());
            for (int x = 0; x < photo.width(); x += kTile) {
                const Stretch across = stretchAt(x, photo.width());
                const at::Tensor seen =
                    toTensor(photo, across.seenFirst, down.seenFirst, across.seenEnd - across.seenFirst,
                             down.seenEnd - down.seenFirst, c10::Device(c10::kCPU));
                store(at::sigmoid(logitsOf(network, seen)), across, down, out);
            }
        }
    });
    return out;
}

}  // namespace lacuna
