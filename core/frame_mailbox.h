// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "core/frame.h"

namespace lacuna {

/// One slot, latest wins. The solver never waits for the GUI, and the GUI never falls behind.
/// put() on any thread; `onFilled` is called, on that thread, only when the slot goes from empty to full.
class FrameMailbox {
  public:
    explicit FrameMailbox(std::function<void()> onFilled) : mOnFilled(std::move(onFilled)) {}

    void put(Frame frame) {
        bool wasEmpty;
        {
            std::lock_guard lock(mMutex);
            wasEmpty = !mSlot.has_value();
            mSlot = std::move(frame);
        }
        if (wasEmpty && mOnFilled) mOnFilled();
    }
    std::optional<Frame> take() {
        std::lock_guard lock(mMutex);
        return std::exchange(mSlot, std::nullopt);
    }
    bool isFull() const {
        std::lock_guard lock(mMutex);
        return mSlot.has_value();
    }

  private:
    mutable std::mutex mMutex;
    std::optional<Frame> mSlot;
    std::function<void()> mOnFilled;
};

}  // namespace lacuna
