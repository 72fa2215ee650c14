// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <csignal>
#include <mutex>
#include <thread>

namespace lacuna {
class RunControl;
}

namespace lacuna::cli {

/// Turns Ctrl-C (SIGINT), SIGTERM and SIGHUP into RunControl::stop(). A second signal ends the process at
/// once, but never while a file is being written. At most one object at a time; its destructor restores the
/// former handlers.
class Interruption {
  public:
    /// `control` must outlive it.
    explicit Interruption(RunControl& control);
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// 128 + the first signal's number; 0 if there was none.
    static int status();
    /// Hold it while writing a file.
    std::unique_lock<std::mutex> whileWriting() { return std::unique_lock(mWriting); }

  private:
    static constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};

    void watch(RunControl& control);

    std::array<struct sigaction, kSignals.size()> mFormer{};
    int mPipe[2] = {-1, -1};
    std::mutex mWriting;
    std::thread mWatcher;
};

}  // namespace lacuna::cli
