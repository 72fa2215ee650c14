// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/sample_spec.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

class Denoiser;
class NoiseSource;
class RunControl;

/// Draws a picture from the prior alone, without a measurement: the second-order (Heun) sampler of Karras et
/// al., "Elucidating the design space of diffusion-based generative models" (arXiv 2206.00364), algorithm 2.
/// It runs from the model's greatest noise level to its least. spec.churn = 0 gives the deterministic
/// sampler, algorithm 1. `like` gives shape (1, 3, H, W), type (float32 or float64) and device. Stream 0 of
/// `noise` is the start; stream i + 1 is the noise added in step i. Calls the denoiser
/// samplerEvaluations(spec.steps) times. The result is on the [−1, 1] scale, not clamped. It is undefined if
/// `control` asked for a stop, which is checked before every call. Throws Error Numerical if a value is no
/// longer finite.
at::Tensor drawSample(Denoiser& denoiser, const SampleSpec& spec, const NoiseSource& noise,
                      const at::Tensor& like, RunControl& control);

}  // namespace lacuna
