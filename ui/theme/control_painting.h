// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRect>
#include <QStyleOptionButton>

class QPainter;
class QStyleOption;
class QStyleOptionComplex;
class QStyleOptionMenuItem;
class QStyleOptionSlider;

// How LacunaStyle draws: flat, with outlines that are seen in light and in dark.
namespace lacuna::ui {

inline constexpr int kSliderHandle = 14;

/// `share` of the way from one colour to the other.
QColor blend(const QColor& under, const QColor& over, double share);
void fillRounded(QPainter* painter, const QRect& rect, const QColor& fill);
/// The fill of a flat button or list entry: chosen, pressed, under the pointer, or nothing.
QColor stateFill(const QStyleOption* option, bool chosen);

void drawMenuBarItem(const QStyleOptionMenuItem* item, QPainter* painter);
/// Where the keyboard is: a ring in the accent, around the control.
void drawFocusRing(const QStyleOption* option, QPainter* painter);
/// The outline and fill of what takes input; `fill` says in what colour.
void drawField(const QStyleOption* option, QPainter* painter, const QRect& rect, const QColor& fill,
               bool focused);
void drawCheckBox(const QStyleOption* option, QPainter* painter);
/// Tints what Enter presses.
void drawPushButton(const QStyleOption* option, QPainter* painter,
                    QStyleOptionButton::ButtonFeatures features);
/// Behind an entry of a list; the columns of a row join.
void drawItemPanel(const QStyleOption* option, QPainter* painter);
/// A small arrow head in the middle of `rect`, up or down.
void drawChevron(const QStyleOption* option, QPainter* painter, const QRect& rect, bool up, bool enabled);
/// A tool button with a menu at its side: one flat button, the arrow part darker while the menu is open.
/// `menu` is that part; the icon is the caller's.
void drawMenuButton(const QStyleOptionComplex* option, QPainter* painter, const QRect& menu);
void drawSlider(const QStyleOptionSlider* slider, QPainter* painter, const QRect& groove,
                const QRect& handle);
/// The handle of a scroll bar; the rest of it is empty.
QRect scrollHandle(const QStyleOptionSlider& bar);
void drawScrollBar(const QStyleOptionSlider& bar, QPainter* painter);

}  // namespace lacuna::ui
