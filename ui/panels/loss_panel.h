// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

namespace lacuna::ui {

/// Plots the four terms of a run's loss against its inner steps, one below the other: the data's misfit, the
/// prior's residual, the distance from stationarity, and the change of VML_S within each noise level (never
/// joined across levels). If the clean photograph is known, PSNR and SSIM of the estimate follow. A click
/// chooses a step, and so does Enter after the arrow keys.
class LossPanel : public QWidget {
    Q_OBJECT

  public:
    explicit LossPanel(QWidget* parent = nullptr);

    void setHistory(std::vector<LossRecord> history);
    void append(const LossRecord& record);
    const std::vector<LossRecord>& history() const { return mHistory; }
    /// Sets the step that is shown; region −1: none.
    void setCurrent(int region, int step);
    QSize sizeHint() const override { return {400, rows() * kRowHeight + 20}; }

    /// Where the curve of a row is drawn.
    QRectF plotArea(int row) const;

  Q_SIGNALS:
    void stepChosen(int region, int step);

  protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    struct Plot;
    static const Plot kPlots[6];
    static constexpr int kRowHeight = 46;

    /// The number of plots: without the last two if the clean photograph isn't known.
    int rows() const;

    void measureNames();
    double xOf(double index) const;
    std::optional<std::size_t> recordAt(double x) const;
    void paintLevels(QPainter& painter) const;
    void paintPlot(QPainter& painter, int row) const;
    void paintReadout(QPainter& painter, std::size_t record) const;
    /// The last record of the shown step.
    std::optional<std::size_t> currentRecord() const;
    void point(std::optional<std::size_t> record);
    void choose(std::size_t record);

    std::vector<LossRecord> mHistory;
    int mNames = 0;  ///< width of the names at the left, with a gap
    std::pair<int, int> mCurrent{-1, -1};
    std::optional<std::size_t> mPointed;  ///< by the mouse or the arrow keys
};

}  // namespace lacuna::ui
