// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kernel_grid.h"

#include "core/base/error.h"
#include "core/operators/kernels.h"
#include "ui/base/contrast.h"
#include "ui/base/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

constexpr double kStroke = 0.35;  ///< cells between two dabs of a stroke
constexpr double kReach = 1.0;    ///< cells that a dab fades out over

Kernel sensible(const KernelSpec& spec) {
    try {
        return makeKernel(spec);
    } catch (const Error&) {
        return {};
    }
}

}  // namespace

KernelGrid::KernelGrid(QWidget* parent) : QWidget(parent) {
    setFixedSize(sizeHint());
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setAccessibleName(tr("Hand-drawn blur"));
    setAccessibleDescription(tr("Arrow keys move, Space paints, Backspace erases."));
    setToolTip(
        tr("Draw the trace that one bright point left in the photograph (the point spread function); the "
           "right button erases."));
    setKernel({}, mSide);
}

int KernelGrid::sideFor(const KernelSpec& spec) {
    const Kernel kernel = sensible(spec);
    return std::clamp(std::max(kernel.width, kernel.height) | 1, kMinSide, kMaxSide);
}

KernelSpec KernelGrid::onGrid(const KernelSpec& spec, int side) {
    const Kernel kernel = sensible(spec);
    KernelSpec grid = spec;
    grid.kind = KernelSpec::kWeights;
    grid.path.clear();
    grid.width = grid.height = side;
    grid.weights.assign(std::size_t(side) * std::size_t(side), 0);
    const QPoint shift(side / 2 - kernel.width / 2, side / 2 - kernel.height / 2);
    double most = 0;
    for (int y = 0; y < kernel.height; ++y) {
        for (int x = 0; x < kernel.width; ++x) {
            const QPoint at = QPoint(x, y) + shift;
            if (!QRect(0, 0, side, side).contains(at)) continue;
            grid.weights[std::size_t(at.y() * side + at.x())] = float(kernel.at(x, y));
            most = std::max(most, kernel.at(x, y));
        }
    }
    if (most <= 0) grid.weights[grid.weights.size() / 2] = float(most = 1);
    for (float& weight : grid.weights)
        weight = float(weight / most);
    return grid;
}

void KernelGrid::setKernel(const KernelSpec& kernel, int side) {
    if (mLast) return;  // a stroke is under way
    mSide = side;
    mWeights = onGrid(kernel, side).weights;
    mCursor = QPoint(std::min(mCursor.x(), side - 1), std::min(mCursor.y(), side - 1));
    update();
}

QPointF KernelGrid::cellAt(QPointF widget) const {
    const double cell = double(width()) / mSide;
    return widget / cell - QPointF(0.5, 0.5);
}

/// A dab: full strength at its centre, falling to none one cell away.
void KernelGrid::touch(QPointF cell, double amount) {
    for (int y = std::max(0, int(std::floor(cell.y()))); y <= std::min(mSide - 1, int(std::ceil(cell.y())));
         ++y) {
        for (int x = std::max(0, int(std::floor(cell.x())));
             x <= std::min(mSide - 1, int(std::ceil(cell.x()))); ++x) {
            const double share = std::max(0.0, 1 - std::abs(x - cell.x()) / kReach) *
                                 std::max(0.0, 1 - std::abs(y - cell.y()) / kReach);
            float& weight = mWeights[std::size_t(y * mSide + x)];
            weight = float(mErases ? std::min(double(weight), 1 - share * amount)
                                   : std::max(double(weight), share * amount));
        }
    }
}

void KernelGrid::strokeTo(QPointF cell) {
    const QPointF from = mLast.value_or(cell);
    const QPointF way = cell - from;
    const int dabs = std::max(1, int(std::ceil(std::hypot(way.x(), way.y()) / kStroke)));
    for (int i = mLast ? 1 : dabs; i <= dabs; ++i)
        touch(from + way * i / dabs, 1);
    mLast = cell;
    update();
}

void KernelGrid::finish() {
    mLast.reset();
    KernelSpec kernel;
    kernel.kind = KernelSpec::kWeights;
    kernel.width = kernel.height = mSide;
    kernel.weights = mWeights;
    const auto most = std::max_element(kernel.weights.begin(), kernel.weights.end());
    if (*most <= 0) kernel.weights[kernel.weights.size() / 2] = 1;  // an empty kernel means no blur
    Q_EMIT drawn(kernel);
}

void KernelGrid::mousePressEvent(QMouseEvent* event) {
    if (mLast || (event->button() != Qt::LeftButton && event->button() != Qt::RightButton)) return;
    mErases = event->button() == Qt::RightButton;
    mCursor = cellAt(event->position()).toPoint();
    strokeTo(cellAt(event->position()));
}

void KernelGrid::mouseMoveEvent(QMouseEvent* event) {
    if (mLast) strokeTo(cellAt(event->position()));
}

void KernelGrid::mouseReleaseEvent(QMouseEvent*) {
    if (mLast) finish();
}

void KernelGrid::keyPressEvent(QKeyEvent* event) {
    const auto move = [this](int x, int y) {
        mCursor =
            QPoint(std::clamp(mCursor.x() + x, 0, mSide - 1), std::clamp(mCursor.y() + y, 0, mSide - 1));
        update();
    };
    switch (event->key()) {
        case Qt::Key_Left:
            return move(-1, 0);
        case Qt::Key_Right:
            return move(1, 0);
        case Qt::Key_Up:
            return move(0, -1);
        case Qt::Key_Down:
            return move(0, 1);
        case Qt::Key_Space:
        case Qt::Key_Backspace:
            mErases = event->key() == Qt::Key_Backspace;
            touch(mCursor, 1);
            update();
            return finish();
        default:
            QWidget::keyPressEvent(event);
    }
}

void KernelGrid::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double cell = double(width()) / mSide;
    const auto square = [cell](int x, int y) {
        return QRectF(x * cell, y * cell, cell, cell).toAlignedRect();
    };
    painter.fillRect(rect(), Qt::black);
    for (int y = 0; y < mSide; ++y) {
        for (int x = 0; x < mSide; ++x) {
            const int grey =
                int(std::lround(255 * std::clamp(mWeights[std::size_t(y * mSide + x)], 0.0F, 1.0F)));
            if (grey > 0) painter.fillRect(square(x, y), QColor(grey, grey, grey));
        }
    }
    // The grid, and a mark at the position for no blur.
    painter.setPen(QColor(255, 255, 255, 28));
    for (int i = 1; i < mSide && cell >= 4; ++i) {
        painter.drawLine(QPointF(i * cell, 0), QPointF(i * cell, height()));
        painter.drawLine(QPointF(0, i * cell), QPointF(width(), i * cell));
    }
    painter.setPen(QColor(255, 255, 255, 110));
    painter.drawRect(square(mSide / 2, mSide / 2).adjusted(0, 0, -1, -1));
    if (hasFocus()) {
        painter.setPen(QPen(accentMark(palette()), 2));
        painter.drawRect(square(mCursor.x(), mCursor.y()).adjusted(0, 0, -1, -1));
    }
    painter.setPen(Theme::line(palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace lacuna::ui
