// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser_decorator.h"

namespace lacuna {

/// A denoiser that never sees a picture with a side below `leastSide`: smaller ones are extended by
/// mirroring, and D cropped. Everything else is the inner denoiser's, which must outlive this.
class MirroredDenoiser : public DenoiserDecorator {
  public:
    MirroredDenoiser(Denoiser& inner, int leastSide) : DenoiserDecorator(inner), mLeastSide(leastSide) {}

    at::Tensor denoise(const at::Tensor& x, double sigma) override;
    DenoisedWithVjp denoiseWithVjp(const at::Tensor& x, double sigma) override;

  protected:
    /// Throws Error Internal: the inner one's graph isn't to be had.
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override;

  private:
    int mLeastSide;
};

}  // namespace lacuna
