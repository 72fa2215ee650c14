// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/part_record.h"

#include "core/files/file_bytes.h"
#include "ui/base/file_path.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace lacuna::ui {

namespace {
const QString kUrl = QStringLiteral("url");
const QString kValidator = QStringLiteral("validator");
const QString kChecked = QStringLiteral("checked");
}  // namespace

QString PartRecord::folderOf(const QString& models, const QString& model) {
    return QStringLiteral("%1/%2.part").arg(models, model);
}

qint64 PartRecord::bytesIn(const QString& folder) {
    qint64 bytes = 0;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        bytes += QFileInfo(files.next()).size();
    return bytes;
}

PartRecord::PartRecord(const QString& folder) : mPath(toPath(folder) / ".parts.json") {
    QFile file(folder + QStringLiteral("/.parts.json"));
    if (!file.open(QIODevice::ReadOnly)) return;
    const QJsonObject parts = QJsonDocument::fromJson(file.readAll()).object();
    for (auto entry = parts.begin(); entry != parts.end(); ++entry) {
        const QJsonObject part = entry.value().toObject();
        mParts.insert(entry.key(), {part.value(kUrl).toString(), part.value(kValidator).toString().toLatin1(),
                                    part.value(kChecked).toInteger(-1)});
    }
}

void PartRecord::set(const QString& file, const Part& part) {
    if (mParts.value(file) == part) return;
    mParts.insert(file, part);
    write();
}

void PartRecord::write() const {
    QJsonObject parts;
    for (auto part = mParts.begin(); part != mParts.end(); ++part)
        parts.insert(part.key(), QJsonObject{{kUrl, part->url},
                                             {kValidator, QString::fromLatin1(part->validator)},
                                             {kChecked, part->checked}});
    const QByteArray text = QJsonDocument(parts).toJson(QJsonDocument::Compact);
    writeText(mPath, {text.data(), std::size_t(text.size())});
}

}  // namespace lacuna::ui
