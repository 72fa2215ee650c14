// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>

namespace lacuna::io {

/// Holds Exiv2 for one thread at a time, initialised.
class Exiv2Lock {
  public:
    Exiv2Lock();

  private:
    std::lock_guard<std::mutex> mLock;
};

}  // namespace lacuna::io
