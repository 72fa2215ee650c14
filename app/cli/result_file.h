// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/base/photograph.h"
#include "core/io/saving_losses.h"

#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {

/// The file that a result is written to, and what the file can't hold.
class ResultFile {
  public:
    /// `keepsUnmarked`: whether unmarked pixels stay as they are (keepsUnmarked(), for every stage of a
    /// chain). `input`: the photograph's file; empty if it has none. Throws Error OutputFile if the output
    /// can't hold the result (savingLosses()).
    ResultFile(const Photograph& photo, bool keepsUnmarked, const ResultShape& shape, std::string input,
               std::string output);

    /// The result of savingLosses() and the notes of the photograph's reader, to be shown before the run.
    const std::vector<Note>& losses() const { return mLosses; }
    /// Writes the result. If possible, an inpainted JPEG keeps the blocks that the mask doesn't touch, and
    /// the count of its blocks is returned. Throws what writePhotograph() throws.
    std::optional<BlockCount> write(const Photograph& result) const { return writeAs(result, mOutput); }
    /// The same under another name with the same extension.
    std::optional<BlockCount> writeAs(const Photograph& result, const std::string& path) const;

  private:
    std::string mInput;
    std::string mOutput;
    bool mKeepsBlocks = false;
    std::vector<Note> mLosses;
};

}  // namespace lacuna::cli
