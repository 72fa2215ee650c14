// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/gallery_window.h"

#include "ui/base/clamping_spin_box.h"
#include "ui/base/focus_order.h"
#include "ui/base/screen_room.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lacuna::ui {

namespace {
constexpr int kThumbnail = 148;
constexpr int kUsualCount = 4;
}  // namespace

GalleryWindow::GalleryWindow(QWidget* parent)
    : QWidget(parent, Qt::Tool),
      mCount(new ClampingSpinBox(this)),
      mMake(new QPushButton(this)),
      mList(new QListWidget(this)),
      mWords(new QLabel(this)),
      mKeep(new QPushButton(tr("&Keep as a result"), this)) {
    setWindowTitle(tr("Seed gallery"));
    auto* what =
        new QLabel(tr("Restores the photograph several times with the current settings, each time with a "
                      "different random seed. Each run looks for the most probable picture: the gallery "
                      "shows how much that depends on the seed, not how likely other pictures are."),
                   this);
    what->setWordWrap(true);
    mCount->setRange(2, 16);
    mCount->setValue(kUsualCount);
    mCount->setAccessibleName(tr("Number of results"));
    auto* label = new QLabel(tr("&Results"), this);
    label->setBuddy(mCount);
    mList->setViewMode(QListView::IconMode);
    mList->setResizeMode(QListView::Adjust);
    mList->setMovement(QListView::Static);
    mList->setIconSize(QSize(kThumbnail, kThumbnail));
    mList->setGridSize(QSize(kThumbnail + 16, kThumbnail + 32));
    mList->setAccessibleName(tr("Results of different seeds, and where they differ"));
    mWords->setWordWrap(true);
    mWords->setMinimumHeight(3 * fontMetrics().height());
    mWords->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    mKeep->setToolTip(tr("Add the selected picture to the results"));

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(mCount);
    row->addWidget(mMake);
    row->addStretch();
    row->addWidget(mKeep);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(what);
    layout->addLayout(row);
    layout->addWidget(mList, 1);
    layout->addWidget(mWords);
    resize(withinScreen(*this, QSize(3 * (kThumbnail + 16) + 48, 560)));

    connect(mMake, &QPushButton::clicked, this, [this] {
        if (mRunning) {
            Q_EMIT stopWanted();
        } else {
            Q_EMIT makeWanted(mCount->value());
        }
    });
    connect(mList, &QListWidget::currentItemChanged, this, [this] {
        showButtons();
        Q_EMIT chosenChanged(chosen());
    });
    const auto keep = [this] {
        if (chosen() >= 0) Q_EMIT keepWanted(chosen());
    };
    connect(mKeep, &QPushButton::clicked, this, keep);
    connect(mList, &QListWidget::itemActivated, this, keep);
    setProgress(0, 0);
    orderFocus({this});
}

int GalleryWindow::count() const {
    return mList->count();
}

int GalleryWindow::chosen() const {
    const QListWidgetItem* item = mList->currentItem();
    return item ? item->data(Qt::UserRole).toInt() : kNothing;
}

void GalleryWindow::clear() {
    mList->clear();
    mWords->clear();
    showButtons();
}

void GalleryWindow::add(const QImage& picture, const QString& name, int index) {
    auto* item = new QListWidgetItem(QIcon(QPixmap::fromImage(picture)), name);
    item->setData(Qt::UserRole, index);
    mList->insertItem(index == kSpread ? 0 : mList->count(), item);
}

void GalleryWindow::addResult(const QImage& picture, const QString& name) {
    const bool hasSpread = mList->count() > 0 && mList->item(0)->data(Qt::UserRole).toInt() == kSpread;
    add(picture, name, mList->count() - (hasSpread ? 1 : 0));
}

void GalleryWindow::setSpread(const QImage& picture, double white, double mean) {
    QListWidgetItem* first = mList->item(0);
    if (first && first->data(Qt::UserRole).toInt() == kSpread) {
        first->setIcon(QIcon(QPixmap::fromImage(picture)));
    } else {
        add(picture, tr("Where they differ"), kSpread);
    }
    const QLocale locale;
    mWords->setText(tr("Where they differ: the standard deviation of the results, from black where they "
                       "agree to white at %1 or more of 255 levels; %2 on average. Where it is large, the "
                       "photograph doesn't determine what was there.")
                        .arg(locale.toString(white, 'f', 1), locale.toString(mean, 'f', 2)));
}

void GalleryWindow::setProgress(int made, int wanted) {
    mRunning = wanted > 0;
    mMake->setText(mRunning ? tr("&Stop (%1 of %2)").arg(made).arg(wanted) : tr("&Start"));
    mCount->setEnabled(!mRunning);
    showButtons();
}

void GalleryWindow::showButtons() {
    mKeep->setEnabled(!mRunning && chosen() >= 0);
}

void GalleryWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        close();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void GalleryWindow::closeEvent(QCloseEvent* event) {
    Q_EMIT closed();
    QWidget::closeEvent(event);
}

}  // namespace lacuna::ui
