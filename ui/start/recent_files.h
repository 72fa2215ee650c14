// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

namespace lacuna::ui {

/// The photographs opened last, newest first, kept in QSettings.
class RecentFiles : public QObject {
    Q_OBJECT

  public:
    static constexpr int kMost = 8;

    explicit RecentFiles(QObject* parent = nullptr);

    const QStringList& paths() const { return mPaths; }
    void add(const QString& path);
    void remove(const QString& path);
    void clear();

  Q_SIGNALS:
    void changed();

  private:
    void store();

    QStringList mPaths;
};

}  // namespace lacuna::ui
