// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/batch/batch_names.h"
#include "app/cli/batch/batch_run.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lacuna::cli {

/// Finds the photographs of a batch, their masks and the names of their results.
class BatchItems {
  public:
    /// Throws Error Usage for a name pattern or a shard that makes no sense, and if the folder of results is
    /// one of those that are searched.
    BatchItems(const BatchOptions& options, const BatchRestoration& restoration);

    const Shard& shard() const { return mShard; }
    /// What there is now, sorted by name. A photograph that can't be restored has an obstacle: it has no mask
    /// where it should have one of its own, two photographs would have the same result, the result would
    /// replace a photograph, or it is itself a result of a batch in this folder. Throws what findInputs()
    /// throws.
    std::vector<BatchItem> find() const;

  private:
    void findMasks(std::vector<BatchItem>& items) const;
    void findCollisions(std::vector<BatchItem>& items) const;
    void findResults(std::vector<BatchItem>& items) const;

    const BatchOptions& mOptions;
    const BatchRestoration& mRestoration;
    NamePattern mPattern;
    Shard mShard;
};

/// Tells which files of a watched folder are complete: those whose size and time, and whose mask's, haven't
/// changed for a while.
class SettledItems {
  public:
    using Clock = std::chrono::steady_clock;

    explicit SettledItems(std::chrono::duration<double> patience) : mPatience(patience) {}

    /// Those of `items`, which is all there is now, that have come to rest since the last call. Each comes
    /// once, and again if it changes. One whose mask isn't there yet waits for it.
    std::vector<BatchItem> add(std::vector<BatchItem> items, Clock::time_point now);

  private:
    struct Seen {
        std::string state;
        Clock::time_point since;
        bool wasGiven = false;
    };

    std::chrono::duration<double> mPatience;
    std::map<std::string, Seen> mSeen;  ///< by the photograph's name
};

}  // namespace lacuna::cli
