// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/control_painting.h"

#include "ui/base/contrast.h"
#include "ui/base/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {
constexpr double kRadius = 4;
constexpr int kSmallestHandle = 28;

/// Saves the painter and smooths it.
class Smoothly {
  public:
    explicit Smoothly(QPainter* painter) : mPainter(painter) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
    }
    ~Smoothly() { mPainter->restore(); }
    Q_DISABLE_COPY(Smoothly)

  private:
    QPainter* mPainter;
};

/// The window's colour with a share of the text's; on a desktop of high contrast, with more of it.
QColor shade(const QPalette& palette, double share) {
    return blend(palette.color(QPalette::Window), palette.color(QPalette::Active, QPalette::WindowText),
                 isHighContrast(palette) ? std::sqrt(share) : share);
}

QColor outline(const QStyleOption* option) {
    const bool enabled = option->state & QStyle::State_Enabled;
    if (isHighContrast(option->palette))
        return option->palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::WindowText);
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    return shade(option->palette, !enabled ? 0.15 : hover ? 0.5 : 0.32);
}

}  // namespace

QColor blend(const QColor& under, const QColor& over, double share) {
    const auto mix = [share](int a, int b) { return int(a + (b - a) * share + 0.5); };
    return {mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue())};
}

void fillRounded(QPainter* painter, const QRect& rect, const QColor& fill) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    painter->restore();
}

/// Chosen, pressed, hovered, or none of these.
QColor stateFill(const QStyleOption* option, bool chosen) {
    const bool down = option->state & QStyle::State_Sunken;
    const bool hover = (option->state & QStyle::State_MouseOver) && (option->state & QStyle::State_Enabled);
    if (chosen)
        return blend(option->palette.color(QPalette::Window), accentMark(option->palette),
                     hover ? 0.38 : 0.30);
    if (down) return shade(option->palette, 0.16);
    if (hover) return shade(option->palette, 0.08);
    return Qt::transparent;
}

void drawMenuBarItem(const QStyleOptionMenuItem* item, QPainter* painter) {
    painter->fillRect(item->rect, item->palette.window());
    const bool open = item->state & QStyle::State_Sunken;
    const bool selected = item->state & QStyle::State_Selected;
    if (open || selected) {
        fillRounded(painter, item->rect.adjusted(1, 1, -1, -1), shade(item->palette, open ? 0.16 : 0.08));
    }
    painter->save();
    painter->setPen(item->palette.color(QPalette::Active, QPalette::WindowText));
    painter->drawText(item->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, item->text);
    painter->restore();
}

/// The keyboard focus: a ring in the accent colour around the control.
void drawFocusRing(const QStyleOption* option, QPainter* painter) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(accentMark(option->palette), 1.5));
    painter->drawRoundedRect(QRectF(option->rect).adjusted(0.75, 0.75, -0.75, -0.75), kRadius, kRadius);
    painter->restore();
}

void drawSlider(const QStyleOptionSlider* slider, QPainter* painter, const QRect& groove,
                const QRect& handle) {
    const bool enabled = slider->state & QStyle::State_Enabled;
    const QColor window = slider->palette.color(QPalette::Window);
    const QColor accent = enabled ? accentMark(slider->palette) : shade(slider->palette, 0.3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const QRectF track(groove.left(), groove.center().y() - 1, groove.width(), 3);
    painter->setBrush(shade(slider->palette, 0.20));
    painter->drawRoundedRect(track, 1.5, 1.5);
    QRectF filled = track;
    if (slider->upsideDown) {
        filled.setLeft(handle.center().x());
    } else {
        filled.setRight(handle.center().x());
    }
    painter->setBrush(accent);
    painter->drawRoundedRect(filled, 1.5, 1.5);
    const bool lively =
        enabled && (slider->state & QStyle::State_MouseOver || slider->state & QStyle::State_Sunken);
    const QPointF centre = QRectF(handle).center();
    if (slider->state & QStyle::State_HasFocus) {
        painter->setBrush(QColor(accent.red(), accent.green(), accent.blue(), 90));
        painter->drawEllipse(centre, kSliderHandle / 2.0 + 1, kSliderHandle / 2.0 + 1);
    }
    painter->setPen(QPen(lively ? accent : shade(slider->palette, 0.45), 1.2));
    painter->setBrush(enabled ? slider->palette.color(QPalette::Active, QPalette::Button) : window);
    painter->drawEllipse(centre, kSliderHandle / 2.0 - 1.5, kSliderHandle / 2.0 - 1.5);
    painter->restore();
}

/// The handle of a scroll bar; the rest of it is empty.
QRect scrollHandle(const QStyleOptionSlider& bar) {
    const bool level = bar.orientation == Qt::Horizontal;
    const int length = level ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum + bar.pageStep;
    const int handle = std::min(
        length, std::max(kSmallestHandle, range > 0 ? int(length * qint64(bar.pageStep) / range) : 0));
    const int at = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                   length - handle, bar.upsideDown);
    return level ? QRect(bar.rect.left() + at, bar.rect.top(), handle, bar.rect.height())
                 : QRect(bar.rect.left(), bar.rect.top() + at, bar.rect.width(), handle);
}

void drawScrollBar(const QStyleOptionSlider& bar, QPainter* painter) {
    const QColor window = bar.palette.color(QPalette::Window);
    painter->fillRect(bar.rect, window);
    if (bar.maximum <= bar.minimum) return;
    const bool lively = bar.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(shade(bar.palette, lively ? 0.45 : 0.25));
    painter->drawRoundedRect(QRectF(scrollHandle(bar)).adjusted(2, 2, -2, -2), 3, 3);
    painter->restore();
}

void drawField(const QStyleOption* option, QPainter* painter, const QRect& rect, const QColor& fill,
               bool focused) {
    const Smoothly smoothly(painter);
    painter->setBrush(fill);
    painter->setPen(focused ? QPen(accentMark(option->palette), 1.5) : QPen(outline(option), 1));
    const double inset = focused ? 0.75 : 0.5;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), kRadius, kRadius);
}

void drawCheckBox(const QStyleOption* option, QPainter* painter) {
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool on = option->state & QStyle::State_On;
    const bool enabled = option->state & QStyle::State_Enabled;
    const Smoothly smoothly(painter);
    if (!on) {
        painter->setBrush(option->palette.color(QPalette::Base));
        painter->setPen(outline(option));
        painter->drawRoundedRect(box, 3, 3);
        return;
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(enabled ? Theme::accentFill(option->palette) : outline(option));
    painter->drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3);
    QPainterPath tick;
    tick.moveTo(box.left() + box.width() * 0.24, box.top() + box.height() * 0.53);
    tick.lineTo(box.left() + box.width() * 0.43, box.top() + box.height() * 0.72);
    tick.lineTo(box.left() + box.width() * 0.77, box.top() + box.height() * 0.30);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(accentInk(option->palette), 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPath(tick);
}

void drawPushButton(const QStyleOption* option, QPainter* painter,
                    QStyleOptionButton::ButtonFeatures features) {
    const bool flat = features & QStyleOptionButton::Flat;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool focused =
        (option->state & QStyle::State_HasFocus) && (option->state & QStyle::State_KeyboardFocusChange);
    if (flat && !focused) {
        fillRounded(painter, option->rect, stateFill(option, false));
        return;
    }
    QColor button = option->palette.color(QPalette::Button);
    if ((features & QStyleOptionButton::DefaultButton) && (option->state & QStyle::State_Enabled))
        button = blend(button, option->palette.color(QPalette::Active, QPalette::Highlight), 0.3);
    const QColor text = option->palette.color(QPalette::Active, QPalette::ButtonText);
    const bool hover = (option->state & QStyle::State_MouseOver) && (option->state & QStyle::State_Enabled);
    drawField(option, painter, option->rect, blend(button, text, down ? 0.16 : hover ? 0.06 : 0), focused);
}

void drawItemPanel(const QStyleOption* option, QPainter* painter) {
    const QColor fill = stateFill(option, option->state & QStyle::State_Selected);
    if (fill.alpha() == 0) return;
    QRect box = option->rect;
    if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
        const auto position = item->viewItemPosition;
        constexpr int kBeyond = 2 * int(kRadius);
        if (position == QStyleOptionViewItem::Middle || position == QStyleOptionViewItem::End)
            box.adjust(-kBeyond, 0, 0, 0);
        if (position == QStyleOptionViewItem::Middle || position == QStyleOptionViewItem::Beginning)
            box.adjust(0, 0, kBeyond, 0);
    }
    painter->save();
    painter->setClipRect(option->rect, Qt::IntersectClip);
    fillRounded(painter, box, fill);
    painter->restore();
}

void drawMenuButton(const QStyleOptionComplex* option, QPainter* painter, const QRect& menu) {
    QStyleOptionComplex whole(*option);
    const bool open =
        (option->state & QStyle::State_Sunken) && (option->activeSubControls & QStyle::SC_ToolButtonMenu);
    if (open) whole.state &= ~QStyle::State_Sunken;
    const bool enabled = option->state & QStyle::State_Enabled;
    fillRounded(painter, option->rect, stateFill(&whole, option->state & QStyle::State_On));
    if (open) {
        QColor shade = option->palette.color(QPalette::Active, QPalette::WindowText);
        shade.setAlphaF(0.16F);
        fillRounded(painter, menu, shade);
    }
    drawChevron(option, painter, menu, false, enabled);
    if ((option->state & QStyle::State_HasFocus) && (option->state & QStyle::State_KeyboardFocusChange))
        drawFocusRing(option, painter);
}

void drawChevron(const QStyleOption* option, QPainter* painter, const QRect& rect, bool up, bool enabled) {
    const Smoothly smoothly(painter);
    const QPointF middle = QRectF(rect).center();
    const double way = up ? -1 : 1;
    QPainterPath arrow(middle + QPointF(-3.5, -1.75 * way));
    arrow.lineTo(middle + QPointF(0, 1.75 * way));
    arrow.lineTo(middle + QPointF(3.5, -1.75 * way));
    painter->setBrush(Qt::NoBrush);
    painter->setPen(
        QPen(option->palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText),
             1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPath(arrow);
}

}  // namespace lacuna::ui
