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

/// An operator and where the result lies on the canvas that it acts on.
struct BuiltOperator {
    BuiltOperator();
    BuiltOperator(BuiltOperator&&) noexcept;
    BuiltOperator& operator=(BuiltOperator&&) noexcept;
    ~BuiltOperator();

    std::unique_ptr<LinearOperator> op;
    std::int64_t offsetX = 0;  ///< of the result's top left corner, in pixels of the canvas
    std::int64_t offsetY = 0;
    std::int64_t width = 0;  ///< of the result
    std::int64_t height = 0;
};

/// Bytes in float32.
struct ProximalBytes {
    double peak = 0;  ///< within one application
    double kept = 0;  ///< from one to the next
};

/// A degradation without a mask, and all that has to be known of it before it is built: a row of the
/// registry. `photo` is the shape of y.
struct OperatorKind {
    const char* name;  ///< for messages: "blur"
    /// Whether a pixel of y depends on the same pixel of x alone, so that regions can be solved for by
    /// themselves.
    bool isLocal;
    bool changesPicture;  ///< whether y differs from x where there is no noise
    /// Pictures (three float32 channels) that solver and operator hold at once.
    int workingPictures;

    /// Of the picture that H acts on, without the cost of building it. Throws as make() does.
    ImageShape (*canvas)(const OperatorSpec& spec, const ImageShape& photo);
    /// How far, in pixels of y, a pixel of y looks.
    int (*reach)(const OperatorSpec& spec);
    /// What P holds beside pictures, on that canvas.
    ProximalBytes (*proximalBytes)(const ImageShape& photo, const ImageShape& canvas);
    /// Throws Error KernelInvalid where the kernel can't be made or is larger than the photograph.
    BuiltOperator (*make)(const OperatorSpec& spec, const ImageShape& photo,
                          const c10::TensorOptions& options);
};

}  // namespace lacuna
