// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace lacuna::ui {

/// Called first by every function that computes on whole pictures or enters the engine. On the GUI thread it
/// asserts in a debug build and, in any build, notes `what` (a string literal), so that a test can show that
/// nothing did. Any thread.
void mustNotBlockGui(const char* what);

/// What was noted so far, oldest first.
std::vector<const char*> guiThreadOffences();
/// How often mustNotBlockGui() was called at all: a test that counts offences must also see that something
/// was checked.
int guiThreadChecks();

}  // namespace lacuna::ui
