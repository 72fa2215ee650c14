// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/io/jpeg_blocks.h"
#include "core/job/restoration_job.h"

#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {

/// The file that a job's result is written to, and what the file can't hold.
class ResultFile {
  public:
    /// `input`: the file of the job's photograph; empty if it has none. Throws Error OutputFile if the output
    /// can't hold the result (savingLosses()).
    ResultFile(const RestorationJob& job, std::string input, std::string output);

    /// The result of savingLosses() and the notes of the photograph's reader, to be shown before the run.
    const std::vector<Note>& losses() const { return mLosses; }
    /// Writes the result. If possible, an inpainted JPEG keeps the blocks that the mask doesn't touch, and
    /// the count of its blocks is returned. Throws what writePhotograph() throws.
    std::optional<BlockCount> write(const Photograph& result) const;

  private:
    std::string mInput;
    std::string mOutput;
    bool mKeepsBlocks = false;
    std::vector<Note> mLosses;
};

}  // namespace lacuna::cli
