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

// How LacunaStyle draws: flat, with outlines that are visible in the light and the dark theme.
namespace lacuna::ui {

inline constexpr int kSliderHandle = 14;

/// Interpolates between two colours; `share` is the weight of `over`.
QColor blend(const QColor& under, const QColor& over, double share);
void fillRounded(QPainter* painter, const QRect& rect, const QColor& fill);
/// The fill of a flat button or list entry: chosen, pressed, hovered, or none.
QColor stateFill(const QStyleOption* option, bool chosen);

void drawMenuBarItem(const QStyleOptionMenuItem* item, QPainter* painter);
/// The keyboard focus: a ring in the accent colour around the control.
void drawFocusRing(const QStyleOption* option, QPainter* painter);
/// The outline and the fill of an input field.
void drawField(const QStyleOption* option, QPainter* painter, const QRect& rect, const QColor& fill,
               bool focused);
void drawCheckBox(const QStyleOption* option, QPainter* painter);
/// Tints the default button.
void drawPushButton(const QStyleOption* option, QPainter* painter,
                    QStyleOptionButton::ButtonFeatures features);
/// The background of a list entry, continuous over the columns of a row.
void drawItemPanel(const QStyleOption* option, QPainter* painter);
/// A small arrow head in the middle of `rect`, up or down.
void drawChevron(const QStyleOption* option, QPainter* painter, const QRect& rect, bool up, bool enabled);
/// A tool button with a menu at its side: one flat button, whose arrow part `menu` is darker while the menu
/// is open. The caller draws the icon.
void drawMenuButton(const QStyleOptionComplex* option, QPainter* painter, const QRect& menu);
void drawSlider(const QStyleOptionSlider* slider, QPainter* painter, const QRect& groove,
                const QRect& handle);
/// The handle of a scroll bar; the rest of it is empty.
QRect scrollHandle(const QStyleOptionSlider& bar);
void drawScrollBar(const QStyleOptionSlider& bar, QPainter* painter);

}  // namespace lacuna::ui
