// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/sample_spec.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

class Denoiser;
class NoiseSource;
class RunControl;

/// Draws a picture from the prior, with nothing measured: the second-order (Heun) sampler of Karras et al.,
/// "Elucidating the design space of diffusion-based generative models" (arXiv 2206.00364), algorithm 2, from
/// the model's greatest noise level to its least. spec.churn = 0 is the deterministic one, algorithm 1.
/// `like` gives shape (1, 3, H, W), type (float32 or float64) and device. Of `noise`, stream 0 is the start
/// and stream i + 1 the noise added in step i. Takes samplerEvaluations(spec.steps) calls of the denoiser.
/// The result is on the [−1, 1] scale, not clamped; undefined where `control` said stop, which is looked at
/// before every call. Throws Error Numerical where a value stops being finite.
at::Tensor drawSample(Denoiser& denoiser, const SampleSpec& spec, const NoiseSource& noise,
                      const at::Tensor& like, RunControl& control);

}  // namespace lacuna
