// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/thumbnail_cache.h"

#include "core/files/sha256.h"
#include "ui/base/thread_guard.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <span>
#include <string>

namespace lacuna::ui::thumbnails {

namespace {

constexpr int kKept = 64;

QDir folder() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) +
                QStringLiteral("/thumbnails"));
}

QString nameFor(const QString& path) {
    const QFileInfo file(path);
    const std::string key =
        (file.absoluteFilePath() + QString::number(file.lastModified().toMSecsSinceEpoch())).toStdString();
    return QString::fromStdString(sha256(std::as_bytes(std::span(key)))) + QStringLiteral(".png");
}

}  // namespace

QImage smallLevel(const DisplayImage& picture) {
    const int longest = std::max(picture.size().width(), picture.size().height());
    return picture.level(picture.levelFor(double(kSide) / longest));
}

QImage find(const QString& path) {
    mustNotBlockGui("thumbnails::find");
    return QImage(folder().filePath(nameFor(path)));
}

void store(const QString& path, const QImage& picture) {
    mustNotBlockGui("thumbnails::store");
    QDir cache = folder();
    if (!cache.mkpath(QStringLiteral("."))) return;
    const QImage small = picture.scaled(kSide, kSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    // At once, because another thread may be reading it.
    QSaveFile file(cache.filePath(nameFor(path)));
    if (file.open(QIODevice::WriteOnly) && small.save(&file, "PNG")) file.commit();
    const QFileInfoList all = cache.entryInfoList(QDir::Files, QDir::Time);
    for (qsizetype i = kKept; i < all.size(); ++i)
        QFile::remove(all[i].filePath());
}

}  // namespace lacuna::ui::thumbnails
