// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/loss_panel.h"

#include "ui/base/contrast.h"
#include "ui/base/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

struct LossPanel::Plot {
    const char* name;
    double (*value)(const LossRecord&);
    bool logarithmic;
    double reference;  ///< a line at this value; NaN: none
};

const LossPanel::Plot LossPanel::kPlots[6] = {
    {QT_TRANSLATE_NOOP("lacuna::ui::LossPanel", "Misfit"),
     [](const LossRecord& record) { return record.loss.misfit; }, true, 1},
    {QT_TRANSLATE_NOOP("lacuna::ui::LossPanel", "Prior"),
     [](const LossRecord& record) { return record.loss.prior; }, true, NAN},
    {QT_TRANSLATE_NOOP("lacuna::ui::LossPanel", "Distance to convergence"),
     [](const LossRecord& record) { return record.loss.stationarity; }, true, NAN},
    {QT_TRANSLATE_NOOP("lacuna::ui::LossPanel", "Change in loss"),
     [](const LossRecord& record) { return record.loss.deltaLoss; }, false, 0},
    {QT_TRANSLATE_NOOP("lacuna::ui::LossPanel", "PSNR in dB"),
     [](const LossRecord& record) { return record.psnr.value_or(NAN); }, false, NAN},
    {QT_TRANSLATE_NOOP("lacuna::ui::LossPanel", "SSIM"),
     [](const LossRecord& record) { return record.ssim.value_or(NAN); }, false, NAN},
};

namespace {

constexpr int kLabelGap = 10;
constexpr double kReadoutWidth = 84;
constexpr double kAxisHeight = 18;

/// Losses span many orders of magnitude and have both signs.
double squeezed(double value) {
    return std::asinh(value);
}

}  // namespace

LossPanel::LossPanel(QWidget* parent) : QWidget(parent) {
    measureNames();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Loss of the run"));
    setToolTip(
        tr("Misfit: how far the estimate is from the photograph, ‖y − H D‖²/(m σ_y²); 1 is the noise "
           "alone.\nPrior: what the denoiser still removes, ‖x − D‖²/(n σ_t²).\nDistance to convergence: how "
           "much the step still changes, ‖v‖/(σ_t √n).\nChange in loss: ΔVML_S within each noise "
           "level.\nPSNR, SSIM: how close the estimate is to the undamaged photograph, in the part that is "
           "restored.\nClick a step to show it, or choose it with the arrow keys and press Enter."));
}

int LossPanel::rows() const {
    return !mHistory.empty() && mHistory.front().psnr ? 6 : 4;
}

void LossPanel::setHistory(std::vector<LossRecord> history) {
    mHistory = std::move(history);
    updateGeometry();
    point(std::nullopt);
}

void LossPanel::append(const LossRecord& record) {
    mHistory.push_back(record);
    if (mHistory.size() == 1) updateGeometry();
    update();
}

void LossPanel::setCurrent(int region, int step) {
    mCurrent = {region, step};
    update();
}

/// So that every name fits, in any language and font.
void LossPanel::measureNames() {
    mNames = 0;
    for (const Plot& plot : kPlots)
        mNames = std::max(mNames, fontMetrics().horizontalAdvance(tr(plot.name)) + kLabelGap);
}

void LossPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) measureNames();
    QWidget::changeEvent(event);
}

QRectF LossPanel::plotArea(int row) const {
    const double high = (height() - kAxisHeight) / rows();
    return {double(mNames), row * high + 5, std::max(10.0, width() - mNames - kReadoutWidth), high - 10};
}

double LossPanel::xOf(double index) const {
    const QRectF area = plotArea(0);
    return area.left() + area.width() * (index + 0.5) / double(std::max<std::size_t>(1, mHistory.size()));
}

std::optional<std::size_t> LossPanel::recordAt(double x) const {
    const QRectF area = plotArea(0);
    if (mHistory.empty() || x < area.left() || x > area.right()) return std::nullopt;
    const auto index = std::size_t((x - area.left()) / area.width() * double(mHistory.size()));
    return std::min(index, mHistory.size() - 1);
}

std::optional<std::size_t> LossPanel::currentRecord() const {
    const auto last = std::find_if(mHistory.rbegin(), mHistory.rend(), [this](const LossRecord& record) {
        return std::pair(record.region, record.step) == mCurrent;
    });
    if (last == mHistory.rend()) return std::nullopt;
    return std::size_t(mHistory.rend() - last) - 1;
}

void LossPanel::point(std::optional<std::size_t> record) {
    mPointed = record;
    QStringList words;
    if (record) {
        const LossRecord& at = mHistory[*record];
        words << tr("Step %1, inner step %2, σ %L3")
                     .arg(at.step + 1)
                     .arg(at.inner + 1)
                     .arg(at.sigma, 0, 'g', 2);
        for (int row = 0; row < rows(); ++row)
            words << tr(kPlots[row].name) + QLatin1Char(' ') +
                         locale().toString(kPlots[row].value(at), 'g', 4);
    }
    setAccessibleDescription(words.join(QLatin1String(", ")));
    update();
}

void LossPanel::choose(std::size_t record) {
    Q_EMIT stepChosen(mHistory[record].region, mHistory[record].step);
}

void LossPanel::mousePressEvent(QMouseEvent* event) {
    if (const auto record = recordAt(event->position().x())) choose(*record);
}

void LossPanel::mouseMoveEvent(QMouseEvent* event) {
    point(recordAt(event->position().x()));
}

void LossPanel::leaveEvent(QEvent*) {
    point(std::nullopt);
}

void LossPanel::keyPressEvent(QKeyEvent* event) {
    if (mHistory.empty()) return QWidget::keyPressEvent(event);
    const std::size_t last = mHistory.size() - 1;
    const std::size_t at = mPointed ? *mPointed : currentRecord().value_or(last);
    switch (event->key()) {
        case Qt::Key_Left:
            return point(at > 0 ? at - 1 : 0);
        case Qt::Key_Right:
            return point(std::min(at + 1, last));
        case Qt::Key_Home:
            return point(0);
        case Qt::Key_End:
            return point(last);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return choose(at);
        default:
            QWidget::keyPressEvent(event);
    }
}

void LossPanel::focusInEvent(QFocusEvent*) {
    if (!mHistory.empty()) point(currentRecord());
}

void LossPanel::focusOutEvent(QFocusEvent*) {
    point(std::nullopt);
}

void LossPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (mHistory.empty()) {
        painter.setPen(palette().color(QPalette::Disabled, QPalette::WindowText));
        painter.drawText(rect(), Qt::AlignCenter, tr("Nothing has been computed yet."));
        return;
    }
    paintLevels(painter);
    for (int row = 0; row < rows(); ++row)
        paintPlot(painter, row);
    if (const auto record = mPointed ? mPointed : currentRecord()) paintReadout(painter, *record);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(accentMark(palette()), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

/// Paints the noise levels as alternating bands, the shown one in the accent colour, with σ below.
void LossPanel::paintLevels(QPainter& painter) const {
    const QRectF top = plotArea(0), bottom = plotArea(rows() - 1);
    const QColor band = Theme::line(palette());
    double lastLabel = -1e9;
    for (std::size_t i = 0, begin = 0; i < mHistory.size(); ++i) {
        const LossRecord& record = mHistory[i];
        const bool ends = i + 1 == mHistory.size() || mHistory[i + 1].step != record.step ||
                          mHistory[i + 1].region != record.region;
        if (!ends) continue;
        const QRectF room(QPointF(xOf(double(begin) - 0.5), top.top()),
                          QPointF(xOf(double(i) + 0.5), bottom.bottom()));
        QColor colour = band;
        colour.setAlphaF(record.step % 2 ? 0.35 : 0.12);
        if (std::pair(record.region, record.step) == mCurrent) {
            colour = accentMark(palette());
            colour.setAlphaF(0.25);
        }
        painter.fillRect(room, colour);
        const QString label = QStringLiteral("σ %L1").arg(record.sigma, 0, 'g', 2);
        const double width = painter.fontMetrics().horizontalAdvance(label) + 10;
        if (room.center().x() - width / 2 > lastLabel) {
            painter.setPen(palette().color(QPalette::Disabled, QPalette::WindowText));
            painter.drawText(QRectF(room.center().x() - width / 2, bottom.bottom() + 2, width, kAxisHeight),
                             Qt::AlignCenter, label);
            lastLabel = room.center().x() + width / 2;
        }
        begin = i + 1;
    }
}

void LossPanel::paintPlot(QPainter& painter, int row) const {
    const Plot& plot = kPlots[row];
    const QRectF area = plotArea(row);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(0, area.top(), area.left() - kLabelGap, area.height()),
                     Qt::AlignVCenter | Qt::AlignLeft, tr(plot.name));
    const auto scaled = [&plot](double value) {
        if (plot.logarithmic) return std::log10(std::max(value, 1e-9));
        return plot.reference == 0 ? squeezed(value) : value;
    };
    double low = std::isnan(plot.reference) ? INFINITY : scaled(plot.reference);
    double high = std::isnan(plot.reference) ? -INFINITY : scaled(plot.reference);
    for (const LossRecord& record : mHistory) {
        const double value = scaled(plot.value(record));
        if (!std::isfinite(value)) continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (!(high > low)) {
        low -= 0.5;
        high = low + 1;
    }
    const auto yOf = [&](double value) {
        return area.bottom() - (scaled(value) - low) / (high - low) * area.height();
    };
    if (!std::isnan(plot.reference)) {
        painter.setPen(QPen(palette().color(QPalette::Disabled, QPalette::WindowText), 1, Qt::DashLine));
        painter.drawLine(QPointF(area.left(), yOf(plot.reference)),
                         QPointF(area.right(), yOf(plot.reference)));
    }
    QPainterPath path;
    for (std::size_t i = 0; i < mHistory.size(); ++i) {
        const LossRecord& record = mHistory[i];
        const QPointF point(xOf(double(i)), yOf(plot.value(record)));
        const bool joins = i > 0 && mHistory[i - 1].region == record.region &&
                           mHistory[i - 1].level == record.level &&
                           (plot.logarithmic || mHistory[i - 1].step == record.step);
        if (joins) {
            path.lineTo(point);
        } else {
            path.moveTo(point);
        }
        // A level with a single inner step is drawn as a point.
        path.addEllipse(point, 0.9, 0.9);
        path.moveTo(point);
    }
    painter.setPen(QPen(accentMark(palette()), 1.5));
    painter.drawPath(path);
}

void LossPanel::paintReadout(QPainter& painter, std::size_t index) const {
    painter.setPen(QPen(palette().color(QPalette::WindowText), 1));
    const double x = xOf(double(index));
    painter.drawLine(QPointF(x, plotArea(0).top()), QPointF(x, plotArea(rows() - 1).bottom()));
    for (int row = 0; row < rows(); ++row) {
        const QRectF area = plotArea(row);
        painter.drawText(QRectF(area.right() + 8, area.top(), kReadoutWidth - 8, area.height()),
                         Qt::AlignVCenter | Qt::AlignLeft,
                         locale().toString(kPlots[row].value(mHistory[index]), 'g', 4));
    }
}

}  // namespace lacuna::ui
