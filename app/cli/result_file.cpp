// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/result_file.h"

#include "core/io/image_io.h"
#include "core/operators/task.h"

#include <utility>

namespace lacuna::cli {

ResultFile::ResultFile(const RestorationJob& job, std::string input, std::string output)

    : mInput(std::move(input)), mOutput(std::move(output)) {
    const std::optional<FileFormat> format = formatForPath(mOutput);
    const bool jpeg = format == FileFormat::Jpeg;
    const bool webp = format == FileFormat::WebP;
    if (jpeg && !job.photo.alpha.isEmpty())
        mLosses.push_back("a JPEG has no transparency, which is left out");
    if ((jpeg || webp) && job.photo.pixels.depth() == Depth::UInt16) {
        mLosses.push_back("the file holds 8 bits per sample, the photograph has 16");
    }
    if (!restoresRegions(job)) return;
    if (jpeg) {
        const std::string obstacle = obstacleToKeepingBlocks(job.photo, mInput, mOutput);
        mKeepsBlocks = obstacle.empty();
        if (!mKeepsBlocks)
            mLosses.push_back("JPEG changes the pixels outside the mask a little, too: " + obstacle);
    }
    if (webp && job.photo.quality < 100) {
        mLosses.push_back(
            "lossy WebP changes the pixels outside the mask a little, too; --quality 100 keeps them");
    }
}

std::optional<BlockCount> ResultFile::write(const Photograph& result) const {
    if (mKeepsBlocks) return writeKeepingBlocks(result, mInput, mOutput);
    writePhotograph(result, mOutput);
    return std::nullopt;
}

}  // namespace lacuna::cli
