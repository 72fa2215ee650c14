// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/lacuna_style.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace lacuna::ui {

namespace {

constexpr int kRadius = 4;
constexpr int kHandle = 14;
constexpr int kControlHeight = 28;

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

/// Chosen, pressed, under the pointer, or none of them.
QColor stateFill(const QStyleOption* option, bool chosen) {
    const bool down = option->state & QStyle::State_Sunken;
    const bool hover = (option->state & QStyle::State_MouseOver) && (option->state & QStyle::State_Enabled);
    const QColor window = option->palette.color(QPalette::Window);
    const QColor text = option->palette.color(QPalette::Active, QPalette::WindowText);
    if (chosen)
        return blend(window, option->palette.color(QPalette::Active, QPalette::Highlight),
                     hover ? 0.38 : 0.30);
    if (down) return blend(window, text, 0.16);
    if (hover) return blend(window, text, 0.08);
    return Qt::transparent;
}

void drawMenuBarItem(const QStyleOptionMenuItem* item, QPainter* painter) {
    painter->fillRect(item->rect, item->palette.window());
    const bool open = item->state & QStyle::State_Sunken;
    const bool selected = item->state & QStyle::State_Selected;
    if (open || selected) {
        const QColor window = item->palette.color(QPalette::Window);
        const QColor text = item->palette.color(QPalette::Active, QPalette::WindowText);
        fillRounded(painter, item->rect.adjusted(1, 1, -1, -1), blend(window, text, open ? 0.16 : 0.08));
    }
    painter->save();
    painter->setPen(item->palette.color(QPalette::Active, QPalette::WindowText));
    painter->drawText(item->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, item->text);
    painter->restore();
}

/// Where the keyboard is: a ring in the accent, around the control.
void drawFocusRing(const QStyleOption* option, QPainter* painter) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(option->palette.color(QPalette::Active, QPalette::Highlight), 1.5));
    painter->drawRoundedRect(QRectF(option->rect).adjusted(0.75, 0.75, -0.75, -0.75), kRadius, kRadius);
    painter->restore();
}

void drawSlider(const QStyleOptionSlider* slider, QPainter* painter, const QRect& groove,
                const QRect& handle) {
    const bool enabled = slider->state & QStyle::State_Enabled;
    const QColor window = slider->palette.color(QPalette::Window);
    const QColor text = slider->palette.color(QPalette::Active, QPalette::WindowText);
    const QColor accent =
        enabled ? slider->palette.color(QPalette::Active, QPalette::Highlight) : blend(window, text, 0.3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const QRectF track(groove.left(), groove.center().y() - 1, groove.width(), 3);
    painter->setBrush(blend(window, text, 0.20));
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
        painter->drawEllipse(centre, kHandle / 2.0 + 1, kHandle / 2.0 + 1);
    }
    painter->setPen(QPen(lively ? accent : blend(window, text, 0.45), 1.2));
    painter->setBrush(enabled ? slider->palette.color(QPalette::Active, QPalette::Button) : window);
    painter->drawEllipse(centre, kHandle / 2.0 - 1.5, kHandle / 2.0 - 1.5);
    painter->restore();
}

}  // namespace

LacunaStyle::LacunaStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void LacunaStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
    switch (element) {
        case PE_PanelButtonTool:
            fillRounded(painter, option->rect, stateFill(option, option->state & State_On));
            return;
        case PE_PanelItemViewRow:
            return;
        case PE_PanelItemViewItem:
            fillRounded(painter, option->rect, stateFill(option, option->state & State_Selected));
            return;
        case PE_FrameFocusRect:
            drawFocusRing(option, painter);
            return;
        case PE_FrameStatusBarItem:
        case PE_PanelStatusBar:
            return;
        default:
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void LacunaStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
    switch (element) {
        case CE_ToolBar:
            painter->fillRect(option->rect, option->palette.window());
            return;
        case CE_MenuBarEmptyArea:
            painter->fillRect(option->rect, option->palette.window());
            return;
        case CE_MenuBarItem:
            if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
                drawMenuBarItem(item, painter);
                return;
            }
            break;
        case CE_Splitter:
            painter->fillRect(option->rect, Theme::line(option->palette));
            return;
        case CE_ItemViewItem:
            // What is chosen is tinted, not inverted (PE_PanelItemViewItem): the text stays as it is.
            if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
                QStyleOptionViewItem own(*item);
                own.palette.setColor(QPalette::HighlightedText,
                                     own.palette.color(QPalette::Active, QPalette::Text));
                QProxyStyle::drawControl(element, &own, painter, widget);
                return;
            }
            break;
        default:
            break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void LacunaStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                     QPainter* painter, const QWidget* widget) const {
    if (control == CC_Slider) {
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (slider && slider->orientation == Qt::Horizontal && slider->tickPosition == 0) {
            drawSlider(slider, painter, subControlRect(control, option, SC_SliderGroove, widget),
                       subControlRect(control, option, SC_SliderHandle, widget));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize LacunaStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                    const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
        case CT_PushButton:
            result.rwidth() += 12;
            [[fallthrough]];
        case CT_ComboBox:
        case CT_SpinBox:
        case CT_LineEdit:
            result.setHeight(std::max(result.height(), kControlHeight));
            break;
        case CT_MenuBarItem:
            result += QSize(4, 4);
            break;
        case CT_MenuItem:
            if (result.height() > 12) result.setHeight(std::max(result.height(), kControlHeight - 2));
            break;
        default:
            break;
    }
    return result;
}

int LacunaStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_ToolBarIconSize:
        case PM_ButtonIconSize:
            return 20;
        case PM_ToolBarItemSpacing:
            return 2;
        case PM_ToolBarItemMargin:
            return 2;
        case PM_ToolBarFrameWidth:
            return 2;
        case PM_SplitterWidth:
            return 1;
        case PM_FocusFrameHMargin:
            return qobject_cast<const QAbstractItemView*>(widget)
                       ? 6
                       : QProxyStyle::pixelMetric(metric, option, widget);
        case PM_SliderThickness:
        case PM_SliderControlThickness:
        case PM_SliderLength:
            return kHandle + 2;
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int LacunaStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* result) const {
    switch (hint) {
        case SH_Slider_AbsoluteSetButtons:
            return Qt::LeftButton;
        case SH_EtchDisabledText:
        case SH_DitherDisabledText:
            return 0;
        default:
            return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

QRect LacunaStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                  SubControl subControl, const QWidget* widget) const {
    if (control == CC_Slider && (subControl == SC_SliderHandle || subControl == SC_SliderGroove)) {
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (slider && slider->orientation == Qt::Horizontal && slider->tickPosition == 0) {
            const QRect box = slider->rect;
            if (subControl == SC_SliderGroove) return box.adjusted(kHandle / 2, 0, -kHandle / 2, 0);
            const int way = std::max(0, box.width() - kHandle - 2);
            const int at = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                                   way, slider->upsideDown);
            return {box.left() + at, box.center().y() - (kHandle + 1) / 2, kHandle + 2, kHandle + 2};
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

}  // namespace lacuna::ui
