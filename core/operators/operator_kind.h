// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/image_shape.h"

#include <cstdint>
#include <memory>

namespace c10 {
struct TensorOptions;
}

namespace lacuna {

class LinearOperator;
struct OperatorSpec;

/// An operator, and where the result lies on the operator's canvas.
struct BuiltOperator {
    BuiltOperator();
    BuiltOperator(BuiltOperator&&) noexcept;
    BuiltOperator& operator=(BuiltOperator&&) noexcept;
    ~BuiltOperator();

    std::unique_ptr<LinearOperator> op;
    std::int64_t offsetX = 0;  ///< the result's top left corner, in pixels of the canvas
    std::int64_t offsetY = 0;
    std::int64_t width = 0;  ///< the result's
    std::int64_t height = 0;
};

/// Bytes in float32.
struct ProximalBytes {
    double peak = 0;  ///< within one application
    double kept = 0;  ///< from one to the next
};

/// A kind of degradation, without a mask: one row of the registry, with everything that must be known before
/// the operator is built. `photo` is the shape of y.
struct OperatorKind {
    const char* name;  ///< for messages: "blur"
    /// Whether each pixel of y depends only on the same pixel of x, so that regions can be solved separately.
    bool isLocal;
    bool changesPicture;  ///< whether y differs from x even without noise
    /// How many pictures (three float32 channels) the solver and the operator hold at once.
    int workingPictures;
    /// LinearOperator::hasSpectrum(), which a mask takes away unless the operator is local.
    bool hasSpectrum;

    /// Shape of x, without the cost of building H. Throws as make() does.
    ImageShape (*canvas)(const OperatorSpec& spec, const ImageShape& photo);
    /// How far around it, in pixels of y, a pixel of y depends on x.
    int (*reach)(const OperatorSpec& spec);
    /// Memory of P besides pictures, on that canvas.
    ProximalBytes (*proximalBytes)(const ImageShape& photo, const ImageShape& canvas);
    /// Throws Error KernelInvalid if the kernel is invalid or larger than the photograph.
    BuiltOperator (*make)(const OperatorSpec& spec, const ImageShape& photo,
                          const c10::TensorOptions& options);
};

}  // namespace lacuna
