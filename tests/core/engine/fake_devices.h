// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/copy_stream.h"
#include "core/engine/device_layer.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/full.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace lacuna::test {

/// A copy stream that works only when it is waited for, so that whoever reads too early reads NaN, and that
/// takes note of every breach of CopyStream's order. It copies between tensors of the CPU.
class FakeCopyStream : public CopyStream {
  public:
    /// Says that the device has been given something to compute.
    void computes() { ++mComputed; }
    /// After how many questions a mark is reached by itself.
    int patience = 1;

    int copies = 0;
    int waits = 0;         ///< await() of a copy that wasn't reached yet
    int paces = 0;         ///< await() of computing
    int pages = 0;         ///< how often host memory was made
    std::string breaches;  ///< empty: the order was kept

    std::unique_ptr<Mark> markComputing() override { return std::make_unique<At>(mComputed, -1); }
    void follow(const Mark& computed) override { mFollowed = static_cast<const At&>(computed).computed; }
    at::Tensor hostMemory(const at::Tensor& like) override {
        ++pages;
        return at::full(like.sizes(), NAN, like.options());
    }
    void copy(const at::Tensor& to, const at::Tensor& from) override {
        ++copies;
        if (mFollowed < mComputed) breaches += "a copy doesn't wait for the computing; ";
        if (!from.is_contiguous()) breaches += "a copy computes; ";
        for (const Queued& queued : mQueue)
            if (queued.to.is_same(to)) breaches += "memory of a copy under way is used again; ";
        mQueue.push_back({to, from.clone()});
    }
    std::unique_ptr<Mark> markCopies() override {
        mAsked = 0;
        return std::make_unique<At>(mComputed, copies);
    }
    bool isReached(const Mark&) override {
        if (mQueue.empty()) return true;
        if (++mAsked < patience) return false;
        work();
        return true;
    }
    void await(const Mark& mark) override {
        const At& at = static_cast<const At&>(mark);
        if (at.copied < 0) {
            ++paces;
            if (at.computed >= mComputed) breaches += "the device is waited for until it has nothing to do; ";
            return;
        }
        if (!mQueue.empty()) ++waits;
        work();
    }

  private:
    struct At : Mark {
        At(int c, int n) : computed(c), copied(n) {}
        int computed, copied;
    };
    struct Queued {
        at::Tensor to, from;
    };

    void work() {
        for (const Queued& queued : mQueue)
            queued.to.copy_(queued.from);
        mQueue.clear();
    }

    int mComputed = 0;
    int mFollowed = -1;
    int mAsked = 0;
    std::vector<Queued> mQueue;
};

/// Forwards to a stream that outlives it.
class BorrowedStream : public CopyStream {
  public:
    explicit BorrowedStream(CopyStream& stream) : mStream(stream) {}
    std::unique_ptr<Mark> markComputing() override { return mStream.markComputing(); }
    void follow(const Mark& computed) override { mStream.follow(computed); }
    at::Tensor hostMemory(const at::Tensor& like) override { return mStream.hostMemory(like); }
    void copy(const at::Tensor& to, const at::Tensor& from) override { mStream.copy(to, from); }
    std::unique_ptr<Mark> markCopies() override { return mStream.markCopies(); }
    bool isReached(const Mark& mark) override { return mStream.isReached(mark); }
    void await(const Mark& mark) override { mStream.await(mark); }

  private:
    CopyStream& mStream;
};

/// A machine with a GPU that is the CPU in truth: "cuda:0" computes there, with a memory of its own.
class FakeDevices : public DeviceLayer {
  public:
    std::map<std::string, MemoryState> memories{{"cuda:0", {8ULL << 30, 16ULL << 30}},
                                                {"cpu", {4ULL << 30, 8ULL << 30}}};
    bool counts = false;                        ///< whether the GPU counts tensors
    std::uint64_t held = 1000;                  ///< what it then says
    std::function<std::uint64_t()> nextPeak{};  ///< above `held`, one after the other
    FakeCopyStream* stream = nullptr;           ///< null: the GPU has none
    int measured = 0;                           ///< restartPeak() on the GPU
    std::vector<std::string> released;
    std::set<std::thread::id> callers;

    std::vector<DeviceInfo> devices() override {
        note();
        return {{"cuda:0", "a pretended GPU"}, {"cpu", "a CPU"}};
    }
    std::string torchDevice(const std::string&) override {
        note();
        return "cpu";
    }
    MemoryState memory(const std::string& id) override {
        note();
        return memories.at(id);
    }
    bool countsTensors(const std::string& id) const override { return counts && id != "cpu"; }
    std::uint64_t heldBytes(const std::string&) override {
        note();
        return held;
    }
    std::uint64_t peakBytes(const std::string& id) override {
        note();
        return id != "cpu" && nextPeak ? held + nextPeak() : held;
    }
    void restartPeak(const std::string& id) override {
        note();
        if (id != "cpu") ++measured;
    }
    void releaseUnused(const std::string& id) override {
        note();
        released.push_back(id);
    }
    std::unique_ptr<CopyStream> copyStream(const std::string& id) override {
        note();
        return stream && id != "cpu" ? std::make_unique<BorrowedStream>(*stream) : nullptr;
    }

  private:
    void note() { callers.insert(std::this_thread::get_id()); }
};

}  // namespace lacuna::test
