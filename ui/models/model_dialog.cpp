// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_dialog.h"

#include "ui/base/error_text.h"
#include "ui/base/focus_order.h"
#include "ui/base/local_files.h"
#include "ui/base/message_bar.h"
#include "ui/base/screen_room.h"
#include "ui/models/model_library.h"
#include "ui/models/model_list.h"
#include "ui/models/model_words.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <cmath>

namespace lacuna::ui {

namespace {

constexpr QSize kSize(960, 600);
constexpr int kWhole = 1000;  ///< of a progress bar

QProgressBar* makeProgress(const QString& name, QWidget* parent) {
    auto* bar = new QProgressBar(parent);
    bar->setAccessibleName(name);
    bar->setTextVisible(false);
    bar->setMaximumHeight(8);
    return bar;
}

void setShare(QProgressBar& bar, qint64 done, qint64 total) {
    bar.setRange(0, total > 0 ? kWhole : 0);
    if (total > 0) bar.setValue(int(std::lround(double(done) / double(total) * kWhole)));
}

}  // namespace

ModelDialog::ModelDialog(ModelLibrary& library, QWidget* parent)
    : QDialog(parent),
      mLibrary(library),
      mMessages(new MessageBar(this)),
      mList(new ModelList(library.downloads(), this)),
      mTitle(new QLabel(this)),
      mDescription(new QLabel(this)),
      mDetails(new QLabel(this)),
      mSource(new QLabel(this)),
      mProgress(makeProgress(tr("Download progress"), this)),
      mFetch(new QPushButton(this)),
      mCancel(new QPushButton(tr("&Cancel download"), this)),
      mUse(new QPushButton(tr("&Use for this photograph"), this)),
      mRemove(new QPushButton(tr("&Remove …"), this)),
      mImport(new QPushButton(tr("&Import …"), this)),
      mStopImport(new QPushButton(tr("&Stop"), this)),
      mImporting(new QLabel(this)),
      mImportProgress(makeProgress(tr("Copying progress"), this)) {
    setWindowTitle(tr("Models"));
    setAcceptDrops(true);
    resize(withinScreen(*this, kSize));
    build();
    connectLibrary();
    orderFocus({this});
    mList->setEntries(library.entries());
    library.refresh();
}

void ModelDialog::build() {
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    mTitle->setFont(strong);
    for (QLabel* label : {mTitle, mDescription, mDetails}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
    }
    mSource->setTextInteractionFlags(Qt::TextBrowserInteraction);
    mSource->setOpenExternalLinks(true);
    mSource->setAccessibleDescription(tr("The model's web page"));
    mImport->setToolTip(tr("Copy a model's file or folder to your models; you can also drop it here"));
    mUse->setToolTip(tr("Restore the open photograph with this model"));
    mStopImport->setAccessibleName(tr("Stop copying"));
    auto* close = new QPushButton(tr("C&lose"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    for (QPushButton* button : {mFetch, mCancel, mUse, mRemove, mImport, mStopImport, close})
        button->setAutoDefault(false);

    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    for (QPushButton* button : {mFetch, mCancel, mUse, mRemove})
        actions->addWidget(button);
    actions->addStretch(1);
    auto* about = new QVBoxLayout;
    about->setSpacing(4);
    for (QWidget* line : std::initializer_list<QWidget*>{mTitle, mDescription, mDetails, mSource, mProgress})
        about->addWidget(line);
    about->addSpacing(4);
    about->addLayout(actions);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(mImport);
    foot->addWidget(mImporting);
    foot->addWidget(mImportProgress, 1);
    foot->addWidget(mStopImport);
    foot->addStretch(1);
    foot->addWidget(close);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    column->addWidget(mMessages);
    column->addWidget(mList, 1);
    column->addLayout(about);
    column->addLayout(foot);
    for (QWidget* widget : std::initializer_list<QWidget*>{mImporting, mImportProgress, mStopImport})
        widget->hide();

    connect(mList, &QTreeWidget::currentItemChanged, this, &ModelDialog::showEntry);
    connect(mFetch, &QPushButton::clicked, this, &ModelDialog::fetchOrPause);
    connect(mCancel, &QPushButton::clicked, this, &ModelDialog::cancelDownload);
    connect(mRemove, &QPushButton::clicked, this, &ModelDialog::askBeforeRemoving);
    connect(mImport, &QPushButton::clicked, this, &ModelDialog::importWanted);
    connect(mStopImport, &QPushButton::clicked, &mLibrary, &ModelLibrary::stopImport);
    connect(mUse, &QPushButton::clicked, this, [this] {
        if (const ModelEntry* entry = mList->current())
            Q_EMIT useWanted(QString::fromStdString(entry->installed.name));
    });
}

void ModelDialog::connectLibrary() {
    connect(&mLibrary, &ModelLibrary::listed, this, [this] { mList->setEntries(mLibrary.entries()); });
    connect(&mLibrary.downloads(), &ModelDownloads::changed, this,
            [this](const QString& model, const DownloadState& state) {
                mList->updateState(model);
                const ModelEntry* entry = mList->current();
                if (entry && entry->key() == model) showEntry();
                if (state.phase != DownloadState::Phase::Paused || state.fault.isEmpty()) return;
                mMessages->show({Message::Kind::Warning, tr("The download stopped."), state.fault, {}});
            });
    connect(&mLibrary, &ModelLibrary::importProgress, this, &ModelDialog::showImport);
    connect(&mLibrary, &ModelLibrary::importEnded, this, [this] {
        for (QWidget* widget : std::initializer_list<QWidget*>{mImporting, mImportProgress, mStopImport})
            widget->hide();
    });
    connect(&mLibrary, &ModelLibrary::imported, this, [this](const QString& path) {
        mMessages->show({Message::Kind::Information,
                         tr("%1 was imported.").arg(QFileInfo(path).fileName()),
                         tr("It is ready to use."),
                         {}});
    });
    connect(&mLibrary, &ModelLibrary::importFailed, this, [this](const Failure& failure) {
        mMessages->show(describeFailure(failure, Attempt::ImportModel));
    });
    connect(&mLibrary, &ModelLibrary::removeFailed, this, [this](const Failure& failure) {
        mMessages->show(describeFailure(failure, Attempt::RemoveModel));
    });
}

void ModelDialog::setCanUse(bool canUse) {
    mCanUse = canUse;
    showButtons();
}

void ModelDialog::showEntry() {
    const ModelEntry* entry = mList->current();
    if (entry) {
        mTitle->setText(QString::fromStdString(entry->name()));
        mDescription->setText(words::description(*entry));
        mDescription->setVisible(!mDescription->text().isEmpty());
        mDetails->setText(words::details(*entry));
        const QString page = words::source(*entry);
        mSource->setText(QStringLiteral("<a href=\"%1\">%1</a>").arg(page.toHtmlEscaped()));
        mSource->setVisible(!page.isEmpty());
        showDownload(*entry);
    }
    showButtons();
}

void ModelDialog::showDownload(const ModelEntry& entry) {
    const DownloadState* download = entry.isHere() ? nullptr : mLibrary.downloads().state(entry.key());
    const bool shown = download && download->isActive();
    mProgress->setVisible(shown);
    if (shown) setShare(*mProgress, download->bytes, download->total);
}

void ModelDialog::showButtons() {
    const ModelEntry* entry = mList->current();
    const bool here = entry && entry->isHere();
    const DownloadState* download = entry && !here ? mLibrary.downloads().state(entry->key()) : nullptr;
    const bool active = download && download->isActive();
    const bool begun = active || (entry && entry->state == ModelEntry::State::Part);
    mFetch->setVisible(entry && !here && !entry->offer.downloads.empty());
    mFetch->setText(active ? tr("&Pause") : begun ? tr("&Continue download") : tr("&Download"));
    mCancel->setText(active ? tr("&Cancel download") : tr("&Discard download"));
    mCancel->setVisible(begun);
    mUse->setVisible(here);
    mUse->setEnabled(here && mCanUse && entry->installed.problem.empty());
    mRemove->setVisible(here && entry->isRemovable);
}

void ModelDialog::fetchOrPause() {
    const ModelEntry* entry = mList->current();
    if (!entry || entry->isHere()) return;
    mMessages->hide();
    const DownloadState* download = mLibrary.downloads().state(entry->key());
    if (download && download->isActive()) {
        mLibrary.downloads().pause(entry->key());
    } else {
        mLibrary.downloads().start(entry->request());
    }
}

void ModelDialog::cancelDownload() {
    const ModelEntry* entry = mList->current();
    if (entry && !entry->isHere()) mLibrary.downloads().cancel(entry->request());
}

void ModelDialog::askBeforeRemoving() {
    const ModelEntry* entry = mList->current();
    if (!entry || !entry->isRemovable) return;
    auto* box = new QMessageBox(
        QMessageBox::Question, tr("Lacuna"),
        tr("Remove the model “%1” from this computer?").arg(QString::fromStdString(entry->name())),
        QMessageBox::Yes | QMessageBox::No, this);
    box->setInformativeText(tr("This deletes %1 (%2).").arg(entry->key(), words::size(*entry)));
    box->button(QMessageBox::Yes)->setText(tr("&Remove"));
    box->button(QMessageBox::No)->setText(tr("&Keep"));
    box->setDefaultButton(QMessageBox::No);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, entry = *entry](int answer) {
        if (answer == QMessageBox::Yes) mLibrary.remove(entry);
    });
    box->open();
}

void ModelDialog::showImport(const QString& name, double share) {
    mImporting->setText(tr("Copying %1").arg(name));
    setShare(*mImportProgress, qint64(share * kWhole), kWhole);
    for (QWidget* widget : std::initializer_list<QWidget*>{mImporting, mImportProgress, mStopImport})
        widget->show();
}

void ModelDialog::dragEnterEvent(QDragEnterEvent* event) {
    if (!localFiles(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void ModelDialog::dropEvent(QDropEvent* event) {
    const QStringList paths = localFiles(*event->mimeData());
    if (paths.isEmpty()) return;
    // Whatever the other program proposes: its file stays where it is.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    mMessages->hide();
    mLibrary.import(paths);
}

}  // namespace lacuna::ui
