// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session.h"
#include "ui/document/display_image.h"
#include "ui/document/restoration_settings.h"
#include "ui/document/stored_photo.h"

#include <QString>
#include <QUuid>

#include <memory>

namespace lacuna::ui {

/// The result of a run: the photograph to save, its picture for the screen, and what made it. Immutable,
/// shared.
struct RestorationResult {
    QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);  ///< unique; its name in project files
    StoredPhoto photo;
    DisplayImage display;
    RestorationSettings settings;
    QImage mask;   ///< the mask it was made with, shared
    QRect region;  ///< the part of the photograph that `photo` restores; null: all of it
    Report report;
    std::shared_ptr<const Trajectory> trajectory;  ///< null: not kept
    int branchStep = -1;  ///< for a branch: the outer step of the other run after which it begins, 0-based
    bool stoppedEarly = false;
    bool beforeFirstEstimate = false;  ///< stopped so early that there is nothing to show

    qsizetype byteCount() const { return display.byteCount() + photo.byteCount(); }
};

using ResultPtr = std::shared_ptr<const RestorationResult>;

/// "Deblur, motion 15 px at 30°", or with a number "Deblur 2, motion 15 px at 30°"; for lists and undo.
QString resultName(const RestorationSettings& settings, int number = 0);
/// "Deblur 2"
QString numberedTask(Task task, int number);
/// "Inpaint", "Deblur", …
QString taskName(Task task);

}  // namespace lacuna::ui
