// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser_decorator.h"

#include <filesystem>
#include <optional>
#include <string>

namespace lacuna {

class DeviceLayer;
struct LoadedModel;

/// What a network takes on a device, as multiples of what Denoiser::forwardBytes() and vjpBytes() say. The
/// bytes of its layers are known, but not what the device's libraries take besides, which depends on the
/// algorithms that they choose.
struct NetworkMemory {
    double forward = 1;
    double vjp = 1;

    bool operator==(const NetworkMemory&) const = default;
};

/// Runs the network on two small pictures and counts the memory, on a device that counts tensors (asserted).
/// The larger of the two multiples counts.
NetworkMemory measureNetworkMemory(Denoiser& denoiser, const std::string& device, DeviceLayer& devices);

/// The measurement for the model on that device, in that precision. It is made once and then remembered in
/// lacuna/network-memory.json in the user's cache folder; where that can't be read or written, it is made
/// again. None on a device that doesn't count tensors, and for a TorchScript program, whose needs aren't
/// known.
std::optional<NetworkMemory> networkMemory(const LoadedModel& model, const std::string& device,
                                           DeviceLayer& devices);

/// A denoiser whose memory is known from a measurement.
class MeasuredDenoiser : public DenoiserDecorator {
  public:
    MeasuredDenoiser(Denoiser& inner, const NetworkMemory& memory)
        : DenoiserDecorator(inner), mMemory(memory) {}

    at::Tensor denoise(const at::Tensor& x, double sigma) override;
    DenoisedWithVjp denoiseWithVjp(const at::Tensor& x, double sigma) override;
    double forwardBytes(double pixels) const override {
        return mMemory.forward * mInner.forwardBytes(pixels);
    }
    double vjpBytes(double pixels) const override { return mMemory.vjp * mInner.vjpBytes(pixels); }

  protected:
    /// Throws Error Internal: the inner denoiser makes its own graphs, in denoiseWithVjp().
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override;

  private:
    NetworkMemory mMemory;
};

}  // namespace lacuna
