// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel_rows.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace lacuna {
namespace {

/// More parts than threads, so that a delayed thread doesn't delay the others.
constexpr std::int64_t kPartsPerThread = 4;

std::atomic<int> wantedThreads{0};
thread_local bool isInside = false;

/// Hands out the parts to the threads that ask.
class Parts {
  public:
    using Work = std::function<void(std::int64_t, std::int64_t)>;

    Parts(std::int64_t rows, std::int64_t count, const Work& work)
        : mRows(rows), mCount(count), mWork(work) {}

    void run() {
        isInside = true;
        try {
            for (std::int64_t part; (part = mNext++) < mCount;)
                mWork(part * mRows / mCount, (part + 1) * mRows / mCount);
        } catch (...) {
            mNext = mCount;
            const std::lock_guard lock(mMutex);
            if (!mError) mError = std::current_exception();
        }
        isInside = false;
    }

    void rethrow() const {
        if (mError) std::rethrow_exception(mError);
    }

  private:
    std::int64_t mRows;
    std::int64_t mCount;
    const Work& mWork;
    std::atomic<std::int64_t> mNext{0};
    std::mutex mMutex;
    std::exception_ptr mError;
};

}  // namespace

void setRowThreads(int threads) {
    wantedThreads = std::max(threads, 1);
}

int rowThreads() {
    const int wanted = wantedThreads;
    return wanted > 0 ? wanted : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void parallelRows(std::int64_t rows, std::int64_t least,
                  const std::function<void(std::int64_t begin, std::int64_t end)>& work) {
    assert(rows >= 0 && least >= 1);
    const std::int64_t threads = std::min<std::int64_t>(rowThreads(), rows / least);
    if (threads < 2 || isInside) {
        if (rows > 0) work(0, rows);
        return;
    }
    Parts parts(rows, std::min(threads * kPartsPerThread, rows / least), work);
    {
        std::vector<std::jthread> others;
        others.reserve(static_cast<std::size_t>(threads - 1));
        try {
            while (static_cast<std::int64_t>(others.size()) < threads - 1)
                others.emplace_back([&parts] { parts.run(); });
        } catch (const std::system_error&) {
            // The system has no more threads; the existing ones do all the work.
        }
        parts.run();
    }
    parts.rethrow();
}

}  // namespace lacuna
