// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/result_file.h"

#include "core/io/image_io.h"
#include "core/io/saving_losses.h"
#include "core/operators/task.h"

#include <algorithm>
#include <utility>

namespace lacuna::cli {

ResultFile::ResultFile(const RestorationJob& job, std::string input, std::string output)
    : mInput(std::move(input)), mOutput(std::move(output)) {
    const bool keepsUnmasked = restoresRegions(job);
    mLosses =
        savingLosses(job.photo, keepsUnmasked, mInput, mOutput, {resultScale(job.operation), job.depth});
    // What else there is to say about the photograph's file.
    for (const Note& note : job.photo.notes) {
        if (std::find(mLosses.begin(), mLosses.end(), note) == mLosses.end()) mLosses.push_back(note);
    }
    const auto reencodes = [](const Note& loss) { return loss.code == NoteCode::JpegReencodes; };
    mKeepsBlocks = keepsUnmasked && formatForPath(mOutput) == FileFormat::Jpeg &&
                   std::none_of(mLosses.begin(), mLosses.end(), reencodes);
}

std::optional<BlockCount> ResultFile::write(const Photograph& result) const {
    if (mKeepsBlocks) return writeKeepingBlocks(result, mInput, mOutput);
    writePhotograph(result, mOutput);
    return std::nullopt;
}

}  // namespace lacuna::cli
