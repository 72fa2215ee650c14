// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <QPoint>
#include <QWidget>

#include <optional>
#include <vector>

namespace lacuna::ui {

/// A blur kernel drawn by hand: the trace of a bright point. The left button paints, the right button erases.
/// Arrow keys move by a cell, Space paints it and Backspace erases it.
class KernelGrid : public QWidget {
    Q_OBJECT

  public:
    static constexpr int kMinSide = 3;
    static constexpr int kMaxSide = 63;

    explicit KernelGrid(QWidget* parent = nullptr);

    /// Shows weights of any size, centred on a grid of `side`, an odd number.
    void setKernel(const KernelSpec& kernel, int side);
    int side() const { return mSide; }
    QSize sizeHint() const override { return {196, 196}; }

    /// Converts a kernel of any kind to weights on a grid of `side`, cropped or padded about its centre. An
    /// invalid kernel becomes a single point.
    static KernelSpec onGrid(const KernelSpec& kernel, int side);
    /// The smallest odd side that holds the kernel.
    static int sideFor(const KernelSpec& kernel);

  Q_SIGNALS:
    /// A stroke is finished.
    void drawn(const lacuna::KernelSpec& kernel);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QPointF cellAt(QPointF widget) const;
    void strokeTo(QPointF cell);
    void touch(QPointF cell, double amount);
    void finish();

    int mSide = 15;
    std::vector<float> mWeights;  ///< rows top to bottom; the largest is at most 1
    std::optional<QPointF> mLast;
    bool mErases = false;
    QPoint mCursor;
};

}  // namespace lacuna::ui
