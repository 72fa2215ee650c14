// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <unistd.h>
#include <utility>

namespace lacuna {

/// Owns an open file of the operating system.
class Descriptor {
  public:
    explicit Descriptor(int value = -1) : mValue(value) {}
    ~Descriptor() {
        if (mValue >= 0) ::close(mValue);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    /// Negative if opening failed.
    int get() const { return mValue; }
    /// Some file systems report a full disk only now. Returns 0, or errno.
    int close() { return ::close(std::exchange(mValue, -1)) == 0 ? 0 : errno; }

  private:
    int mValue;
};

}  // namespace lacuna
