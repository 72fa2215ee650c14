// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/frame.h"

#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;

namespace lacuna::ui {

/// In the status line's place while a run lasts: how far it is, in words and as a line.
class RunStrip : public QWidget {
    Q_OBJECT

  public:
    explicit RunStrip(QWidget* parent = nullptr);

    void begin();
    void end();
    void setStage(const QString& stage);
    /// How much of the model has been read, from 0 to 1, before the first step.
    void setLoading(double share);
    void setProgress(const Progress& progress);
    /// How many tiles of the evaluation after the last progress are done.
    void setTile(int done, int of);
    /// The settings are no longer those of the run.
    void setOutdated(bool outdated);

  Q_SIGNALS:
    void restartRequested();
    /// A run begins or ends.
    void activeChanged(bool active);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QLabel* mWords;
    QLabel* mEvaluations;
    QLabel* mTime;
    QPushButton* mRestart;
    double mShare = 0;
    int mEvaluationsMade = 0;
    int mTotalEvaluations = 0;  ///< 0: nothing is known before the first
};

}  // namespace lacuna::ui
