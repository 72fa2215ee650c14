// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/view_kinds.h"

#include <QList>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSpinBox;
class QTimer;
class QToolButton;

namespace lacuna::ui {

class LossPanel;
class TimelineStrip;

/// The panel below the photograph: the steps of a run, and commands for them. Runs are handled by
/// TimelineFlow.
class TimelinePanel : public QWidget {
    Q_OBJECT

  public:
    enum class Export { Pictures, FilmStrip, Webp, Mp4 };

    explicit TimelinePanel(QWidget* parent = nullptr);

    TimelineStrip* strip() const { return mStrip; }
    LossPanel* loss() const { return mLoss; }
    /// Pausing or playing, one step, branching: for a menu, which their keys then belong to.
    QList<QAction*> commands() const { return {mPlayCommand, mStepCommand, mBranchCommand}; }
    QMenu* exportMenu() const { return mExportMenu; }
    /// The badge on the result's residual; empty: none.
    void setBadge(const QString& text, const QString& hint);
    void setSteps(int kept, int expected);
    /// False: there are only the loss and the badge.
    void setHasSteps(bool has);
    /// A current run can be paused; the steps of a finished one can be played.
    void setRunning(bool running, bool paused);
    void setWords(const QString& words);
    /// `forgotten`: branching isn't possible because there was no room for the step's state.
    void setBranchEnabled(bool enabled, bool forgotten = false);
    /// Whether the encoder for Export::Webp and Mp4 is installed; if not, the menu says so.
    void setFilmEncoder(bool there);
    int framesPerSecond() const;
    /// Restores the last session's choice of what is shown of a step; emits iterateChosen().
    void restoreIterate();

  Q_SIGNALS:
    /// The user wants to see this step.
    void scrubbed(int index);
    void pauseWanted(bool pause);
    void stepWanted();
    void branchWanted();
    void iterateChosen(lacuna::ui::Iterate iterate);
    void exportWanted(lacuna::ui::TimelinePanel::Export kind);

  private:
    void playOrPause();
    void setPlaying(bool playing);
    void showButtons();
    QToolButton* makeButton(const char* icon, const QString& name, const QString& hint);

    TimelineStrip* mStrip;
    LossPanel* mLoss;
    QLabel* mBadge;
    QAction* mPlayCommand;
    QAction* mStepCommand;
    QAction* mBranchCommand;
    QMenu* mExportMenu;
    QToolButton* mPlay;
    QToolButton* mStep;
    QToolButton* mExport;
    QPushButton* mBranch;
    QSpinBox* mSpeed;
    QComboBox* mIterate;
    QLabel* mWords;
    QAction* mWebp;
    QAction* mMp4;
    QTimer* mClock;
    bool mRunning = false;
    bool mPaused = false;
    bool mHasSteps = true;
};

}  // namespace lacuna::ui
