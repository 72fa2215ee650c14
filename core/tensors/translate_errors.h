// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace lacuna {

/// Runs `work` and translates exceptions of LibTorch, OpenCV and the standard library to lacuna::Error:
/// OutOfMemory for a lack of memory, Internal for the rest. An Error passes unchanged.
void translatingErrors(const std::function<void()>& work);

/// Whether `text`, the message of a LibTorch exception, says that memory ran out.
bool isAboutMemory(const std::string& text);

}  // namespace lacuna
