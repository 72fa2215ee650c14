// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/copy_stream.h"

#if __has_include(<c10/core/CachingDeviceAllocator.h>)

#include <ATen/Context.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/Event.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <algorithm>

namespace lacuna {
namespace {

struct EventMark : CopyStream::Mark {
    EventMark(c10::DeviceType type, const c10::Stream& stream) : event(type) { event.record(stream); }
    c10::Event event;
};

class TorchCopyStream : public CopyStream {
  public:
    explicit TorchCopyStream(c10::Device device)
        : mDevice(device), mGuard(device.type()), mStream(mGuard.getStreamFromGlobalPool(device, true)) {}

    std::unique_ptr<Mark> markComputing() override {
        return std::make_unique<EventMark>(mDevice.type(), mGuard.getStream(mDevice));
    }
    void follow(const Mark& computed) override { of(computed).block(mStream); }
    at::Tensor hostMemory(const at::Tensor& like) override {
        return at::empty(like.sizes(), at::device(at::kCPU).dtype(like.scalar_type()).pinned_memory(true));
    }
    void copy(const at::Tensor& to, const at::Tensor& from) override {
        const c10::StreamGuard onCopies(mStream);
        to.copy_(from, true);
        c10::getDeviceAllocator(mDevice.type())->recordStream(from.storage().data_ptr(), mStream);
    }
    std::unique_ptr<Mark> markCopies() override {
        return std::make_unique<EventMark>(mDevice.type(), mStream);
    }
    bool isReached(const Mark& mark) override { return of(mark).query(); }
    void await(const Mark& mark) override { of(mark).synchronize(); }

  private:
    static const c10::Event& of(const Mark& mark) { return static_cast<const EventMark&>(mark).event; }

    c10::Device mDevice;
    c10::impl::VirtualGuardImpl mGuard;
    c10::Stream mStream;
};

}  // namespace

std::unique_ptr<CopyStream> torchCopyStream(const std::string& device) {
    c10::Device place(device);
    at::globalContext().lazyInitDevice(place.type());
    return std::make_unique<TorchCopyStream>(
        c10::Device(place.type(), std::max<c10::DeviceIndex>(0, place.index())));
}

}  // namespace lacuna

#else

namespace lacuna {

std::unique_ptr<CopyStream> torchCopyStream(const std::string&) {
    return nullptr;
}

}  // namespace lacuna

#endif
