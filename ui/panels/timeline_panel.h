// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/canvas_view.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTimer;
class QToolButton;

namespace lacuna::ui {

class LossPanel;
class TimelineStrip;

/// Under the photograph: the steps of a run, and what can be done with them. It knows no run; its flow does.
class TimelinePanel : public QWidget {
    Q_OBJECT

  public:
    enum class Export { Pictures, FilmStrip, Webp, Mp4 };

    explicit TimelinePanel(QWidget* parent = nullptr);

    TimelineStrip* strip() const { return mStrip; }
    LossPanel* loss() const { return mLoss; }
    /// What the residual says of the result; empty: nothing.
    void setBadge(const QString& text, const QString& hint);
    void setSteps(int kept, int expected);
    /// False: there is nothing but the loss and what the residual says.
    void setHasSteps(bool has);
    /// While a run is under way it can be paused, afterwards its steps can be played.
    void setRunning(bool running, bool paused);
    void setWords(const QString& words);
    /// `forgotten`: it can't be because there was no room for the step's state.
    void setBranchEnabled(bool enabled, bool forgotten = false);
    /// What Export::Webp and Mp4 need; where it is missing the menu says so.
    void setFilmEncoder(bool there);
    void setExporting(bool exporting);
    int framesPerSecond() const;
    /// What was shown of a step when the studio was last used; says so by iterateChosen().
    void restoreIterate();

  Q_SIGNALS:
    /// The user wants to see this step.
    void scrubbed(int index);
    void pauseWanted(bool pause);
    void stepWanted();
    void branchWanted();
    void iterateChosen(lacuna::ui::CanvasView::Iterate iterate);
    void exportWanted(lacuna::ui::TimelinePanel::Export kind);

  private:
    void playOrPause();
    void setPlaying(bool playing);
    void showButtons();
    QToolButton* makeButton(const char* icon, const QString& name, const QString& hint);

    TimelineStrip* mStrip;
    LossPanel* mLoss;
    QLabel* mBadge;
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
