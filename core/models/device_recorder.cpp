// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that includes CUDA's headers, which not every machine has that builds for CUDA; without them
// (LACUNA_CUDA_GRAPHS) nothing is recorded. LibTorch's interface for all kinds of GPU,
// at::accelerator::Graph, has no implementation for CUDA in 2.14.
#include "core/models/recorded_network.h"

#ifdef LACUNA_CUDA_GRAPHS

#include <ATen/Context.h>
#include <ATen/core/Tensor.h>
#include <ATen/cuda/CUDAGraph.h>
#include <ATen/ops/zeros.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/Event.h>
#include <c10/core/GradMode.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace lacuna {
namespace {

/// The recordings of a network share their memory: they are played one after the other, on one stream, and
/// nothing that a pass leaves behind is needed by the next.
using SharedPool = std::shared_ptr<c10::MempoolId_t>;

class DevicePass : public RecordedPass {
  public:
    DevicePass(Network& network, const at::Tensor& z, const SharedPool& pool)
        : mPool(pool), mZ(z.clone()), mC(at::zeros({z.size(0)}, z.options())) {
        const c10::NoGradGuard noGraph;
        const c10::impl::VirtualGuardImpl guard(z.device().type());
        const c10::Stream computing = guard.getStream(z.device());
        // A stream can't be recorded while others use it, which goes for the one that everybody computes on.
        const c10::Stream aside = guard.getStreamFromGlobalPool(z.device(), false);
        wait(computing, aside);
        {
            const c10::StreamGuard onAside(aside);
            // Libraries choose their algorithms and take their memory at the first call.
            mF = network.forwardAt(mZ, mC);
            guard.synchronizeStream(aside);
            mF.reset();
            c10::getDeviceAllocator(z.device().type())->emptyCache();
            capture(network);
        }
        wait(aside, computing);
        *mPool = mGraph.pool();
    }

    at::Tensor replay(const at::Tensor& z, double c) override {
        mZ.copy_(z);
        mC.fill_(c);
        mGraph.replay();
        return mF.clone();
    }

  private:
    static void wait(const c10::Stream& forThis, const c10::Stream& waits) {
        c10::Event reached(forThis.device_type());
        reached.record(forThis);
        reached.block(waits);
    }

    void capture(Network& network) {
        // Other threads may go on computing.
        mGraph.capture_begin(*mPool, cudaStreamCaptureModeThreadLocal);
        try {
            mF = network.forwardAt(mZ, mC);
        } catch (...) {
            try {
                mGraph.capture_end();  // or the stream would record on
            } catch (const std::exception&) {
                // It says again what is thrown below.
            }
            throw;
        }
        mGraph.capture_end();
    }

    SharedPool mPool;
    at::Tensor mZ, mC;  ///< what the recording reads
    at::Tensor mF;      ///< what it writes
    at::cuda::CUDAGraph mGraph;
};

}  // namespace

RecordPass deviceRecorder(const std::string& device) {
    const char* choice = std::getenv("LACUNA_GRAPHS");
    const c10::Device place(device);
    if ((choice && std::string_view(choice) == "0") || !place.is_cuda()) return {};
    at::globalContext().lazyInitDevice(place.type());
    return [pool = std::make_shared<c10::MempoolId_t>(0, 0)](Network& network, const at::Tensor& z) {
        return std::make_unique<DevicePass>(network, z, pool);
    };
}

}  // namespace lacuna

#else

namespace lacuna {

RecordPass deviceRecorder(const std::string&) {
    return {};
}

}  // namespace lacuna

#endif
