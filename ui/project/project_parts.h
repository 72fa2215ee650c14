// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The names of a project's parts, as described in project_io.h.
namespace lacuna::ui::parts {

inline const QString kProgram = QStringLiteral("lacuna");
inline const QString kIndex = QStringLiteral("project.json");
inline const QString kPixels = QStringLiteral("source-pixels.png");
inline const QString kMask = QStringLiteral("mask.png");
inline const QString kClean = QStringLiteral("clean.png");
inline const QString kCleanMask = QStringLiteral("clean-mask.png");

inline QString picturePart(const QString& id) {
    return QStringLiteral("results/%1.png").arg(id);
}

/// A step of its timeline.
inline QString stepPart(const QString& id, int step) {
    return QStringLiteral("results/%1-step-%2.bin").arg(id).arg(step);
}

inline QString maskPart(const QString& id) {
    return QStringLiteral("results/%1-mask.png").arg(id);
}

}  // namespace lacuna::ui::parts
