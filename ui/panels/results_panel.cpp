// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/results_panel.h"

#include "ui/base/format_time.h"
#include "ui/base/note_text.h"
#include "ui/base/quiet_label.h"
#include "ui/document/image_document.h"
#include "ui/document/remove_result_command.h"
#include "ui/document/rename_result_command.h"

#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <cmath>
#include <functional>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr int kRowHeight = 30;

/// Describes in full what made a result.
QString describe(const RestorationResult& result) {
    const Report& report = result.report;
    QStringList lines{QString::fromStdString(report.solver),
                      ResultsPanel::tr("%1 × %2 steps").arg(report.steps).arg(report.inner),
                      ResultsPanel::tr("noise %L1, seed %2").arg(report.noise, 0, 'g', 3).arg(report.seed),
                      ResultsPanel::tr("model %1 on %2")
                          .arg(QString::fromStdString(report.model), QString::fromStdString(report.device)),
                      ResultsPanel::tr("residual: %L1 times the noise").arg(report.residual, 0, 'f', 3),
                      ResultsPanel::tr("took %1").arg(formatSeconds(report.seconds))};
    if (report.psnr && report.ssim) {
        lines << ResultsPanel::tr("compared with the undamaged photograph: PSNR %L1 dB, SSIM %L2")
                     .arg(*report.psnr, 0, 'f', 2)
                     .arg(*report.ssim, 0, 'f', 4);
    }
    for (const Note& note : report.notes)
        lines << noteText(note);
    return lines.join(QLatin1Char('\n'));
}

/// Edits only a result's own name, not the whole text of its row.
class NameDelegate : public QStyledItemDelegate {
  public:
    NameDelegate(std::function<void(int, const QString&)> renamed, QObject* parent)
        : QStyledItemDelegate(parent), mRenamed(std::move(renamed)) {}

    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        static_cast<QLineEdit*>(editor)->setText(index.data(Qt::UserRole).toString());
    }
    void setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex& index) const override {
        mRenamed(index.row(), static_cast<QLineEdit*>(editor)->text().trimmed());
    }

  private:
    std::function<void(int, const QString&)> mRenamed;
};

}  // namespace

ResultsPanel::ResultsPanel(QWidget* parent) : QWidget(parent), mList(new QListWidget(this)) {
    mList->setAccessibleName(tr("Results"));
    mList->setFrameShape(QFrame::NoFrame);
    mList->setUniformItemSizes(true);
    setRows(2);
    mList->viewport()->setAutoFillBackground(false);
    mList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(4);
    layout->addWidget(new QuietLabel(tr("Results"), this));
    layout->addWidget(mList);
    mList->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    // Queued until the editor has closed, because renaming rebuilds the list.
    mList->setItemDelegate(new NameDelegate(
        [this](int row, const QString& name) {
            QMetaObject::invokeMethod(
                this, [this, row, name] { rename(row, name); }, Qt::QueuedConnection);
        },
        mList));
    mList->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(mList, &QListWidget::customContextMenuRequested, this, &ResultsPanel::openMenu);
    connect(mList, &QListWidget::currentRowChanged, this, [this](int row) {
        if (mDocument && row >= 0) mDocument->show(row - 1);
    });
}

void ResultsPanel::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    if (document) {
        connect(document, &ImageDocument::resultsChanged, this, &ResultsPanel::rebuild);
        connect(document, &ImageDocument::savedChanged, this, &ResultsPanel::rebuild);
        connect(document, &ImageDocument::shownChanged, this, &ResultsPanel::showCurrent);
    }
    rebuild();
}

void ResultsPanel::setRows(int rows) {
    mList->setFixedHeight(rows * kRowHeight);
}

void ResultsPanel::setCompared(int row) {
    if (row == mCompared) return;
    mCompared = row;
    rebuild();
}

void ResultsPanel::rename(int row, const QString& name) {
    if (!mDocument || row < 1 || row > int(mDocument->results().size())) return;
    const ResultPtr& result = mDocument->results()[std::size_t(row - 1)];
    if (name == mDocument->nameOf(*result)) return;
    const QString given = name.isEmpty() ? mDocument->nextName(result->settings) : name;
    mDocument->history().push(new RenameResultCommand(*mDocument, result, given));
}

void ResultsPanel::openMenu(const QPoint& position) {
    const int row = mList->row(mList->itemAt(position));
    if (!mDocument || row < 0) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (row > 0) {
        connect(menu->addAction(tr("&Rename")), &QAction::triggered, mList,
                [this, row] { mList->editItem(mList->item(row)); });
    }
    QAction* compare = menu->addAction(tr("&Compare others with this"));
    compare->setEnabled(row != mCompared);
    connect(compare, &QAction::triggered, this, [this, row] { Q_EMIT compareWanted(row - 1); });
    if (row > 0) {
        connect(menu->addAction(tr("&Delete")), &QAction::triggered, this,
                [this, row] { mDocument->history().push(new RemoveResultCommand(*mDocument, row - 1)); });
    }
    menu->popup(mList->viewport()->mapToGlobal(position));
}

void ResultsPanel::rebuild() {
    {
        const QSignalBlocker quiet(mList);
        mList->clear();
        if (mDocument) {
            mList->addItem(tr("Original"));
            for (const ResultPtr& result : mDocument->results()) {
                const QString own = mDocument->nameOf(*result);
                QString name = own;
                if (result->branchStep >= 0)
                    name = tr("%1, from step %2").arg(name, QString::number(result->branchStep + 1));
                if (result->stoppedEarly) name = tr("%1 (stopped early)").arg(name);
                QString spoken = name;
                if (result->report.agreement == Agreement::Explained) {
                    name += QStringLiteral(" ✓");
                    spoken = tr("%1, explained to the noise level").arg(spoken);
                }
                if (result->report.psnr && std::isfinite(*result->report.psnr)) {
                    for (QString* text : {&name, &spoken})
                        *text = tr("%1, %2 dB").arg(*text, QLocale().toString(*result->report.psnr, 'f', 2));
                }
                if (!mDocument->isSaved(result)) {
                    name += QStringLiteral(" •");
                    spoken = tr("%1, not saved").arg(spoken);
                }
                auto* item = new QListWidgetItem(name, mList);
                item->setData(Qt::AccessibleTextRole, spoken);
                item->setData(Qt::UserRole, own);
                item->setFlags(item->flags() | Qt::ItemIsEditable);
                item->setToolTip(describe(*result));
            }
            for (int row = 0; row < mList->count(); ++row) {
                QListWidgetItem* item = mList->item(row);
                item->setSizeHint(QSize(0, kRowHeight));
                if (mCompared <= 0 || row != mCompared) continue;
                item->setText(QStringLiteral("⇄ %1").arg(item->text()));
                item->setData(
                    Qt::AccessibleTextRole,
                    tr("%1, others are compared with it").arg(item->data(Qt::AccessibleTextRole).toString()));
            }
        }
    }
    showCurrent();
}

void ResultsPanel::showCurrent() {
    if (!mDocument) return;
    const QSignalBlocker quiet(mList);
    mList->setCurrentRow(mDocument->shownIndex() + 1);
    mList->scrollToItem(mList->currentItem());
}

}  // namespace lacuna::ui
