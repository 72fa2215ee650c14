// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/demo/demo_meters.h"

#include "ui/base/contrast.h"
#include "ui/base/theme.h"

#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {
constexpr double kClearSigma = 0.01;  ///< below it no fog is seen
constexpr double kGap = 32;
constexpr double kRadius = 6;
}  // namespace

DemoMeters::DemoMeters(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Progress of the restoration"));
}

void DemoMeters::clear() {
    mSigma = mFirstSigma = mShare = 0;
    mMisfits.clear();
    mShares.clear();
    update();
}

void DemoMeters::add(const Progress& progress) {
    if (mMisfits.empty()) mFirstSigma = progress.sigma;
    mSigma = progress.sigma;
    mShare = progress.totalEvaluations > 0 ? double(progress.evaluations) / progress.totalEvaluations : 0;
    mMisfits.push_back(progress.loss.misfit);
    mShares.push_back(mShare);
    update();
}

QSize DemoMeters::sizeHint() const {
    return {400, 4 * fontMetrics().height()};
}

void DemoMeters::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double half = (width() - kGap) / 2;
    paintFog(painter, {0, 0, half, double(height())});
    paintMisfit(painter, {half + kGap, 0, half, double(height())});
}

/// A bar that is white for the remaining fog.
void DemoMeters::paintFog(QPainter& painter, const QRectF& area) const {
    const double line = fontMetrics().height();
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(area.left(), area.top(), area.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Fog: what is still unknown"));
    const QRectF bar(area.left(), area.top() + 1.4 * line, area.width(), 0.9 * line);
    QPainterPath shape;
    shape.addRoundedRect(bar, kRadius, kRadius);
    painter.fillPath(shape, Theme::line(palette()));
    if (mMisfits.empty()) return;
    const double whole = std::log(std::max(mFirstSigma, 2 * kClearSigma) / kClearSigma);
    const double left = std::clamp(std::log(std::max(mSigma, kClearSigma) / kClearSigma) / whole, 0.0, 1.0);
    QLinearGradient fog(bar.topLeft(), bar.topRight());
    const QColor full(236, 240, 244);
    QColor none = full;
    none.setAlpha(0);
    fog.setColorAt(0, full);
    fog.setColorAt(std::max(0.0, left - 0.08), full);
    fog.setColorAt(std::min(1.0, left + 0.02), none);
    fog.setColorAt(1, left >= 0.98 ? full : none);
    painter.fillPath(shape, Theme::accentFill(palette()));
    painter.fillPath(shape, fog);
    painter.setPen(Theme::quietText(palette()));
    painter.drawText(QRectF(area.left(), bar.bottom() + 0.2 * line, area.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("noise level σ %L1").arg(mSigma, 0, 'g', 2));
}

/// The misfit over time, with a line at the level of the noise alone.
void DemoMeters::paintMisfit(QPainter& painter, const QRectF& area) const {
    const double line = fontMetrics().height();
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(area.left(), area.top(), area.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("How well it fits the damaged photograph"));
    const QRectF plot(area.left(), area.top() + 1.4 * line, area.width(), area.height() - 1.6 * line);
    double high = 1;
    for (const double misfit : mMisfits)
        high = std::max(high, std::isfinite(misfit) ? std::log10(std::max(misfit, 0.1)) : 1);
    const auto yOf = [&](double misfit) {
        const double value = std::clamp(std::log10(std::max(misfit, 1e-9)), -1.0, high);
        return plot.bottom() - (value + 1) / (high + 1) * plot.height();
    };
    painter.setPen(QPen(Theme::quietText(palette()), 1, Qt::DashLine));
    painter.drawLine(QPointF(plot.left(), yOf(1)), QPointF(plot.right(), yOf(1)));
    painter.setPen(Theme::quietText(palette()));
    painter.drawText(QRectF(plot.left(), yOf(1) - line, plot.width(), line),
                     Qt::AlignRight | Qt::AlignVCenter, tr("as well as the noise allows"));
    QPainterPath path;
    for (std::size_t i = 0; i < mMisfits.size(); ++i) {
        const QPointF point(plot.left() + mShares[i] * plot.width(), yOf(mMisfits[i]));
        if (i == 0) {
            path.moveTo(point);
        } else {
            path.lineTo(point);
        }
    }
    painter.setPen(QPen(accentMark(palette()), 2.5));
    painter.drawPath(path);
}

}  // namespace lacuna::ui
