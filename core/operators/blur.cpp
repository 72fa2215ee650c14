// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/blur.h"

#include "core/linalg/conjugate_gradient.h"
#include "core/linalg/fourier.h"
#include "core/operators/kernel_tensor.h"
#include "core/operators/kernels.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/conj.h>
#include <ATen/ops/full.h>
#include <ATen/ops/view_as_complex.h>
#include <ATen/ops/view_as_real.h>
#include <ATen/ops/zeros.h>

#include <cmath>

namespace lacuna {

Blur::Blur(ImageShape photo, const Kernel& kernel, const at::TensorOptions& options, double tolerance,
           int iterations)
    : mPhoto(photo),
      mCanvas{photo[0], photo[1] + kernel.height - 1, photo[2] + kernel.width - 1},
      mOffsetX(kernel.width - 1 - kernel.width / 2),
      mOffsetY(kernel.height - 1 - kernel.height / 2),
      mHeight(goodFftSize(mCanvas[1])),
      mWidth(goodFftSize(mCanvas[2])),
      mName("blur (" + kernel.name + ")"),
      mTolerance(tolerance),
      mIterations(iterations) {
    const at::Tensor transfer = transferFunction(kernelTensor(kernel), 0, 0, mHeight, mWidth);
    mTransferPower = at::abs(transfer).square().to(options);
    mTransfer = transfer.to(options.dtype(complexType(options)));
    mToIsometric = at::full({mWidth / 2 + 1}, std::sqrt(2.0), options);
    mToIsometric[0] = 1;
    mToIsometric[mWidth / 2] = 1;
}

at::Tensor Blur::forward(const at::Tensor& x) const {
    return realFft(x, mHeight, mWidth);
}

at::Tensor Blur::inverse(const at::Tensor& spectrum) const {
    return inverseRealFft(spectrum, mHeight, mWidth);
}

at::Tensor Blur::measured(const at::Tensor& torus) const {
    return torus.narrow(2, mCanvas[1] - mPhoto[1], mPhoto[1]).narrow(3, mCanvas[2] - mPhoto[2], mPhoto[2]);
}

at::Tensor Blur::apply(const at::Tensor& x) const {
    return measured(inverse(forward(x).mul_(mTransfer))).contiguous();
}

at::Tensor Blur::applyAdjoint(const at::Tensor& y) const {
    const at::Tensor torus = at::zeros({y.size(0), y.size(1), mHeight, mWidth}, y.options());
    measured(torus).copy_(y);
    const at::Tensor x = inverse(forward(torus).mul_(at::conj(mTransfer)));
    return x.narrow(2, 0, mCanvas[1]).narrow(3, 0, mCanvas[2]).contiguous();
}

at::Tensor Blur::precondition(const at::Tensor& u, double sigmaY, double sigmaT) const {
    const double variance = sigmaY * sigmaY;
    const at::Tensor spectrum =
        forward(u).div_((mTransferPower + variance / (sigmaT * sigmaT)).div_(variance));
    return inverse(spectrum).narrow(2, 0, mCanvas[1]).narrow(3, 0, mCanvas[2]).contiguous();
}

at::Tensor Blur::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY, double sigmaT) const {
    // (HᵀH + ρ) u = Hᵀ(r − H z) for u = v − z, ρ = σ_y²/σ_t², over the whole torus: cells beyond the canvas
    // are not measured, so they stay 0 and change nothing. Vectors are half spectra scaled so that their
    // plain inner product is that of the pictures (Parseval).
    const double ratio = sigmaY * sigmaY / (sigmaT * sigmaT);
    const at::Tensor power = mTransferPower + ratio;
    const at::Tensor fromVector = mTransfer / mToIsometric;
    const at::Tensor toVector = at::conj(mTransfer) * mToIsometric;

    at::Tensor torus = at::zeros({z.size(0), z.size(1), mHeight, mWidth}, z.options());
    measured(torus).copy_(r - apply(z));
    const at::Tensor b = at::view_as_real(forward(torus).mul_(toVector));
    const auto multiply = [&](const at::Tensor& p) {
        const at::Tensor image = inverse(at::view_as_complex(p) * fromVector);
        measured(torus).copy_(measured(image));
        return at::view_as_real(forward(torus).mul_(toVector)).add_(p, ratio);
    };
    const auto divide = [&](const at::Tensor& p) { return p / power.unsqueeze(-1); };
    const CgResult u = conjugateGradient(multiply, b, divide, mTolerance, mIterations);
    const at::Tensor correction = inverse(at::view_as_complex(u.solution).div(mToIsometric));
    return z + correction.narrow(2, 0, mCanvas[1]).narrow(3, 0, mCanvas[2]);
}

}  // namespace lacuna
