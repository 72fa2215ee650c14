// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/source_watch.h"

#include "core/base/error.h"
#include "core/files/file_bytes.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

namespace lacuna::ui {

namespace {

/// Programs write a file in several steps.
constexpr std::chrono::milliseconds kSettled{400};

bool differs(const QString& path, const StoredBytes& opened) {
    mustNotBlockGui("SourceWatch");
    const QFileInfo file(path);
    if (!file.isFile()) return false;
    if (file.size() != qint64(opened.size())) return true;
    try {
        const std::vector<std::uint8_t> bytes = readFile(toPath(path));
        const std::span<const std::byte> found = std::as_bytes(std::span(bytes));
        const std::span<const std::byte> before = opened.bytes();
        return !std::equal(found.begin(), found.end(), before.begin(), before.end());
    } catch (const Error&) {
        return false;  // it went, or isn't readable at the moment
    }
}

}  // namespace

SourceWatch::SourceWatch(QObject* parent) : QObject(parent), mThread(QStringLiteral("source watch")) {
    mSoon.setSingleShot(true);
    mSoon.setInterval(kSettled);
    connect(&mWatcher, &QFileSystemWatcher::fileChanged, this, [this] { mSoon.start(); });
    connect(&mSoon, &QTimer::timeout, this, [this] {
        // A file that was replaced is another file: it isn't watched yet.
        if (mSource.original && !mWatcher.files().contains(mSource.path)) mWatcher.addPath(mSource.path);
        compare([this](bool differs) {
            if (differs) Q_EMIT changed(mSource.path);
        });
    });
}

void SourceWatch::start(const LoadedPhoto& source) {
    stop();
    if (!source.original || source.path.isEmpty() || source.isSample) return;
    mSource = source;
    mWatcher.addPath(source.path);
}

void SourceWatch::stop() {
    ++mId;
    mSoon.stop();
    if (!mWatcher.files().isEmpty()) mWatcher.removePaths(mWatcher.files());
    mSource = {};
}

void SourceWatch::compare(std::function<void(bool differs)> answer) {
    if (!mSource.original) {
        answer(false);
        return;
    }
    mThread.post(
        [this, id = mId, path = mSource.path, opened = mSource.original, answer = std::move(answer)] {
            const bool different = differs(path, *opened);
            QMetaObject::invokeMethod(this, [this, id, different, answer] {
                if (id == mId) answer(different);
            });
        });
}

}  // namespace lacuna::ui
