// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/start_row.h"

#include "ui/document/image_document.h"
#include "ui/panels/settings_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <optional>

namespace lacuna::ui {

StartRow::StartRow(QWidget* parent)
    : QWidget(parent),
      mWords(new QLabel(tr("S&tarts from"), this)),
      mChoice(new QComboBox(this)),
      mChanged(new QLabel(this)),
      mLeave(new QToolButton(this)) {
    const QString hint =
        tr("What the next run restores. By default it goes on from the result shown if another task made it, "
           "and otherwise starts again from what that result was made from.");
    mWords->setBuddy(mChoice);
    mWords->setMinimumWidth(kLabelWidth);
    mWords->setToolTip(hint);
    mChoice->setToolTip(hint);
    mChoice->setAccessibleName(tr("Starts from"));
    mChoice->setMinimumContentsLength(8);
    mChoice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    mChanged->setWordWrap(true);
    mChanged->setTextFormat(Qt::PlainText);
    mLeave->setText(tr("Cancel"));
    mLeave->setToolTip(tr("Leave the result as it is and keep the settings"));
    mLeave->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(mWords);
    layout->addWidget(mChoice, 1);
    layout->addWidget(mChanged, 1);
    layout->addWidget(mLeave);
    connect(mChoice, &QComboBox::activated, this, &StartRow::choose);
    connect(mLeave, &QToolButton::clicked, this, [this] {
        if (mDocument) mDocument->setChanged({});
    });
    showStart();
}

void StartRow::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    if (document) {
        connect(document, &ImageDocument::startChanged, this, &StartRow::showStart);
        connect(document, &ImageDocument::resultsChanged, this, &StartRow::showStart);
    }
    showStart();
}

void StartRow::showStart() {
    const ResultPtr changed = mDocument ? mDocument->changed() : nullptr;
    mWords->setVisible(!changed);
    mChoice->setVisible(!changed);
    mChanged->setVisible(changed != nullptr);
    mLeave->setVisible(changed != nullptr);
    if (!mDocument) return;
    const QString from = mDocument->startName(mDocument->startsFrom());
    if (changed)
        mChanged->setText(tr("Changes “%1”, which starts from: %2").arg(mDocument->nameOf(*changed), from));
    const QSignalBlocker quiet(mChoice);
    mChoice->clear();
    mChoice->addItem(mDocument->startName(nullptr), QString());
    for (int i = 0; i < int(mDocument->results().size()); ++i) {
        const ResultPtr& result = mDocument->results()[std::size_t(i)];
        const QString indent(2 * (depthOf(mDocument->results(), i) + 1), QLatin1Char(' '));
        mChoice->addItem(indent + mDocument->nameOf(*result), result->stage);
    }
    const ResultPtr start = mDocument->startsFrom();
    mChoice->setCurrentIndex(start ? 1 + indexOfStage(mDocument->results(), start->stage) : 0);
    if (mDocument->isStartPinned()) {
        mChoice->insertSeparator(mChoice->count());
        mChoice->addItem(tr("Automatic"));  // without data
    }
}

void StartRow::choose(int index) {
    if (!mDocument) return;
    const QVariant stage = mChoice->itemData(index);
    mDocument->pinStart(stage.isValid() ? std::optional(stage.toString()) : std::nullopt);
}

}  // namespace lacuna::ui
