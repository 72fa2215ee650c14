// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser_decorator.h"

namespace lacuna {

/// A wrapper whose inner denoiser never gets a picture with a side below `leastSide`: smaller pictures are
/// extended by mirroring, and D is cropped. The inner denoiser must outlive this.
class MirroredDenoiser : public DenoiserDecorator {
  public:
    MirroredDenoiser(Denoiser& inner, int leastSide) : DenoiserDecorator(inner), mLeastSide(leastSide) {}

    at::Tensor denoise(const at::Tensor& x, double sigma) override;
    DenoisedWithVjp denoiseWithVjp(const at::Tensor& x, double sigma) override;

  protected:
    /// Throws Error Internal: the inner denoiser's graph is not accessible.
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override;

  private:
    int mLeastSide;
};

}  // namespace lacuna
