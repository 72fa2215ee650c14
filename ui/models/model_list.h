// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/model_entry.h"

#include <QTreeWidget>

#include <vector>

namespace lacuna::ui {

class ModelDownloads;

/// The models, one per row.
class ModelList : public QTreeWidget {
    Q_OBJECT

  public:
    explicit ModelList(const ModelDownloads& downloads, QWidget* parent = nullptr);

    /// Keeps the selection if it is still there; a download that has finished is replaced by its model.
    void setEntries(const std::vector<ModelEntry>& entries);
    /// A download has gone on.
    void updateState(const QString& model);
    /// Null: none is chosen. Until the next setEntries().
    const ModelEntry* current() const;
    void choose(const QString& name);

  protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;

  private:
    void fill(QTreeWidgetItem& item, const ModelEntry& entry) const;

    const ModelDownloads& mDownloads;
    std::vector<ModelEntry> mEntries;
};

}  // namespace lacuna::ui
