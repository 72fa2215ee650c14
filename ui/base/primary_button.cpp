// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/primary_button.h"

#include "ui/base/contrast.h"
#include "ui/base/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionButton>

#include <algorithm>

namespace lacuna::ui {

namespace {
constexpr int kHeight = 40;
constexpr double kRadius = 6;
}  // namespace

void PrimaryButton::setProgress(double share) {
    if (share == mProgress) return;
    mProgress = share;
    update();
}

QSize PrimaryButton::sizeHint() const {
    return {QPushButton::sizeHint().width() + 24, std::max(kHeight, QPushButton::sizeHint().height())};
}

void PrimaryButton::paintEvent(QPaintEvent*) {
    QStyleOptionButton option;
    initStyleOption(&option);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(kRim, kRim, -kRim, -kRim);
    QColor fill = Theme::accentFill(palette());
    QColor ink = accentInk(palette());
    if (!isEnabled()) {
        fill = Theme::line(palette());
        ink = palette().color(QPalette::Disabled, QPalette::ButtonText);
    } else if (option.state & QStyle::State_Sunken) {
        fill = fill.darker(115);
    } else if (option.state & QStyle::State_MouseOver) {
        fill = fill.lighter(108);
    }
    QPainterPath shape;
    shape.addRoundedRect(box, kRadius, kRadius);
    if (mProgress >= 0 && isEnabled()) {
        painter.fillPath(shape, fill.darker(150));
        painter.save();
        painter.setClipRect(
            QRectF(box.left(), box.top(), box.width() * std::min(1.0, mProgress), box.height()));
        painter.fillPath(shape, fill);
        painter.restore();
    } else {
        painter.fillPath(shape, fill);
    }
    if (hasFocus() && (option.state & QStyle::State_KeyboardFocusChange)) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), kRadius + 1, kRadius + 1);
    }
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter | Qt::TextShowMnemonic, text());
}

}  // namespace lacuna::ui
