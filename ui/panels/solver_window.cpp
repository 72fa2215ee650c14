// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/solver_window.h"

#include "core/sampling/solver_registry.h"
#include "ui/base/clamping_spin_box.h"
#include "ui/base/focus_order.h"
#include "ui/base/screen_room.h"
#include "ui/panels/picture_grid.h"
#include "ui/panels/solver_plot.h"
#include "ui/panels/solver_table.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace lacuna::ui {

namespace {
constexpr int kMostEvaluations = 1000;
}

SolverWindow::SolverWindow(QWidget* parent)
    : QWidget(parent, Qt::Tool),
      mBoxes{new QComboBox(this), new QComboBox(this), new QComboBox(this), new QComboBox(this)},
      mBudget(new ClampingSpinBox(this)),
      mStart(new QPushButton(this)),
      mPictures(new PictureGrid(this)),
      mSlider(new QSlider(Qt::Horizontal, this)),
      mWords(new QLabel(this)),
      mPlot(new SolverPlot(this)),
      mTable(new SolverTable(this)),
      mCopy(new QPushButton(tr("Copy &table"), this)),
      mRecipes(new QPushButton(tr("Save re&cipes …"), this)) {
    setWindowTitle(tr("Compare solvers"));
    auto* what = new QLabel(tr("Restores the photograph with several solvers, one after the other: from the "
                               "same picture, with the same seed and the same number of evaluations of the "
                               "network. Their results join the list of results."),
                            this);
    what->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const QStringList names{tr("First solver"), tr("Second solver"), tr("Third solver"), tr("Fourth solver")};
    for (std::size_t i = 0; i < mBoxes.size(); ++i) {
        QComboBox* box = mBoxes[i];
        box->setAccessibleName(names[qsizetype(i)]);
        box->setToolTip(names[qsizetype(i)]);
        row->addWidget(box);
        connect(box, &QComboBox::activated, this, &SolverWindow::showButtons);
    }
    fillBoxes();
    mBudget->setRange(2, kMostEvaluations);
    mBudget->setToolTip(
        tr("How often each solver may evaluate the network, which takes nearly all of the "
           "time"));
    auto* label = new QLabel(tr("Evaluatio&ns"), this);
    label->setBuddy(mBudget);
    row->addSpacing(8);
    row->addWidget(label);
    row->addWidget(mBudget);
    row->addStretch();
    row->addWidget(mStart);

    mSlider->setAccessibleName(tr("Evaluation that is shown"));
    mSlider->setToolTip(tr("Shows every solver after the same number of evaluations"));
    auto* time = new QHBoxLayout;
    time->setSpacing(8);
    time->addWidget(mSlider, 1);
    time->addWidget(mWords);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    mCopy->setToolTip(tr("Copy the table to paste it into a text or a spreadsheet"));
    mRecipes->setToolTip(tr("Save a recipe for each result, with which “lacuna-cli run” reproduces it"));
    buttons->addStretch();
    buttons->addWidget(mCopy);
    buttons->addWidget(mRecipes);
    auto* right = new QVBoxLayout;
    right->setSpacing(8);
    right->addWidget(mTable, 1);
    right->addLayout(buttons);
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(12);
    numbers->addWidget(mPlot, 4);
    numbers->addLayout(right, 5);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(what);
    layout->addLayout(row);
    layout->addWidget(mPictures, 3);
    layout->addLayout(time);
    layout->addLayout(numbers, 2);
    resize(withinScreen(*this, QSize(1080, 700)));

    connect(mStart, &QPushButton::clicked, this, [this] {
        if (mRunning) {
            Q_EMIT stopWanted();
        } else {
            Q_EMIT startWanted();
        }
    });
    connect(mCopy, &QPushButton::clicked, mTable, &SolverTable::copy);
    connect(mRecipes, &QPushButton::clicked, this, &SolverWindow::recipesWanted);
    connect(mSlider, &QSlider::valueChanged, this, &SolverWindow::evaluationChosen);
    connect(mPlot, &SolverPlot::evaluationChosen, this, &SolverWindow::evaluationChosen);
    setLanes({});
    setProgress(0, 0);
    orderFocus({this});
}

void SolverWindow::fillBoxes() {
    for (std::size_t i = 0; i < mBoxes.size(); ++i) {
        QComboBox* box = mBoxes[i];
        if (int(i) >= kFewestSolvers) box->addItem(tr("none"), QString());
        for (const SolverRow& solver : solverRows())
            box->addItem(QString::fromUtf8(solver.title), QString::fromUtf8(solver.name));
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    }
}

std::vector<std::string> SolverWindow::solvers() const {
    std::vector<std::string> names;
    for (const QComboBox* box : mBoxes) {
        const std::string name = box->currentData().toString().toStdString();
        if (!name.empty()) names.push_back(name);
    }
    return names;
}

int SolverWindow::budget() const {
    return mBudget->value();
}

void SolverWindow::choose(const std::vector<std::string>& solvers, int budget) {
    for (std::size_t i = 0; i < mBoxes.size(); ++i) {
        const QString name = i < solvers.size() ? QString::fromStdString(solvers[i]) : QString();
        mBoxes[i]->setCurrentIndex(std::max(0, mBoxes[i]->findData(name)));
    }
    mBudget->setValue(budget);
    showButtons();
}

void SolverWindow::setLanes(const std::vector<SolverLane>& lanes) {
    mPlot->setLanes(lanes);
    mTable->setLanes(lanes);
    const QSignalBlocker quiet(mSlider);
    mSlider->setRange(1, std::max(1, longest(lanes)));
    mSlider->setEnabled(longest(lanes) > 1);
    mCopy->setEnabled(!lanes.empty());
}

void SolverWindow::setEvaluation(int evaluation) {
    const QSignalBlocker quiet(mSlider);
    mSlider->setValue(evaluation);
    mPlot->setCurrent(evaluation);
    mWords->setText(evaluation > 0 ? tr("Evaluation %1 of %2").arg(evaluation).arg(mSlider->maximum())
                                   : QString());
}

void SolverWindow::setProgress(int number, int count) {
    mRunning = number > 0;
    mStart->setText(mRunning ? tr("&Stop (%1 of %2)").arg(number).arg(count) : tr("&Start"));
    for (QComboBox* box : mBoxes)
        box->setEnabled(!mRunning);
    mBudget->setEnabled(!mRunning);
    showButtons();
}

void SolverWindow::setRecipes(bool any) {
    mHasRecipes = any;
    showButtons();
}

void SolverWindow::showButtons() {
    const std::vector<std::string> chosen = solvers();
    const bool differ = std::set<std::string>(chosen.begin(), chosen.end()).size() == chosen.size();
    mStart->setEnabled(mRunning || differ);
    mStart->setToolTip(differ ? QString() : tr("Choose solvers that differ."));
    mRecipes->setEnabled(!mRunning && mHasRecipes);
}

void SolverWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        close();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SolverWindow::closeEvent(QCloseEvent* event) {
    Q_EMIT closed();
    QWidget::closeEvent(event);
}

}  // namespace lacuna::ui
