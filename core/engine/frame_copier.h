// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/copy_stream.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <vector>

namespace lacuna {

/// Brings pictures from a device to host memory while it computes on: a frame is queued when it is wanted and
/// handed over later, on the same thread, once it has arrived. At most one is under way.
class FrameCopier {
  public:
    using Pictures = std::vector<at::Tensor>;

    /// `stream` outlives this.
    explicit FrameCopier(CopyStream& stream) : mStream(stream) {}

    bool isUnderWay() const { return mArrived != nullptr; }
    /// Queues copies of pictures that the calling thread has given the device to compute. `deliver` gets them
    /// in host memory, which is used again for the next ones. None may be under way (asserted).
    void start(const Pictures& pictures, std::function<void(const Pictures&)> deliver);
    /// Delivers what has arrived. Never waits.
    void poll();
    /// Waits for what is under way, and delivers it.
    void finish();

  private:
    CopyStream& mStream;
    Pictures mHost;
    std::unique_ptr<CopyStream::Mark> mArrived;  ///< null: none is under way
    std::function<void(const Pictures&)> mDeliver;
};

}  // namespace lacuna
