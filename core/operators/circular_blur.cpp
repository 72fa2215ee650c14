// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/circular_blur.h"

#include "core/operators/kernel_tensor.h"
#include "core/operators/kernels.h"
#include "core/tensors/linalg/fourier.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/conj.h>

namespace lacuna {

CircularBlur::CircularBlur(ImageShape shape, const Kernel& kernel, const at::TensorOptions& options)
    : mShape(shape), mName("circular blur (" + kernel.name + ")") {
    const at::Tensor transfer =
        transferFunction(kernelTensor(kernel), kernel.height / 2, kernel.width / 2, shape[1], shape[2]);
    mTransferPower = at::abs(transfer).square().to(options);
    mTransfer = transfer.to(options.dtype(complexType(options)));
}

at::Tensor CircularBlur::forward(const at::Tensor& x) const {
    return realFft(x, mShape[1], mShape[2]);
}

at::Tensor CircularBlur::inverse(const at::Tensor& spectrum) const {
    return inverseRealFft(spectrum, mShape[1], mShape[2]);
}

at::Tensor CircularBlur::apply(const at::Tensor& x) const {
    return inverse(forward(x).mul_(mTransfer));
}

at::Tensor CircularBlur::applyAdjoint(const at::Tensor& y) const {
    return inverse(forward(y).mul_(at::conj(mTransfer)));
}

at::Tensor CircularBlur::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                                  double sigmaT) const {
    const double ratio = sigmaY * sigmaY / (sigmaT * sigmaT);
    const at::Tensor data = forward(r).mul_(at::conj(mTransfer));
    return inverse(data.add_(forward(z), ratio).div_(mTransferPower + ratio));
}

at::Tensor CircularBlur::precondition(const at::Tensor& u, double sigmaY, double sigmaT) const {
    const double variance = sigmaY * sigmaY;
    return inverse(forward(u).div_((mTransferPower + variance / (sigmaT * sigmaT)).div_(variance)));
}

}  // namespace lacuna
