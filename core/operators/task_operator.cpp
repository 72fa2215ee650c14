// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/operators/blur.h"
#include "core/operators/compose.h"
#include "core/operators/downsample.h"
#include "core/operators/identity.h"
#include "core/operators/inpainting.h"
#include "core/operators/task.h"

#include <ATen/core/Tensor.h>

#include <cassert>

namespace lacuna {

// Apart from the rows in task.cpp, which the studio shows before LibTorch is there.
const OperatorKind& operatorOf(Task task) {
    switch (task) {
        case Task::Inpaint:
        case Task::Denoise:
            return identityOperator();
        case Task::Deblur:
            return blurOperator();
        case Task::Upscale:
            return downsampleOperator();
    }
    throw Error(ErrorCode::Internal, "task", "has no operator");
}

bool restoresRegions(const RestorationJob& job) {
    return keepsUnmarked(job) && operatorOf(job.operation.task).isLocal;
}

ImageShape canvasShape(const OperatorSpec& spec, const ImageShape& photo) {
    return operatorOf(spec.task).canvas(spec, photo);
}

BuiltOperator makeOperator(const OperatorSpec& spec, const ImageShape& photo, const at::Tensor& measured,
                           const c10::TensorOptions& options) {
    assert(measured.defined() || taskRow(spec.task).mask != MaskUse::Restored);
    BuiltOperator built = operatorOf(spec.task).make(spec, photo, options);
    if (!measured.defined()) return built;
    if (measured.dim() != 4 || measured.size(2) != photo[1] || measured.size(3) != photo[2])
        throw Error(ErrorCode::MaskMismatch, "mask", "is not of the photograph's size");
    built.op = compose(std::make_unique<Inpainting>(measured, photo[0], options), std::move(built.op));
    return built;
}

}  // namespace lacuna
