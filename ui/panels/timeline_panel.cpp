// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline_panel.h"

#include "ui/base/clamping_spin_box.h"
#include "ui/base/hairline.h"
#include "ui/base/icons.h"
#include "ui/base/quiet_label.h"
#include "ui/panels/loss_panel.h"
#include "ui/panels/timeline_strip.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace lacuna::ui {

namespace {
constexpr int kUsualSpeed = 8;
constexpr auto kIterateKey = "timeline/shown";
constexpr auto kLossKey = "timeline/loss";
constexpr auto kSpeedKey = "timeline/speed";
}  // namespace

TimelinePanel::TimelinePanel(QWidget* parent)
    : QWidget(parent),
      mStrip(new TimelineStrip(this)),
      mLoss(new LossPanel(this)),
      mBadge(new QLabel(this)),
      mPlayCommand(new QAction(this)),
      mStepCommand(new QAction(tr("&One step"), this)),
      mBranchCommand(new QAction(tr("&Branch from here"), this)),
      mExportMenu(new QMenu(tr("&Export steps"), this)),
      mExport(new QToolButton(this)),
      mBranch(new QPushButton(tr("&Branch from here"), this)),
      mSpeed(new ClampingSpinBox(this)),
      mIterate(new QComboBox(this)),
      mWords(new QuietLabel(QString(), this)),
      mClock(new QTimer(this)) {
    mPlay = makeButton("play", QString(), QString());
    mPlayCommand->setObjectName(QStringLiteral("pause"));
    mStepCommand->setObjectName(QStringLiteral("one-step"));
    mBranchCommand->setObjectName(QStringLiteral("branch"));
    mPlayCommand->setShortcut(QKeySequence(QStringLiteral(",")));
    mStepCommand->setShortcut(QKeySequence(QStringLiteral(".")));
    mBranchCommand->setShortcut(QKeySequence(tr("Ctrl+B")));
    connect(mPlayCommand, &QAction::triggered, this, &TimelinePanel::playOrPause);
    connect(mStepCommand, &QAction::triggered, this, &TimelinePanel::stepWanted);
    connect(mBranchCommand, &QAction::triggered, this, &TimelinePanel::branchWanted);
    connect(mPlay, &QToolButton::clicked, mPlayCommand, &QAction::trigger);
    mStep = makeButton("step", tr("One step"), tr("Compute one step, then pause again (.)"));

    mIterate->addItem(tr("Estimate"), int(Iterate::Estimate));
    mIterate->addItem(tr("Noisy state"), int(Iterate::Noisy));
    mIterate->addItem(tr("Both"), int(Iterate::Both));
    mIterate->setAccessibleName(tr("What to show of each step"));
    mIterate->setToolTip(
        tr("The estimate (D) is the picture as this step sees it. The noisy state (x_t) is what the run "
           "works on, with less noise at every step."));
    connect(mIterate, &QComboBox::activated, this, [this](int row) {
        QSettings().setValue(QLatin1String(kIterateKey), mIterate->itemData(row));
        Q_EMIT iterateChosen(Iterate(mIterate->itemData(row).toInt()));
    });

    auto* loss = new QToolButton(this);
    loss->setText(tr("Loss"));
    loss->setCheckable(true);
    loss->setFocusPolicy(Qt::TabFocus);
    loss->setAccessibleName(tr("Show loss"));
    loss->setToolTip(tr("How well the estimate fits the photograph and the prior, step by step"));
    mLoss->hide();
    connect(loss, &QToolButton::toggled, mLoss, &QWidget::setVisible);
    loss->setChecked(QSettings().value(QLatin1String(kLossKey), false).toBool());
    connect(loss, &QToolButton::clicked, this,
            [](bool shown) { QSettings().setValue(QLatin1String(kLossKey), shown); });

    mSpeed->setRange(1, 30);
    mSpeed->setValue(QSettings().value(QLatin1String(kSpeedKey), kUsualSpeed).toInt());
    mSpeed->setSuffix(tr(" per s"));
    mSpeed->setAccessibleName(tr("Steps per second during playback"));
    mSpeed->setToolTip(mSpeed->accessibleName());
    setBranchEnabled(false);

    const auto entry = [this](const QString& text, Export kind) {
        QAction* action = mExportMenu->addAction(text);
        connect(action, &QAction::triggered, this, [this, kind] { Q_EMIT exportWanted(kind); });
        return action;
    };
    entry(tr("All steps as &PNG …"), Export::Pictures);
    entry(tr("&Film strip …"), Export::FilmStrip);
    mWebp = entry(QString(), Export::Webp);
    mMp4 = entry(QString(), Export::Mp4);
    mExport->setMenu(mExportMenu);
    mExport->setPopupMode(QToolButton::InstantPopup);
    mExport->setText(tr("Export"));
    mExport->setAccessibleName(tr("Export steps"));
    mExport->setToolTip(mExport->accessibleName());
    mExport->setFocusPolicy(Qt::TabFocus);
    setFilmEncoder(false);

    auto* controls = new QHBoxLayout;
    controls->setSpacing(8);
    controls->addWidget(mPlay);
    controls->addWidget(mStep);
    controls->addWidget(mSpeed);
    controls->addSpacing(8);
    controls->addStretch(1);
    controls->addWidget(mIterate);
    controls->addWidget(loss);
    controls->addWidget(mBranch);
    controls->addWidget(mExport);
    auto* heading = new QHBoxLayout;
    heading->setSpacing(8);
    heading->addWidget(mWords, 1);
    heading->addWidget(mBadge);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    column->addLayout(heading);
    column->addWidget(mStrip);
    column->addLayout(controls);
    column->addWidget(mLoss);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new Hairline(this));
    layout->addLayout(column);

    connect(mStrip, &QAbstractSlider::actionTriggered, this, [this] { setPlaying(false); });
    connect(mStrip, &QAbstractSlider::valueChanged, this, &TimelinePanel::scrubbed);
    connect(mStep, &QToolButton::clicked, this, &TimelinePanel::stepWanted);
    connect(mBranch, &QPushButton::clicked, this, &TimelinePanel::branchWanted);
    connect(mSpeed, &QSpinBox::valueChanged, this, [this](int speed) {
        mClock->setInterval(1000 / speed);
        QSettings().setValue(QLatin1String(kSpeedKey), speed);
    });
    mClock->setInterval(1000 / mSpeed->value());
    connect(mClock, &QTimer::timeout, this, [this] {
        if (mStrip->value() < mStrip->maximum()) {
            mStrip->setValue(mStrip->value() + 1);
        } else {
            setPlaying(false);
        }
    });
    setRunning(false, false);
}

void TimelinePanel::restoreIterate() {
    const int row = mIterate->findData(QSettings().value(QLatin1String(kIterateKey), 0).toInt());
    if (row <= 0) return;
    mIterate->setCurrentIndex(row);
    Q_EMIT iterateChosen(Iterate(mIterate->itemData(row).toInt()));
}

QToolButton* TimelinePanel::makeButton(const char* icon, const QString& name, const QString& hint) {
    auto* button = new QToolButton(this);
    button->setIcon(themedIcon(QLatin1String(icon)));
    button->setIconSize(QSize(20, 20));
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(hint);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void TimelinePanel::setSteps(int kept, int expected) {
    mStrip->setSteps(kept, expected);
    mExport->setEnabled(kept > 0);
    mExportMenu->menuAction()->setEnabled(kept > 0);
    showButtons();
}

void TimelinePanel::setHasSteps(bool has) {
    mHasSteps = has;
    for (QWidget* widget : std::initializer_list<QWidget*>{mStrip, mPlay, mIterate, mBranch, mExport})
        widget->setVisible(has);
    if (!has) setPlaying(false);
    showButtons();
}

void TimelinePanel::setRunning(bool running, bool paused) {
    if (running) setPlaying(false);
    mRunning = running;
    mPaused = paused;
    showButtons();
}

void TimelinePanel::playOrPause() {
    if (mRunning) {
        Q_EMIT pauseWanted(!mPaused);
    } else {
        setPlaying(!mClock->isActive());
    }
}

void TimelinePanel::setPlaying(bool playing) {
    if (playing == mClock->isActive()) return;
    if (playing) {
        if (mStrip->value() == mStrip->maximum()) mStrip->setValue(0);
        mClock->start();
    } else {
        mClock->stop();
    }
    showButtons();
}

void TimelinePanel::showButtons() {
    const bool pauses = mRunning ? !mPaused : mClock->isActive();
    mPlay->setIcon(themedIcon(pauses ? QStringLiteral("pause") : QStringLiteral("play")));
    const QString name = mRunning ? (mPaused ? tr("Continue") : tr("Pause"))
                                  : (mClock->isActive() ? tr("Pause") : tr("Play steps"));
    mPlay->setAccessibleName(name);
    const QString key = mPlayCommand->shortcut().toString(QKeySequence::NativeText);
    mPlay->setToolTip(key.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, key));
    mPlayCommand->setText(name);
    mPlayCommand->setEnabled(mRunning || (mHasSteps && mStrip->kept() > 0));
    mStepCommand->setEnabled(mRunning && mPaused);
    mStep->setVisible(mRunning);
    mStep->setEnabled(mPaused);
    mSpeed->setVisible(mHasSteps && !mRunning);
}

void TimelinePanel::setWords(const QString& words) {
    mWords->setText(words);
}

void TimelinePanel::setBadge(const QString& text, const QString& hint) {
    mBadge->setText(text);
    mBadge->setToolTip(hint);
    mBadge->setAccessibleDescription(hint);
    mBadge->setVisible(!text.isEmpty());
}

void TimelinePanel::setBranchEnabled(bool enabled, bool forgotten) {
    mBranch->setEnabled(enabled);
    mBranchCommand->setEnabled(enabled);
    mBranch->setToolTip(
        forgotten ? tr("There was no room to keep what a branch from this step needs. Choose a step nearby.")
                  : tr("Continue from this step with the current settings and mask. This result is kept."));
}

void TimelinePanel::setFilmEncoder(bool there) {
    mWebp->setText(there ? tr("Animated &WebP …") : tr("Animated WebP (needs ffmpeg)"));
    mMp4->setText(there ? tr("&Video (MP4) …") : tr("Video, MP4 (needs ffmpeg)"));
    mWebp->setEnabled(there);
    mMp4->setEnabled(there);
}

int TimelinePanel::framesPerSecond() const {
    return mSpeed->value();
}

}  // namespace lacuna::ui
