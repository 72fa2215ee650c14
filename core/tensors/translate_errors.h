// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace lacuna {

/// Runs `work` and turns what LibTorch, OpenCV and the standard library throw into lacuna::Error: memory that
/// isn't there into OutOfMemory, the rest into Internal. Error passes as it is.
void translatingErrors(const std::function<void()>& work);

/// Whether what an exception of LibTorch says is that memory ran out.
bool isAboutMemory(const std::string& text);

}  // namespace lacuna
