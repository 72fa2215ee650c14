// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/start_page.h"

#include "ui/base/quiet_label.h"
#include "ui/start/drop_area.h"
#include "ui/start/picture_card.h"
#include "ui/start/recent_files.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lacuna::ui {

namespace {

constexpr QSize kSampleSize(240, 160);
constexpr QSize kRecentSize(120, 80);
constexpr int kRecentShown = 6;
constexpr int kContentWidth = 3 * (240 + 8) + 2 * 12 + 16;

QLabel* makeTitle(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setContentsMargins(PictureCard::kRing, 0, PictureCard::kRing, 0);  // in line with the pictures
    return label;
}

}  // namespace

StartPage::StartPage(RecentFiles& recent, QWidget* parent)
    : QWidget(parent), mRecent(recent), mRecentArea(new QWidget(this)), mRecentRow(new QHBoxLayout) {
    auto* content = new QWidget;
    content->setFixedWidth(kContentWidth);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(8, 24, 8, 24);
    column->setSpacing(24);
    column->addStretch(1);
    if (QWidget* samples = makeSamples()) column->addWidget(samples);
    mDropArea = new DropArea(content);
    connect(mDropArea, &DropArea::clicked, this, &StartPage::openDialogRequested);
    auto* dropRow = new QHBoxLayout;
    dropRow->setContentsMargins(PictureCard::kRing, 0, PictureCard::kRing, 0);
    dropRow->addWidget(mDropArea);
    column->addLayout(dropRow);
    auto* recentLayout = new QVBoxLayout(mRecentArea);
    recentLayout->setContentsMargins(0, 0, 0, 0);
    recentLayout->setSpacing(8);
    recentLayout->addWidget(makeTitle(tr("Recent photographs"), mRecentArea));
    recentLayout->addLayout(mRecentRow);
    mRecentRow->setSpacing(4);
    column->addWidget(mRecentArea);
    mComputer = new QuietLabel(QString(), content);
    mComputer->setWordWrap(true);
    mComputer->setContentsMargins(PictureCard::kRing, 0, PictureCard::kRing, 0);
    column->addWidget(mComputer);
    column->addStretch(2);

    auto* middle = new QWidget;
    auto* centre = new QHBoxLayout(middle);
    centre->setContentsMargins(0, 0, 0, 0);
    centre->addStretch(1);
    centre->addWidget(content);
    centre->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(middle);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(&mRecent, &RecentFiles::changed, this, &StartPage::rebuildRecent);
    rebuildRecent();
}

QWidget* StartPage::makeSamples() {
    const QVector<Sample> samples = findSamples();
    if (samples.isEmpty()) return nullptr;
    auto* area = new QWidget;
    auto* layout = new QVBoxLayout(area);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeTitle(tr("Try Lacuna on a damaged photograph"), area));
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    for (const Sample& sample : samples) {
        auto* card = new PictureCard(sample.title, sample.task, kSampleSize, area);
        card->setToolTip(tr("%1 (photograph by %2)").arg(sample.title, sample.credit));
        connect(card, &QAbstractButton::clicked, this,
                [this, request = sample.request] { Q_EMIT openRequested(request); });
        mCards.insert(sample.path, card);
        row->addWidget(card);
    }
    row->addStretch(1);
    layout->addLayout(row);
    return area;
}

void StartPage::rebuildRecent() {
    while (QLayoutItem* item = mRecentRow->takeAt(0)) {
        if (auto* card = qobject_cast<PictureCard*>(item->widget())) {
            mCards.removeIf([card](auto entry) { return entry.value() == card; });
            card->deleteLater();
        }
        delete item;
    }
    for (const QString& path : mRecent.paths().mid(0, kRecentShown)) {
        auto* card = new PictureCard(QFileInfo(path).fileName(), QString(), kRecentSize, mRecentArea);
        card->setToolTip(path);
        connect(card, &QAbstractButton::clicked, this, [this, path] {
            OpenRequest request;
            request.path = path;
            Q_EMIT openRequested(request);
        });
        mCards.insert(path, card);
        mRecentRow->addWidget(card);
    }
    mRecentRow->addStretch(1);
    mRecentArea->setVisible(!mRecent.paths().isEmpty());
    mAsked = false;
    if (isVisible()) askForThumbnails();
}

void StartPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    askForThumbnails();
}

void StartPage::askForThumbnails() {
    if (mAsked) return;
    mAsked = true;
    for (auto card = mCards.cbegin(); card != mCards.cend(); ++card)
        Q_EMIT thumbnailWanted(card.key());
}

void StartPage::setThumbnail(const QString& path, const QImage& picture) {
    if (PictureCard* card = mCards.value(path)) card->setPicture(picture);
}

void StartPage::setComputer(const QString& sentence) {
    mComputer->setText(sentence);
}

void StartPage::setDropActive(bool active) {
    mDropArea->setActive(active);
}

}  // namespace lacuna::ui
