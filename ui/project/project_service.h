// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project/autosave_slot.h"
#include "ui/project/project.h"
#include "ui/services/run_queue.h"

#include <QCoreApplication>
#include <QString>

#include <memory>

namespace lacuna::ui {

/// Reads and writes projects beside the GUI.
class ProjectService {
    Q_DECLARE_TR_FUNCTIONS(ProjectService)

  public:
    explicit ProjectService(Runs& runs) : mRuns(runs) {}

    RunOf<Nothing> save(const QString& path, const Project& project);
    RunOf<Project> open(const QString& path);
    /// Both keep the slot alive until they are done.
    RunOf<Nothing> autosave(std::shared_ptr<AutosaveSlot> slot, const Project& project);
    RunOf<Project> recover(std::shared_ptr<AutosaveSlot> slot);

  private:
    Runs& mRuns;
};

}  // namespace lacuna::ui
