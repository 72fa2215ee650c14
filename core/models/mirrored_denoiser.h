// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser.h"

namespace lacuna {

/// A denoiser that never sees a picture with a side below `leastSide`: smaller ones are extended by
/// mirroring, and D cropped. Everything else is the inner denoiser's, which must outlive this.
class MirroredDenoiser : public Denoiser {
  public:
    MirroredDenoiser(Denoiser& inner, int leastSide) : mInner(inner), mLeastSide(leastSide) {}

    at::Tensor denoise(const at::Tensor& x, double sigma) override;
    DenoisedWithVjp denoiseWithVjp(const at::Tensor& x, double sigma) override;
    double sigmaMin() const override { return mInner.sigmaMin(); }
    double sigmaMax() const override { return mInner.sigmaMax(); }
    int stride() const override { return mInner.stride(); }
    int preferredSize() const override { return mInner.preferredSize(); }
    int context() const override { return mInner.context(); }
    double forwardBytes(double pixels) const override { return mInner.forwardBytes(pixels); }
    double vjpBytes(double pixels) const override { return mInner.vjpBytes(pixels); }
    double flops(double pixels) const override { return mInner.flops(pixels); }

  protected:
    /// Throws Error Internal: the inner one's graph isn't to be had.
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override;

  private:
    Denoiser& mInner;
    int mLeastSide;
};

}  // namespace lacuna
