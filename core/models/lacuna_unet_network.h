// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/lacuna_unet.h"
#include "core/models/network.h"

#include <memory>

namespace lacuna {

/// The family "lacuna-unet" for inference, on any device, by LibTorch's ordinary operators.
class LacunaUnetNetwork : public Network {
  public:
    /// `weights` are complete, of the right shapes (lacunaUnetShapes()) and float32; they are copied to
    /// `device`, the convolutions' in `dtype` (float32, bfloat16 or float16).
    LacunaUnetNetwork(const LacunaUnetConfig& config, const TensorMap& weights, at::Device device,
                      at::ScalarType dtype);

    at::Tensor forwardWithGraph(const at::Tensor& z, double c) override;
    bool isRecordable() const override { return true; }
    at::Tensor forwardAt(const at::Tensor& z, const at::Tensor& c) override;

    int stride() const override { return static_cast<int>(mConfig.stride()); }
    /// photo-v1's convolutions reach 180 pixels far, but little of it counts: with three strides a
    /// restoration in tiles differs by less than 0.1 of an 8-bit level (tests/core/tiling).
    int context() const override { return 3 * stride(); }
    double forwardBytes(double pixels) const override;
    double vjpBytes(double pixels) const override;
    double flops(double pixels) const override { return mConfig.flops(pixels); }

  protected:
    /// x, z, F and D themselves, per pixel: four times three channels of float32.
    static constexpr double kImageBytes = 48;

    const LacunaUnetConfig& config() const { return mConfig; }
    at::ScalarType dtype() const { return mDtype; }
    const at::Tensor& weight(const std::string& name) const { return mWeights.at(name); }
    /// z in the convolutions' type, channels-last.
    at::Tensor prepared(const at::Tensor& z) const;

  private:
    LacunaUnetConfig mConfig;
    at::ScalarType mDtype;
    TensorMap mWeights;
};

/// The fastest implementation for the device and type.
std::unique_ptr<Network> makeLacunaUnetNetwork(const LacunaUnetConfig& config, const TensorMap& weights,
                                               at::Device device, at::ScalarType dtype);

}  // namespace lacuna
