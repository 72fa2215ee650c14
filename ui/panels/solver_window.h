// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/solver_comparison.h"

#include <QStringList>
#include <QWidget>

#include <array>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace lacuna::ui {

class PictureGrid;
class SolverPlot;
class SolverTable;

/// Several solvers on one photograph: which of them, their pictures side by side, their progress, and a
/// table. Runs are handled by SolverFlow.
class SolverWindow : public QWidget {
    Q_OBJECT

  public:
    explicit SolverWindow(QWidget* parent = nullptr);

    /// Names of the chosen solvers, in the order in which they run.
    std::vector<std::string> solvers() const;
    int budget() const;
    void choose(const std::vector<std::string>& solvers, int budget);
    PictureGrid* pictures() const { return mPictures; }
    SolverPlot* plot() const { return mPlot; }
    SolverTable* table() const { return mTable; }
    void setLanes(const std::vector<SolverLane>& lanes);
    /// The evaluation that is shown, from 1; 0: none. Emits nothing.
    void setEvaluation(int evaluation);
    /// `number` of `count` solvers is at work; 0: none is.
    void setProgress(int number, int count);
    /// Whether there are recipes of results to save.
    void setRecipes(bool any);

  Q_SIGNALS:
    void startWanted();
    void stopWanted();
    void recipesWanted();
    /// The user wants to see that evaluation of every solver.
    void evaluationChosen(int evaluation);
    void closed();

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

  private:
    void fillBoxes();
    void showButtons();

    std::array<QComboBox*, kMostSolvers> mBoxes;
    QSpinBox* mBudget;
    QPushButton* mStart;
    PictureGrid* mPictures;
    QSlider* mSlider;
    QLabel* mWords;
    SolverPlot* mPlot;
    SolverTable* mTable;
    QPushButton* mCopy;
    QPushButton* mRecipes;
    bool mRunning = false;
    bool mHasRecipes = false;
};

}  // namespace lacuna::ui
