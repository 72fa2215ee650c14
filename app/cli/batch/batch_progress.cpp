// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_progress.h"

#include "core/files/in_quotes.h"

#include <numeric>

namespace lacuna::cli {

BatchProgress::BatchProgress(bool quiet, int jobs)
    : mLine(quiet), mBegin(std::chrono::steady_clock::now()), mShares(static_cast<std::size_t>(jobs)) {}

void BatchProgress::finishedBefore() {
    const std::lock_guard lock(mMutex);
    ++mBefore;
}

void BatchProgress::expect(std::size_t count) {
    const std::lock_guard lock(mMutex);
    mExpected += count;
}

void BatchProgress::begins(std::size_t job, const std::string& name) {
    const std::lock_guard lock(mMutex);
    mShares[job] = 0;
    mCurrent = name;
    if (mLine.isDue()) show();
}

void BatchProgress::advances(std::size_t job, double share) {
    const std::lock_guard lock(mMutex);
    mShares[job] = share;
    // Where lines can't be redrawn, one for each photograph is enough.
    if (mLine.isTerminal() && mLine.isDue()) show();
}

void BatchProgress::ends(std::size_t job, bool succeeded) {
    const std::lock_guard lock(mMutex);
    mShares[job] = 0;
    ++mEnded;
    if (!succeeded) ++mFailed;
    if (mEnded == mExpected || mLine.isDue()) show();
}

void BatchProgress::message(const std::string& text) {
    const std::lock_guard lock(mMutex);
    mLine.message(printable(text));
}

double BatchProgress::secondsLeft() const {
    const double done = static_cast<double>(mEnded) + std::accumulate(mShares.begin(), mShares.end(), 0.0);
    if (done <= 0) return -1;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - mBegin;
    return took.count() / done * (static_cast<double>(mExpected) - done);
}

void BatchProgress::show() {
    std::string text =
        std::to_string(mBefore + mEnded) + " of " + std::to_string(mBefore + mExpected) + " photographs";
    if (mFailed > 0) text += ", " + std::to_string(mFailed) + " failed";
    if (mEnded < mExpected) text += ", " + printable(mCurrent) + timeLeft(secondsLeft());
    mLine.show(text);
}

}  // namespace lacuna::cli
