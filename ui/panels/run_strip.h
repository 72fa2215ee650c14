// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/frame.h"

#include <QString>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lacuna::ui {

/// Replaces the status line during a run: shows its progress in words and as a line.
class RunStrip : public QWidget {
    Q_OBJECT

  public:
    explicit RunStrip(QWidget* parent = nullptr);

    void begin();
    void end();
    /// What the runs from the next one on are part of, as "2 of 3, “Denoise 1”"; empty: nothing.
    void setSeries(const QString& series) { mSeries = series; }
    void setStage(const QString& stage);
    /// The part of the model that has been read, from 0 to 1, before the first step.
    void setLoading(double share);
    void setProgress(const Progress& progress);
    /// How many tiles of the current evaluation are done.
    void setTile(int done, int of);
    /// Whether the settings are no longer those of the run.
    void setOutdated(bool outdated);
    /// Whether the run's estimates are in view; if not, a button offers them.
    void setWatched(bool watched);

  Q_SIGNALS:
    void restartRequested();
    void watchRequested();
    /// A run begins or ends.
    void activeChanged(bool active);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void say(const QString& words);
    /// From 0 to 1.
    void setShare(double share);

    QString mSeries;
    QLabel* mWords;
    QLabel* mEvaluations;
    QLabel* mTime;
    QPushButton* mRestart;
    QPushButton* mWatch;
    QProgressBar* mLine;
    int mEvaluationsMade = 0;
    int mTotalEvaluations = 0;  ///< 0: not known yet
};

}  // namespace lacuna::ui
