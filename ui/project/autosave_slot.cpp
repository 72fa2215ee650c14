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

AutosaveSlot::AutosaveSlot(const QString& folder) : mFolder(folder), mLock(folder + QStringLiteral(".lock")) {
    mLock.setStaleLockTime(0);  // only a process that is gone loses its lock, however long it works
}

AutosaveSlot::~AutosaveSlot() {
    if (mLock.isLocked()) QDir(mFolder).removeRecursively();
}

std::shared_ptr<AutosaveSlot> AutosaveSlot::make() {
    const QDir folder = root();
    if (!folder.mkpath(QStringLiteral("."))) return nullptr;
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::shared_ptr<AutosaveSlot> slot(new AutosaveSlot(folder.filePath(name)));
    return slot->mLock.tryLock(0) ? slot : nullptr;
}

std::shared_ptr<AutosaveSlot> AutosaveSlot::takeOrphan() {
    const QDir folder = root();
    for (const QFileInfo& entry :
         folder.entryInfoList({QStringLiteral("*-*-*-*-*")}, QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
        std::shared_ptr<AutosaveSlot> slot(new AutosaveSlot(entry.filePath()));
        if (!slot->mLock.tryLock(0)) continue;  // another Lacuna is at work on it
        if (QFile::exists(entry.filePath() + QStringLiteral("/project.json"))) return slot;
        // Killed before the first autosave was whole: nothing to recover, gone with the slot.
    }
    return nullptr;
}

void AutosaveSlot::setAside() {
    const QFileInfo folder(mFolder);
    QDir().rename(mFolder, folder.dir().filePath(QStringLiteral("unreadable ") + folder.fileName().left(8)));
}

}  // namespace lacuna::ui
