// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"

#include <c10/core/TensorOptions.h>

#include <cstdint>
#include <memory>

namespace at {
class Tensor;
}

namespace lacuna {

struct OperatorSpec;

/// An operator and where the result lies on the canvas that it acts on.
struct BuiltOperator {
    std::unique_ptr<LinearOperator> op;
    std::int64_t offsetX = 0;  ///< of the result's top left corner, in pixels of the canvas
    std::int64_t offsetY = 0;
    std::int64_t width = 0;  ///< of the result
    std::int64_t height = 0;
};

/// Shape of the x that makeOperator()'s H acts on, without the cost of building its tables. Throws as it
/// does.
ImageShape pictureShape(const OperatorSpec& spec, std::int64_t channels, std::int64_t height,
                        std::int64_t width);

/// The H of `spec` for photographs (y) of that size. `measured` is (1, 1, height, width), non-zero where the
/// photograph is to be believed, or undefined where all of it is; it must be defined for Inpaint (asserted).
/// Deblur: the canvas is larger than the photograph by the kernel's reach. Upscale: the canvas is spec.scale
/// times the photograph. `options` say the type (float32 or float64) and the device that the operator works
/// on. Throws Error: KernelInvalid (also where the kernel is larger than the photograph), MaskMismatch.
BuiltOperator makeOperator(const OperatorSpec& spec, std::int64_t channels, std::int64_t height,
                           std::int64_t width, const at::Tensor& measured, const c10::TensorOptions& options);

}  // namespace lacuna
