// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/result_file.h"

#include "core/io/image_io.h"

#include <algorithm>
#include <utility>

namespace lacuna::cli {

ResultFile::ResultFile(const Photograph& photo, bool keepsUnmarked, const ResultShape& shape,
                       std::string input, std::string output)
    : mInput(std::move(input)), mOutput(std::move(output)) {
    mLosses = savingLosses(photo, keepsUnmarked, mInput, mOutput, shape);
    // What else there is to say about the photograph's file.
    for (const Note& note : photo.notes) {
        if (std::find(mLosses.begin(), mLosses.end(), note) == mLosses.end()) mLosses.push_back(note);
    }
    const auto reencodes = [](const Note& loss) { return loss.code == NoteCode::Reencodes; };
    mKeepsBlocks = keepsUnmarked && formatForPath(mOutput) == FileFormat::Jpeg &&
                   std::none_of(mLosses.begin(), mLosses.end(), reencodes);
}

std::optional<BlockCount> ResultFile::writeAs(const Photograph& result, const std::string& path) const {
    if (mKeepsBlocks) return writeKeepingBlocks(result, mInput, path);
    writePhotograph(result, path);
    return std::nullopt;
}

}  // namespace lacuna::cli
