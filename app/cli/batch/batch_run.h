// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/batch/batch_inputs.h"
#include "app/cli/batch/batch_journal.h"
#include "app/cli/batch/batch_progress.h"
#include "app/cli/batch/batch_restoration.h"
#include "app/cli/batch/batch_summary.h"
#include "core/base/error.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace lacuna {
class ModelPool;
class RunControl;
class Session;
}  // namespace lacuna

namespace lacuna::cli {

/// A photograph and where its result belongs.
struct BatchItem {
    BatchInput input;
    std::string name;               ///< input.name as text for the journal
    std::filesystem::path output;   ///< in the folder of results
    std::filesystem::path mask;     ///< its mask's file; empty: none
    std::optional<Error> obstacle;  ///< why it can't be restored
    bool lacksMask = false;         ///< the obstacle is that there is no mask (yet)
};

/// Restores photographs on several threads, which share the model. A result is written under another name,
/// flushed to the disk, noted in the journal and only then renamed, so that whatever happens it is there
/// either completely or not at all, and a later run knows.
class BatchRun {
  public:
    /// `folder`: of the results. All must outlive this.
    BatchRun(const BatchOptions& options, const BatchRestoration& restoration, std::filesystem::path folder,
             Journal& journal, RunControl& control);
    /// Stops and waits.
    ~BatchRun();
    BatchRun(const BatchRun&) = delete;
    BatchRun& operator=(const BatchRun&) = delete;

    /// What an earlier run has left to do.
    enum class Fate { Restore, Finished, LeftAlone };
    struct Decision {
        Fate fate = Fate::Restore;
        std::string reason = {};
        bool hasOtherSettings = false;  ///< the reason is that it was restored with other settings
        bool recovers = false;          ///< it is finished, but the journal doesn't say so yet
    };
    /// Reads files only where the journal leaves a doubt. Throws Error OutputFile if a result can't be read.
    Decision decide(const BatchItem& item) const;
    /// Decides, and restores the photograph if that is left to do.
    void add(BatchItem item);
    /// The same with a decision made before.
    void add(BatchItem item, const Decision& decision);

    void start();
    /// Waits until all that was added is done. Rethrows what made every further photograph pointless: a full
    /// disk, a model that can't be loaded, settings that the engine refuses.
    void finish();
    /// Whether that has happened.
    bool hasStopped() const;

    /// A folder for files that are not complete yet. The next run removes what a killed one has left there.
    const std::filesystem::path& staging() const { return mStaging; }
    const BatchSummary& summary() const { return mSummary; }
    BatchProgress& progress() { return mProgress; }

  private:
    std::optional<BatchItem> next();
    void work(std::size_t job);
    void restore(const BatchItem& item, std::size_t job, Session& session);
    void place(const std::filesystem::path& staged, const BatchItem& item) const;
    void fail(const BatchItem& item, const Error& error);
    nlohmann::ordered_json lineFor(const char* event, const BatchItem& item) const;
    nlohmann::ordered_json recoveredLine(const BatchItem& item) const;
    void stop(std::exception_ptr fault);

    const BatchOptions& mOptions;
    const BatchRestoration& mRestoration;
    const std::filesystem::path mFolder;
    const std::filesystem::path mStaging;
    const std::string mSettings;  ///< SHA-256
    Journal& mJournal;
    RunControl& mControl;
    std::shared_ptr<ModelPool> mModels;
    BatchSummary mSummary;
    BatchProgress mProgress;

    mutable std::mutex mMutex;  ///< guards what follows
    std::condition_variable mWake;
    std::deque<BatchItem> mQueue;
    bool mIsClosed = false;
    std::exception_ptr mFault;
    std::vector<std::jthread> mThreads;
};

}  // namespace lacuna::cli
