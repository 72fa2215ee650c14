// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/loaded_photo.h"
#include "ui/services/run.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

namespace lacuna::ui {

class FileService;

/// Notices when another program puts something else in the place of the file that a photograph was read from.
/// A file that is touched, or saved again without a change, counts for nothing, and so does one that goes.
class SourceWatch : public QObject {
    Q_OBJECT

  public:
    explicit SourceWatch(FileService& files, QObject* parent = nullptr);

    /// Watches this photograph's file in place of the previous one's.
    void start(const LoadedPhoto& source);
    /// Before the file is written by Lacuna itself.
    void stop();

  Q_SIGNALS:
    void changed(const QString& path);

  private:
    FileService& mFiles;
    LoadedPhoto mSource;  ///< without an original: nothing is watched
    QFileSystemWatcher mWatcher;
    QTimer mSoon;
    LatestRun mComparison;
};

}  // namespace lacuna::ui
