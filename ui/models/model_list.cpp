// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_list.h"

#include "ui/models/model_downloads.h"
#include "ui/models/model_words.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QSignalBlocker>

#include <algorithm>

namespace lacuna::ui {

namespace {

enum Column { kName, kState, kSize, kPictures, kLicence, kDescription, kColumns };

constexpr int kNameWidth = 250;
constexpr int kStateWidth = 160;
constexpr int kRowHeight = 22;

/// The same for a model before and after it arrives.
QString fileOf(const ModelEntry& entry) {
    return QFileInfo(entry.key()).fileName();
}

}  // namespace

ModelList::ModelList(const ModelDownloads& downloads, QWidget* parent)
    : QTreeWidget(parent), mDownloads(downloads) {
    setAccessibleName(tr("Models"));
    setColumnCount(kColumns);
    setHeaderLabels({tr("Model"), tr("Status"), tr("Size"), tr("Pictures"), tr("Licence"), tr("Trained on")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setTabKeyNavigation(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    headerItem()->setTextAlignment(kSize, Qt::AlignRight | Qt::AlignVCenter);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->setStretchLastSection(true);
    header()->setSectionsMovable(false);
    header()->resizeSection(kName, kNameWidth);
    header()->resizeSection(kState, kStateWidth);
}

/// Whole rows only: the last one comes into view when the list is scrolled.
void ModelList::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    if (option.rect.bottom() <= viewport()->rect().bottom() || option.rect.top() <= 0)
        QTreeWidget::drawRow(painter, option, index);
}

void ModelList::setEntries(const std::vector<ModelEntry>& entries) {
    const ModelEntry* const before = current();
    const QString chosen = before ? fileOf(*before) : QString();
    {
        const QSignalBlocker quiet(this);
        clear();
        mEntries = entries;
        std::stable_sort(mEntries.begin(), mEntries.end(),
                         [](const ModelEntry& one, const ModelEntry& other) {
                             return std::max(one.state, ModelEntry::State::Installed) <
                                    std::max(other.state, ModelEntry::State::Installed);
                         });
        QTreeWidgetItem* wanted = nullptr;
        for (const ModelEntry& entry : mEntries) {
            auto* item = new QTreeWidgetItem(this);
            fill(*item, entry);
            if (!wanted && fileOf(entry) == chosen) wanted = item;
        }
        for (const int column : {kSize, kPictures, kLicence})
            resizeColumnToContents(column);
        setCurrentItem(wanted ? wanted : topLevelItem(0));
    }
    Q_EMIT currentItemChanged(currentItem(), nullptr);
}

void ModelList::fill(QTreeWidgetItem& item, const ModelEntry& entry) const {
    const DownloadState* download = entry.isHere() ? nullptr : mDownloads.state(entry.key());
    item.setText(kName, QString::fromStdString(entry.name()));
    item.setText(kState, words::state(entry, download));
    item.setText(kSize, words::size(entry));
    item.setText(kPictures, words::pictures(entry));
    item.setText(kLicence, words::licence(entry));
    item.setText(kDescription, words::description(entry));
    item.setTextAlignment(kSize, Qt::AlignRight | Qt::AlignVCenter);
    item.setSizeHint(kName, QSize(0, kRowHeight));
    item.setToolTip(kName, item.text(kName));
    item.setToolTip(kDescription, words::description(entry));
}

void ModelList::updateState(const QString& model) {
    for (std::size_t row = 0; row < mEntries.size(); ++row)
        if (!mEntries[row].isHere() && mEntries[row].key() == model)
            topLevelItem(int(row))->setText(kState, words::state(mEntries[row], mDownloads.state(model)));
}

const ModelEntry* ModelList::current() const {
    const int row = indexOfTopLevelItem(currentItem());
    return row < 0 || std::size_t(row) >= mEntries.size() ? nullptr : &mEntries[std::size_t(row)];
}

void ModelList::choose(const QString& name) {
    for (int row = 0; row < topLevelItemCount(); ++row)
        if (topLevelItem(row)->text(kName) == name) setCurrentItem(topLevelItem(row));
}

}  // namespace lacuna::ui
