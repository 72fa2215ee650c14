// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/base/photograph.h"
#include "core/io/jpeg_blocks.h"

#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {

/// The file that a result is written to, and what the file can't hold.
class ResultFile {
  public:
    /// `keepsUnmarked`: whether unmarked pixels stay as they are (keepsUnmarked(), for every stage of a
    /// chain). `input`: the photograph's file; empty if it has none.
    ResultFile(const Photograph& photo, bool keepsUnmarked, std::string input, std::string output);

    /// The result of savingLosses(), to be shown before the run.
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
