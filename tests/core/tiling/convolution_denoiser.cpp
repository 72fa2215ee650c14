// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/tiling/convolution_denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tanh.h>
#include <c10/core/GradMode.h>

#include <random>

namespace lacuna {

namespace {

at::Tensor randomKernel(int outputs, int inputs, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal(0, 0.15);
    at::Tensor kernel = at::empty({outputs, inputs, 5, 5}, at::kDouble);
    double* values = kernel.data_ptr<double>();
    for (std::int64_t i = 0; i < kernel.numel(); ++i)
        values[i] = normal(generator);
    return kernel;
}

}  // namespace

ConvolutionDenoiser::ConvolutionDenoiser() : mFirst(randomKernel(4, 3, 1)), mSecond(randomKernel(3, 4, 2)) {}

at::Tensor ConvolutionDenoiser::denoise(const at::Tensor& x, double sigma) {
    const c10::NoGradGuard noGraph;
    return denoiseWithGraph(x, sigma);
}

at::Tensor ConvolutionDenoiser::denoiseWithGraph(const at::Tensor& x, double sigma) {
    ++calls;
    const at::Tensor hidden = at::tanh(at::conv2d(x, mFirst.to(x.options()), {}, 1, 2));
    return x + sigma * at::conv2d(hidden, mSecond.to(x.options()), {}, 1, 2);
}

}  // namespace lacuna
