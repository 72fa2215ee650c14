// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/tensor_image.h"

#include "core/base/mask.h"
#include "core/base/parallel_rows.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <c10/core/Device.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace lacuna {
namespace {

/// With fewer pixels, another thread costs more than it saves.
constexpr std::int64_t kPixelsPerPart = 1 << 16;

std::int64_t leastRows(std::int64_t width) {
    return std::max<std::int64_t>(1, kPixelsPerPart / std::max<std::int64_t>(1, width));
}

template <typename T>
void fillPlanes(const ImageBuffer& image, int x, int y, int width, int height, float* out) {
    const int channels = image.channels();
    const float scale = 2.0F / static_cast<float>(image.maxValue());
    const auto plane = static_cast<std::int64_t>(width) * height;
    parallelRows(height, leastRows(width), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t r = begin; r < end; ++r) {
            const T* from = image.row<T>(y + static_cast<int>(r)) + static_cast<std::ptrdiff_t>(x) * channels;
            for (int c = 0; c < 3; ++c) {
                float* to = out + c * plane + r * width;
                const T* source = from + (channels == 1 ? 0 : c);
                for (int i = 0; i < width; ++i)
                    to[i] = static_cast<float>(source[i * channels]) * scale - 1.0F;
            }
        }
    });
}

/// Rows of three planes as interleaved pixels.
template <typename T>
void interleave(const T* red, const T* green, const T* blue, int width, T* out) {
    for (int i = 0; i < width; ++i) {
        out[3 * i] = red[i];
        out[3 * i + 1] = green[i];
        out[3 * i + 2] = blue[i];
    }
}

/// [−1, 1] to 0 … peak, rounded; NaN becomes 0. Written so that compilers vectorise it.
template <typename T>
void quantise(const float* from, int count, float peak, T* out) {
    const float most = peak + 0.5F;
    for (int i = 0; i < count; ++i) {
        const float scaled = (from[i] + 1.0F) * 0.5F * peak + 0.5F;
        const float above = scaled > 0.5F ? scaled : 0.5F;
        out[i] = static_cast<T>(static_cast<int>(above < most ? above : most));
    }
}

template <typename T>
void fillRows(const float* planes, ImageBuffer& image) {
    const int width = image.width();
    const float peak = static_cast<float>(image.maxValue());
    const auto plane = static_cast<std::int64_t>(width) * image.height();
    const auto size = static_cast<std::size_t>(width);
    parallelRows(image.height(), leastRows(width), [&](std::int64_t begin, std::int64_t end) {
        std::vector<T> row(3 * size);
        std::vector<float> mean(size);
        for (std::int64_t r = begin; r < end; ++r) {
            T* to = image.row<T>(static_cast<int>(r));
            const float* from = planes + r * width;
            if (image.channels() == 1) {
                for (int i = 0; i < width; ++i)
                    mean[static_cast<std::size_t>(i)] =
                        (from[i] + from[plane + i] + from[2 * plane + i]) / 3.0F;
                quantise(mean.data(), width, peak, to);
                continue;
            }
            for (std::size_t c = 0; c < 3; ++c)
                quantise(from + static_cast<std::int64_t>(c) * plane, width, peak, row.data() + c * size);
            interleave(row.data(), row.data() + size, row.data() + 2 * size, width, to);
        }
    });
}

}  // namespace

at::Tensor toTensor(const ImageBuffer& image, int x, int y, int width, int height,
                    const c10::Device& device) {
    assert(x >= 0 && y >= 0 && x + width <= image.width() && y + height <= image.height());
    at::Tensor out = at::empty({1, 3, height, width}, at::kFloat);
    if (image.depth() == Depth::UInt8) {
        fillPlanes<std::uint8_t>(image, x, y, width, height, out.data_ptr<float>());
    } else {
        fillPlanes<std::uint16_t>(image, x, y, width, height, out.data_ptr<float>());
    }
    return out.to(device);
}

at::Tensor toTensor(const ImageBuffer& image, const c10::Device& device) {
    return toTensor(image, 0, 0, image.width(), image.height(), device);
}

ImageBuffer toImage(const at::Tensor& tensor, int channels, Depth depth) {
    assert(tensor.dim() == 4 && tensor.size(0) == 1 && tensor.size(1) == 3);
    const at::Tensor planes = tensor.to(at::kCPU, at::kFloat).contiguous();
    ImageBuffer out(static_cast<int>(planes.size(3)), static_cast<int>(planes.size(2)), channels, depth);
    const auto* data = planes.data_ptr<float>();
    if (depth == Depth::UInt8) {
        fillRows<std::uint8_t>(data, out);
    } else {
        fillRows<std::uint16_t>(data, out);
    }
    return out;
}

void toHalves(const at::Tensor& tensor, std::byte* out) {
    assert(tensor.dim() == 4 && tensor.size(0) == 1 && tensor.size(1) == 3);
    const at::Tensor planes = tensor.to(at::kCPU, at::kHalf).contiguous();
    const auto* data = reinterpret_cast<const std::uint16_t*>(planes.data_ptr<at::Half>());
    auto* pixels = reinterpret_cast<std::uint16_t*>(out);
    const int width = static_cast<int>(planes.size(3));
    const std::int64_t height = planes.size(2);
    const std::int64_t plane = width * height;
    parallelRows(height, leastRows(width), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t r = begin; r < end; ++r) {
            const std::uint16_t* from = data + r * width;
            interleave(from, from + plane, from + 2 * plane, width, pixels + 3 * r * width);
        }
    });
}

at::Tensor measuredMask(const ImageBuffer& mask, int x, int y, int width, int height,
                        const c10::Device& device) {
    assert(mask.channels() == 1 && mask.depth() == Depth::UInt8);
    at::Tensor out = at::empty({1, 1, height, width}, at::kFloat);
    auto* to = out.data_ptr<float>();
    for (int r = 0; r < height; ++r) {
        const auto* from = mask.row<std::uint8_t>(y + r) + x;
        for (int i = 0; i < width; ++i)
            *to++ = isMarked(from[i]) ? 0.0F : 1.0F;
    }
    return out.to(device);
}

double sigmaFromLevels(double levels, Depth depth) {
    const double step = depth == Depth::UInt8 ? 1.0 : 1.0 / 257.0;
    return std::max(levels, step / std::sqrt(12.0)) * 2.0 / 255.0;
}

}  // namespace lacuna
