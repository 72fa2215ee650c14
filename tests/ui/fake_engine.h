// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/services/restoration_engine.h"

#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace lacuna::ui::test {

/// What the fake engine is to do, and what it was asked; shared with it across threads.
struct Script {
    int steps = 4;
    /// Every step takes one; a test that wants to look at a run half-way releases them one by one.
    QSemaphore permits{1000};
    std::optional<Error> error;  ///< thrown by run() after half of its steps
    std::string failing;         ///< name of a solver that throws `error`; empty: every one does
    std::vector<Note> notes;
    std::uint64_t peakBytes = 0;
    double residual = 1;         ///< of 10 000 samples
    bool upscales = false;       ///< double the size
    bool hasWideHole = false;    ///< says the plan
    std::vector<int> levels;     ///< by step, how often the picture is halved for it; beyond the end 0
    int framesUpTo = 1000;       ///< steps from this one on show no estimate, as those that come too quickly
    bool finishesCalls = false;  ///< stopped in a step it still ends it, as a denoiser call does

    QSemaphore loadPermits{1};   ///< loading a model needs one, and gives it back
    QSemaphore stopPermits{1};   ///< so does the end of a run that was stopped
    QSemaphore speedPermits{1};  ///< so does a step of a run that measures the speed
    std::vector<InstalledModel> moreModels;

    std::atomic<int> preloads{0};
    std::atomic<int> plans{0};
    std::atomic<int> runs{0};  ///< branches included, those that measure the speed not
    std::atomic<int> speedRuns{0};
    std::atomic<int> branches{0};
    std::atomic<int> analyses{0};
    std::atomic<int> framesWanted{0};
    std::atomic<bool> destroyed{false};
    std::mutex mutex;
    RestorationJob lastJob;
    ModelRef lastPreload;
    ComputeSpec lastPreloadCompute;
    std::vector<Qt::HANDLE> threads;  ///< every call's

    RestorationJob job() {
        std::lock_guard lock(mutex);
        return lastJob;
    }
    ModelRef preloadedModel() {
        std::lock_guard lock(mutex);
        return lastPreload;
    }
    ComputeSpec preloadedCompute() {
        std::lock_guard lock(mutex);
        return lastPreloadCompute;
    }
};

/// "Restores" by adding 20 to every marked sample (all of them without a mask), in steps.
EngineFactory fakeEngine(std::shared_ptr<Script> script);

/// A colourful 8-bit photograph.
Photograph makePhoto(int width, int height);

}  // namespace lacuna::ui::test
