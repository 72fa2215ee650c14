// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/solver_comparison.h"

#include <QTableWidget>

#include <vector>

namespace lacuna::ui {

/// A comparison as a table: a row for every solver. What isn't known yet is empty; PSNR and SSIM are only
/// there if the undamaged photograph is known.
class SolverTable : public QTableWidget {
    Q_OBJECT

  public:
    explicit SolverTable(QWidget* parent = nullptr);

    void setLanes(const std::vector<SolverLane>& lanes);
    /// What is shown, with its heads: cells between tabs, rows between line ends.
    QString asText() const;
    /// Copies it for text editors and for spreadsheets.
    void copy() const;
    QSize sizeHint() const override { return {440, 170}; }
    QSize minimumSizeHint() const override { return {300, 140}; }

  protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void showMarks();
};

}  // namespace lacuna::ui
