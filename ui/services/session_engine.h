// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/restoration_engine.h"

#include <memory>

namespace lacuna::ui {

/// The real engine around a session of the caller's, such as one with devices that a test pretends.
std::unique_ptr<RestorationEngine> makeSessionEngine(std::unique_ptr<Session> session);

}  // namespace lacuna::ui
