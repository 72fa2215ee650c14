// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_strip.h"

#include "ui/theme/theme.h"
#include "ui/widgets/format_time.h"
#include "ui/widgets/quiet_label.h"

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
      mTime(new QuietLabel(QString(), this)),
      mRestart(new QPushButton(tr("Restart with the new settings"), this)) {
    mRestart->setToolTip(tr("The settings were changed after this run started."));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(16);
    layout->addWidget(mWords);
    layout->addWidget(mTime);
    layout->addStretch(1);
    layout->addWidget(mRestart);
    mRestart->setFlat(true);
    connect(mRestart, &QPushButton::clicked, this, &RunStrip::restartRequested);
    setOutdated(false);
}

void RunStrip::begin() {
    mShare = 0;
    mWords->setText(tr("Preparing …"));
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
    if (stage == QLatin1String("model")) {
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
    words += QStringLiteral("   σ %L1").arg(progress.sigma, 0, 'g', 2);
    mWords->setText(words);
    if (progress.secondsLeft >= 0) mTime->setText(tr("%1 left").arg(formatSeconds(progress.secondsLeft)));
    mShare = progress.totalEvaluations > 0 ? double(progress.evaluations) / progress.totalEvaluations : 0;
    update();
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
