// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/network.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace lacuna {

/// A forward pass as a device has recorded it (on NVIDIA's: a CUDA graph), for inputs of one shape. Playing
/// it costs the processor one call in place of one for each operation.
class RecordedPass {
  public:
    virtual ~RecordedPass() = default;
    /// F(z, c), in a tensor of its own.
    virtual at::Tensor replay(const at::Tensor& z, double c) = 0;
};

/// Records Network::forwardAt() for inputs like z. Throws what LibTorch throws if the device can't.
using RecordPass = std::function<std::unique_ptr<RecordedPass>(Network& network, const at::Tensor& z)>;

/// Plays forward passes from recordings where an input's shape repeats. Passes with gradients, large ones,
/// which keep a device busy anyway, and those of a second thread that comes at the same time are computed as
/// usual. A recording is first compared with the network itself, and dropped for good if it gives other bits;
/// if recording fails, nothing is recorded any more. Both are logged.
class RecordedNetwork : public Network {
  public:
    static constexpr double kMostPixels = 512.0 * 512;  ///< of all pictures in an input
    static constexpr int kSightings = 3;                ///< a shape is recorded when it comes so often
    static constexpr std::size_t kMostShapes = 4;       ///< the one that wasn't used for longest goes

    /// `network` must be recordable (asserted).
    RecordedNetwork(std::unique_ptr<Network> network, RecordPass record);
    ~RecordedNetwork() override;

    at::Tensor forward(const at::Tensor& z, double c) override;
    at::Tensor forwardWithGraph(const at::Tensor& z, double c) override;
    DenoisedWithVjp forwardWithVjp(const at::Tensor& z, double c) override;

    int stride() const override { return mNetwork->stride(); }
    int padding() const override { return mNetwork->padding(); }
    int context() const override { return mNetwork->context(); }
    double forwardBytes(double pixels) const override { return mNetwork->forwardBytes(pixels); }
    double vjpBytes(double pixels) const override { return mNetwork->vjpBytes(pixels); }
    double flops(double pixels) const override { return mNetwork->flops(pixels); }

  private:
    struct Entry {
        std::vector<std::int64_t> shape;
        int sightings = 0;
        bool isRefused = false;
        std::unique_ptr<RecordedPass> pass{};
    };

    /// The shape's entry, at the end of the list.
    Entry& entryOf(const at::Tensor& z);
    void record(Entry& entry, const at::Tensor& z, double c, const at::Tensor& expected);

    std::unique_ptr<Network> mNetwork;
    RecordPass mRecord;
    std::mutex mMutex;            ///< of all below
    std::vector<Entry> mEntries;  ///< the one used last is at the end
    bool mFails = false;
};

/// Records on an NVIDIA GPU. Empty on other devices, in a build without CUDA's headers, and where the
/// environment variable LACUNA_GRAPHS is 0.
RecordPass deviceRecorder(const std::string& device);

}  // namespace lacuna
