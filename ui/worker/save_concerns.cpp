// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worker/save_concerns.h"

#include "core/base/error.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"
#include "core/operators/task.h"
#include "ui/document/restoration_result.h"
#include "ui/worker/file_path.h"
#include "ui/worker/thread_guard.h"

namespace lacuna::ui {

SaveConcerns findSaveConcerns(const RestorationResult& result, const QString& original,
                              const QString& target) {
    mustNotBlockGui("findSaveConcerns");
    SaveConcerns concerns;
    const Photograph& photo = *result.photo;
    const std::optional<FileFormat> format = formatForPath(toPath(target));
    if (!format) return concerns;  // writing will say that it can't
    const bool jpeg = *format == FileFormat::Jpeg;
    const bool lossyWebP = *format == FileFormat::WebP && photo.quality < 100;
    concerns.losesAlpha = jpeg && !photo.alpha.isEmpty();
    concerns.losesDepth = photo.pixels.depth() == Depth::UInt16 && (jpeg || *format == FileFormat::WebP);
    const bool promisedPixels =
        taskRow(result.settings.task).mask == MaskUse::Restored && result.settings.keepUnmasked;
    if (!promisedPixels) return concerns;
    if (lossyWebP) {
        concerns.reencodes = true;
    } else if (jpeg) {
        try {
            const std::string obstacle =
                original.isEmpty() ? "there is no file to take blocks from"
                                   : obstacleToKeepingBlocks(photo, toPath(original), toPath(target));
            concerns.reencodes = !obstacle.empty();
            concerns.reencodingCause = QString::fromStdString(obstacle);
        } catch (const Error& error) {
            concerns.reencodes = true;
            concerns.reencodingCause = QString::fromStdString(error.detail());
        }
    }
    return concerns;
}

}  // namespace lacuna::ui
