// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/frame_copier.h"

#include <cassert>
#include <utility>

namespace lacuna {

void FrameCopier::start(const Pictures& pictures, std::function<void(const Pictures&)> deliver) {
    assert(!isUnderWay());
    Pictures whole;  // in one piece, which is a part of the computing
    for (const at::Tensor& picture : pictures)
        whole.push_back(picture.contiguous());
    mStream.follow(*mStream.markComputing());
    mHost.resize(whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        at::Tensor& host = mHost[i];
        if (!host.defined() || host.sizes() != whole[i].sizes() ||
            host.scalar_type() != whole[i].scalar_type())
            host = mStream.hostMemory(whole[i]);
        mStream.copy(host, whole[i]);
    }
    mDeliver = std::move(deliver);
    mArrived = mStream.markCopies();
}

void FrameCopier::poll() {
    if (isUnderWay() && mStream.isReached(*mArrived)) finish();
}

void FrameCopier::finish() {
    if (!isUnderWay()) return;
    mStream.await(*mArrived);
    mArrived.reset();
    std::exchange(mDeliver, nullptr)(mHost);
}

}  // namespace lacuna
