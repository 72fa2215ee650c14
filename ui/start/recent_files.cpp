// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/recent_files.h"

#include <QSettings>

namespace lacuna::ui {

namespace {
const QString kKey = QStringLiteral("files/recent");
}

RecentFiles::RecentFiles(QObject* parent)
    : QObject(parent), mPaths(QSettings().value(kKey).toStringList().mid(0, kMost)) {}

void RecentFiles::add(const QString& path) {
    mPaths.removeAll(path);
    mPaths.prepend(path);
    mPaths = mPaths.mid(0, kMost);
    store();
}

void RecentFiles::remove(const QString& path) {
    if (mPaths.removeAll(path) > 0) store();
}

void RecentFiles::clear() {
    mPaths.clear();
    store();
}

void RecentFiles::store() {
    QSettings().setValue(kKey, mPaths);
    Q_EMIT changed();
}

}  // namespace lacuna::ui
