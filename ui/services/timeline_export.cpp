// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/timeline_export.h"

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/files/file_bytes.h"
#include "ui/base/file_path.h"
#include "ui/document/display_profile.h"

#include <QBuffer>
#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QMetaObject>
#include <QPainter>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>
#include <optional>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr int kStripPictures = 12;
constexpr int kStripHeight = 256;
constexpr int kFilmSide = 1920;  ///< the longer one at most
constexpr int kEncoderWait = 120'000;

[[noreturn]] void fail(const QString& path, const QString& why) {
    throw Error(ErrorCode::OutputFile, path.toStdString(), why.toStdString());
}

/// The whole photograph as it was at a step.
QImage pictureAt(const TimelineExport::Job& job, int index) {
    const bool isScreens = displayProfile() != nullptr;  // job.original is in the screen's colours
    const SrgbPictures forFiles;
    const std::vector<DisplayFrame> frames = framesAt(*job.trajectory, index, *job.photo, false);
    if (frames.empty()) return {};
    const QSize size = frames.front().resultSize;
    const DisplayImage original = isScreens ? makeDisplayImage(*job.photo) : job.original;
    QImage picture = original.level(0).convertToFormat(QImage::Format_RGB32);
    if (picture.size() != size)
        picture = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QPainter painter(&picture);
    for (const DisplayFrame& frame : frames)
        painter.drawImage(frame.rect.topLeft(), frame.picture.level(0));
    return picture;
}

void save(const QImage& picture, const QString& path) {
    QByteArray png;
    QBuffer buffer(&png);
    if (!picture.save(&buffer, "PNG")) fail(path, QStringLiteral("there isn't enough memory to write it"));
    writeText(toPath(path), {png.data(), std::size_t(png.size())});
}

QImage filmStrip(const TimelineExport::Job& job) {
    const int count = job.trajectory->size();
    const int shown = std::min(count, kStripPictures);
    QList<QImage> pictures;
    QStringList labels;
    for (int i = 0; i < shown; ++i) {
        const int index = shown == 1 ? count - 1 : i * (count - 1) / (shown - 1);
        const QImage picture = pictureAt(job, index);
        if (picture.isNull()) continue;
        pictures << picture.scaledToHeight(kStripHeight, Qt::SmoothTransformation);
        const Progress progress = job.trajectory->step(index).progress;
        labels << QStringLiteral("%1   σ %L2").arg(progress.step + 1).arg(progress.sigma, 0, 'g', 2);
    }
    constexpr int kGap = 4, kLabel = 22;
    int width = -kGap;
    for (const QImage& picture : pictures)
        width += picture.width() + kGap;
    if (width <= 0) return {};
    QImage strip(width, kStripHeight + kLabel, QImage::Format_RGB32);
    strip.fill(Qt::white);
    QPainter painter(&strip);
    int x = 0;
    for (int i = 0; i < pictures.size(); ++i) {
        painter.drawImage(x, 0, pictures[i]);
        painter.drawText(QRect(x, kStripHeight, pictures[i].width(), kLabel), Qt::AlignCenter, labels[i]);
        x += pictures[i].width() + kGap;
    }
    return strip;
}

QStringList encoderArguments(QSize size, int speed, const QString& path) {
    QStringList arguments{QStringLiteral("-y"),
                          QStringLiteral("-loglevel"),
                          QStringLiteral("error"),
                          QStringLiteral("-f"),
                          QStringLiteral("rawvideo"),
                          QStringLiteral("-pix_fmt"),
                          QStringLiteral("rgb24"),
                          QStringLiteral("-s"),
                          QStringLiteral("%1x%2").arg(size.width()).arg(size.height()),
                          QStringLiteral("-r"),
                          QString::number(speed),
                          QStringLiteral("-i"),
                          QStringLiteral("-")};
    if (path.endsWith(QLatin1String(".webp"), Qt::CaseInsensitive)) {
        arguments << QStringLiteral("-c:v") << QStringLiteral("libwebp_anim") << QStringLiteral("-quality")
                  << QStringLiteral("85") << QStringLiteral("-loop") << QStringLiteral("0")
                  << QStringLiteral("-f") << QStringLiteral("webp");
    } else {
        arguments << QStringLiteral("-c:v") << QStringLiteral("libx264") << QStringLiteral("-crf")
                  << QStringLiteral("16") << QStringLiteral("-pix_fmt") << QStringLiteral("yuv420p")
                  << QStringLiteral("-f") << QStringLiteral("mp4");
    }
    return arguments << path;
}

/// Makes the sides even, as video requires.
QSize filmSize(QSize size) {
    if (std::max(size.width(), size.height()) > kFilmSide)
        size.scale(kFilmSide, kFilmSide, Qt::KeepAspectRatio);
    return {std::max(2, size.width() / 2 * 2), std::max(2, size.height() / 2 * 2)};
}

void encode(const TimelineExport::Job& job, const QString& path, const std::atomic<bool>& stop) {
    AtomicFile file(toPath(path));
    QProcess encoder;
    QSize size;
    const auto write = [&](const QImage& picture) {
        const QImage rgb = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                               .convertToFormat(QImage::Format_RGB888);
        for (int y = 0; y < rgb.height(); ++y)
            encoder.write(reinterpret_cast<const char*>(rgb.constScanLine(y)), qsizetype(3) * rgb.width());
        while (encoder.bytesToWrite() > 0) {
            if (!encoder.waitForBytesWritten(kEncoderWait))
                fail(path, QString::fromLocal8Bit(encoder.readAllStandardError()));
        }
    };
    const int count = job.trajectory->size();
    QImage last;
    for (int i = 0; i < count && !stop; ++i) {
        const QImage picture = pictureAt(job, i);
        if (picture.isNull()) continue;
        if (size.isEmpty()) {
            size = filmSize(picture.size());
            QStringList arguments = encoderArguments(size, job.framesPerSecond, path);
            arguments.last() = QFile::decodeName(file.temporary().c_str());
            encoder.start(TimelineExport::filmEncoder(), arguments);
            if (!encoder.waitForStarted()) fail(path, encoder.errorString());
        }
        write(picture);
        last = picture;
    }
    if (last.isNull()) fail(path, QStringLiteral("no step is kept any more"));
    for (int i = 1; i < job.framesPerSecond && !stop; ++i)
        write(last);
    encoder.closeWriteChannel();
    encoder.waitForFinished(kEncoderWait);
    const bool good = encoder.exitStatus() == QProcess::NormalExit && encoder.exitCode() == 0 && !stop;
    if (!good) fail(path, QString::fromLocal8Bit(encoder.readAllStandardError()).simplified());
    file.commit();
}

}  // namespace

TimelineExport::TimelineExport(QObject* parent) : QObject(parent), mThread(QStringLiteral("export")) {}

TimelineExport::~TimelineExport() {
    *mStop = true;
}

QString TimelineExport::filmEncoder() {
    return QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
}

void TimelineExport::writePictures(const Job& job, const QString& folder) {
    post(folder, [job, folder, stop = mStop] {
        if (!QDir().mkpath(folder)) fail(folder, QStringLiteral("the folder can't be made"));
        for (int i = 0; i < job.trajectory->size() && !*stop; ++i) {
            const QImage picture = pictureAt(job, i);
            if (!picture.isNull())
                save(picture, QDir(folder).filePath(
                                  QStringLiteral("step-%1.png").arg(i + 1, 3, 10, QLatin1Char('0'))));
        }
    });
}

void TimelineExport::writeFilmStrip(const Job& job, const QString& path) {
    post(path, [job, path] {
        const QImage strip = filmStrip(job);
        if (strip.isNull()) fail(path, QStringLiteral("no step is kept any more"));
        save(strip, path);
    });
}

void TimelineExport::writeFilm(const Job& job, const QString& path) {
    post(path, [job, path, stop = mStop] { encode(job, path, *stop); });
}

void TimelineExport::post(const QString& path, std::function<void()> work) {
    Q_ASSERT(!mBusy);
    mBusy = true;
    mThread.post([this, path, work = std::move(work)] {
        std::optional<Failure> failure;
        try {
            work();
        } catch (...) {
            failure = currentFailure();
        }
        QMetaObject::invokeMethod(this, [this, path, failure] {
            mBusy = false;
            if (failure) {
                Q_EMIT failed(*failure);
            } else {
                Q_EMIT finished(path);
            }
        });
    });
}

}  // namespace lacuna::ui
