// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/network.h"

#include "core/base/error.h"
#include "core/models/autodiff.h"

#include <c10/core/GradMode.h>

namespace lacuna {

Network::~Network() = default;

at::Tensor Network::forward(const at::Tensor& z, double c) {
    const c10::NoGradGuard noGraph;
    return forwardWithGraph(z, c);
}

at::Tensor Network::forwardAt(const at::Tensor&, const at::Tensor&) {
    throw Error(ErrorCode::Internal, "network", "can't be recorded");
}

DenoisedWithVjp Network::forwardWithVjp(const at::Tensor& z, double c) {
    return differentiate([&](const at::Tensor& input) { return forwardWithGraph(input, c); }, z);
}

}  // namespace lacuna
