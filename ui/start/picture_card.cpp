// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/picture_card.h"

#include "ui/base/contrast.h"
#include "ui/base/icons.h"
#include "ui/base/theme.h"

#include <QFontMetrics>
#include <QIcon>
#include <QPainter>
#include <QPainterPath>

namespace lacuna::ui {

namespace {
constexpr int kGap = 8;
constexpr double kRadius = 6;
}  // namespace

PictureCard::PictureCard(const QString& title, const QString& subtitle, QSize size, QWidget* parent)
    : QAbstractButton(parent), mSubtitle(subtitle), mSize(size) {
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(subtitle);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void PictureCard::setPicture(const QImage& picture) {
    mPicture = picture;
    update();
}

void PictureCard::setPictureSize(QSize size) {
    if (size == mSize) return;
    mSize = size;
    updateGeometry();
    update();
}

QSize PictureCard::sizeHint() const {
    const int lines = mSubtitle.isEmpty() ? 1 : 2;
    return mSize + QSize(2 * kRing, 2 * kRing + kGap + lines * (fontMetrics().height() + 2));
}

void PictureCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF frame(kRing, kRing, mSize.width(), mSize.height());
    QPainterPath shape;
    shape.addRoundedRect(frame, kRadius, kRadius);
    if (mPicture.isNull()) {
        painter.fillPath(shape, palette().color(QPalette::AlternateBase));
        const QRectF icon(frame.center() - QPointF(12, 12), QSizeF(24, 24));
        themedIcon(QStringLiteral("photo")).paint(&painter, icon.toRect(), Qt::AlignCenter, QIcon::Disabled);
    } else {
        const QSizeF crop = QSizeF(mSize).scaled(mPicture.size(), Qt::KeepAspectRatio);
        const QRectF source(
            QPointF((mPicture.width() - crop.width()) / 2, (mPicture.height() - crop.height()) / 2), crop);
        painter.save();
        painter.setClipPath(shape);
        painter.drawImage(frame, mPicture, source);
        painter.restore();
    }
    const bool lit = underMouse() || (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(lit ? QPen(accentMark(palette()), 2) : QPen(Theme::line(palette()), 1));
    const double out = lit ? 2 : 0;
    painter.drawRoundedRect(frame.adjusted(-out, -out, out, out), kRadius + out, kRadius + out);

    QRect line(kRing, int(frame.bottom()) + kGap, mSize.width(), fontMetrics().height() + 2);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, line.width()));
    line.translate(0, line.height());
    painter.setPen(Theme::quietText(palette()));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(mSubtitle, Qt::ElideRight, line.width()));
}

}  // namespace lacuna::ui
