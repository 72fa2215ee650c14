// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/file_service.h"

#include "core/engine/kernel_io.h"
#include "core/files/atomic_file.h"
#include "core/files/file_bytes.h"
#include "core/imaging/difference.h"
#include "core/imaging/spread.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"
#include "core/io/saving_losses.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/document/display_profile.h"
#include "ui/document/mask_image.h"
#include "ui/services/save_recipe.h"
#include "ui/services/thumbnail_cache.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <span>
#include <utility>

namespace lacuna::ui {

namespace {

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

OpenedPhoto readPhoto(const OpenRequest& request) {
    mustNotBlockGui("readPhoto");
    OpenedPhoto opened;
    const QDateTime modified = QFileInfo(request.path).lastModified();
    const std::vector<std::uint8_t> file = readFile(toPath(request.path));
    opened.photo = readyToShow(
        decodePhotograph(file, toPath(request.path).string(), {.page = request.page, .partial = true}));
    opened.photo.original = PictureStore::instance().keep(std::as_bytes(std::span(file)));
    opened.photo.modified = modified;
    opened.photo.path = QFileInfo(request.path).absoluteFilePath();
    opened.photo.title = request.title.isEmpty() ? QFileInfo(request.path).fileName() : request.title;
    opened.photo.isSample = request.isSample;
    opened.settings = request.settings;
    if (!request.maskPath.isEmpty())
        opened.mask = toMaskLayer(readMaskFor(*opened.photo.photo, toPath(request.maskPath)));
    return opened;
}

OpenedPhoto pasted(const QImage& picture) {
    mustNotBlockGui("pasted");
    OpenedPhoto opened;
    opened.photo = readyToShow(toPhotograph(picture));
    opened.photo.title = FileService::tr("Pasted picture");
    return opened;
}

QImage pictureOf(const Kernel& kernel) {
    const double brightest = *std::max_element(kernel.weights.begin(), kernel.weights.end());
    QImage picture(kernel.width, kernel.height, QImage::Format_Grayscale8);
    for (int y = 0; y < kernel.height; ++y) {
        uchar* row = picture.scanLine(y);
        for (int x = 0; x < kernel.width; ++x)
            row[x] = uchar(std::lround(255 * kernel.at(x, y) / brightest));
    }
    return picture;
}

/// In pieces, so that it can be stopped; the file then stays as it was.
void writeStoppably(const std::filesystem::path& path, std::span<const std::byte> bytes,
                    const RunToken& token) {
    constexpr std::size_t kPiece = std::size_t(4) << 20;
    AtomicFile file(path);
    for (auto rest = bytes; !rest.empty();) {
        token.check();
        const auto piece = rest.first(std::min(kPiece, rest.size()));
        file.write(piece);
        rest = rest.subspan(piece.size());
    }
    token.check();
    file.commit();
}

/// A JPEG made from a JPEG keeps the coefficients of parts that weren't restored.
void write(const Photograph& photo, const std::filesystem::path& path, const LoadedPhoto& source,
           const RunToken& token) {
    const std::optional<FileFormat> format = formatForPath(path);
    const std::optional<OriginalBytes> original = originalOf(source);
    if (format == FileFormat::Jpeg && original) {
        writeKeepingBlocks(photo, *original, path);
        return;
    }
    if (!format) return writePhotograph(photo, path);  // says what is wrong with the name
    const std::vector<std::uint8_t> bytes = encodePhotograph(photo, *format, path.string());
    writeStoppably(path, std::as_bytes(std::span(bytes)), token);
}

/// False also if the file went, or can't be read at the moment.
bool holdsSomethingElse(const QString& path, const StoredBytes& opened) {
    mustNotBlockGui("FileService::compareSource");
    const QFileInfo file(path);
    if (!file.isFile()) return false;
    if (file.size() != qint64(opened.size())) return true;
    try {
        const std::vector<std::uint8_t> bytes = readFile(toPath(path));
        const std::span<const std::byte> found = std::as_bytes(std::span(bytes));
        const std::span<const std::byte> before = opened.bytes();
        return !std::equal(found.begin(), found.end(), before.begin(), before.end());
    } catch (const Error&) {
        return false;
    }
}

QString nameOf(const QString& path) {
    return QFileInfo(path).fileName();
}

}  // namespace

FileService::FileService(Runs& runs, QObject* parent) : QObject(parent), mRuns(runs) {}

RunOf<OpenedPhoto> FileService::open(const OpenRequest& request) {
    const auto run = mRuns.looking().post(
        {tr("Opening “%1” …").arg(request.title.isEmpty() ? nameOf(request.path) : request.title),
         Run::Kind::Reading, true},
        [request](RunToken& token) {
            OpenedPhoto opened = readPhoto(request);
            token.check();
            return opened;
        });
    if (request.isSample) return run;
    return run.then(this, [this, path = request.path](const OpenedPhoto& opened) {
        keepThumbnail(path, opened.photo.display);
    });
}

/// After the answer, which shouldn't wait for it.
void FileService::keepThumbnail(const QString& path, const DisplayImage& picture) {
    mRuns.working().post(
        {}, [path, picture](RunToken&) { thumbnails::store(path, thumbnails::smallLevel(picture)); });
}

RunOf<OpenedPhoto> FileService::adopt(const QImage& picture) {
    return mRuns.looking().post({tr("Opening the picture from the clipboard …"), Run::Kind::Reading, true},
                                [picture](RunToken&) { return pasted(picture); });
}

RunOf<OpenedPhoto> FileService::adoptEncoded(const QByteArray& encoded) {
    return mRuns.looking().post(
        {tr("Opening the picture from the clipboard …"), Run::Kind::Reading, true}, [encoded](RunToken&) {
            const QImage picture = QImage::fromData(encoded);
            if (picture.isNull())
                throw Error(ErrorCode::InputFile, tr("Clipboard").toStdString(), "no picture that Qt reads");
            return pasted(picture);
        });
}

RunOf<MaskLayer> FileService::readMask(const QString& path, const LoadedPhoto& photo) {
    return mRuns.looking().post({tr("Reading the mask “%1” …").arg(nameOf(path)), Run::Kind::Reading, true},
                                [path, photo = photo.photo](RunToken&) {
                                    mustNotBlockGui("FileService::readMask");
                                    return toMaskLayer(readMaskFor(*photo, toPath(path)));
                                });
}

RunOf<Nothing> FileService::writeMask(const QString& path, const MaskLayer& mask) {
    return mRuns.writing().post({tr("Saving the mask as “%1” …").arg(nameOf(path)), Run::Kind::Writing},
                                [path, mask](RunToken& token) {
                                    mustNotBlockGui("FileService::writeMask");
                                    const ImageBuffer buffer = toMaskBuffer(mask);
                                    token.check();
                                    lacuna::writeMask(buffer, toPath(path));
                                });
}

RunOf<KernelSpec> FileService::readKernel(const QString& path) {
    return mRuns.looking().post({tr("Reading “%1” …").arg(nameOf(path)), Run::Kind::Reading, true},
                                [path](RunToken&) {
                                    mustNotBlockGui("FileService::readKernel");
                                    return lacuna::readKernel(toPath(path));
                                });
}

RunOf<QImage> FileService::drawKernel(const KernelSpec& spec) {
    return mRuns.looking().post({}, [spec](RunToken&) {
        mustNotBlockGui("FileService::drawKernel");
        return pictureOf(makeKernel(spec));
    });
}

RunOf<NoiseMeasurement> FileService::measureNoise(const StoredPhoto& photo) {
    return mRuns.looking().post({tr("Measuring the noise …")}, [photo](RunToken&) {
        mustNotBlockGui("FileService::measureNoise");
        return lacuna::measureNoise(*photo.load());
    });
}

RunOf<std::vector<Note>> FileService::checkSave(const QString& path, const ResultPtr& result,
                                                const LoadedPhoto& source) {
    return mRuns.writing().post({tr("Saving “%1” …").arg(nameOf(path)), Run::Kind::Writing},
                                [path, result, source](RunToken&) {
                                    mustNotBlockGui("FileService::checkSave");
                                    const std::optional<OriginalBytes> original = originalOf(source);
                                    return savingLosses(*result->photo.load(), result->keepsUnmarked,
                                                        original ? &*original : nullptr, toPath(path));
                                });
}

RunOf<Nothing> FileService::save(const QString& path, const ResultPtr& result, const LoadedPhoto& source) {
    return mRuns.writing()
        .post({tr("Saving “%1” …").arg(nameOf(path)), Run::Kind::Writing},
              [path, result, source](RunToken& token) {
                  mustNotBlockGui("FileService::save");
                  token.check();
                  write(*result->photo.load(), toPath(path), source, token);
              })
        .then(this, [this, path, result] { keepThumbnail(path, result->display); });
}

RunOf<Nothing> FileService::writeOriginal(const QString& path, const LoadedPhoto& source) {
    return mRuns.writing().post({tr("Saving “%1” …").arg(nameOf(path)), Run::Kind::Writing},
                                [path, original = source.original](RunToken& token) {
                                    mustNotBlockGui("FileService::writeOriginal");
                                    writeStoppably(toPath(path), original->bytes(), token);
                                });
}

RunOf<bool> FileService::compareSource(const LoadedPhoto& source) {
    return mRuns.looking().post({{}, Run::Kind::Reading, true},
                                [path = source.path, original = source.original](RunToken&) {
                                    return original && holdsSomethingElse(path, *original);
                                });
}

RunOf<DisplayImage> FileService::difference(const StoredPhoto& before, const ResultPtr& result, int gain) {
    return mRuns.looking().post({tr("Computing the difference …")}, [before, result, gain](RunToken&) {
        mustNotBlockGui("FileService::difference");
        return makeDisplayImage(differencePicture(before.load()->pixels, result->photo.load()->pixels, gain),
                                {});
    });
}

RunOf<SpreadPicture> FileService::spread(const std::vector<ResultPtr>& results) {
    return mRuns.looking().post({tr("Computing where the results differ …")}, [results](RunToken&) {
        mustNotBlockGui("FileService::spread");
        std::vector<std::shared_ptr<const Photograph>> photos;
        std::vector<const ImageBuffer*> pictures;
        for (const ResultPtr& result : results) {
            photos.push_back(result->photo.load());
            pictures.push_back(&photos.back()->pixels);
        }
        const Spread spread = spreadOf(pictures);
        return SpreadPicture{makeDisplayImage(spread.picture, {}), spread.white, spread.mean};
    });
}

RunOf<Nothing> FileService::writeRecipe(const QString& path, const Results& chain,
                                        const LoadedPhoto& source) {
    return mRuns.writing().post({tr("Saving the recipe “%1” …").arg(nameOf(path)), Run::Kind::Writing},
                                [path, chain, source](RunToken& token) {
                                    token.check();
                                    saveRecipe(path, chain, source);
                                });
}

RunOf<QImage> FileService::thumbnail(const QString& path) {
    return mRuns.looking().post({}, [path](RunToken& token) {
        mustNotBlockGui("FileService::thumbnail");
        QImage picture = thumbnails::find(path);
        if (!picture.isNull()) return picture;
        Photograph photo = readPhotograph(toPath(path), {.partial = true});
        token.check();
        const SrgbPictures kept;  // on the disk, for any screen
        picture = thumbnails::smallLevel(makeDisplayImage(photo));
        thumbnails::store(path, picture);
        return picture;
    });
}

}  // namespace lacuna::ui
