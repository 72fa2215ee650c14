// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/solver_plot.h"

#include "ui/base/theme.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace lacuna::ui {

struct SolverPlot::Measure {
    const char* name;
    double (*value)(const LossRecord&);
    bool logarithmic;
    double reference;  ///< a line at this value; NaN: none
    double most;       ///< range that is plotted below the best value; infinite: everything
};

const SolverPlot::Measure SolverPlot::kMeasures[4] = {
    {QT_TRANSLATE_NOOP("lacuna::ui::SolverPlot", "PSNR in dB"),
     [](const LossRecord& record) { return record.psnr.value_or(NAN); }, false, NAN, 15},
    {QT_TRANSLATE_NOOP("lacuna::ui::SolverPlot", "SSIM"),
     [](const LossRecord& record) { return record.ssim.value_or(NAN); }, false, NAN, INFINITY},
    {QT_TRANSLATE_NOOP("lacuna::ui::SolverPlot", "Misfit"),
     [](const LossRecord& record) { return record.loss.misfit; }, true, 1, INFINITY},
    {QT_TRANSLATE_NOOP("lacuna::ui::SolverPlot", "Prior"),
     [](const LossRecord& record) { return record.loss.prior; }, true, NAN, INFINITY},
};

namespace {

constexpr int kRows = 2;
constexpr double kGap = 8;
constexpr double kNumbers = 52;  ///< width of the numbers at the left
constexpr double kAxis = 20;
constexpr double kTitle = 18;

// Told apart by people who see red and green alike, on a light and on a dark ground.
constexpr std::array<QRgb, kMostSolvers> kLight{0xff0067a5, 0xffb34700, 0xff00704f, 0xff9b3d7f};
constexpr std::array<QRgb, kMostSolvers> kDark{0xff5ab4e6, 0xfff09a3c, 0xff45c99b, 0xffe391c3};
constexpr std::array<Qt::PenStyle, kMostSolvers> kDashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine,
                                                         Qt::DashDotLine};

double scaled(double value, bool logarithmic) {
    return logarithmic ? std::log10(std::max(value, 1e-9)) : value;
}

/// A step of 1, 2, 5, 10, … that gives at most `most` marks up to `last`.
int axisStep(int last, int most) {
    for (int decade = 1;; decade *= 10)
        for (const int step : {decade, 2 * decade, 5 * decade})
            if (last / step <= most) return step;
}

}  // namespace

QColor laneColour(const QPalette& palette, int lane) {
    return QColor::fromRgb((Theme::isDark(palette) ? kDark : kLight)[std::size_t(lane)]);
}

QPen lanePen(const QPalette& palette, int lane) {
    return QPen(laneColour(palette, lane), 2, kDashes[std::size_t(lane)], Qt::FlatCap, Qt::RoundJoin);
}

SolverPlot::SolverPlot(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Progress of the solvers"));
    setToolTip(
        tr("After every evaluation of the network, from left to right: how close the estimate is to "
           "the undamaged photograph, or, if that isn't known, how far it is from the data (1 is the "
           "noise alone) and what the network would still remove. Click to see the pictures of that "
           "moment."));
}

const SolverPlot::Measure& SolverPlot::measure(int row) const {
    return kMeasures[row + (haveReference(mLanes) ? 0 : kRows)];
}

QStringList SolverPlot::measures() const {
    QStringList names;
    for (int row = 0; row < kRows; ++row)
        names << tr(measure(row).name);
    return names;
}

void SolverPlot::setLanes(const std::vector<SolverLane>& lanes) {
    mLanes = lanes;
    update();
}

void SolverPlot::setCurrent(int evaluation) {
    mCurrent = evaluation;
    update();
}

QRectF SolverPlot::plotArea(int row) const {
    const double high = (height() - kAxis) / kRows;
    return {kNumbers, row * high + kTitle, std::max(10.0, width() - kNumbers - kGap), high - kTitle - kGap};
}

double SolverPlot::xOf(int evaluation) const {
    const QRectF area = plotArea(0);
    return area.left() + area.width() * (evaluation - 0.5) / std::max(1, longest(mLanes));
}

void SolverPlot::choose(double x) {
    const QRectF area = plotArea(0);
    const int last = longest(mLanes);
    if (last == 0 || x < area.left() || x > area.right()) return;
    Q_EMIT evaluationChosen(std::clamp(1 + int((x - area.left()) / area.width() * last), 1, last));
}

void SolverPlot::mousePressEvent(QMouseEvent* event) {
    choose(event->position().x());
}

void SolverPlot::mouseMoveEvent(QMouseEvent* event) {
    choose(event->position().x());
}

void SolverPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (std::all_of(mLanes.begin(), mLanes.end(),
                    [](const SolverLane& lane) { return lane.history.empty(); })) {
        painter.setPen(palette().color(QPalette::Disabled, QPalette::WindowText));
        painter.drawText(rect(), Qt::AlignCenter, tr("Nothing has been computed yet."));
        return;
    }
    for (int row = 0; row < kRows; ++row)
        paintRow(painter, row);
    paintAxis(painter);
}

void SolverPlot::paintRow(QPainter& painter, int row) const {
    const Measure& measure = this->measure(row);
    const QRectF area = plotArea(row);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(area.left(), area.top() - kTitle, area.width(), kTitle),
                     Qt::AlignVCenter | Qt::AlignLeft, tr(measure.name));
    const auto valueOf = [&measure](const LossRecord& record) {
        return scaled(measure.value(record), measure.logarithmic);
    };
    double low = INFINITY, high = -INFINITY;
    for (const SolverLane& lane : mLanes) {
        for (const LossRecord& record : lane.history) {
            const double value = valueOf(record);
            if (!std::isfinite(value)) continue;
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    low = std::max(low, high - measure.most);
    if (!(high > low)) {
        low = std::isfinite(low) ? low - 0.5 : 0;
        high = low + 1;
    }
    const auto yOf = [&](double value) {
        return area.bottom() - (std::max(value, low) - low) / (high - low) * area.height();
    };
    painter.fillRect(area, palette().color(QPalette::Base));
    painter.setPen(QPen(Theme::line(palette()), 1));
    painter.drawRect(area);
    painter.setPen(Theme::quietText(palette()));
    for (const double value : {low, high}) {
        const double shown = measure.logarithmic ? std::pow(10, value) : value;
        painter.drawText(QRectF(0, yOf(value) - 8, kNumbers - 6, 16), Qt::AlignVCenter | Qt::AlignRight,
                         locale().toString(shown, 'g', 4));
    }
    if (const double line = scaled(measure.reference, measure.logarithmic); line > low && line < high) {
        painter.setPen(QPen(Theme::quietText(palette()), 1, Qt::DashLine));
        painter.drawLine(QPointF(area.left(), yOf(line)), QPointF(area.right(), yOf(line)));
    }
    if (mCurrent > 0) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1));
        painter.drawLine(QPointF(xOf(mCurrent), area.top()), QPointF(xOf(mCurrent), area.bottom()));
    }
    painter.setBrush(Qt::NoBrush);
    for (std::size_t i = 0; i < mLanes.size(); ++i) {
        const std::vector<LossRecord>& history = mLanes[i].history;
        QPainterPath path;
        bool joins = false;
        for (std::size_t k = 0; k < history.size(); ++k) {
            const double value = valueOf(history[k]);
            const QPointF at(xOf(int(k) + 1), std::isfinite(value) ? yOf(value) : 0);
            if (!std::isfinite(value)) {
                joins = false;
            } else if (joins && history[k].region == history[k - 1].region) {
                path.lineTo(at);
            } else {
                path.moveTo(at);
                path.addEllipse(at, 1, 1);
                path.moveTo(at);
                joins = true;
            }
        }
        painter.setPen(lanePen(palette(), int(i)));
        painter.drawPath(path);
    }
}

void SolverPlot::paintAxis(QPainter& painter) const {
    const QRectF area = plotArea(kRows - 1);
    const int last = longest(mLanes);
    const int step = axisStep(last, std::max(1, int(area.width() / 60)));
    painter.setPen(Theme::quietText(palette()));
    for (int evaluation = step; evaluation <= last; evaluation += step) {
        const QRectF room(xOf(evaluation) - 30, area.bottom() + 3, 60, kAxis - 3);
        painter.drawText(room, Qt::AlignHCenter | Qt::AlignTop, locale().toString(evaluation));
    }
}

}  // namespace lacuna::ui
