// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/autosave_slot.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QUuid>

namespace lacuna::ui {

namespace {

QDir root() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
                QStringLiteral("/autosave"));
}

}  // namespace

QString AutosaveSlot::place() {
    return root().path();
}

AutosaveSlot::AutosaveSlot(const QString& folder, bool stays)
    : mFolder(folder), mLock(folder + QStringLiteral(".lock")), mStays(stays) {
    mLock.setStaleLockTime(0);  // only a process that is gone loses its lock, however long it works
}

AutosaveSlot::~AutosaveSlot() {
    if (mLock.isLocked() && !mStays) QDir(mFolder).removeRecursively();
}

std::shared_ptr<AutosaveSlot> AutosaveSlot::make() {
    const QDir folder = root();
    if (!folder.mkpath(QStringLiteral("."))) return nullptr;
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::shared_ptr<AutosaveSlot> slot(new AutosaveSlot(folder.filePath(name), false));
    return slot->mLock.tryLock(0) ? slot : nullptr;
}

std::shared_ptr<AutosaveSlot> AutosaveSlot::takeOrphan() {
    const QDir folder = root();
    for (const QFileInfo& entry :
         folder.entryInfoList({QStringLiteral("*-*-*-*-*")}, QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
        std::shared_ptr<AutosaveSlot> slot(new AutosaveSlot(entry.filePath(), true));
        if (!slot->mLock.tryLock(0)) continue;  // another Lacuna is at work on it
        if (QFile::exists(entry.filePath() + QStringLiteral("/project.json"))) return slot;
        slot->discard();  // killed before the first autosave was whole: there is nothing to recover
    }
    return nullptr;
}

void AutosaveSlot::setAside() {
    const QFileInfo folder(mFolder);
    QDir().rename(mFolder, folder.dir().filePath(QStringLiteral("unreadable ") + folder.fileName().left(8)));
}

}  // namespace lacuna::ui
