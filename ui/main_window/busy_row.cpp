// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/busy_row.h"

#include "ui/base/quiet_label.h"

#include <QAccessible>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace lacuna::ui {

namespace {
/// What takes less time needn't be shown.
constexpr std::chrono::milliseconds kMoment{200};
constexpr QSize kShareSize(80, 8);
constexpr int kWordsWidth = 320;
}  // namespace

BusyRow::BusyRow(Runs& runs, QWidget* parent)
    : QWidget(parent),
      mWords(new QuietLabel(QString(), this)),
      mShare(new QProgressBar(this)),
      mCancel(new QPushButton(tr("Cancel"), this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 8, 0);
    layout->setSpacing(12);
    layout->addWidget(mWords);
    layout->addWidget(mShare);
    layout->addWidget(mCancel);
    mShare->setTextVisible(false);
    mShare->setFixedSize(kShareSize);
    mCancel->setFlat(true);
    connect(mCancel, &QPushButton::clicked, this, [this] {
        if (const RunPtr run = shown()) run->cancel();
    });
    connect(&runs, &Runs::begun, this, &BusyRow::follow);
    connect(&runs, &Runs::ended, this, [this](const RunPtr& run) {
        if (std::erase(mLong, run) > 0) update();
    });
    hide();
}

void BusyRow::setElsewhere(const RunPtr& run) {
    mElsewhere = run;
    update();
}

RunPtr BusyRow::shown() const {
    const auto found =
        std::find_if(mLong.begin(), mLong.end(), [this](const RunPtr& run) { return run != mElsewhere; });
    return found == mLong.end() ? nullptr : *found;
}

void BusyRow::follow(const RunPtr& run) {
    if (run->words().isEmpty()) return;
    QTimer::singleShot(kMoment, this, [this, weak = std::weak_ptr(run)] {
        const RunPtr slow = weak.lock();
        if (!slow || slow->isOver()) return;
        mLong.push_back(slow);
        connect(slow.get(), &Run::progressed, this, &BusyRow::update);
        connect(slow.get(), &Run::stateChanged, this, &BusyRow::update);
        update();
    });
}

void BusyRow::update() {
    const RunPtr run = shown();
    setVisible(run != nullptr);
    if (run) {
        const int more = int(std::count_if(mLong.begin(), mLong.end(),
                                           [&](const RunPtr& other) { return other != mElsewhere; })) -
                         1;
        const QString words = more > 0 ? tr("%1 (%n more)", nullptr, more).arg(run->words()) : run->words();
        const bool isNews = words != mWords->toolTip();
        mWords->setText(mWords->fontMetrics().elidedText(words, Qt::ElideMiddle, kWordsWidth));
        mWords->setToolTip(words);
        mWords->setAccessibleName(words);
        const double share = run->progress();
        mShare->setRange(0, share < 0 || share >= 1 ? 0 : 100);  // what follows takes an unknown time
        mShare->setValue(int(std::lround(share * 100)));
        mShare->setAccessibleName(words);
        const bool stopping = run->state() == Run::State::Cancelling;
        mCancel->setText(stopping ? tr("Stopping …") : tr("Cancel"));
        mCancel->setEnabled(!stopping);
        mCancel->setAccessibleName(tr("Cancel"));
        mCancel->setAccessibleDescription(words);
        if (isNews) {
            QAccessibleEvent event(mWords, QAccessible::NameChanged);
            QAccessible::updateAccessibility(&event);
        }
    }
}

}  // namespace lacuna::ui
