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
    /// Unique for its pixels; its name in project files.
    QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QString stage = id;  ///< its place in the chain of results, which stays when it is made anew
    QString parent;      ///< the stage that it was made from; empty: the photograph
    QString parentId;    ///< the id that the parent had then
    StoredPhoto photo;
    DisplayImage display;
    RestorationSettings settings;
    MaskLayer mask;    ///< the mask it was made with, of the original photograph's size, shared
    QRect region;      ///< the part of the original photograph that `photo` restores; null: all of it
    double blend = 1;  ///< share of the restoration in `photo`; the rest is what it was made from
    std::shared_ptr<const RestorationResult> whole;  ///< the same with a share of 1; null: this is it
    Report report;
    std::shared_ptr<const Trajectory> trajectory;  ///< null: not kept
    bool keepsUnmarked = false;  ///< unmarked pixels are still those of the original photograph
    int branchStep = -1;  ///< for a branch: the outer step of the other run after which it begins, 0-based
    bool stoppedEarly = false;
    bool beforeFirstEstimate = false;  ///< stopped so early that there is nothing to show

    qsizetype byteCount() const { return display.byteCount() + photo.byteCount(); }
};

using ResultPtr = std::shared_ptr<const RestorationResult>;

/// Whether a result can be blended with what it was made from, because both have the same size.
bool canBlend(const RestorationResult& result);
/// `result` with that share of the restoration, 0 to 1. The id follows from the share, so that the same share
/// gives the same id again. `input` is what it was made from. Reads every pixel: not on the GUI thread.
ResultPtr withBlend(const ResultPtr& result, const Photograph& input, double share);

/// "Deblur, motion 15 px at 30°", or with a number "Deblur 2, motion 15 px at 30°"; for lists and undo.
QString resultName(const RestorationSettings& settings, int number = 0);
/// "Deblur 2"
QString numberedTask(Task task, int number);
/// "Inpaint", "Deblur", …
QString taskName(Task task);

}  // namespace lacuna::ui
