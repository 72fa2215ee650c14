// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interruption.h"

#include "core/base/error.h"
#include "core/base/run_control.h"

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace lacuna::cli {
namespace {

constexpr char kEnd = 0;  // not the number of any signal

// A handler may use only lock-free atomics and write().
std::atomic<int> gStatus = 0;
std::atomic<int> gPipe = -1;
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void lacunaNoteSignal(int number) {
    const int saved = errno;
    int none = 0;
    gStatus.compare_exchange_strong(none, 128 + number);
    const char byte = static_cast<char>(number);
    // If the pipe is full, enough signals are waiting already.
    [[maybe_unused]] const ssize_t written = write(gPipe, &byte, 1);
    errno = saved;
}

}  // namespace

Interruption::Interruption(RunControl& control) {
    if (pipe2(mPipe, O_CLOEXEC) != 0) throw Error(ErrorCode::Internal, "", "no pipe for signals");
    fcntl(mPipe[1], F_SETFL, O_NONBLOCK);
    gPipe = mPipe[1];
    mWatcher = std::thread([this, &control] { watch(control); });
    struct sigaction action {};
    action.sa_handler = lacunaNoteSignal;
    action.sa_flags = SA_RESTART;
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        sigaction(kSignals[i], nullptr, &mFormer[i]);
        if (mFormer[i].sa_handler != SIG_IGN) sigaction(kSignals[i], &action, nullptr);  // respects nohup
    }
}

Interruption::~Interruption() {
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        sigaction(kSignals[i], &mFormer[i], nullptr);
    [[maybe_unused]] const ssize_t written = write(mPipe[1], &kEnd, 1);
    mWatcher.join();
    gPipe = -1;
    close(mPipe[0]);
    close(mPipe[1]);
}

int Interruption::status() {
    return gStatus;
}

void Interruption::watch(RunControl& control) {
    char byte = kEnd;
    while (read(mPipe[0], &byte, 1) == 1 && byte != kEnd) {
        if (control.stopRequested()) {
            mWriting.lock();
            _exit(gStatus);
        }
        control.stop();
    }
}

}  // namespace lacuna::cli
