// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/results_panel.h"

#include "ui/base/format_time.h"
#include "ui/base/note_text.h"
#include "ui/base/quiet_label.h"
#include "ui/base/slider_row.h"
#include "ui/document/image_document.h"
#include "ui/document/remove_result_command.h"
#include "ui/document/rename_result_command.h"

#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <cmath>
#include <functional>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr int kRowHeight = 36;
constexpr QSize kThumbnail(40, 30);
constexpr int kIndent = 12;
constexpr int kNameRole = Qt::UserRole;
constexpr int kDepthRole = Qt::UserRole + 1;

/// An arrow that goes round, on a dark disc in the lower right corner: out of date.
void paintBadge(QPainter& painter, const QRectF& area) {
    const double side = area.height() / 2;
    const QRectF disc(area.right() - side, area.bottom() - side, side, side);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::white, side / 14));
    painter.setBrush(QColor(30, 30, 30));
    painter.drawEllipse(disc.adjusted(side / 14, side / 14, -side / 14, -side / 14));
    painter.setPen(QPen(Qt::white, side / 9));
    const QRectF ring = disc.adjusted(side * 0.28, side * 0.28, -side * 0.28, -side * 0.28);
    painter.drawArc(ring, 60 * 16, -290 * 16);
    const QPointF tip(ring.center().x() + ring.width() * 0.34, ring.top() + ring.height() * 0.02);
    painter.setBrush(Qt::white);
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(
        QPolygonF({tip + QPointF(-side * 0.06, -side * 0.13), tip + QPointF(side * 0.14, side * 0.05),
                   tip + QPointF(-side * 0.12, side * 0.14)}));
}

/// Edits only a result's own name, not the whole text of its row.
class NameDelegate : public QStyledItemDelegate {
  public:
    NameDelegate(std::function<void(int, const QString&)> renamed, QObject* parent)
        : QStyledItemDelegate(parent), mRenamed(std::move(renamed)) {}

    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        static_cast<QLineEdit*>(editor)->setText(index.data(kNameRole).toString());
    }
    /// Indents what was made from the result above, and draws a line from there.
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const int indent = kIndent * index.data(kDepthRole).toInt();
        if (indent == 0) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        QStyleOptionViewItem row = option;
        initStyleOption(&row, index);
        row.text.clear();
        row.icon = QIcon();
        row.widget->style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
        painter->save();
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        const QRect& at = option.rect;
        const int x = at.left() + indent - kIndent / 2;
        painter->drawLine(x, at.top(), x, at.center().y());
        painter->drawLine(x, at.center().y(), at.left() + indent, at.center().y());
        painter->restore();
        QStyleOptionViewItem content = option;
        content.rect.setLeft(at.left() + indent);
        content.state &= ~QStyle::State_HasFocus;
        QStyledItemDelegate::paint(painter, content, index);
    }
    void setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex& index) const override {
        mRenamed(index.row(), static_cast<QLineEdit*>(editor)->text().trimmed());
    }

  private:
    std::function<void(int, const QString&)> mRenamed;
};

/// Tells of the row that is dragged out of it.
class DraggedList : public QListWidget {
  public:
    DraggedList(std::function<void(int)> dragged, QWidget* parent)
        : QListWidget(parent), mDragged(std::move(dragged)) {
        setDragEnabled(true);
        setDragDropMode(QAbstractItemView::DragOnly);
    }

  protected:
    void startDrag(Qt::DropActions) override {
        if (currentRow() >= 0) mDragged(currentRow());
    }

  private:
    std::function<void(int)> mDragged;
};

}  // namespace

ResultsPanel::ResultsPanel(QWidget* parent)
    : QWidget(parent),
      mList(new DraggedList([this](int row) { Q_EMIT dragWanted(row - 1); }, this)),
      mBlendWords(new QLabel(tr("Blend"), this)),
      mBlend(new SliderRow(tr("Blend"), {0, 100, 100, 1, 0, 1}, tr(" %"), this)) {
    mList->setAccessibleName(tr("Results"));
    mList->setFrameShape(QFrame::NoFrame);
    mList->setUniformItemSizes(true);
    mList->setIconSize(kThumbnail);
    mList->setTextElideMode(Qt::ElideMiddle);
    setRows(2);
    mList->viewport()->setAutoFillBackground(false);
    mList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(4);
    layout->addWidget(new QuietLabel(tr("Results"), this));
    layout->addWidget(mList);
    auto* blend = new QHBoxLayout;
    mBlendWords->setBuddy(mBlend);
    blend->addWidget(mBlendWords);
    blend->addWidget(mBlend, 1);
    layout->addLayout(blend);
    mList->setEditTriggers(QAbstractItemView::EditKeyPressed);
    // Queued until the editor has closed, because renaming rebuilds the list.
    mList->setItemDelegate(new NameDelegate(
        [this](int row, const QString& name) {
            QMetaObject::invokeMethod(
                this, [this, row, name] { rename(row, name); }, Qt::QueuedConnection);
        },
        mList));
    mList->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(mList, &QListWidget::customContextMenuRequested, this, &ResultsPanel::openMenu);
    connect(mList, &QListWidget::itemDoubleClicked, this, [this](QListWidgetItem* item) {
        const int row = mList->row(item);
        if (mDocument && row > 0) Q_EMIT changeWanted(mDocument->results()[std::size_t(row - 1)]->stage);
    });
    connect(mBlend, &SliderRow::edited, this, [this](double percent) {
        const ResultPtr shown = mDocument ? mDocument->shownResult() : nullptr;
        if (shown) Q_EMIT blendWanted(shown->stage, percent / 100);
    });
    connect(mList, &QListWidget::currentRowChanged, this, [this](int row) {
        if (mDocument && row >= 0) mDocument->show(row - 1);
    });
}

void ResultsPanel::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mIcons.clear();
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
    const ResultPtr result = row > 0 ? mDocument->results()[std::size_t(row - 1)] : nullptr;
    addStageEntries(*menu, result);
    QAction* compare = menu->addAction(tr("&Compare others with this"));
    compare->setEnabled(row != mCompared);
    connect(compare, &QAction::triggered, this, [this, row] { Q_EMIT compareWanted(row - 1); });
    if (row > 0) {
        connect(menu->addAction(tr("&Delete")), &QAction::triggered, this,
                [this, row] { mDocument->history().push(new RemoveResultCommand(*mDocument, row - 1)); });
    }
    menu->popup(mList->viewport()->mapToGlobal(position));
}

void ResultsPanel::addStageEntries(QMenu& menu, const ResultPtr& result) {
    const QString stage = result ? result->stage : QString();
    connect(menu.addAction(tr("&Go on from this")), &QAction::triggered, this,
            [this, stage] { Q_EMIT goOnWanted(stage); });
    if (!result) return;
    connect(menu.addAction(tr("Change &settings")), &QAction::triggered, this,
            [this, stage] { Q_EMIT changeWanted(stage); });
    if (mDocument->previous(stage)) {
        connect(menu.addAction(tr("&Restore the previous version")), &QAction::triggered, this,
                [this, stage] { Q_EMIT bringBackWanted(stage); });
    }
    if (mDocument->isStale(*result)) {
        connect(menu.addAction(tr("&Update outdated results")), &QAction::triggered, this,
                &ResultsPanel::runAgainWanted);
    }
    menu.addSeparator();
}

QIcon ResultsPanel::iconOf(const QString& id, const DisplayImage& picture, bool stale) {
    QIcon& icon = mIcons[stale ? QLatin1Char('!') + id : id];
    if (!icon.isNull() || picture.isNull()) return icon;
    const QSize room = kThumbnail * devicePixelRatioF();
    const QSize size = picture.size().scaled(room, Qt::KeepAspectRatio);
    const int level = picture.levelFor(double(size.width()) / picture.size().width());
    QImage canvas(room, QImage::Format_ARGB32_Premultiplied);
    canvas.fill(Qt::transparent);
    QPainter painter(&canvas);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QPoint corner((room.width() - size.width()) / 2, (room.height() - size.height()) / 2);
    painter.drawImage(QRect(corner, size), picture.level(level));
    if (stale) paintBadge(painter, QRectF(QPointF(), QSizeF(room)));
    painter.end();
    canvas.setDevicePixelRatio(devicePixelRatioF());
    const QPixmap thumbnail = QPixmap::fromImage(canvas);
    icon.addPixmap(thumbnail);
    icon.addPixmap(thumbnail, QIcon::Selected);  // not tinted
    return icon;
}

/// Describes in full what made a result.
QString ResultsPanel::describe(const RestorationResult& result) const {
    const Report& report = result.report;
    const QString from = mDocument->startName(mDocument->at(result.parent));
    QStringList lines;
    if (mDocument->isStale(result))
        lines << tr("Out of date: what it was made from has changed. Update it to repeat it.");
    lines
        << tr("made from: %1").arg(from) << QString::fromStdString(report.solver)
        << tr("%1 × %2 steps").arg(report.steps).arg(report.inner)
        << tr("noise %L1, seed %2").arg(report.noise, 0, 'g', 3).arg(report.seed)
        << tr("model %1 on %2")
               .arg(QString::fromStdString(report.model), QString::fromStdString(report.device))
        << tr("residual: %L1 times the noise, against what it was made from").arg(report.residual, 0, 'f', 3)
        << (report.peakBytes > 0 ? tr("took %1, and %2 of memory at its peak")
                                       .arg(formatSeconds(report.seconds),
                                            QLocale().formattedDataSize(qint64(report.peakBytes), 1,
                                                                        QLocale::DataSizeSIFormat))
                                 : tr("took %1").arg(formatSeconds(report.seconds)));
    if (report.levels > 0)
        lines << tr("%n coarse level(s), as much work as %L1 evaluations at full size", nullptr,
                    report.levels)
                     .arg(report.fullEvaluations, 0, 'f', 1);
    if (report.grain > 0) lines << tr("grain of %L1 levels, as around the fill").arg(report.grain, 0, 'f', 1);
    if (result.blend < 1) lines << tr("blended: %L1 % of the restoration").arg(100 * result.blend, 0, 'g', 3);
    if (report.psnr && report.ssim) {
        lines << tr("compared with the undamaged photograph: PSNR %L1 dB, SSIM %L2")
                     .arg(*report.psnr, 0, 'f', 2)
                     .arg(*report.ssim, 0, 'f', 4);
    }
    for (const Note& note : report.notes)
        lines << noteText(note);
    return lines.join(QLatin1Char('\n'));
}

void ResultsPanel::rebuild() {
    {
        const QSignalBlocker quiet(mList);
        mList->clear();
        if (mDocument) {
            auto* original = new QListWidgetItem(tr("Original"), mList);
            original->setIcon(iconOf({}, mDocument->source().display, false));
            for (int i = 0; i < int(mDocument->results().size()); ++i) {
                const ResultPtr& result = mDocument->results()[std::size_t(i)];
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
                for (QString* text : {&name, &spoken}) {
                    if (result->report.psnr && std::isfinite(*result->report.psnr))
                        *text = tr("%1, %2 dB").arg(*text, QLocale().toString(*result->report.psnr, 'f', 2));
                    if (result->blend < 1)
                        *text = tr("%1, %L2 %").arg(*text).arg(100 * result->blend, 0, 'g', 3);
                    if (mDocument->isStale(*result)) *text = tr("%1 (out of date)").arg(*text);
                }
                if (!mDocument->isSaved(result)) {
                    name += QStringLiteral(" •");
                    spoken = tr("%1, not saved").arg(spoken);
                }
                auto* item = new QListWidgetItem(
                    iconOf(result->id, result->display, mDocument->isStale(*result)), name, mList);
                item->setData(Qt::AccessibleTextRole, spoken);
                item->setData(kNameRole, own);
                item->setData(kDepthRole, depthOf(mDocument->results(), i));
                item->setData(Qt::AccessibleDescriptionRole,
                              tr("made from: %1").arg(mDocument->startName(mDocument->at(result->parent))));
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
    showBlend();
}

void ResultsPanel::showBlend() {
    const ResultPtr shown = mDocument->shownResult();
    QString hint =
        tr("How much of the restoration is in the result that is shown; the rest is what it was made from.");
    const bool stale = shown && mDocument->isStale(*shown);
    if (!shown) {
        hint = tr("Choose a result to blend it with what it was made from.");
    } else if (!canBlend(*shown)) {
        hint = tr("An enlargement can't be blended: what it was made from is smaller.");
    } else if (stale) {
        hint = tr("What it was made from has changed. Update it first.");
    }
    const bool can = shown && canBlend(*shown) && !stale;
    mBlendWords->setEnabled(can);
    mBlend->setEnabled(can);
    mBlendWords->setToolTip(hint);
    mBlend->setHint(hint);
    mBlend->setValue(shown ? 100 * shown->blend : 100);
}

}  // namespace lacuna::ui
