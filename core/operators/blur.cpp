// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/blur.h"

#include "core/base/cause.h"
#include "core/job/restoration_job.h"
#include "core/operators/gram_solver.h"
#include "core/operators/kernels.h"
#include "core/operators/noise_covariance.h"
#include "core/tensors/linalg/fourier.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conj_physical.h>
#include <ATen/ops/tensor.h>
#include <c10/core/ScalarType.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace lacuna {

namespace {

/// (height, width), float64 on the CPU.
at::Tensor kernelTensor(const Kernel& kernel) {
    return at::tensor(kernel.weights, at::kDouble).view({kernel.height, kernel.width});
}

/// |k̂|² in double precision: the margin's system may be as badly conditioned as 1/ρ.
at::Tensor powerOf(const Kernel& kernel, std::int64_t height, std::int64_t width, const at::Device& device) {
    return at::abs(transferFunction(kernelTensor(kernel), 0, 0, height, width)).square().to(device);
}

}  // namespace

Blur::Blur(ImageShape photo, const Kernel& kernel, const at::TensorOptions& options, double tolerance,
           int iterations)
    : mPhoto(photo),
      mCanvas(canvasFor(photo, kernel)),
      mOffsetX(kernel.width - 1 - kernel.width / 2),
      mOffsetY(kernel.height - 1 - kernel.height / 2),
      mHeight(goodFftSize(mCanvas[1])),
      mWidth(goodFftSize(mCanvas[2])),
      mName("blur (" + kernel.name + ")"),
      mTolerance(tolerance),
      mIterations(iterations),
      mMargin(powerOf(kernel, mHeight, mWidth, options.device()), mHeight, mWidth, photo[1], photo[2]) {
    // The kernel's last element reaches x[i] for y[i].
    const at::Tensor transfer =
        transferFunction(kernelTensor(kernel), kernel.height - 1, kernel.width - 1, mHeight, mWidth);
    mTransfer = transfer.to(options.dtype(c10::toComplexType(c10::typeMetaToScalarType(options.dtype()))));
    mAdjoint = at::conj_physical(mTransfer);
    mPower = at::abs(transfer).square().to(options);
}

ImageShape Blur::canvasFor(const ImageShape& photo, const Kernel& kernel) {
    return {photo[0], photo[1] + kernel.height - 1, photo[2] + kernel.width - 1};
}

ProximalBytes Blur::proximalBytes(const ImageShape& photo, const ImageShape& canvas) {
    return MarginSystem::bandBytes(goodFftSize(canvas[1]), goodFftSize(canvas[2]), photo[1], photo[2]);
}

at::Tensor Blur::forward(const at::Tensor& x) const {
    return realFft(x, mHeight, mWidth);
}

at::Tensor Blur::inverse(const at::Tensor& spectrum) const {
    return inverseRealFft(spectrum, mHeight, mWidth);
}

at::Tensor Blur::canvasOf(const at::Tensor& torus) const {
    return torus.narrow(2, 0, mCanvas[1]).narrow(3, 0, mCanvas[2]);
}

at::Tensor Blur::apply(const at::Tensor& x) const {
    const at::Tensor blurred = inverse(forward(x).mul_(mTransfer));
    return blurred.narrow(2, 0, mPhoto[1]).narrow(3, 0, mPhoto[2]).contiguous();
}

at::Tensor Blur::applyAdjoint(const at::Tensor& y) const {
    return canvasOf(inverse(forward(y).mul_(mAdjoint))).contiguous();
}

at::Tensor Blur::precondition(const at::Tensor& u, double sigmaY, double sigmaT) const {
    const double variance = sigmaY * sigmaY;
    const at::Tensor divisor = (mPower + variance / (sigmaT * sigmaT)).div_(variance);
    return canvasOf(inverse(forward(u).div_(divisor))).contiguous();
}

at::Tensor Blur::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY, double sigmaT) const {
    const double noise = resolvableNoise(sigmaY, sigmaT, z.scalar_type());
    const double ratio = noise * noise / (sigmaT * sigmaT);
    const at::Tensor w = mMargin.solve(r - apply(z), ratio, mTolerance, mIterations);
    return z + canvasOf(inverse(w.mul_(mAdjoint)));
}

namespace {

/// Each decorrelated channel has a margin of its own.
class BlurGram : public GramSolver {
  public:
    BlurGram(const MarginSystem& margin, const NoiseCovariance& noise, const ImageShape& photo,
             std::int64_t height, std::int64_t width, double tolerance, int iterations)
        : mHeight(height), mWidth(width), mTolerance(tolerance), mIterations(iterations) {
        for (std::int64_t c = 0; c < photo[0]; ++c)
            mMargins.push_back(margin.withNoise(noise.spectrumOn(c, height, width)));
    }

    at::Tensor solve(const at::Tensor& data, double ratio) const override {
        std::vector<at::Tensor> channels;
        for (std::size_t c = 0; c < mMargins.size(); ++c) {
            const at::Tensor part = data.narrow(1, static_cast<std::int64_t>(c), 1);
            const at::Tensor w = mMargins[c]->solve(part, ratio, mTolerance, mIterations);
            channels.push_back(
                inverseRealFft(w, mHeight, mWidth).narrow(2, 0, data.size(2)).narrow(3, 0, data.size(3)));
        }
        return at::cat(channels, 1);
    }

  private:
    std::int64_t mHeight;
    std::int64_t mWidth;
    double mTolerance;
    int mIterations;
    std::vector<std::unique_ptr<MarginSystem>> mMargins;
};

}  // namespace

std::unique_ptr<GramSolver> Blur::gramSolver(const NoiseCovariance& noise) const {
    return std::make_unique<BlurGram>(mMargin, noise, mPhoto, mHeight, mWidth, mTolerance, mIterations);
}

namespace {

Kernel kernelFor(const OperatorSpec& spec, const ImageShape& photo) {
    Kernel kernel = makeKernel(spec.kernel);
    if (kernel.width > photo[2] || kernel.height > photo[1]) {
        throw CausedError(
            ErrorCode::KernelInvalid, spec.kernel.path.empty() ? "kernel" : spec.kernel.path,
            {LACUNA_CAUSE("Causes", "the kernel (%1 × %2 pixels) is larger than the photograph"),
             {std::to_string(kernel.width), std::to_string(kernel.height)}});
    }
    return kernel;
}

}  // namespace

const OperatorKind& blurOperator() {
    static const OperatorKind kind{
        .name = "blur",
        .isLocal = false,
        .changesPicture = true,
        // Conjugate gradients add their vectors and the spectra of their preconditioner.
        .workingPictures = 20,
        .hasSpectrum = false,
        .canvas = [](const OperatorSpec& spec,
                     const ImageShape& photo) { return Blur::canvasFor(photo, kernelFor(spec, photo)); },
        .reach =
            [](const OperatorSpec& spec) {
                const Kernel kernel = makeKernel(spec.kernel);
                return std::max(kernel.width, kernel.height) / 2 + 1;
            },
        .proximalBytes = Blur::proximalBytes,
        .make =
            [](const OperatorSpec& spec, const ImageShape& photo, const c10::TensorOptions& options) {
                auto blur = std::make_unique<Blur>(photo, kernelFor(spec, photo), options);
                BuiltOperator built;
                built.offsetX = blur->offsetX();
                built.offsetY = blur->offsetY();
                built.height = photo[1];
                built.width = photo[2];
                built.op = std::move(blur);
                return built;
            },
    };
    return kind;
}

}  // namespace lacuna
