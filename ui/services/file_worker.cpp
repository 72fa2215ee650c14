// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/file_worker.h"

#include "core/engine/kernel_io.h"
#include "core/files/atomic_file.h"
#include "core/files/file_bytes.h"
#include "core/imaging/difference.h"
#include "core/imaging/estimate/noise_estimate.h"
#include "core/imaging/spread.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"
#include "core/io/saving_losses.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/document/mask_image.h"
#include "ui/services/save_recipe.h"
#include "ui/services/thumbnail_cache.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

namespace lacuna::ui {

namespace {

QImage maskFrom(const QString& path, QSize size) {
    const QImage mask = toMaskImage(lacuna::readMask(toPath(path)));
    if (mask.size() == size) return mask;
    throw Error(ErrorCode::MaskMismatch, path.toStdString(),
                "the mask is " + std::to_string(mask.width()) + " × " + std::to_string(mask.height()) +
                    ", the photograph " + std::to_string(size.width()) + " × " +
                    std::to_string(size.height()));
}

/// Converts a picture from the clipboard: 8 bit, with separate alpha.
Photograph toPhotograph(const QImage& picture) {
    Photograph photo;
    const QImage rgba = picture.convertToFormat(QImage::Format_RGBA8888);
    photo.pixels = ImageBuffer(rgba.width(), rgba.height(), 3, Depth::UInt8);
    if (picture.hasAlphaChannel()) photo.alpha = ImageBuffer(rgba.width(), rgba.height(), 1, Depth::UInt8);
    for (int y = 0; y < rgba.height(); ++y) {
        const uchar* in = rgba.constScanLine(y);
        auto* out = photo.pixels.row<std::uint8_t>(y);
        auto* alpha = photo.alpha.isEmpty() ? nullptr : photo.alpha.row<std::uint8_t>(y);
        for (int x = 0; x < rgba.width(); ++x, in += 4, out += 3) {
            std::copy_n(in, 3, out);
            if (alpha) *alpha++ = in[3];
        }
    }
    return photo;
}

/// The file that the photograph was read from, as it was then; null: there is none.
std::optional<OriginalBytes> originalOf(const LoadedPhoto& source) {
    if (!source.original) return std::nullopt;
    const std::span<const std::byte> bytes = source.original->bytes();
    return OriginalBytes{{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                         source.path.toStdString()};
}

/// A JPEG made from a JPEG keeps the coefficients of parts that weren't restored.
void write(const Photograph& photo, const std::filesystem::path& path, const LoadedPhoto& source) {
    const std::optional<OriginalBytes> original = originalOf(source);
    if (original && formatForPath(path) == FileFormat::Jpeg) {
        writeKeepingBlocks(photo, *original, path);
    } else {
        writePhotograph(photo, path);
    }
}

}  // namespace

void FileWorker::open(quint64 id, const OpenRequest& request) {
    mustNotBlockGui("FileWorker::open");
    try {
        OpenedPhoto opened;
        const QDateTime modified = QFileInfo(request.path).lastModified();
        const std::vector<std::uint8_t> file = readFile(toPath(request.path));
        opened.photo = readyToShow(decodePhotograph(file, toPath(request.path).string()));
        opened.photo.original = PictureStore::instance().keep(std::as_bytes(std::span(file)));
        opened.photo.modified = modified;
        opened.photo.path = QFileInfo(request.path).absoluteFilePath();
        opened.photo.title = request.title.isEmpty() ? QFileInfo(request.path).fileName() : request.title;
        opened.photo.isSample = request.isSample;
        opened.settings = request.settings;
        if (!request.maskPath.isEmpty())
            opened.mask = maskFrom(request.maskPath, opened.photo.display.size());
        const DisplayImage display = opened.photo.display;
        Q_EMIT this->opened(id, opened);
        if (!request.isSample) thumbnails::store(request.path, thumbnails::smallLevel(display));
    } catch (...) {
        Q_EMIT openFailed(id, request.path, currentFailure());
    }
}

void FileWorker::adopt(quint64 id, const QImage& picture) {
    mustNotBlockGui("FileWorker::adopt");
    try {
        OpenedPhoto opened;
        opened.photo = readyToShow(toPhotograph(picture));
        opened.photo.title = tr("Pasted picture");
        Q_EMIT this->opened(id, opened);
    } catch (...) {
        Q_EMIT openFailed(id, QString(), currentFailure());
    }
}

void FileWorker::adoptEncoded(quint64 id, const QByteArray& encoded) {
    mustNotBlockGui("FileWorker::adoptEncoded");
    const QImage picture = QImage::fromData(encoded);
    if (picture.isNull()) {
        Q_EMIT openFailed(
            id, QString(),
            {ErrorCode::InputFile, tr("Clipboard"), QStringLiteral("no picture that Qt reads")});
    } else {
        adopt(id, picture);
    }
}

void FileWorker::readMask(const QString& path, QSize size) {
    mustNotBlockGui("FileWorker::readMask");
    try {
        Q_EMIT maskRead(path, maskFrom(path, size));
    } catch (...) {
        Q_EMIT maskReadFailed(currentFailure());
    }
}

void FileWorker::writeMask(const QString& path, const QImage& mask) {
    mustNotBlockGui("FileWorker::writeMask");
    try {
        lacuna::writeMask(toMaskBuffer(mask), toPath(path));
        Q_EMIT maskWritten(path);
    } catch (...) {
        Q_EMIT maskWriteFailed(currentFailure());
    }
}

void FileWorker::readKernel(const QString& path) {
    mustNotBlockGui("FileWorker::readKernel");
    try {
        Q_EMIT kernelRead(lacuna::readKernel(toPath(path)));
    } catch (...) {
        Q_EMIT kernelReadFailed(currentFailure());
    }
}

void FileWorker::drawKernel(quint64 id, const KernelSpec& spec) {
    mustNotBlockGui("FileWorker::drawKernel");
    try {
        const Kernel kernel = makeKernel(spec);
        const double brightest = *std::max_element(kernel.weights.begin(), kernel.weights.end());
        QImage picture(kernel.width, kernel.height, QImage::Format_Grayscale8);
        for (int y = 0; y < kernel.height; ++y) {
            uchar* row = picture.scanLine(y);
            for (int x = 0; x < kernel.width; ++x)
                row[x] = uchar(std::lround(255 * kernel.at(x, y) / brightest));
        }
        Q_EMIT kernelDrawn(id, picture);
    } catch (...) {
        currentFailure();  // logged; a run with this kernel will report the fault
        Q_EMIT kernelDrawn(id, QImage());
    }
}

void FileWorker::measureNoise(quint64 id, std::shared_ptr<const Photograph> photo) {
    mustNotBlockGui("FileWorker::measureNoise");
    double levels = -1;
    try {
        levels = estimateNoise(photo->pixels);
    } catch (...) {
        currentFailure();
    }
    Q_EMIT noiseMeasured(id, levels);
}

void FileWorker::difference(quint64 id, const StoredPhoto& before, const ResultPtr& result, int gain) {
    mustNotBlockGui("FileWorker::difference");
    try {
        const ImageBuffer picture =
            differencePicture(before.load()->pixels, result->photo.load()->pixels, gain);
        Q_EMIT differenceReady(id, makeDisplayImage(picture, {}));
    } catch (...) {
        currentFailure();  // logged; the result is shown in its place
    }
}

void FileWorker::spread(quint64 id, const std::vector<ResultPtr>& results) {
    mustNotBlockGui("FileWorker::spread");
    try {
        std::vector<std::shared_ptr<const Photograph>> photos;
        std::vector<const ImageBuffer*> pictures;
        for (const ResultPtr& result : results) {
            photos.push_back(result->photo.load());
            pictures.push_back(&photos.back()->pixels);
        }
        const Spread spread = spreadOf(pictures);
        Q_EMIT spreadReady(id, makeDisplayImage(spread.picture, {}), spread.white, spread.mean);
    } catch (...) {
        currentFailure();  // logged; the gallery stays without the map
    }
}

void FileWorker::writeRecipe(const QString& path, const ResultPtr& result, const LoadedPhoto& source) {
    mustNotBlockGui("FileWorker::writeRecipe");
    try {
        saveRecipe(path, *result, source);
        Q_EMIT recipeWritten(path);
    } catch (...) {
        Q_EMIT recipeFailed(currentFailure());
    }
}

void FileWorker::save(const QString& path, const ResultPtr& result, const LoadedPhoto& source) {
    mustNotBlockGui("FileWorker::save");
    try {
        write(*result->photo.load(), toPath(path), source);
        Q_EMIT saved(path, result);
    } catch (...) {
        Q_EMIT saveFailed(currentFailure());
        return;
    }
    thumbnails::store(path, thumbnails::smallLevel(result->display));
}

void FileWorker::checkSave(const QString& path, const ResultPtr& result, const LoadedPhoto& source) {
    mustNotBlockGui("FileWorker::checkSave");
    try {
        const RestorationSettings& settings = result->settings;
        const bool keepsUnmasked = taskRow(settings.task).mask == MaskUse::Restored && settings.keepUnmasked;
        const std::optional<OriginalBytes> original = originalOf(source);
        Q_EMIT saveChecked(path, result,
                           savingLosses(*result->photo.load(), keepsUnmasked, original ? &*original : nullptr,
                                        toPath(path)));
    } catch (...) {
        Q_EMIT saveFailed(currentFailure());
    }
}

void FileWorker::writeOriginal(const QString& path, const LoadedPhoto& source) {
    mustNotBlockGui("FileWorker::writeOriginal");
    try {
        AtomicFile file(toPath(path));
        file.write(source.original->bytes());
        file.commit();
        Q_EMIT originalWritten(path);
    } catch (...) {
        Q_EMIT originalWriteFailed(currentFailure());
    }
}

void FileWorker::thumbnail(const QString& path) {
    mustNotBlockGui("FileWorker::thumbnail");
    QImage picture = thumbnails::find(path);
    if (picture.isNull()) {
        try {
            picture = thumbnails::smallLevel(makeDisplayImage(readPhotograph(toPath(path))));
        } catch (...) {
            currentFailure();  // logged; the entry stays without a picture
            return;
        }
        thumbnails::store(path, picture);
    }
    Q_EMIT thumbnailReady(path, picture);
}

}  // namespace lacuna::ui
