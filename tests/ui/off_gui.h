// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"

#include <functional>

namespace lacuna::ui::test {

/// Runs `work` on another thread and waits: for functions that must not run on this one.
void offGui(const std::function<void()>& work);

/// The result's pixels, out of the store.
ImageBuffer pixelsOf(const RestorationResult& result);

/// A document of a colourful photograph.
LoadedPhoto loadedPhoto(int width, int height);

}  // namespace lacuna::ui::test
