// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser.h"

namespace lacuna {

/// A denoiser that wraps another one and forwards its properties. The inner denoiser must outlive this.
class DenoiserDecorator : public Denoiser {
  public:
    explicit DenoiserDecorator(Denoiser& inner) : mInner(inner) {}

    double sigmaMin() const override { return mInner.sigmaMin(); }
    double sigmaMax() const override { return mInner.sigmaMax(); }
    int stride() const override { return mInner.stride(); }
    int preferredSize() const override { return mInner.preferredSize(); }
    int context() const override { return mInner.context(); }
    double forwardBytes(double pixels) const override { return mInner.forwardBytes(pixels); }
    double vjpBytes(double pixels) const override { return mInner.vjpBytes(pixels); }
    double flops(double pixels) const override { return mInner.flops(pixels); }

  protected:
    Denoiser& mInner;
};

}  // namespace lacuna
