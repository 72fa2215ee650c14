// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/demo/demo_window.h"

#include "ui/base/primary_button.h"
#include "ui/base/quiet_label.h"
#include "ui/base/screen_room.h"
#include "ui/canvas/canvas_view.h"
#include "ui/demo/demo_cards.h"
#include "ui/demo/demo_meters.h"
#include "ui/panels/timeline_strip.h"

#include <QApplication>
#include <QCloseEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lacuna::ui {

namespace {

constexpr int kSteps = 5;
constexpr QSize kLeastWindow(800, 560);
/// The window's height and width as multiples of its text size.
constexpr int kLines = 40, kColumns = 64;
constexpr int kLeastText = 12, kMostText = 30;
constexpr int kLeastTarget = 56;  ///< what a finger hits

QString sentenceFor(DemoWindow::Step step) {
    switch (step) {
        case DemoWindow::Step::Choose:
            return DemoWindow::tr("Choose a photograph.");
        case DemoWindow::Step::Damage:
            return DemoWindow::tr("Damage it: draw on it, or press one of the buttons.");
        case DemoWindow::Step::Restore:
            return DemoWindow::tr("Now press Restore.");
        case DemoWindow::Step::Watch:
            return DemoWindow::tr("Watch the picture take shape as the fog lifts.");
        case DemoWindow::Step::Look:
            return DemoWindow::tr(
                "Drag across the small pictures to go back in time, and drag the line to compare.");
    }
    Q_UNREACHABLE();
}

/// What a press of the button will show.
QString truthText(bool shown) {
    return shown ? DemoWindow::tr("Show the damage") : DemoWindow::tr("Show the original");
}

}  // namespace

DemoWindow::DemoWindow(QWidget* parent)
    : QWidget(parent, Qt::Window),
      mTop(new QGridLayout),
      mSteps(new QuietLabel(QString(), this)),
      mSentence(new QLabel(this)),
      mPages(new QStackedWidget(this)),
      mCards(new DemoCards(this)),
      mCanvas(new CanvasView(this)),
      mMeters(new DemoMeters(this)),
      mStrip(new TimelineStrip(this)),
      mScratch(new QPushButton(tr("Scratch it"), this)),
      mFocus(new QPushButton(tr("Blur it"), this)),
      mShake(new QPushButton(tr("Shake it"), this)),
      mRestore(new PrimaryButton(tr("Restore"), this)),
      mReplay(new QPushButton(tr("Play again"), this)),
      mTruth(new QPushButton(this)),
      mStartOver(new QPushButton(tr("Start over"), this)),
      mLeave(new QPushButton(tr("Leave"), this)) {
    setWindowTitle(tr("Lacuna: demonstration"));
    setFocusPolicy(Qt::StrongFocus);
    mCanvas->setFocusPolicy(Qt::NoFocus);
    mStrip->setFocusPolicy(Qt::NoFocus);
    mSentence->setWordWrap(true);
    mSentence->setAlignment(Qt::AlignHCenter | Qt::AlignVCenter);
    mSteps->setAlignment(Qt::AlignHCenter);

    // The first column is as wide as the button, so that the sentence stays in the middle.
    mTop->addWidget(mSteps, 0, 1);
    mTop->addWidget(mSentence, 1, 1);
    mTop->addWidget(mLeave, 0, 2, 2, 1, Qt::AlignRight | Qt::AlignTop);
    mTop->setColumnStretch(1, 1);

    mPages->addWidget(mCards);
    mPages->addWidget(mCanvas);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(16);
    buttons->addStretch(1);
    for (QPushButton* button :
         {mScratch, mFocus, mShake, static_cast<QPushButton*>(mRestore), mReplay, mTruth, mStartOver})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto* foot = new QuietLabel(tr("This is the most probable picture, given what Lacuna learned from "
                                   "photographs. It cannot know what was there."),
                                this);
    foot->setAlignment(Qt::AlignHCenter);
    foot->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 24, 32, 24);
    layout->setSpacing(16);
    layout->addLayout(mTop);
    layout->addWidget(mPages, 1);
    layout->addWidget(mMeters);
    layout->addWidget(mStrip);
    layout->addLayout(buttons);
    layout->addWidget(foot);

    connect(mScratch, &QPushButton::clicked, this, &DemoWindow::scratchWanted);
    connect(mFocus, &QPushButton::clicked, this, [this] { Q_EMIT blurWanted(Blur::Focus); });
    connect(mShake, &QPushButton::clicked, this, [this] { Q_EMIT blurWanted(Blur::Shake); });
    connect(mRestore, &QPushButton::clicked, this, &DemoWindow::restoreWanted);
    connect(mReplay, &QPushButton::clicked, this, &DemoWindow::replayWanted);
    connect(mTruth, &QPushButton::clicked, this, [this] { setTruth(!mTruthShown); });
    connect(mStartOver, &QPushButton::clicked, this, &DemoWindow::startOverWanted);
    mLeave->setAccessibleName(tr("Leave the demonstration"));
    mLeave->setToolTip(tr("Leave the demonstration (Esc)"));
    connect(mLeave, &QPushButton::clicked, this, &QWidget::close);
    connect(mCards, &DemoCards::chosen, this, &DemoWindow::photoChosen);
    qApp->installEventFilter(this);
    setMinimumSize(withinScreen(*this, kLeastWindow));
    resize(withinScreen(*this, QSize(1280, 800)));
    showStep(Step::Choose);
}

void DemoWindow::addPhoto(const QString& title) {
    mCards->add(title);
    if (mStep == Step::Choose) mCards->focusFirst();
}

void DemoWindow::setPhoto(int index, const QImage& picture) {
    mCards->setPicture(index, picture);
}

void DemoWindow::showStep(Step step) {
    mStep = step;
    const bool damaging = step == Step::Damage || step == Step::Restore;
    mSteps->setText(tr("%1 of %2").arg(int(step) + 1).arg(kSteps));
    setSentence(sentenceFor(step));
    mPages->setCurrentIndex(step == Step::Choose ? 0 : 1);
    mScratch->setVisible(damaging);
    mFocus->setVisible(damaging);
    mShake->setVisible(damaging);
    mRestore->setVisible(damaging);
    mRestore->setEnabled(step == Step::Restore);
    mMeters->setVisible(step == Step::Watch);
    mStrip->setVisible(step == Step::Look);
    mReplay->setVisible(step == Step::Look);
    mTruth->setVisible(step == Step::Look);
    setTruth(false);
    mStartOver->setVisible(step != Step::Choose);
    if (step != Step::Choose || !mCards->focusFirst()) setFocus(Qt::OtherFocusReason);
}

void DemoWindow::setSentence(const QString& sentence) {
    mSentence->setText(sentence);
    setAccessibleDescription(sentence);
}

void DemoWindow::sayFault(const QString& what) {
    setSentence(what + QLatin1Char(' ') + sentenceFor(mStep));
}

void DemoWindow::setTruth(bool shown) {
    mTruthShown = shown;
    mTruth->setText(truthText(shown));
    if (mStep == Step::Look) Q_EMIT truthWanted(shown);
}

QString DemoWindow::sentence() const {
    return mSentence->text();
}

bool DemoWindow::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::MouseButtonPress:
        case QEvent::MouseMove:
        case QEvent::TouchBegin:
        case QEvent::Wheel:
            if (isActiveWindow()) Q_EMIT touched();
            break;
        default:
            break;
    }
    return QWidget::eventFilter(watched, event);
}

void DemoWindow::goOn() {
    switch (mStep) {
        case Step::Choose:
            mCards->press();
            break;
        case Step::Damage:
            Q_EMIT scratchWanted();
            break;
        case Step::Restore:
            Q_EMIT restoreWanted();
            break;
        case Step::Watch:
            break;
        case Step::Look:
            Q_EMIT replayWanted();
            break;
    }
}

void DemoWindow::goBack() {
    if (mStep != Step::Choose) Q_EMIT startOverWanted();
}

/// For the arrow keys: moves to another photograph, along the steps of the run, or to the next step.
void DemoWindow::move(int by) {
    if (mStep == Step::Choose) {
        mCards->moveFocus(by);
    } else if (mStep == Step::Look) {
        mStrip->triggerAction(by > 0 ? QAbstractSlider::SliderSingleStepAdd
                                     : QAbstractSlider::SliderSingleStepSub);
    } else if (by > 0) {
        goOn();
    }
}

void DemoWindow::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Escape:
            close();
            break;
        case Qt::Key_Space:
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_PageDown:
            goOn();
            break;
        case Qt::Key_Right:
            move(1);
            break;
        case Qt::Key_Left:
            move(-1);
            break;
        case Qt::Key_Up:
        case Qt::Key_Down:
            if (mStep == Step::Look) setTruth(!mTruthShown);
            break;
        case Qt::Key_PageUp:
        case Qt::Key_Home:
            goBack();
            break;
        default:
            QWidget::keyPressEvent(event);
    }
}

void DemoWindow::closeEvent(QCloseEvent* event) {
    Q_EMIT closed();
    QWidget::closeEvent(event);
}

void DemoWindow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    setLargeType();
}

/// Readable from the back of the room on any screen. The size depends only on the window, which no step
/// enlarges.
void DemoWindow::setLargeType() {
    QFont text = font();
    text.setPixelSize(std::clamp(std::min(height() / kLines, width() / kColumns), kLeastText, kMostText));
    if (text == font()) return;
    setFont(text);
    const int em = text.pixelSize();
    QFont large = text;
    large.setPixelSize(em * 8 / 5);
    large.setWeight(QFont::DemiBold);
    mSentence->setFont(large);
    const int target = std::max(kLeastTarget, 3 * em);
    for (QPushButton* button : {mScratch, mFocus, mShake, mReplay, mTruth, mStartOver})
        button->setMinimumSize(9 * em, target);
    mLeave->setMinimumSize(6 * em, 44);
    mTop->setColumnMinimumWidth(0, std::max(6 * em, mLeave->sizeHint().width()));
    // The button keeps its width for both of its texts, so that it stays under the pointer.
    for (const bool shown : {!mTruthShown, mTruthShown}) {
        mTruth->setText(truthText(shown));
        mTruth->setMinimumWidth(std::max(mTruth->minimumWidth(), mTruth->sizeHint().width()));
    }
    mRestore->setMinimumSize(12 * em, target + 2 * PrimaryButton::kRim);
    mStrip->setFixedHeight(6 * em);
}

}  // namespace lacuna::ui
