// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_thread.h"
#include "ui/base/failure.h"
#include "ui/project/autosave_slot.h"
#include "ui/project/project.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace lacuna::ui {

/// Reads and writes projects on a thread of their own, so that an autosave never delays opening a photograph.
/// Destruction waits for pending writes.
class ProjectService : public QObject {
    Q_OBJECT

  public:
    explicit ProjectService(QObject* parent = nullptr);

    bool isSaving() const { return mSaves > 0; }
    void save(const QString& path, const Project& project);
    void open(const QString& path);
    /// Both keep the slot alive until they are done.
    void autosave(std::shared_ptr<AutosaveSlot> slot, const Project& project);
    void recover(std::shared_ptr<AutosaveSlot> slot);

  Q_SIGNALS:
    void saved(const QString& path, const lacuna::ui::Project& project);
    void saveFailed(const lacuna::ui::Failure& failure);
    void opened(const QString& path, const lacuna::ui::Project& project);
    void openFailed(const QString& path, const lacuna::ui::Failure& failure);
    void autosaved(const QString& folder);
    void autosaveFailed(const lacuna::ui::Failure& failure);
    void recovered(const lacuna::ui::Project& project);
    void recoverFailed(const lacuna::ui::Failure& failure);

  private:
    /// Runs `work` on the thread, and then what it returned on this one; a fault goes to `failed`.
    void run(std::function<std::function<void()>()> work, std::function<void(const Failure&)> failed);

    int mSaves = 0;
    BackgroundThread mThread;
};

}  // namespace lacuna::ui
