// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace lacuna::ui {

/// A lacuna::Error as it crosses threads: never an exception.
struct Failure {
    ErrorCode code = ErrorCode::Internal;
    QString subject;  ///< the file or setting, as the engine named it
    QString detail;   ///< untranslated, for "Details" and the log
};

/// The exception being handled, as a value; also logs it. To be called inside catch (...).
Failure currentFailure();

}  // namespace lacuna::ui
