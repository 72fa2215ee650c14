// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_strip.h"

#include "ui/base/contrast.h"
#include "ui/base/format_time.h"
#include "ui/base/quiet_label.h"
#include "ui/base/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

constexpr int kLine = 3;
constexpr int kParts = 1000;

/// A line, but to a screen reader a progress bar like any other.
class ProgressLine : public QProgressBar {
  public:
    explicit ProgressLine(QWidget* parent) : QProgressBar(parent) {
        setRange(0, kParts);
        setTextVisible(false);
        setAccessibleName(RunStrip::tr("Progress of the restoration"));
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), Theme::line(palette()));
        painter.fillRect(QRectF(0, 0, width() * double(value()) / kParts, height()), accentMark(palette()));
    }
};

}  // namespace

RunStrip::RunStrip(QWidget* parent)
    : QWidget(parent),
      mWords(new QLabel(this)),
      mEvaluations(new QuietLabel(QString(), this)),
      mTime(new QuietLabel(QString(), this)),
      mRestart(new QPushButton(tr("Restart with the new settings"), this)),
      mWatch(new QPushButton(tr("Show the estimate"), this)),
      mLine(new ProgressLine(this)) {
    mWatch->setToolTip(tr("Another picture is shown; the restoration goes on."));
    mRestart->setToolTip(tr("The settings have changed since this run started."));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(16);
    mEvaluations->setToolTip(tr("How many of the evaluations of the network that this run needs are done."));
    layout->addWidget(mWords);
    layout->addWidget(mEvaluations);
    layout->addWidget(mTime);
    layout->addStretch(1);
    layout->addWidget(mWatch);
    layout->addWidget(mRestart);
    mWatch->setFlat(true);
    mRestart->setFlat(true);
    connect(mWatch, &QPushButton::clicked, this, &RunStrip::watchRequested);
    connect(mRestart, &QPushButton::clicked, this, &RunStrip::restartRequested);
    setOutdated(false);
    setWatched(true);
}

void RunStrip::say(const QString& words) {
    //: %1 says which of several runs this is, %2 what it is doing.
    mWords->setText(mSeries.isEmpty() ? words : tr("%1: %2").arg(mSeries, words));
}

void RunStrip::begin() {
    setShare(0);
    mTotalEvaluations = 0;
    say(tr("Preparing …"));
    mEvaluations->clear();
    mTime->clear();
    setOutdated(false);
    Q_EMIT activeChanged(true);
}

void RunStrip::end() {
    Q_EMIT activeChanged(false);
}

void RunStrip::setLoading(double share) {
    say(tr("Loading the model …"));
    setShare(share);
}

void RunStrip::setStage(const QString& stage) {
    setShare(0);
    if (stage == QLatin1String("turn")) {
        say(tr("Waiting for another restoration to finish …"));
    } else if (stage == QLatin1String("model")) {
        say(tr("Loading the model …"));
    } else if (stage == QLatin1String("plan")) {
        say(tr("Planning …"));
    } else {
        say(tr("Waiting for the first estimate …"));
    }
}

void RunStrip::setProgress(const Progress& progress) {
    const bool inner = progress.inner > 0;
    QString words = progress.regions > 1 ? (inner ? tr("Part %1 of %2, step %3 of %4, inner step %5")
                                                  : tr("Part %1 of %2, step %3 of %4"))
                                               .arg(progress.region + 1)
                                               .arg(progress.regions)
                                         : (inner ? tr("Step %1 of %2, inner step %3") : tr("Step %1 of %2"));
    words = words.arg(progress.step + 1).arg(progress.steps);
    if (inner) words = words.arg(progress.inner + 1);
    if (progress.level > 0)
        words +=
            QStringLiteral("   ") + tr("coarse, %1 × %2").arg(progress.levelWidth).arg(progress.levelHeight);
    words += QStringLiteral("   σ %L1").arg(progress.sigma, 0, 'g', 2);
    say(words);
    mEvaluations->setText(tr("evaluation %1 of %2").arg(progress.evaluations).arg(progress.totalEvaluations));
    if (progress.secondsLeft >= 0) mTime->setText(tr("%1 left").arg(formatSeconds(progress.secondsLeft)));
    mEvaluationsMade = progress.evaluations;
    mTotalEvaluations = progress.totalEvaluations;
    setShare(mTotalEvaluations > 0 ? double(mEvaluationsMade) / mTotalEvaluations : 0);
}

void RunStrip::setTile(int done, int of) {
    if (mTotalEvaluations == 0) {
        say(tr("Estimate: tile %1 of %2").arg(done).arg(of));
        setShare(0);
        return;
    }
    if (done == of) return;  // the evaluation's own progress comes next
    mEvaluations->setText(tr("evaluation %1 of %2, tile %3 of %4")
                              .arg(mEvaluationsMade + 1)
                              .arg(mTotalEvaluations)
                              .arg(done + 1)
                              .arg(of));
    setShare((mEvaluationsMade + double(done) / of) / mTotalEvaluations);
}

void RunStrip::setWatched(bool watched) {
    mWatch->setVisible(!watched);
}

void RunStrip::setOutdated(bool outdated) {
    mRestart->setVisible(outdated);
}

void RunStrip::setShare(double share) {
    // It would paint at once, and with it all of the window that has changed.
    mLine->setUpdatesEnabled(false);
    mLine->setValue(int(std::lround(kParts * std::clamp(share, 0.0, 1.0))));
    mLine->setUpdatesEnabled(true);
}

void RunStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    mLine->setGeometry(0, 0, width(), kLine);
}

}  // namespace lacuna::ui
