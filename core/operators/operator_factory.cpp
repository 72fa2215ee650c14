// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/operator_factory.h"

#include "core/base/error.h"
#include "core/job/restoration_job.h"
#include "core/operators/blur.h"
#include "core/operators/compose.h"
#include "core/operators/downsample.h"
#include "core/operators/identity.h"
#include "core/operators/inpainting.h"
#include "core/operators/kernels.h"

#include <ATen/core/Tensor.h>

#include <cassert>

namespace lacuna {
namespace {

Kernel kernelFor(const OperatorSpec& spec, std::int64_t height, std::int64_t width) {
    Kernel kernel = makeKernel(spec.kernel);
    if (kernel.width > width || kernel.height > height) {
        throw Error(ErrorCode::KernelInvalid, spec.kernel.path.empty() ? "kernel" : spec.kernel.path,
                    "the kernel (" + std::to_string(kernel.width) + " × " + std::to_string(kernel.height) +
                        ") is larger than the photograph");
    }
    return kernel;
}

}  // namespace

ImageShape pictureShape(const OperatorSpec& spec, std::int64_t channels, std::int64_t height,
                        std::int64_t width) {
    switch (spec.task) {
        case Task::Deblur:
            return Blur::canvasFor({channels, height, width}, kernelFor(spec, height, width));
        case Task::Upscale:
            return {channels, height * spec.scale, width * spec.scale};
        case Task::Inpaint:
        case Task::Denoise:
            break;
    }
    return {channels, height, width};
}

BuiltOperator makeOperator(const OperatorSpec& spec, std::int64_t channels, std::int64_t height,
                           std::int64_t width, const at::Tensor& measured,
                           const c10::TensorOptions& options) {
    const ImageShape photo{channels, height, width};
    BuiltOperator built;
    built.width = width;
    built.height = height;
    switch (spec.task) {
        case Task::Inpaint:
            assert(measured.defined());
            [[fallthrough]];
        case Task::Denoise:
            built.op = std::make_unique<Identity>(photo);
            break;
        case Task::Deblur: {
            auto blur = std::make_unique<Blur>(photo, kernelFor(spec, height, width), options);
            built.offsetX = blur->offsetX();
            built.offsetY = blur->offsetY();
            built.op = std::move(blur);
            break;
        }
        case Task::Upscale:
            built.op = std::make_unique<Downsample>(photo, spec.scale, options);
            built.width = width * spec.scale;
            built.height = height * spec.scale;
            break;
    }
    if (measured.defined()) {
        if (measured.dim() != 4 || measured.size(2) != height || measured.size(3) != width) {
            throw Error(ErrorCode::MaskMismatch, "mask", "is not of the photograph's size");
        }
        built.op = compose(std::make_unique<Inpainting>(measured, channels, options), std::move(built.op));
    }
    return built;
}

}  // namespace lacuna
