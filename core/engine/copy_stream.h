// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

namespace at {
class Tensor;
}

namespace lacuna {

/// A device's second stream, for copies to host memory beside the computing. Both streams work through what
/// they are given in its order, but neither waits for the other unless told to, and the calling thread waits
/// only in await().
class CopyStream {
  public:
    /// A point in a stream: it is reached when everything queued before is done.
    class Mark {
      public:
        virtual ~Mark() = default;
    };

    virtual ~CopyStream() = default;
    /// After all that the calling thread has given the device to compute.
    virtual std::unique_ptr<Mark> markComputing() = 0;
    /// Copies that are queued from now on wait until `computed` is reached.
    virtual void follow(const Mark& computed) = 0;
    /// Page-locked host memory for such a tensor, to which a device can copy by itself.
    virtual at::Tensor hostMemory(const at::Tensor& like) = 0;
    /// Queues a copy. The memory of `from` isn't given to others before it is done.
    virtual void copy(const at::Tensor& to, const at::Tensor& from) = 0;
    /// After all copies that are queued.
    virtual std::unique_ptr<Mark> markCopies() = 0;
    virtual bool isReached(const Mark& mark) = 0;
    virtual void await(const Mark& mark) = 0;
};

/// LibTorch's, for a device other than the CPU; null if this LibTorch has none. Call it on the thread that
/// computes.
std::unique_ptr<CopyStream> torchCopyStream(const std::string& device);

}  // namespace lacuna
