// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace lacuna {
struct Photograph;
}

namespace lacuna::ui {

/// The photograph for another program: with its depth, its transparency and its colour profile. Copies every
/// pixel and must not run on the GUI thread (thread_guard.h).
QImage taggedImage(const Photograph& photo);

}  // namespace lacuna::ui
