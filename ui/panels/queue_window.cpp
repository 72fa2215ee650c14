// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/queue_window.h"

#include "ui/base/focus_order.h"
#include "ui/base/local_files.h"
#include "ui/base/screen_room.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPixmap>
#include <QPushButton>
#include <QVBoxLayout>

namespace lacuna::ui {

namespace {

constexpr int kThumbnail = 56;
constexpr int kNumber = Qt::UserRole;
constexpr int kTitle = Qt::UserRole + 1;

/// A list whose rows can be dragged to another place, and that leaves files to its window.
class RowList : public QListWidget {
  public:
    using QListWidget::QListWidget;

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override {
        if (event->mimeData()->hasUrls()) return event->ignore();
        QListWidget::dragEnterEvent(event);
    }
};

}  // namespace

QueueWindow::QueueWindow(QWidget* parent)
    : QWidget(parent, Qt::Tool),
      mList(new RowList(this)),
      mRemove(new QPushButton(tr("&Remove"), this)),
      mUp(new QPushButton(tr("Move &up"), this)),
      mDown(new QPushButton(tr("Move &down"), this)),
      mSettings(new QPushButton(tr("Use current s&ettings"), this)),
      mMasks(new QComboBox(this)),
      mResults(new QComboBox(this)),
      mSummary(new QLabel(this)),
      mStart(new QPushButton(this)),
      mStop(new QPushButton(tr("S&top"), this)) {
    setWindowTitle(tr("Queue"));
    setAcceptDrops(true);
    auto* what =
        new QLabel(tr("Restores photographs one after the other, each with its own settings. Files are never "
                      "overwritten. Photographs and folders can be dropped here."),
                   this);
    what->setWordWrap(true);
    mList->setIconSize(QSize(kThumbnail, kThumbnail));
    mList->setSelectionMode(QAbstractItemView::ExtendedSelection);
    mList->setDragDropMode(QAbstractItemView::InternalMove);
    mList->setUniformItemSizes(true);
    mList->setAccessibleName(tr("Photographs in the queue"));
    mMasks->addItem(tr("Find scratches and dust"), int(QueueMasks::Found));
    mMasks->addItem(QString(), int(QueueMasks::Folder));
    mMasks->setToolTip(tr("What is marked on photographs that have no mask yet, if the task needs one"));
    mResults->addItem(tr("Beside the photographs"), int(QueueResults::Beside));
    mResults->addItem(QString(), int(QueueResults::Folder));
    mResults->addItem(tr("In tabs, to be looked at first"), int(QueueResults::Tabs));
    mResults->setToolTip(tr("Where the results go"));
    setMasks(QueueMasks::Found, {});
    setResults(QueueResults::Beside, {});
    mSettings->setToolTip(
        tr("Restore the selected photographs with the settings of the photograph that is shown"));
    mSummary->setWordWrap(true);
    auto* files = new QPushButton(tr("&Add photographs …"), this);
    auto* open = new QPushButton(tr("Add &open ones"), this);
    open->setToolTip(tr("Add the photographs in the tabs, with their masks and settings"));

    auto* form = new QFormLayout;
    form->addRow(tr("&Masks"), mMasks);
    form->addRow(tr("Resu&lts"), mResults);
    auto* above = new QHBoxLayout;
    for (QPushButton* button : {files, open})
        above->addWidget(button);
    above->addStretch();
    auto* below = new QHBoxLayout;
    for (QPushButton* button : {mSettings, mUp, mDown, mRemove})
        below->addWidget(button);
    below->addStretch();
    auto* foot = new QHBoxLayout;
    foot->addWidget(mSummary, 1);
    foot->addWidget(mStop);
    foot->addWidget(mStart);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(what);
    layout->addLayout(above);
    layout->addWidget(mList, 1);
    layout->addLayout(below);
    layout->addLayout(form);
    layout->addLayout(foot);
    resize(withinScreen(*this, QSize(560, 620)));

    connect(files, &QPushButton::clicked, this, &QueueWindow::addFilesWanted);
    connect(open, &QPushButton::clicked, this, &QueueWindow::addOpenWanted);
    connect(mRemove, &QPushButton::clicked, this, [this] { Q_EMIT removeWanted(selected()); });
    connect(mSettings, &QPushButton::clicked, this, [this] { Q_EMIT settingsWanted(selected()); });
    connect(mUp, &QPushButton::clicked, this, [this] { move(-1); });
    connect(mDown, &QPushButton::clicked, this, [this] { move(1); });
    connect(mMasks, &QComboBox::activated, this,
            [this](int index) { Q_EMIT masksWanted(QueueMasks(mMasks->itemData(index).toInt())); });
    connect(mResults, &QComboBox::activated, this,
            [this](int index) { Q_EMIT resultsWanted(QueueResults(mResults->itemData(index).toInt())); });
    connect(mStart, &QPushButton::clicked, this, [this] {
        if (mRunning) {
            Q_EMIT pauseWanted(!mPaused);
        } else {
            Q_EMIT startWanted();
        }
    });
    connect(mStop, &QPushButton::clicked, this, &QueueWindow::stopWanted);
    connect(mList, &QListWidget::itemSelectionChanged, this, &QueueWindow::showButtons);
    connect(mList, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { Q_EMIT openWanted(item->data(kNumber).toInt()); });
    connect(mList->model(), &QAbstractItemModel::rowsMoved, this, &QueueWindow::orderChanged);
    setRunning(false, false);
    orderFocus({this});
}

QListWidgetItem* QueueWindow::find(int number) const {
    for (int row = 0; row < mList->count(); ++row)
        if (mList->item(row)->data(kNumber).toInt() == number) return mList->item(row);
    return nullptr;
}

void QueueWindow::add(int number, const QString& title) {
    auto* item = new QListWidgetItem(title, mList);
    item->setData(kNumber, number);
    item->setData(kTitle, title);
    item->setToolTip(title);
    QPixmap empty(kThumbnail, kThumbnail);
    empty.fill(Qt::transparent);
    item->setIcon(QIcon(empty));
    showButtons();
}

void QueueWindow::remove(int number) {
    delete find(number);
    showButtons();
}

void QueueWindow::setPicture(int number, const QImage& picture) {
    QListWidgetItem* item = find(number);
    if (item && !picture.isNull())
        item->setIcon(QIcon(QPixmap::fromImage(
            picture.scaled(kThumbnail, kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation))));
}

void QueueWindow::setState(int number, const QString& words) {
    if (QListWidgetItem* item = find(number)) {
        item->setText(item->data(kTitle).toString() + QLatin1Char('\n') + words);
        item->setToolTip(words);
    }
}

QList<int> QueueWindow::order() const {
    QList<int> numbers;
    for (int row = 0; row < mList->count(); ++row)
        numbers << mList->item(row)->data(kNumber).toInt();
    return numbers;
}

QList<int> QueueWindow::selected() const {
    QList<int> numbers;
    for (int row = 0; row < mList->count(); ++row)
        if (mList->item(row)->isSelected()) numbers << mList->item(row)->data(kNumber).toInt();
    return numbers;
}

/// Moves the current photograph.
void QueueWindow::move(int rows) {
    const int from = mList->currentRow(), to = from + rows;
    if (from < 0 || to < 0 || to >= mList->count()) return;
    QListWidgetItem* item = mList->takeItem(from);
    mList->insertItem(to, item);
    mList->setCurrentItem(item);
    Q_EMIT orderChanged();
}

void QueueWindow::setRunning(bool running, bool paused) {
    mRunning = running;
    mPaused = paused;
    mStart->setText(!running ? tr("&Start") : paused ? tr("&Continue") : tr("&Pause"));
    mStop->setEnabled(running);
    showButtons();
}

void QueueWindow::setSummary(const QString& words) {
    mSummary->setText(words);
}

void QueueWindow::setMasks(QueueMasks masks, const QString& folder) {
    mMasks->setItemText(mMasks->findData(int(QueueMasks::Folder)),
                        folder.isEmpty()
                            ? tr("From a folder …")
                            : tr("From “%1”, by the photograph's name").arg(QDir(folder).dirName()));
    mMasks->setCurrentIndex(mMasks->findData(int(masks)));
}

void QueueWindow::setResults(QueueResults results, const QString& folder) {
    mResults->setItemText(mResults->findData(int(QueueResults::Folder)),
                          folder.isEmpty() ? tr("In a folder …") : tr("In “%1”").arg(QDir(folder).dirName()));
    mResults->setCurrentIndex(mResults->findData(int(results)));
}

void QueueWindow::showButtons() {
    const bool some = !mList->selectedItems().isEmpty();
    for (QPushButton* button : {mRemove, mUp, mDown, mSettings})
        button->setEnabled(some);
    mStart->setEnabled(mRunning || mList->count() > 0);
}

void QueueWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!localFiles(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void QueueWindow::dropEvent(QDropEvent* event) {
    Q_EMIT dropped(localFiles(*event->mimeData()));
    event->acceptProposedAction();
}

void QueueWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if (event->key() == Qt::Key_Delete) {
        Q_EMIT removeWanted(selected());
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace lacuna::ui
