// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace lacuna {

/// Does beside the solver what a run shows and keeps, in order, on a thread that computes alone and stands
/// back behind everything else: it uses what the network's threads leave idle. Used by one thread; begun with
/// the first work.
class SideThread {
  public:
    SideThread() = default;
    /// Drops what has not been begun.
    ~SideThread();
    SideThread(const SideThread&) = delete;
    SideThread& operator=(const SideThread&) = delete;

    /// Waits while as much as kMost is under way or waiting. Throws what earlier work threw; the rest of that
    /// is dropped.
    void post(std::function<void()> work);
    /// Waits until all is done; throws likewise.
    void finish();

    static constexpr std::size_t kMost = 2;

  private:
    void work();
    void rethrow();

    std::mutex mMutex;
    std::condition_variable mChanged;
    std::deque<std::function<void()>> mWork;  ///< the first one is under way
    std::exception_ptr mFault;
    bool mStops = false;
    std::thread mThread;
};

}  // namespace lacuna
