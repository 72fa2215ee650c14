// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/ruler.h"

#include "ui/base/contrast.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"

#include <QCursor>
#include <QEvent>
#include <QGridLayout>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

constexpr double kLeastGap = 64;  ///< between two numbers, device-independent pixels

/// 1, 2 or 5 times a power of ten, in pixels of the photograph.
double spacingFor(double perPixel) {
    const double wanted = std::max(1.0, kLeastGap / perPixel);
    const double power = std::pow(10, std::floor(std::log10(wanted)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= wanted) return factor * power;
    return 10 * power;
}

}  // namespace

Ruler::Ruler(CanvasView& canvas, Qt::Orientation orientation, QWidget* parent)
    : QWidget(parent), mCanvas(canvas), mOrientation(orientation) {
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.8);
    setFont(small);
    const bool across = orientation == Qt::Horizontal;
    setSizePolicy(across ? QSizePolicy::Expanding : QSizePolicy::Fixed,
                  across ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    canvas.installEventFilter(this);
}

QSize Ruler::sizeHint() const {
    const int depth = fontMetrics().height() + 6;
    return {depth, depth};
}

/// Repaints with the canvas, which is repainted whenever the photograph or the pointer moves.
bool Ruler::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Paint || event->type() == QEvent::MouseMove) update();
    return QWidget::eventFilter(watched, event);
}

void Ruler::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    const bool across = mOrientation == Qt::Horizontal;
    const QPointF origin = mCanvas.toWidget({0, 0});
    const double start = across ? origin.x() : origin.y();
    const QPointF one = mCanvas.toWidget({1, 1}) - origin;
    const double perPixel = one.x();
    if (!(perPixel > 0)) return;
    if (!across) {
        // Draws as for the upper ruler, rotated.
        painter.translate(0, height());
        painter.rotate(-90);
    }
    const double length = across ? width() : height();
    const double depth = across ? height() : width();
    const auto place = [&](double pixel) {
        const double at = start + pixel * perPixel;
        return across ? at : length - at;
    };
    const double gap = spacingFor(perPixel);
    const double first = std::floor(-start / perPixel / gap) * gap;
    const double last = (length - start) / perPixel;
    painter.setPen(Theme::quietText(palette()));
    for (double pixel = first; pixel <= last; pixel += gap / 5) {
        const bool named = std::abs(std::remainder(pixel, gap)) < gap / 100;
        const double x = std::round(place(pixel)) + 0.5;
        painter.drawLine(QPointF(x, depth), QPointF(x, named ? 0 : depth - 4));
        if (named) {
            painter.drawText(QPointF(x + 3, fontMetrics().ascent() + 1),
                             locale().toString(qint64(std::llround(pixel))));
        }
    }
    const QPoint pointer = mCanvas.mapFromGlobal(QCursor::pos());
    if (!mCanvas.rect().contains(pointer)) return;
    const double x = across ? pointer.x() : length - pointer.y();
    painter.setPen(QPen(accentMark(palette()), 1.5));
    painter.drawLine(QPointF(x, 0), QPointF(x, depth));
}

RuledCanvas::RuledCanvas(CanvasView* canvas, QWidget* parent)
    : QWidget(parent),
      mCorner(new QWidget(this)),
      mTop(new Ruler(*canvas, Qt::Horizontal, this)),
      mLeft(new Ruler(*canvas, Qt::Vertical, this)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(mCorner, 0, 0);
    grid->addWidget(mTop, 0, 1);
    grid->addWidget(mLeft, 1, 0);
    grid->addWidget(canvas, 1, 1);
    setRulersShown(false);
}

void RuledCanvas::setRulersShown(bool shown) {
    for (QWidget* part : {mCorner, static_cast<QWidget*>(mTop), static_cast<QWidget*>(mLeft)})
        part->setVisible(shown);
}

}  // namespace lacuna::ui
