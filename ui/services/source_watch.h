// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_thread.h"
#include "ui/document/loaded_photo.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>

namespace lacuna::ui {

/// Notices when another program puts something else in the place of the file that a photograph was read from.
/// A file that is touched, or saved again without a change, counts for nothing, and so does one that goes.
class SourceWatch : public QObject {
    Q_OBJECT

  public:
    explicit SourceWatch(QObject* parent = nullptr);

    /// Watches this photograph's file in place of the previous one's.
    void start(const LoadedPhoto& source);
    /// Before the file is written by Lacuna itself.
    void stop();
    /// Compares the file that is watched with what was opened, for folders whose changes nobody reports;
    /// calls `answer` with whether they differ.
    void compare(std::function<void(bool differs)> answer);

  Q_SIGNALS:
    void changed(const QString& path);

  private:
    LoadedPhoto mSource;  ///< without an original: nothing is watched
    quint64 mId = 0;      ///< of the photograph that is watched
    QFileSystemWatcher mWatcher;
    QTimer mSoon;
    BackgroundThread mThread;  ///< last, so that it ends first
};

}  // namespace lacuna::ui
