// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_strip.h"

#include "ui/base/format_time.h"
#include "ui/base/quiet_label.h"
#include "ui/base/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace lacuna::ui {

namespace {
constexpr int kLine = 3;
}

RunStrip::RunStrip(QWidget* parent)
    : QWidget(parent),
      mWords(new QLabel(this)),
      mEvaluations(new QuietLabel(QString(), this)),
      mTime(new QuietLabel(QString(), this)),
      mRestart(new QPushButton(tr("Restart with the new settings"), this)),
      mWatch(new QPushButton(tr("Show the estimate"), this)) {
    mWatch->setToolTip(tr("Another picture is shown; the run goes on."));
    mRestart->setToolTip(tr("The settings were changed after this run started."));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(16);
    mEvaluations->setToolTip(tr("How often the network has been asked, of all that the run needs."));
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

void RunStrip::begin() {
    mShare = 0;
    mTotalEvaluations = 0;
    mWords->setText(tr("Preparing …"));
    mEvaluations->clear();
    mTime->clear();
    setOutdated(false);
    Q_EMIT activeChanged(true);
}

void RunStrip::end() {
    Q_EMIT activeChanged(false);
}

void RunStrip::setLoading(double share) {
    mWords->setText(tr("Loading the model …"));
    mShare = share;
    update();
}

void RunStrip::setStage(const QString& stage) {
    mShare = 0;
    update();
    if (stage == QLatin1String("turn")) {
        mWords->setText(tr("Waiting for another restoration to end …"));
    } else if (stage == QLatin1String("model")) {
        mWords->setText(tr("Loading the model …"));
    } else if (stage == QLatin1String("plan")) {
        mWords->setText(tr("Planning …"));
    } else {
        mWords->setText(tr("Waiting for the first estimate …"));
    }
}

void RunStrip::setProgress(const Progress& progress) {
    QString words = tr("Step %1 of %2").arg(progress.step + 1).arg(progress.steps);
    if (progress.regions > 1)
        words = tr("Part %1 of %2, ").arg(progress.region + 1).arg(progress.regions) + words;
    if (progress.inner > 0) words += tr(", inner step %1").arg(progress.inner + 1);
    words += QStringLiteral("   σ %L1").arg(progress.sigma, 0, 'g', 2);
    mWords->setText(words);
    mEvaluations->setText(tr("evaluation %1 of %2").arg(progress.evaluations).arg(progress.totalEvaluations));
    if (progress.secondsLeft >= 0) mTime->setText(tr("%1 left").arg(formatSeconds(progress.secondsLeft)));
    mEvaluationsMade = progress.evaluations;
    mTotalEvaluations = progress.totalEvaluations;
    mShare = mTotalEvaluations > 0 ? double(mEvaluationsMade) / mTotalEvaluations : 0;
    update();
}

void RunStrip::setTile(int done, int of) {
    if (mTotalEvaluations == 0) {
        mWords->setText(tr("Estimate: tile %1 of %2").arg(done).arg(of));
        mShare = 0;
        return;
    }
    if (done == of) return;  // the evaluation's own progress comes next
    mEvaluations->setText(tr("evaluation %1 of %2, tile %3 of %4")
                              .arg(mEvaluationsMade + 1)
                              .arg(mTotalEvaluations)
                              .arg(done + 1)
                              .arg(of));
    mShare = (mEvaluationsMade + double(done) / of) / mTotalEvaluations;
    update();
}

void RunStrip::setWatched(bool watched) {
    mWatch->setVisible(!watched);
}

void RunStrip::setOutdated(bool outdated) {
    mRestart->setVisible(outdated);
}

void RunStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), kLine), Theme::line(palette()));
    painter.fillRect(QRectF(0, 0, width() * std::min(1.0, mShare), kLine),
                     palette().color(QPalette::Highlight));
}

}  // namespace lacuna::ui
