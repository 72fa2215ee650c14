// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/result_drag.h"

#include "ui/services/file_service.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QUrl>

namespace lacuna::ui {

namespace {

const QString kUris = QStringLiteral("text/uri-list");

/// Waits for the run, without stopping the window. False: it failed or was cancelled.
template <typename T>
bool await(const RunOf<T>& run) {
    if (!run.run()->isOver()) {
        QEventLoop loop;
        QObject::connect(run.run().get(), &Run::ended, &loop, &QEventLoop::quit);
        // A second drop, or closing the window, would find this one half done.
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    return run.run()->state() == Run::State::Done;
}

}  // namespace

ResultMime::ResultMime(FileService& files, const ResultPtr& result, const LoadedPhoto& source,
                       const QString& suggested, const QString& folder)
    : mFiles(files),
      mResult(result),
      mSource(source),
      mPath(QDir(folder).filePath(QFileInfo(suggested).fileName())) {}

QStringList ResultMime::formats() const {
    return {kUris};
}

bool ResultMime::hasFormat(const QString& format) const {
    return format == kUris;
}

QVariant ResultMime::retrieveData(const QString& format, QMetaType type) const {
    if (format != kUris) return {};
    if (mState == State::Waiting) write();
    if (mState != State::Written) return {};
    const QUrl url = QUrl::fromLocalFile(mPath);
    if (type.id() == QMetaType::QByteArray) return url.toEncoded() + "\r\n";
    return QVariantList{url};
}

/// How much a file of that name would lose; nothing: it can't be written.
std::optional<std::size_t> ResultMime::lossesIn(const QString& path) const {
    const RunOf<std::vector<Note>> check = mFiles.checkSave(path, mResult, mSource);
    std::optional<std::size_t> count;
    QObject context;
    check.then(&context, [&count](const std::vector<Note>& losses) { count = losses.size(); });
    await(check);
    return count;
}

void ResultMime::write() const {
    mState = State::Writing;
    const std::optional<std::size_t> losses = lossesIn(mPath);
    if (losses && *losses > 0) {
        const QFileInfo file(mPath);
        const QString png = file.dir().filePath(file.completeBaseName() + QStringLiteral(".png"));
        if (lossesIn(png).value_or(*losses) < *losses) mPath = png;
    }
    mState = losses && await(mFiles.save(mPath, mResult, mSource)) ? State::Written : State::Failed;
}

}  // namespace lacuna::ui
