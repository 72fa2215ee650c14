// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/operators/operator_cases.h"

#include "core/job/restoration_job.h"
#include "core/operators/blur.h"
#include "core/operators/compose.h"
#include "core/operators/downsample.h"
#include "core/operators/identity.h"
#include "core/operators/inpainting.h"
#include "core/operators/kernels.h"
#include "core/operators/weighted_measurement.h"
#include "core/operators/whitened.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <utility>

namespace lacuna::test {

namespace {

using Options = c10::TensorOptions;
using Operator = std::unique_ptr<LinearOperator>;

constexpr double kExact = 1e-13;
constexpr int kEnough = 5000;

Kernel gaussian(double sigma) {
    return makeKernel(kernelOf("gaussian", {sigma}));
}

Kernel disc(double radius) {
    return makeKernel(kernelOf("disc", {radius}));
}

Kernel motion(double length, double angle) {
    return makeKernel(kernelOf("motion", {length, angle}));
}

/// Weights 1, 2, 3, …: nothing about it is symmetric.
Kernel ramp(int height, int width) {
    KernelSpec spec;
    spec.kind = KernelSpec::kWeights;
    spec.width = width;
    spec.height = height;
    for (int i = 0; i < width * height; ++i)
        spec.weights.push_back(static_cast<float>(i + 1));
    return makeKernel(spec);
}

/// About two thirds of the pixels, without a pattern that the other operators could share.
at::Tensor scattered(std::int64_t channels, std::int64_t height, std::int64_t width) {
    at::Tensor mask = at::zeros({1, channels, height, width});
    float* values = mask.data_ptr<float>();
    for (std::int64_t i = 0; i < mask.numel(); ++i)
        values[i] = (i * i + 3 * i) % 7 < 4 ? 1.0F : 0.0F;
    return mask;
}

OperatorCase closed(std::string name, std::function<Operator(const Options&)> make) {
    return {std::move(name), make, make, true};
}

OperatorCase blur(const std::string& name, ImageShape photo, const Kernel& kernel) {
    return {name, [=](const Options& options) { return std::make_unique<Blur>(photo, kernel, options); },
            [=](const Options& options) {
                return std::make_unique<Blur>(photo, kernel, options, kExact, kEnough);
            },
            false};
}

OperatorCase product(const std::string& name, const std::function<Operator(const Options&)>& a,
                     const std::function<Operator(const Options&)>& b) {
    return {name, [=](const Options& options) { return std::make_unique<Compose>(a(options), b(options)); },
            [=](const Options& options) {
                return std::make_unique<Compose>(a(options), b(options), kExact, kEnough);
            },
            false};
}

std::function<Operator(const Options&)> masked(const at::Tensor& mask, std::int64_t channels) {
    return [=](const Options& options) { return std::make_unique<Inpainting>(mask, channels, options); };
}

std::function<Operator(const Options&)> weighted(const at::Tensor& weights, std::int64_t channels) {
    return [=](const Options&) { return std::make_unique<WeightedMeasurement>(weights, channels); };
}

std::function<Operator(const Options&)> blurred(ImageShape photo, const Kernel& kernel) {
    return [=](const Options& options) { return std::make_unique<Blur>(photo, kernel, options); };
}

std::function<Operator(const Options&)> reduced(ImageShape photo, int scale) {
    return [=](const Options& options) { return std::make_unique<Downsample>(photo, scale, options); };
}

/// Grain that differs between the channels, and a strength that falls from left to right.
std::function<Operator(const Options&)> grainy(const std::function<Operator(const Options&)>& op, bool grain,
                                               bool brightness) {
    return [=](const Options& options) {
        Operator made = op(options);
        const ImageShape shape = made->outputShape();
        const auto [channels, height, width] = shape;
        at::Tensor basis, spectra, strength;
        if (grain) {
            const at::Tensor f2 = at::arange(17, at::kDouble).square() / 200;
            const at::Tensor fall = at::arange(1, channels + 1, at::kDouble).view({-1, 1, 1});
            spectra = at::exp(-(f2.unsqueeze(0) + 2 * f2.unsqueeze(1)).unsqueeze(0) / fall) + 0.1;
            // Any orthonormal matrix that isn't the identity.
            basis =
                at::eye(channels, at::kDouble) - at::ones({channels, channels}, at::kDouble) * 2.0 / channels;
        }
        if (brightness)
            strength =
                at::linspace(2, 0.5, width, at::kDouble).view({1, 1, 1, width}).expand({1, 1, height, width});
        return std::make_unique<Whitened>(
            std::move(made), at::Tensor(),
            std::make_shared<NoiseCovariance>(basis, spectra, strength, shape, options));
    };
}

std::function<Operator(const Options&)> same(ImageShape shape) {
    return [=](const Options&) { return std::make_unique<Identity>(shape); };
}

OperatorCase iterated(std::string name, std::function<Operator(const Options&)> make) {
    return {std::move(name), make, make, false};
}

std::vector<OperatorCase> makeCases() {
    return {
        closed("identity",
               [](const Options&) {
                   return std::make_unique<Identity>(ImageShape{3, 5, 7});
               }),
        closed("identity 1x1",
               [](const Options&) {
                   return std::make_unique<Identity>(ImageShape{1, 1, 1});
               }),
        closed("mask", masked(scattered(1, 6, 9), 3)),
        closed("mask per channel", masked(scattered(3, 5, 4), 3)),
        closed("mask, all measured", masked(at::ones({1, 1, 4, 5}), 2)),
        closed("mask, nothing measured", masked(at::zeros({1, 1, 4, 5}), 2)),
        closed("mask 1x1", masked(at::ones({1, 1, 1, 1}), 3)),
        closed("mask 1xN", masked(scattered(1, 1, 23), 1)),

        closed("weights", weighted(scattered(1, 6, 9) * 0.7 + 0.1, 3)),
        closed("weights, some 0", weighted(scattered(1, 5, 4) * 0.3, 2)),
        closed("weights 1x1", weighted(at::ones({1, 1, 1, 1}), 3)),

        blur("blur gaussian", {2, 9, 8}, gaussian(0.8)),
        blur("blur gaussian, wide", {1, 12, 13}, gaussian(1.6)),
        blur("blur disc", {1, 10, 7}, disc(1.5)),
        blur("blur motion", {1, 11, 12}, motion(5, 30)),
        blur("blur asymmetric", {2, 7, 6}, ramp(3, 5)),
        blur("blur even kernel", {1, 7, 8}, ramp(4, 2)),
        blur("blur 1x1 kernel", {2, 4, 3}, ramp(1, 1)),
        blur("blur 1xN kernel", {1, 6, 9}, ramp(1, 5)),
        blur("blur Nx1 kernel", {1, 9, 6}, ramp(6, 1)),
        blur("blur 1xN photo", {3, 1, 20}, ramp(1, 4)),
        blur("blur 1x1 photo", {1, 1, 1}, ramp(1, 1)),
        blur("blur, kernel nearly the photo", {1, 8, 9}, ramp(7, 8)),
        blur("blur, kernel larger than the photo", {1, 2, 3}, ramp(5, 5)),

        closed("downsample 2", reduced({2, 6, 5}, 2)),
        closed("downsample 3", reduced({1, 4, 5}, 3)),
        closed("downsample 4", reduced({1, 3, 5}, 4)),
        closed("downsample 5", reduced({1, 3, 2}, 5)),
        closed("downsample 8", reduced({1, 2, 3}, 8)),
        closed("downsample to 1x1", reduced({3, 1, 1}, 4)),
        closed("downsample to 1xN", reduced({1, 1, 9}, 2)),
        closed("downsample to Nx1", reduced({1, 7, 1}, 3)),

        closed("identity, grain", grainy(same({3, 6, 7}), true, false)),
        closed("identity 1x1, grain", grainy(same({1, 1, 1}), true, false)),
        closed("identity, brightness", grainy(same({3, 4, 7}), false, true)),
        iterated("identity, grain and brightness", grainy(same({3, 5, 8}), true, true)),
        closed("downsample 2, grain", grainy(reduced({2, 4, 5}, 2), true, false)),
        iterated("downsample 3, grain and brightness", grainy(reduced({1, 4, 3}, 3), true, true)),

        product("mask of blur", masked(scattered(1, 8, 7), 2), blurred({2, 8, 7}, ramp(3, 4))),
        product("mask of blur, all measured", masked(at::ones({1, 1, 8, 9}), 1),
                blurred({1, 8, 9}, gaussian(0.7))),
        product("mask of blur, nothing measured", masked(at::zeros({1, 1, 6, 5}), 1),
                blurred({1, 6, 5}, gaussian(0.7))),
        product("mask of downsample", masked(scattered(1, 5, 4), 1), reduced({1, 5, 4}, 3)),
        product("downsample of blur", reduced({1, 3, 4}, 2), blurred({1, 6, 8}, ramp(3, 3))),
    };
}

}  // namespace

const std::vector<OperatorCase>& operatorCases() {
    static const std::vector<OperatorCase> cases = makeCases();
    return cases;
}

}  // namespace lacuna::test
