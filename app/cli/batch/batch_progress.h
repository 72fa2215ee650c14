// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/status_line.h"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

namespace lacuna::cli {

/// How far a whole batch is, in one line. Any thread.
class BatchProgress {
  public:
    BatchProgress(bool quiet, int jobs);

    /// An earlier run has finished one.
    void finishedBefore();
    /// More photographs are to be restored.
    void expect(std::size_t count);
    void begins(std::size_t job, const std::string& name);
    /// The part of the photograph that is done, from 0 to 1.
    void advances(std::size_t job, double share);
    void ends(std::size_t job, bool succeeded);
    /// A line that stays.
    void message(const std::string& text);

  private:
    void show();
    double secondsLeft() const;

    std::mutex mMutex;  ///< guards everything
    StatusLine mLine;
    std::chrono::steady_clock::time_point mBegin;
    std::size_t mBefore = 0;
    std::size_t mExpected = 0;
    std::size_t mEnded = 0;
    std::size_t mFailed = 0;
    std::vector<double> mShares;  ///< of each job's photograph
    std::string mCurrent;         ///< the photograph begun last
};

}  // namespace lacuna::cli
