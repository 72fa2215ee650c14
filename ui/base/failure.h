// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>
#include <QStringList>

namespace lacuna::ui {

/// A lacuna::Error as a value, for passing it between threads.
struct Failure {
    ErrorCode code = ErrorCode::Internal;
    QString subject;  ///< the file or setting, as named by the engine
    QString detail;   ///< untranslated, for "Details" and the log
    /// The pattern and the values of the Cause, which the detail was made from; null: it has none.
    const char* cause = nullptr;
    QStringList values{};
};

/// Returns the current exception as a value, and logs it. Call it inside catch (...).
Failure currentFailure();

}  // namespace lacuna::ui
