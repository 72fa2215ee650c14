// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/message_bar.h"

#include "ui/base/icons.h"
#include "ui/base/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace lacuna::ui {

namespace {
const QColor kInformation(0x35, 0x84, 0xc8);
const QColor kWarning(0xd0, 0x7a, 0x1a);
constexpr int kDetailsHeight = 84;
}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      mIcon(new QLabel(this)),
      mHeadline(new QLabel(this)),
      mText(new QLabel(this)),
      mActionButton(new QPushButton(this)),
      mOtherButton(new QPushButton(this)),
      mDetailsButton(new QPushButton(tr("Details"), this)),
      mCopyButton(new QPushButton(tr("Copy"), this)),
      mDetails(new QPlainTextEdit(this)) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    mHeadline->setFont(strong);
    for (QLabel* label : {mHeadline, mText}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setTextFormat(Qt::PlainText);
    }
    mIcon->setFixedSize(20, 20);
    for (QPushButton* button : {mActionButton, mOtherButton})
        button->setAccessibleName(tr("Action for this message"));
    mDetailsButton->setCheckable(true);
    mDetailsButton->setAccessibleName(tr("Message details"));
    mCopyButton->setAccessibleName(tr("Copy details"));
    mDetails->setReadOnly(true);
    mDetails->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    mDetails->setFixedHeight(kDetailsHeight);
    mDetails->setAccessibleName(tr("Details"));
    auto* close = new QToolButton(this);
    close->setIcon(themedIcon(QStringLiteral("close")));
    close->setIconSize(QSize(16, 16));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close message"));
    close->setToolTip(tr("Close"));

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(mHeadline);
    words->addWidget(mText);
    auto* line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(mIcon, 0, Qt::AlignTop);
    line->addLayout(words, 1);
    auto* actions = new QVBoxLayout;
    actions->setSpacing(4);
    actions->addWidget(mActionButton);
    actions->addWidget(mOtherButton);
    actions->addStretch(1);
    line->addLayout(actions);
    line->addWidget(mCopyButton, 0, Qt::AlignTop);
    line->addWidget(mDetailsButton, 0, Qt::AlignTop);
    line->addWidget(close, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 10, 8, 10);
    layout->addLayout(line);
    layout->addWidget(mDetails);

    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(mActionButton, &QPushButton::clicked, this, [this] {
        hide();
        if (mMessage.action) mMessage.action();
    });
    connect(mOtherButton, &QPushButton::clicked, this, [this] {
        hide();
        if (mMessage.otherAction) mMessage.otherAction();
    });
    connect(mDetailsButton, &QPushButton::toggled, this, [this](bool on) {
        mDetails->setVisible(on);
        mCopyButton->setVisible(on);
    });
    connect(mCopyButton, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(mMessage.headline + QLatin1Char('\n') + mMessage.details);
    });
    hide();
}

void MessageBar::show(const Message& message) {
    mMessage = message;
    const bool warning = message.kind == Message::Kind::Warning;
    mIcon->setPixmap(themedIcon(warning ? QStringLiteral("warning") : QStringLiteral("info"))
                         .pixmap(QSize(20, 20), devicePixelRatioF()));
    mHeadline->setText(message.headline);
    mText->setText(message.text);
    mText->setVisible(!message.text.isEmpty());
    const auto showButton = [](QPushButton& button, const QString& text) {
        button.setText(text);
        button.setAccessibleName(text);
        button.setVisible(!text.isEmpty());
    };
    showButton(*mActionButton, message.actionText);
    showButton(*mOtherButton, message.otherText);
    mDetails->setPlainText(message.details);
    mDetailsButton->setVisible(!message.details.isEmpty());
    mDetailsButton->setChecked(false);
    mDetails->hide();
    mCopyButton->hide();
    setAccessibleName(message.headline + QLatin1Char(' ') + message.text);
    QFrame::show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QColor colour = mMessage.kind == Message::Kind::Warning ? kWarning : kInformation;
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, 0, 4, height()), colour);
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::line(palette()));
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        hide();
        return;
    }
    QFrame::keyPressEvent(event);
}

}  // namespace lacuna::ui
