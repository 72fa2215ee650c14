// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/kernel_io.h"

#include "core/base/cause.h"
#include "core/base/grey.h"
#include "core/io/image_io.h"
#include "core/operators/kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lacuna {

namespace {

/// One side of a kernel: how its weights are placed on an odd number of pixels around their centre.
struct Side {
    int size = 1;
    int taps = 1;      ///< 2 if each weight is shared between two pixels
    int first = 0;     ///< pixel of the picture's first weight, or of that weight's first half
    double shift = 0;  ///< distance of the centre from the picture's middle
};

/// `sums` holds the weights summed along the other side.
Side centred(const std::vector<double>& sums) {
    const auto length = static_cast<int>(sums.size());
    double weight = 0, moment = 0;
    int last = 0, first = length;
    for (int i = 0; i < length; ++i) {
        const double sum = sums[static_cast<std::size_t>(i)];
        weight += sum;
        moment += i * sum;
        if (sum > 0) {
            last = i;
            first = std::min(first, i);
        }
    }
    const double centroid = moment / weight;
    const int twice =
        static_cast<int>(length % 2 == 1 ? 2 * std::lround(centroid) : std::lround(2 * centroid));
    Side side;
    side.taps = 1 + twice % 2;
    side.shift = (twice - (length - 1)) / 2.0;
    const int reach = std::max(2 * last - twice, twice - 2 * first) + side.taps - 1;  // in half pixels
    const int middle = std::max(length, reach) / 2;
    side.size = 2 * middle + 1;
    side.first = middle - (twice + side.taps - 1) / 2;
    return side;
}

}  // namespace

KernelSpec readKernel(const std::filesystem::path& path) {
    const ImageBuffer image = toGrey(readPhotograph(path).pixels);
    if (image.width() > kMaxKernelSide || image.height() > kMaxKernelSide) {
        throw CausedError(
            ErrorCode::KernelInvalid, path.string(),
            {LACUNA_CAUSE("Causes", "it has %1 × %2 pixels, but a blur kernel can't be larger than %3 × %3"),
             {std::to_string(image.width()), std::to_string(image.height()),
              std::to_string(kMaxKernelSide)}});
    }
    double sum = 0;
    std::vector<double> columns(static_cast<std::size_t>(image.width()));
    std::vector<double> rows(static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int sample = image.sample(x, y, 0);
            sum += sample;
            columns[static_cast<std::size_t>(x)] += sample;
            rows[static_cast<std::size_t>(y)] += sample;
        }
    }
    if (sum <= 0)
        throw CausedError(ErrorCode::KernelInvalid, path.string(), LACUNA_CAUSE("Causes", "it is all black"));

    const Side across = centred(columns), down = centred(rows);
    KernelSpec kernel;
    kernel.kind = KernelSpec::kWeights;
    kernel.width = across.size;
    kernel.height = down.size;
    kernel.path = path.string();
    kernel.shiftX = across.shift;
    kernel.shiftY = down.shift;
    kernel.weights.resize(static_cast<std::size_t>(kernel.width) * static_cast<std::size_t>(kernel.height));
    const double share = 1 / (sum * across.taps * down.taps);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int sample = image.sample(x, y, 0);
            if (sample == 0) continue;  // it may lie beyond the kernel
            for (int row = down.first + y; row < down.first + y + down.taps; ++row) {
                for (int column = across.first + x; column < across.first + x + across.taps; ++column)
                    kernel.weights[static_cast<std::size_t>(row * kernel.width + column)] +=
                        static_cast<float>(sample * share);
            }
        }
    }
    return kernel;
}

KernelSpec kernelFrom(const std::string& textOrPath) {
    return isKernelText(textOrPath) ? parseKernel(textOrPath) : readKernel(textOrPath);
}

void writeKernel(const KernelSpec& kernel, const std::filesystem::path& path) {
    assert(kernel.isWeights() && !kernel.weights.empty());
    const float largest = *std::max_element(kernel.weights.begin(), kernel.weights.end());
    ImageBuffer picture(kernel.width, kernel.height, 1, Depth::UInt16);
    std::transform(kernel.weights.begin(), kernel.weights.end(), picture.row<std::uint16_t>(0),
                   [largest](float weight) {
                       return static_cast<std::uint16_t>(std::lround(65535 * weight / largest));
                   });
    writeMask(picture, path);
}

}  // namespace lacuna
