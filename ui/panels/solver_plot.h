// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/solver_comparison.h"

#include <QColor>
#include <QPalette>
#include <QPen>
#include <QWidget>

#include <optional>
#include <vector>

namespace lacuna::ui {

/// The colour and dashes of a comparison's lanes, which also tell them apart without colours.
QColor laneColour(const QPalette& palette, int lane);
QPen lanePen(const QPalette& palette, int lane);

/// Plots the lanes of a comparison against the evaluations of the network: PSNR and SSIM if the undamaged
/// photograph is known, else the misfit and the prior term of the loss. A click chooses an evaluation.
class SolverPlot : public QWidget {
    Q_OBJECT

  public:
    explicit SolverPlot(QWidget* parent = nullptr);

    void setLanes(const std::vector<SolverLane>& lanes);
    /// The evaluation that is shown, from 1; 0: none.
    void setCurrent(int evaluation);
    /// What is plotted: names in the user's language, from top to bottom.
    QStringList measures() const;
    /// Where the curves of a row are drawn.
    QRectF plotArea(int row) const;
    QSize sizeHint() const override { return {420, 220}; }
    QSize minimumSizeHint() const override { return {260, 140}; }

  Q_SIGNALS:
    void evaluationChosen(int evaluation);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

  private:
    struct Measure;
    static const Measure kMeasures[4];
    /// The one of a row.
    const Measure& measure(int row) const;
    double xOf(int evaluation) const;
    void choose(double x);
    void paintRow(QPainter& painter, int row) const;
    void paintAxis(QPainter& painter) const;

    std::vector<SolverLane> mLanes;
    int mCurrent = 0;
};

}  // namespace lacuna::ui
