// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/gram_solver.h"

#include "core/tensors/linalg/fourier.h"
#include "core/tensors/mirror.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>

#include <vector>

namespace lacuna {

at::Tensor MirroredGram::solve(const at::Tensor& data, double ratio) const {
    const std::int64_t height = data.size(2), width = data.size(3);
    const at::Tensor gram = mGram.to(data.options());
    std::vector<at::Tensor> channels;
    for (std::int64_t c = 0; c < data.size(1); ++c) {
        const at::Tensor spectrum = realFft(withMirrorImages(data.narrow(1, c, 1)), 2 * height, 2 * width)
                                        .div_(gram + mNoise[c].to(data.options()) * ratio);
        channels.push_back(
            inverseRealFft(spectrum, 2 * height, 2 * width).narrow(2, 0, height).narrow(3, 0, width));
    }
    return at::cat(channels, 1);
}

}  // namespace lacuna
