// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/kernel_io.h"

#include "core/base/error.h"
#include "core/base/grey.h"
#include "core/io/image_io.h"
#include "core/operators/kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace lacuna {

KernelSpec readKernel(const std::filesystem::path& path) {
    const ImageBuffer image = toGrey(readPhotograph(path).pixels);
    if (image.width() > kMaxKernelSide || image.height() > kMaxKernelSide) {
        throw Error(ErrorCode::KernelInvalid, path.string(),
                    "a kernel of " + std::to_string(image.width()) + " × " + std::to_string(image.height()) +
                        " pixels is larger than " + std::to_string(kMaxKernelSide) + " × " +
                        std::to_string(kMaxKernelSide));
    }
    double sum = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            sum += image.sample(x, y, 0);
    }
    if (sum <= 0) throw Error(ErrorCode::KernelInvalid, path.string(), "the kernel is all black");

    KernelSpec kernel;
    kernel.kind = KernelSpec::kWeights;
    kernel.width = image.width();
    kernel.height = image.height();
    kernel.path = path.string();
    kernel.weights.reserve(static_cast<std::size_t>(image.width()) *
                           static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            kernel.weights.push_back(static_cast<float>(image.sample(x, y, 0) / sum));
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
