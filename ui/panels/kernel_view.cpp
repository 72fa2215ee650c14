// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kernel_view.h"

#include "ui/base/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lacuna::ui {

KernelView::KernelView(QWidget* parent) : QWidget(parent) {
    setFixedSize(sizeHint());
    setAccessibleName(tr("Picture of the blur kernel"));
    setToolTip(
        tr("What one bright point in the scene turned into in the photograph (the point spread function)."));
}

void KernelView::setPicture(const QImage& picture) {
    mPicture = picture;
    update();
}

void KernelView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.fillPath(frame, Qt::black);
    if (!mPicture.isNull()) {
        const double dpr = devicePixelRatioF();
        const double side = std::max(mPicture.width(), mPicture.height());
        const double scale = (width() - 12) / side;
        const QSizeF size = QSizeF(mPicture.size()) * scale;
        // Small kernels show their pixels as squares.
        painter.setRenderHint(QPainter::SmoothPixmapTransform, scale * dpr < 3);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.drawImage(QRectF(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size),
                          mPicture);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::line(palette()));
    painter.drawPath(frame);
}

}  // namespace lacuna::ui
