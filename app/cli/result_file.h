// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/jpeg_blocks.h"
#include "core/job/restoration_job.h"

#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {

/// Where a job's result goes, and what is lost on the way.
class ResultFile {
  public:
    /// Throws Error InputFile.
    ResultFile(const RestorationJob& job, std::string input, std::string output);

    /// What the file can't hold of the result, a clause each; to be told before the run. Empty: nothing.
    const std::vector<std::string>& losses() const { return mLosses; }
    /// Writes it. An inpainted JPEG keeps the blocks that the mask doesn't touch where it can; the count of
    /// its blocks is then returned. Throws what writePhotograph() throws.
    std::optional<BlockCount> write(const Photograph& result) const;

  private:
    std::string mInput;
    std::string mOutput;
    bool mKeepsBlocks = false;
    std::vector<std::string> mLosses;
};

}  // namespace lacuna::cli
