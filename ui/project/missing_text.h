// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/message_bar.h"
#include "ui/project/project.h"

namespace lacuna::ui {

/// What could not be read of a project that was opened in part, in the user's language. `name` is the
/// project's.
Message describeMissing(const Project& project, const QString& name);

}  // namespace lacuna::ui
