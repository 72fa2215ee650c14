// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/io/jpeg_blocks.h"
#include "core/job/restoration_job.h"

#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {

/// Where a job's result goes, and what is lost on the way.
class ResultFile {
  public:
    /// `input`: the file that the job's photograph is in; empty where it is in none.
    ResultFile(const RestorationJob& job, std::string input, std::string output);

    /// savingLosses(), to be told before the run.
    const std::vector<Note>& losses() const { return mLosses; }
    /// Writes it. An inpainted JPEG keeps the blocks that the mask doesn't touch where it can; the count of
    /// its blocks is then returned. Throws what writePhotograph() throws.
    std::optional<BlockCount> write(const Photograph& result) const;

  private:
    std::string mInput;
    std::string mOutput;
    bool mKeepsBlocks = false;
    std::vector<Note> mLosses;
};

}  // namespace lacuna::cli
