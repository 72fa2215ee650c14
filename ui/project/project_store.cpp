// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_store.h"

#include "core/base/error.h"
#include "core/files/file_bytes.h"
#include "core/files/zip_file.h"
#include "ui/base/file_path.h"
#include "ui/document/picture_store.h"

#include <QFileInfo>
#include <QStringList>

#include <utility>

namespace lacuna::ui {

namespace {
constexpr std::uint64_t kMostBytes = std::uint64_t(2) << 30;
}

ZipSink::ZipSink(const QString& path) : mZip(std::make_unique<ZipWriter>(toPath(path))) {}

ZipSink::~ZipSink() = default;

void ZipSink::write(const QString& name, std::vector<std::uint8_t> bytes, bool packed) {
    // The archive is written at the end: until then the store keeps the sum within its budget.
    const StoredBytesPtr kept = PictureStore::instance().keep(std::as_bytes(std::span(bytes)));
    bytes = {};
    const std::span<const std::byte> part = kept->bytes();
    mZip->add(name.toStdString(), {reinterpret_cast<const std::uint8_t*>(part.data()), part.size()}, kept,
              packed ? ZipWriter::Compression::None : ZipWriter::Compression::Deflate);
}

void ZipSink::finish(const QStringList&) {
    mZip->commit();
}

ZipSource::ZipSource(const QString& path) : mPath(path), mZip(std::make_unique<ZipReader>(toPath(path))) {}

ZipSource::~ZipSource() = default;

QStringList ZipSource::parts() const {
    QStringList names;
    for (const std::string& name : mZip->names())
        names << QString::fromStdString(name);
    names.sort();
    return names;
}

std::vector<std::uint8_t> ZipSource::read(const QString& name) const {
    return mZip->read(name.toStdString(), kMostBytes);
}

bool ProjectFolder::has(const QString& name) const {
    return mFolder.exists(name);
}

void ProjectFolder::write(const QString& name, std::vector<std::uint8_t> bytes, bool) {
    const QString path = mFolder.filePath(name);
    if (!mFolder.mkpath(QFileInfo(path).path()))
        throw Error(ErrorCode::OutputFile, path.toStdString(), "its folder can't be made");
    writeFile(toPath(path), bytes);
}

void ProjectFolder::finish(const QStringList& names) {
    for (const QString& part : {QStringLiteral("."), QStringLiteral("results")}) {
        const QDir folder(mFolder.filePath(part));
        for (const QString& file : folder.entryList({QStringLiteral("*.png")}, QDir::Files)) {
            const QString name = QDir::cleanPath(part + QLatin1Char('/') + file);
            if (!names.contains(name)) QFile::remove(folder.filePath(file));
        }
    }
}

QStringList ProjectFolder::parts() const {
    QStringList names = mFolder.entryList(QDir::Files);
    for (const QString& name : QDir(mFolder.filePath(QStringLiteral("results"))).entryList(QDir::Files))
        names << QStringLiteral("results/") + name;
    names.sort();
    return names;
}

std::vector<std::uint8_t> ProjectFolder::read(const QString& name) const {
    return readFile(toPath(mFolder.filePath(name)));
}

}  // namespace lacuna::ui
