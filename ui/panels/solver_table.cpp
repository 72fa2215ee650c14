// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/solver_table.h"

#include "ui/panels/solver_plot.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QIcon>
#include <QKeyEvent>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QPixmap>

namespace lacuna::ui {

namespace {

enum Column { Solver, Evaluations, Time, Psnr, Ssim, Residual, Prior, Columns };

QString number(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

QString stateOf(const SolverLane& lane) {
    switch (lane.state) {
        case SolverLane::State::Waiting:
            return SolverTable::tr("waiting");
        case SolverLane::State::Running:
            return SolverTable::tr("%1 of %2").arg(lane.history.size()).arg(lane.evaluations);
        case SolverLane::State::Done:
            return QLocale().toString(lane.evaluations);
        case SolverLane::State::Stopped:
            return SolverTable::tr("%1, stopped").arg(lane.history.size());
        case SolverLane::State::Failed:
            return SolverTable::tr("failed");
    }
    return {};
}

QString htmlOf(const QString& text) {
    QString html = QStringLiteral("<table>");
    for (const QString& row : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        html += QStringLiteral("<tr>");
        for (const QString& cell : row.split(QLatin1Char('\t')))
            html += QStringLiteral("<td>%1</td>").arg(cell.toHtmlEscaped());
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

}  // namespace

SolverTable::SolverTable(QWidget* parent) : QTableWidget(0, Columns, parent) {
    const QStringList heads{tr("Solver"), tr("Evaluations"), tr("Seconds"), tr("PSNR"),
                            tr("SSIM"),   tr("Residual"),    tr("Prior")};
    setHorizontalHeaderLabels(heads);
    const std::pair<Column, QString> hints[] = {
        {Evaluations, tr("How often the network was evaluated")},
        {Psnr, tr("Of the result against the undamaged photograph, in dB")},
        {Ssim, tr("Of the result against the undamaged photograph; 1 means identical")},
        {Residual, tr("How much of the photograph the result doesn't explain, in units of the noise: 1 is "
                      "the noise alone")},
        {Prior, tr("What the network would still remove after the last step, in units of its noise level")}};
    for (const auto& [column, hint] : hints)
        horizontalHeaderItem(column)->setToolTip(hint);
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setHighlightSections(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::NoSelection);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Results of the solvers"));
}

void SolverTable::setLanes(const std::vector<SolverLane>& lanes) {
    setRowCount(int(lanes.size()));
    const bool reference = haveReference(lanes);
    setColumnHidden(Psnr, !reference);
    setColumnHidden(Ssim, !reference);
    for (int row = 0; row < rowCount(); ++row) {
        const SolverLane& lane = lanes[std::size_t(row)];
        const bool done = lane.state == SolverLane::State::Done;
        const LossRecord* last = lane.at(int(lane.history.size()));
        QString cells[Columns];
        cells[Solver] = solverTitle(lane.solver);
        cells[Evaluations] = stateOf(lane);
        if (done) cells[Time] = number(lane.seconds, 1);
        // Until it is done, those of its newest estimate.
        const std::optional<double> psnr = done ? lane.psnr : last ? last->psnr : std::nullopt;
        const std::optional<double> ssim = done ? lane.ssim : last ? last->ssim : std::nullopt;
        if (psnr) cells[Psnr] = number(*psnr, 2);
        if (ssim) cells[Ssim] = number(*ssim, 4);
        if (done) cells[Residual] = number(lane.residual, 3);
        if (last) cells[Prior] = QLocale().toString(last->loss.prior, 'g', 3);
        for (int column = 0; column < Columns; ++column) {
            if (!item(row, column)) setItem(row, column, new QTableWidgetItem);
            QTableWidgetItem* cell = item(row, column);
            cell->setText(cells[column]);
            cell->setTextAlignment(Qt::AlignVCenter | (column == Solver ? Qt::AlignLeft : Qt::AlignRight));
            cell->setToolTip(lane.failure);
        }
    }
    showMarks();
}

/// The colour and dashes of every solver's curve.
void SolverTable::showMarks() {
    constexpr QSize kMark(26, 12);
    setIconSize(kMark);
    for (int row = 0; row < rowCount(); ++row) {
        QPixmap mark(kMark * devicePixelRatioF());
        mark.setDevicePixelRatio(devicePixelRatioF());
        mark.fill(Qt::transparent);
        QPainter painter(&mark);
        painter.setPen(lanePen(palette(), row));
        painter.drawLine(0, kMark.height() / 2, kMark.width(), kMark.height() / 2);
        painter.end();
        if (item(row, Solver)) item(row, Solver)->setIcon(QIcon(mark));
    }
}

QString SolverTable::asText() const {
    QString text;
    for (int row = -1; row < rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < Columns; ++column)
            if (!isColumnHidden(column))
                cells << (row < 0 ? horizontalHeaderItem(column) : item(row, column))->text();
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return text;
}

void SolverTable::copy() const {
    auto* data = new QMimeData;
    data->setText(asText());
    data->setHtml(htmlOf(asText()));
    QGuiApplication::clipboard()->setMimeData(data);
}

void SolverTable::changeEvent(QEvent* event) {
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showMarks();
}

void SolverTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else {
        QTableWidget::keyPressEvent(event);
    }
}

}  // namespace lacuna::ui
