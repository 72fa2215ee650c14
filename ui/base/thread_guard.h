// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace lacuna::ui {

/// Called first by every function that computes on whole pictures or enters the engine. If called on the GUI
/// thread, it asserts in a debug build and records `what` (a string literal) in any build, so that tests can
/// check for it. Any thread.
void mustNotBlockGui(const char* what);

/// The calls recorded so far, oldest first.
std::vector<const char*> guiThreadOffences();
/// How often mustNotBlockGui() was called in total: a test for offences must also verify that something was
/// checked.
int guiThreadChecks();

}  // namespace lacuna::ui
