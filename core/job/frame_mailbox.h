// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/frame.h"

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace lacuna {

/// A single slot in which a newer item replaces an older one. So the solver never waits for the GUI, and the
/// GUI never falls behind. put() may be called on any thread; it calls `onFilled` there, only if the slot was
/// empty.
template <typename Item>
class Mailbox {
  public:
    explicit Mailbox(std::function<void()> onFilled) : mOnFilled(std::move(onFilled)) {}

    void put(Item item) {
        bool wasEmpty;
        {
            std::lock_guard lock(mMutex);
            wasEmpty = !mSlot.has_value();
            mSlot = std::move(item);
        }
        if (wasEmpty && mOnFilled) mOnFilled();
    }
    std::optional<Item> take() {
        std::lock_guard lock(mMutex);
        return std::exchange(mSlot, std::nullopt);
    }
    bool isFull() const {
        std::lock_guard lock(mMutex);
        return mSlot.has_value();
    }

  private:
    mutable std::mutex mMutex;
    std::optional<Item> mSlot;
    std::function<void()> mOnFilled;
};

using FrameMailbox = Mailbox<Frame>;

}  // namespace lacuna
