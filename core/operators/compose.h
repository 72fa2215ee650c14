// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"

#include <algorithm>
#include <memory>

namespace lacuna {

/// H = A B, B applied first. P by conjugate gradients, preconditioned with B's alone. This works well if A
/// keeps most of what B measures, such as a mask on top of a blur. The less noise there is, the more
/// iterations the blur's margin needs, so the solve runs to `tolerance` or to kNoiseShare σ_y/σ_t, whichever
/// is less.
class Compose : public LinearOperator {
  public:
    /// B's output shape must be A's input shape (asserted).
    Compose(std::unique_ptr<LinearOperator> a, std::unique_ptr<LinearOperator> b, double tolerance = 1e-4,
            int iterations = 300);

    ImageShape inputShape() const override { return mB->inputShape(); }
    ImageShape outputShape() const override { return mA->outputShape(); }
    std::int64_t measurements() const override { return mA->measurements(); }
    /// "inpainting of blur (disc 3 px)"
    std::string name() const override;
    at::Tensor apply(const at::Tensor& x) const override;
    at::Tensor applyAdjoint(const at::Tensor& y) const override;
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override;

  protected:
    double cgTolerance(double sigmaY, double sigmaT) const override {
        return std::min(mTolerance, kNoiseShare * sigmaY / sigmaT);
    }
    int cgIterations() const override { return mIterations; }

  private:
    static constexpr double kNoiseShare = 0.025;

    std::unique_ptr<LinearOperator> mA;
    std::unique_ptr<LinearOperator> mB;
    double mTolerance;
    int mIterations;
};

/// A B in its simplest form: a factor that is the identity is dropped.
std::unique_ptr<LinearOperator> compose(std::unique_ptr<LinearOperator> a, std::unique_ptr<LinearOperator> b);

}  // namespace lacuna
