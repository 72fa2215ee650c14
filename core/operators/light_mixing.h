// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/transfer_curve.h"

#include <ATen/core/Tensor.h>

#include <memory>

namespace lacuna {

class LinearOperator;

/// A degradation that mixes light, not the file's encoded values: A(x) = g⁻¹(K g(x)), where K is the linear
/// operator and g turns encoded values on [−1, 1] into light. Solvers use the linearisation at their
/// estimate, J = E K G with the diagonal matrices G = g'(x) and E = 1/g'(A(x)).
///
/// g is shifted so that g(0) = 0. This changes nothing, since the rows of K sum to 1, and lets samples that
/// were not measured be 0 in encoded values and in light alike. At mid-grey A(0) = 0 and J = K, so solvers
/// start from K alone.
class LightMixing {
  public:
    /// K must outlive this; its rows sum to 1, or are 0 where nothing was measured. `clipped`:
    /// Problem::clipped, or undefined. Where the estimate, too, lies beyond the limit at which the file is
    /// clipped, E is 0: any such value explains the sample.
    LightMixing(const LinearOperator& op, TransferCurve curve, at::Tensor clipped);

    /// A at a picture: what would be measured of it, and J. The latter must not outlive K.
    struct Linearised {
        at::Tensor seen;
        std::shared_ptr<const LinearOperator> op;
    };
    Linearised at(const at::Tensor& x) const;
    /// A(x)
    at::Tensor apply(const at::Tensor& x) const;

    /// g and g⁻¹. They extend to values beyond the limits.
    at::Tensor toLight(const at::Tensor& values) const;
    at::Tensor toValues(const at::Tensor& light) const;
    const at::Tensor& clipped() const { return mClipped; }
    const TransferCurve& curve() const { return mCurve; }

    /// An x' within black and white that explains y as well as x does (withinLimits(), in light).
    at::Tensor withinLimits(const at::Tensor& x, const at::Tensor& y) const;

  private:
    /// g'(values), 1 for a curve that is a straight line.
    at::Tensor slopeAt(const at::Tensor& values) const;

    const LinearOperator& mOp;
    TransferCurve mCurve;
    at::Tensor mClipped;
    double mMiddle;  ///< light of mid-grey, 0 to 1
};

/// J = E K G as an operator, for positive `inner` (G) and non-negative `outer` (E) of K's input and output
/// shapes. P by conjugate gradients, preconditioned with K's own P in light, where the null space of J is
/// that of K: the number of iterations is then bounded by the range of the two slopes, whatever the noise.
std::shared_ptr<const LinearOperator> linearisedMixing(const LinearOperator& op, const at::Tensor& inner,
                                                       const at::Tensor& outer, double tolerance,
                                                       int iterations);

}  // namespace lacuna
