// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/crop_page.h"

#include "ui/base/icons.h"
#include "ui/base/quiet_label.h"
#include "ui/base/slider_row.h"
#include "ui/canvas/crop_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr double kTenth = 0.1;
/// Data of the ratio that is the photograph's own.
constexpr double kOwnRatio = -1;

}  // namespace

CropPage::CropPage(QWidget* parent)
    : QWidget(parent),
      mView(new CropView(this)),
      mAngle(
          new SliderRow(tr("Straighten"),
                        {-Framing::kMostDegrees, Framing::kMostDegrees, Framing::kMostDegrees, kTenth, 1, 1},
                        tr("°"), this)),
      mLine(new QPushButton(tr("Draw a &level line"), this)),
      mRatio(new QComboBox(this)),
      mSize(new QuietLabel(QString(), this)),
      mApply(new QPushButton(tr("&Apply"), this)) {
    mApply->setObjectName(QStringLiteral("apply"));
    mAngle->setHint(tr("Turn the photograph until the horizon is level"));
    mLine->setCheckable(true);
    mLine->setToolTip(tr("Drag along a line that should be level or upright, such as the horizon or a wall"));
    mRatio->setAccessibleName(tr("Shape of the frame"));
    mRatio->setToolTip(tr("Width to height"));
    mRatio->addItem(tr("Any shape"), 0.0);
    mRatio->addItem(tr("As the photograph"), kOwnRatio);
    mRatio->addItem(tr("Square"), 1.0);
    for (const auto& [across, down] :
         {std::pair(3, 2), {4, 3}, {5, 4}, {16, 9}, {2, 3}, {3, 4}, {4, 5}, {9, 16}})
        mRatio->addItem(tr("%1 : %2").arg(across).arg(down), double(across) / down);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    QToolButton* left = makeButton("turn-left", tr("Turn left"));
    QToolButton* right = makeButton("turn-right", tr("Turn right"));
    QToolButton* mirror = makeButton("mirror", tr("Mirror"));
    auto* words = new QLabel(tr("Strai&ghten"), this);
    words->setBuddy(mAngle);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(mView, 1);
    auto* bar = new QVBoxLayout;
    bar->setContentsMargins(12, 8, 12, 8);
    bar->setSpacing(8);
    auto* upper = new QHBoxLayout;
    upper->setSpacing(8);
    for (QWidget* part : {static_cast<QWidget*>(left), static_cast<QWidget*>(right),
                          static_cast<QWidget*>(mirror), static_cast<QWidget*>(words)})
        upper->addWidget(part);
    upper->addWidget(mAngle, 1);
    upper->addWidget(mLine);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(8);
    lower->addWidget(mRatio);
    lower->addWidget(mSize);
    lower->addStretch(1);
    lower->addWidget(cancel);
    lower->addWidget(mApply);
    bar->addLayout(upper);
    bar->addLayout(lower);
    column->addLayout(bar);

    setFocusProxy(mView);
    connect(left, &QToolButton::clicked, this, [this] { turn(-1); });
    connect(right, &QToolButton::clicked, this, [this] { turn(1); });
    connect(mirror, &QToolButton::clicked, this, [this] {
        CropFrame frame = mView->frame();
        frame.mirror();
        mView->setFrame(frame);
    });
    connect(mAngle, &SliderRow::edited, this, [this](double degrees) {
        CropFrame frame = mView->frame();
        frame.setDegrees(degrees);
        mView->setFrame(frame);
    });
    connect(mLine, &QPushButton::toggled, mView, &CropView::setDrawsLine);
    connect(mView, &CropView::lineDrawn, mLine, [this] { mLine->setChecked(false); });
    connect(mRatio, &QComboBox::activated, this, &CropPage::chooseRatio);
    connect(mView, &CropView::frameChanged, this, &CropPage::follow);
    connect(mView, &CropView::accepted, this, &CropPage::accept);
    connect(mView, &CropView::rejected, this, &CropPage::rejected);
    connect(cancel, &QPushButton::clicked, this, &CropPage::rejected);
    connect(mApply, &QPushButton::clicked, this, &CropPage::accept);
}

QToolButton* CropPage::makeButton(const char* icon, const QString& text) {
    auto* button = new QToolButton(this);
    button->setIcon(themedIcon(QLatin1String(icon)));
    button->setIconSize(QSize(20, 20));
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void CropPage::begin(const DisplayImage& picture) {
    mRatio->setCurrentIndex(0);
    mLine->setChecked(false);
    mView->setPicture(picture);
    mView->setFrame(CropFrame(picture.size()));
}

Framing CropPage::framing() const {
    return mView->frame().framing();
}

/// Shows what the frame has become.
void CropPage::follow() {
    const CropFrame& frame = mView->frame();
    const Framing framing = frame.framing();
    const QSize size = framing.isCropped() ? QSize(framing.width, framing.height) : frame.turned();
    mSize->setText(tr("%1 × %2 pixels").arg(size.width()).arg(size.height()));
    mAngle->setValue(frame.degrees());
    mView->setStraightening(frame.degrees() != 0);
    mApply->setEnabled(!frame.isUnchanged());
}

void CropPage::turn(int quarters) {
    CropFrame frame = mView->frame();
    frame.turn(quarters);
    mView->setFrame(frame);
    if (frame.ratio() <= 0) return;
    // 3 : 2 has become 2 : 3. What has no name of its own here keeps the one that was chosen.
    for (int i = 0; i < mRatio->count(); ++i)
        if (std::abs(mRatio->itemData(i).toDouble() - frame.ratio()) < 1e-6)
            return mRatio->setCurrentIndex(i);
}

void CropPage::chooseRatio() {
    CropFrame frame = mView->frame();
    const double ratio = mRatio->currentData().toDouble();
    const QSizeF turned = frame.turned();
    frame.setRatio(ratio == kOwnRatio ? turned.width() / turned.height() : ratio);
    mView->setFrame(frame);
}

void CropPage::accept() {
    if (!mView->frame().isUnchanged()) Q_EMIT accepted();
}

/// Esc belongs to this page wherever its focus is, and not to the run.
bool CropPage::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void CropPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return Q_EMIT rejected();
    QWidget::keyPressEvent(event);
}

}  // namespace lacuna::ui
