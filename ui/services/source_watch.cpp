// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/source_watch.h"

#include "ui/services/file_service.h"

#include <chrono>

namespace lacuna::ui {

namespace {

/// Programs write a file in several steps.
constexpr std::chrono::milliseconds kSettled{400};

}  // namespace

SourceWatch::SourceWatch(FileService& files, QObject* parent) : QObject(parent), mFiles(files) {
    mSoon.setSingleShot(true);
    mSoon.setInterval(kSettled);
    connect(&mWatcher, &QFileSystemWatcher::fileChanged, this, [this] { mSoon.start(); });
    connect(&mSoon, &QTimer::timeout, this, [this] {
        // A file that was replaced is another file: it isn't watched yet.
        if (!mWatcher.files().contains(mSource.path)) mWatcher.addPath(mSource.path);
        mComparison.replace(mFiles.compareSource(mSource)).then(this, [this](bool differs) {
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
    mSoon.stop();
    mComparison.cancel();
    if (!mWatcher.files().isEmpty()) mWatcher.removePaths(mWatcher.files());
    mSource = {};
}

}  // namespace lacuna::ui
