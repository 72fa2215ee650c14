// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/run_queue.h"

#include <QWidget>

#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lacuna::ui {

/// Says in the status bar what has been going on for longer than a moment, and can cancel it. Of several runs
/// it shows the oldest.
class BusyRow : public QWidget {
    Q_OBJECT

  public:
    explicit BusyRow(Runs& runs, QWidget* parent = nullptr);

    /// The run that has a place of its own in the window; null: none.
    void setElsewhere(const RunPtr& run);
    bool isActive() const { return shown() != nullptr; }

  private:
    RunPtr shown() const;
    void follow(const RunPtr& run);
    void update();

    std::vector<RunPtr> mLong;  ///< those that have taken long enough, oldest first
    RunPtr mElsewhere;
    QLabel* mWords;
    QProgressBar* mShare;
    QPushButton* mCancel;
};

}  // namespace lacuna::ui
