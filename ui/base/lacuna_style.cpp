// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/lacuna_style.h"

#include "ui/base/control_painting.h"
#include "ui/base/icons.h"
#include "ui/base/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr int kControlHeight = 28;
constexpr int kScrollBar = 10;
constexpr int kSmallestHandle = 28;
constexpr int kSpinArrows = 20;

}  // namespace

LacunaStyle::LacunaStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void LacunaStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
    switch (element) {
        case PE_PanelButtonTool:
            fillRounded(painter, option->rect, stateFill(option, option->state & State_On));
            return;
        case PE_IndicatorCheckBox:
            drawCheckBox(option, painter);
            return;
        case PE_FrameLineEdit:
        case PE_PanelLineEdit: {
            const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            if (frame && frame->lineWidth <= 0) return;  // inside a spin box
            drawField(option, painter, option->rect, option->palette.color(QPalette::Base),
                      option->state & State_HasFocus);
            return;
        }
        case PE_PanelItemViewRow:
            return;
        case PE_PanelItemViewItem:
            drawItemPanel(option, painter);
            return;
        case PE_FrameFocusRect:
            if (option->state & State_KeyboardFocusChange) drawFocusRing(option, painter);
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
        case CE_PushButtonBevel:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
                drawPushButton(option, painter, button->features);
                return;
            }
            break;
        case CE_HeaderSection:
        case CE_HeaderEmptyArea:
            painter->fillRect(option->rect, option->palette.color(QPalette::Base));
            return;
        case CE_ItemViewItem:
            // A chosen entry is tinted, not inverted (PE_PanelItemViewItem), so its text keeps its colour.
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
    if (control == CC_SpinBox) {
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
            drawField(option, painter, option->rect, option->palette.color(QPalette::Base),
                      option->state & State_HasFocus);
            for (const auto& [part, up] : {std::pair{SC_SpinBoxUp, true}, std::pair{SC_SpinBoxDown, false}}) {
                const bool enabled = (option->state & State_Enabled) &&
                                     (spin->stepEnabled & (up ? QAbstractSpinBox::StepUpEnabled
                                                              : QAbstractSpinBox::StepDownEnabled));
                drawChevron(option, painter, subControlRect(control, option, part, widget), up, enabled);
            }
            return;
        }
    }
    if (control == CC_ComboBox) {
        const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        if (combo && !combo->editable) {
            const bool focused =
                (option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange);
            drawField(option, painter, option->rect, option->palette.color(QPalette::Button), focused);
            const QRect arrow(option->rect.right() - 22, option->rect.top(), 16, option->rect.height());
            drawChevron(option, painter, arrow, false, option->state & State_Enabled);
            return;
        }
    }
    if (control == CC_ToolButton) {
        const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        if (button && (button->features & QStyleOptionToolButton::MenuButtonPopup)) {
            drawMenuButton(option, painter, subControlRect(control, option, SC_ToolButtonMenu, widget));
            QStyleOptionToolButton label(*button);
            label.rect = subControlRect(control, option, SC_ToolButton, widget);
            drawControl(CE_ToolButtonLabel, &label, painter, widget);
            return;
        }
    }
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            drawScrollBar(*bar, painter);
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
            result.setHeight(std::max(result.height(), kControlHeight));
            break;
        case CT_SpinBox:
            result.rwidth() += 6;  // our arrows are wider than Fusion's
            // A spin box contains a line edit, which already has the height of a control.
            result.setHeight(std::max(size.height(), kControlHeight));
            break;
        case CT_ComboBox:
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
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
            return 16;
        case PM_ScrollBarExtent:
            return kScrollBar;
        case PM_ScrollBarSliderMin:
            return kSmallestHandle;
        case PM_SplitterWidth:
            return 1;
        case PM_FocusFrameHMargin:
            return qobject_cast<const QAbstractItemView*>(widget)
                       ? 6
                       : QProxyStyle::pixelMetric(metric, option, widget);
        case PM_HeaderMargin:
            return 7;  // matches an item's text: its focus frame and one pixel
        case PM_SliderThickness:
        case PM_SliderControlThickness:
        case PM_SliderLength:
            return kSliderHandle + 2;
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QIcon LacunaStyle::standardIcon(StandardPixmap icon, const QStyleOption* option,
                                const QWidget* widget) const {
    switch (icon) {
        case SP_MessageBoxQuestion:
        case SP_MessageBoxInformation:
            return themedIcon(QStringLiteral("info"));
        case SP_MessageBoxWarning:
        case SP_MessageBoxCritical:
            return themedIcon(QStringLiteral("warning"));
        default:
            return QProxyStyle::standardIcon(icon, option, widget);
    }
}

int LacunaStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* result) const {
    switch (hint) {
        case SH_Slider_AbsoluteSetButtons:
            return Qt::LeftButton;
        case SH_DialogButtonBox_ButtonsHaveIcons:
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
            if (subControl == SC_SliderGroove)
                return box.adjusted(kSliderHandle / 2, 0, -kSliderHandle / 2, 0);
            const int way = std::max(0, box.width() - kSliderHandle - 2);
            const int at = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                                   way, slider->upsideDown);
            return {box.left() + at, box.center().y() - (kSliderHandle + 1) / 2, kSliderHandle + 2,
                    kSliderHandle + 2};
        }
    }
    if (control == CC_SpinBox) {
        const QRect box = option->rect;
        const QRect arrows(box.right() - kSpinArrows, box.top() + 3, kSpinArrows - 2, box.height() - 6);
        if (subControl == SC_SpinBoxUp) return arrows.adjusted(0, 0, 0, -arrows.height() / 2);
        if (subControl == SC_SpinBoxDown) return arrows.adjusted(0, arrows.height() / 2, 0, 0);
        if (subControl == SC_SpinBoxEditField) return box.adjusted(4, 2, -kSpinArrows - 2, -2);
    }
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            const QRect handle = scrollHandle(*bar);
            const bool level = bar->orientation == Qt::Horizontal;
            switch (subControl) {
                case SC_ScrollBarSlider:
                    return handle;
                case SC_ScrollBarGroove:
                    return bar->rect;
                case SC_ScrollBarSubPage:
                    return level ? QRect(bar->rect.topLeft(), QPoint(handle.left() - 1, bar->rect.bottom()))
                                 : QRect(bar->rect.topLeft(), QPoint(bar->rect.right(), handle.top() - 1));
                case SC_ScrollBarAddPage:
                    return level ? QRect(QPoint(handle.right() + 1, bar->rect.top()), bar->rect.bottomRight())
                                 : QRect(QPoint(bar->rect.left(), handle.bottom() + 1),
                                         bar->rect.bottomRight());
                default:
                    return {};
            }
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

}  // namespace lacuna::ui
