// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace lacuna::ui {

/// WCAG 2's ratio, from 1 to 21.
double contrast(const QColor& a, const QColor& b);
/// Whether the desktop's colours are as far apart as they can be, for people who see little. Then lines,
/// edges and quiet text are to be as clear as the text.
bool isHighContrast(const QPalette& palette);
/// The accent for lines and marks on the window, such as the ring around what has the focus: with a contrast
/// of 3 (WCAG 2, 1.4.11), whatever the desktop's own is.
QColor accentMark(const QPalette& palette);
/// Text on Theme::accentFill().
QColor accentInk(const QPalette& palette);

}  // namespace lacuna::ui
