// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScreen>
#include <QWidget>

namespace lacuna::ui {

/// What a title bar takes, in logical pixels; frames have no sides to speak of.
constexpr QSize kWindowFrame{0, 40};

/// `wanted`, or as much of it as fits on the screen of `widget` together with a frame and without covering
/// panels. At a scale of 2, a screen of 1920×1080 has 960×540.
inline QSize withinScreen(const QWidget& widget, QSize wanted) {
    return wanted.boundedTo(widget.screen()->availableSize() - kWindowFrame);
}

}  // namespace lacuna::ui
