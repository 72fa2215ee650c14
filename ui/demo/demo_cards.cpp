// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/demo/demo_cards.h"

#include "ui/start/picture_card.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

namespace lacuna::ui {

namespace {
constexpr int kGap = 32;
/// Of a picture's side.
constexpr int kLeast = 80, kMost = 480;
}  // namespace

DemoCards::DemoCards(QWidget* parent) : QWidget(parent), mRow(new QHBoxLayout(this)) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    mRow->setContentsMargins(0, 0, 0, 0);
    mRow->setSpacing(kGap);
    mRow->addStretch(1);
    mRow->addStretch(1);
}

void DemoCards::add(const QString& title) {
    auto* card = new PictureCard(title, QString(), QSize(kLeast, kLeast), this);
    const int index = int(mCards.size());
    mCards.push_back(card);
    mRow->insertWidget(index + 1, card);
    connect(card, &QAbstractButton::clicked, this, [this, index] { Q_EMIT chosen(index); });
    fit();
}

void DemoCards::setPicture(int index, const QImage& picture) {
    if (index >= 0 && index < int(mCards.size())) mCards[std::size_t(index)]->setPicture(picture);
}

bool DemoCards::focusFirst() {
    if (mCards.empty()) return false;
    mCards.front()->setFocus(Qt::OtherFocusReason);
    return true;
}

int DemoCards::focused() const {
    const auto found =
        std::find_if(mCards.begin(), mCards.end(), [](const PictureCard* card) { return card->hasFocus(); });
    return found == mCards.end() ? -1 : int(found - mCards.begin());
}

void DemoCards::moveFocus(int by) {
    if (mCards.empty()) return;
    const int now = focused();
    const int next = now < 0 ? 0 : std::clamp(now + by, 0, int(mCards.size()) - 1);
    mCards[std::size_t(next)]->setFocus(Qt::TabFocusReason);
}

void DemoCards::press() {
    if (!mCards.empty()) mCards[std::size_t(std::max(0, focused()))]->click();
}

void DemoCards::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void DemoCards::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) fit();
}

void DemoCards::fit() {
    if (mCards.empty()) return;
    const int count = int(mCards.size());
    const QSize rim = mCards.front()->sizeHint() - mCards.front()->pictureSize();
    const int across = (width() - (count - 1) * kGap) / count - rim.width();
    const int side = std::clamp(std::min(across, height() - rim.height()), kLeast, kMost);
    for (PictureCard* card : mCards)
        card->setPictureSize(QSize(side, side));
}

}  // namespace lacuna::ui
