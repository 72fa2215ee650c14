// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/side_thread.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <dlfcn.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace lacuna {
namespace {

constexpr int kNice = 15;

/// A second team of OpenMP threads would stall the network's at every turn. The number is each thread's own;
/// at::set_num_threads() would change it for those that come later, too.
void computeAlone() {
    at::get_num_threads();  // the first call on a thread sets the number
    using SetThreads = void (*)(int);
    if (auto* set = reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "omp_set_num_threads"))) set(1);
}

}  // namespace

SideThread::~SideThread() {
    if (!mThread.joinable()) return;
    {
        std::lock_guard lock(mMutex);
        mStops = true;
        if (mWork.size() > 1) mWork.resize(1);
    }
    mChanged.notify_all();
    mThread.join();
}

void SideThread::post(std::function<void()> work) {
    if (!mThread.joinable()) mThread = std::thread([this] { this->work(); });
    {
        std::unique_lock lock(mMutex);
        mChanged.wait(lock, [this] { return mWork.size() < kMost || mFault; });
        rethrow();
        mWork.push_back(std::move(work));
    }
    mChanged.notify_all();
}

void SideThread::finish() {
    std::unique_lock lock(mMutex);
    mChanged.wait(lock, [this] { return mWork.empty() || mFault; });
    rethrow();
}

void SideThread::rethrow() {
    if (mFault) std::rethrow_exception(std::exchange(mFault, nullptr));
}

void SideThread::work() {
    ::pthread_setname_np(::pthread_self(), "steps");
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);  // Linux: of this thread
    computeAlone();
    const c10::InferenceMode noGradients;
    std::unique_lock lock(mMutex);
    for (;;) {
        mChanged.wait(lock, [this] { return mStops || !mWork.empty(); });
        if (mWork.empty()) return;
        if (!mStops) {
            const std::function<void()>& next = mWork.front();
            lock.unlock();
            std::exception_ptr fault;
            try {
                next();
            } catch (...) {
                fault = std::current_exception();
            }
            lock.lock();
            if (fault) {
                mFault = fault;
                mWork.resize(1);
            }
        }
        mWork.pop_front();
        mChanged.notify_all();
    }
}

}  // namespace lacuna
