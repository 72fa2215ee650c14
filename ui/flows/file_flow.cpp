// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/file_flow.h"

#include "core/io/formats.h"
#include "ui/base/local_files.h"
#include "ui/base/message_bar.h"
#include "ui/base/note_text.h"
#include "ui/document/change_mask_command.h"
#include "ui/flows/file_question.h"
#include "ui/flows/project_flow.h"
#include "ui/panels/task_panel.h"
#include "ui/services/source_watch.h"
#include "ui/start/recent_files.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {

QString openFilter() {
    return FileFlow::tr("Photographs and projects (%1)")
               .arg((patternsOf(readableExtensions()) << QStringLiteral("*.lacuna")).join(QLatin1Char(' '))) +
           QStringLiteral(";;") + photoFilter(readableExtensions());
}

}  // namespace

FileFlow::FileFlow(const Parts& parts, QObject* parent) : QObject(parent), mParts(parts) {}

FileFlow::~FileFlow() = default;

void FileFlow::watch(ImageDocument* document) {
    State& state = mStates.of(*document);
    state.watch = std::make_unique<SourceWatch>(mParts.files);
    connect(state.watch.get(), &SourceWatch::changed, this, &FileFlow::tellOfChange);
    state.watch->start(document->source());
    state.tellsOfFile = mOpens;
}

void FileFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    State* state = mStates.find(document);
    if (state && std::exchange(state->tellsOfFile, false)) tellOfFile(document->source());
}

void FileFlow::tellOfFile(const LoadedPhoto& photo) {
    const Photograph& read = *photo.photo;
    const bool hasFurtherChannel = read.extras.size() == 1;
    if (read.notes.empty() && !hasFurtherChannel) return;
    QStringList words;
    for (const Note& note : read.notes)
        words << noteText(note);
    if (hasFurtherChannel)
        words << tr(
            "The file has an extra channel. If a film scanner wrote it, that is an infrared picture, which "
            "shows only dust and scratches.");
    Message message{read.missing.isEmpty() ? Message::Kind::Information : Message::Kind::Warning,
                    tr("“%1” is open. Please note:").arg(photo.title), words.join(QLatin1Char('\n')),
                    QString()};
    if (!read.missing.isEmpty()) {
        message.actionText = tr("Mark what is missing");
        message.action = [this] { Q_EMIT missingWanted(); };
    } else if (hasFurtherChannel) {
        message.actionText = tr("Mark the dust");
        message.action = [this] { Q_EMIT infraredWanted(); };
    } else if (read.pages > 1) {
        message.actionText = tr("Open another page …");
        message.action = [this, photo] { choosePage(photo); };
    }
    mParts.messages.show(message);
}

void FileFlow::choosePage(const LoadedPhoto& photo) {
    auto* dialog = new QInputDialog(&mParts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Open another page"));
    dialog->setLabelText(tr("Page of “%1”, up to %2:").arg(photo.title).arg(photo.photo->pages));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, photo.photo->pages);
    dialog->setIntValue(std::min(photo.photo->page + 1, photo.photo->pages));
    connect(dialog, &QInputDialog::intValueSelected, this, [this, path = photo.path](int page) {
        OpenRequest request;
        request.path = path;
        request.page = page;
        open(request);
    });
    dialog->open();
}

void FileFlow::tellOfChange(const QString& path) {
    mParts.messages.show({Message::Kind::Information,
                          tr("“%1” has changed on the disk.").arg(QFileInfo(path).fileName()),
                          tr("Your work continues with the photograph as you opened it; nothing is lost."),
                          QString(), tr("Open the new version"), [this, path] { openAll({path}); }});
}

void FileFlow::report(const Failure& failure, Attempt attempt) {
    mParts.messages.show(describeFailure(failure, attempt));
}

bool FileFlow::canOpen(const QMimeData& data) {
    return data.hasImage() || !localFiles(data).isEmpty();
}

void FileFlow::openMime(const QMimeData& data) {
    const QStringList paths = localFiles(data);
    if (!paths.isEmpty()) return openAll(paths);
    // Takes the encoded picture if there is one, so that another thread does the decoding.
    for (const QString& format : data.formats()) {
        const QByteArray encoded =
            format.startsWith(QLatin1String("image/")) ? data.data(format) : QByteArray();
        if (!encoded.isEmpty()) return await(mParts.files.adoptEncoded(encoded), QString());
    }
    if (data.hasImage()) await(mParts.files.adopt(qvariant_cast<QImage>(data.imageData())), QString());
}

void FileFlow::chooseAndOpen() {
    askForFiles(mParts.window, {tr("Open photographs"), QFileDialog::AcceptOpen, openFilter(), lastFolder()},
                [this](const QStringList& paths) { openAll(paths); });
}

void FileFlow::openAll(const QStringList& paths) {
    const bool hasFolder =
        std::any_of(paths.begin(), paths.end(), [](const QString& path) { return QFileInfo(path).isDir(); });
    const bool hasProject = std::any_of(paths.begin(), paths.end(), &ProjectFlow::isProject);
    if (hasFolder || (paths.size() > kMostTabs && !hasProject)) {
        Q_EMIT queueWanted(paths);
        return;
    }
    for (const QString& path : paths) {
        OpenRequest request;
        request.path = path;
        open(request);
    }
}

void FileFlow::open(const OpenRequest& request) {
    if (ProjectFlow::isProject(request.path)) {
        Q_EMIT projectWanted(request.path);
    } else {
        await(mParts.files.open(request), request.path);
    }
}

void FileFlow::await(const RunOf<OpenedPhoto>& run, const QString& path) {
    const quint64 revision = mDocument ? mDocument->revision() : 0;
    run.then(this,
             [this, asked = mDocument, revision](const OpenedPhoto& photo) {
                 if (!photo.photo.isSample && !photo.photo.path.isEmpty())
                     mParts.recent.add(photo.photo.path);
                 mOpens = !photo.photo.isSample;
                 Q_EMIT opened(photo, asked, revision);
                 mOpens = false;
             })
        .orElse(this, [this, path](const Failure& failure) {
            if (!QFileInfo::exists(path)) mParts.recent.remove(path);
            report(failure, Attempt::OpenPhoto);
        });
}

void FileFlow::importMask() {
    if (!mDocument) return;
    askForFile(mParts.window,
               {tr("Import mask"), QFileDialog::AcceptOpen, photoFilter(readableExtensions()), lastFolder()},
               [this](const QString& path) { readMask(path); });
}

void FileFlow::readMask(const QString& path) {
    if (!mDocument) return;
    ImageDocument* const document = mDocument;
    mParts.files.readMask(path, document->source())
        .then(document,
              [document](const MaskLayer& mask) {
                  auto* command = new ChangeMaskCommand(*document, tr("Import mask"), mask);
                  if (command->isNoOp()) {
                      delete command;
                  } else {
                      document->history().push(command);
                  }
              })
        .orElse(this, [this](const Failure& failure) { report(failure, Attempt::ReadMask); });
}

void FileFlow::exportMask() {
    if (!mDocument) return;
    //: The last word of a file's name, as in holiday-mask.png
    const QString start = mDocument->suggestedStem(tr("mask")) + QStringLiteral(".png");
    askForFile(mParts.window, {tr("Export mask"), QFileDialog::AcceptSave, tr("PNG (*.png)"), start},
               [this](const QString& path) { writeMask(path); });
}

void FileFlow::writeMask(const QString& path) {
    if (!mDocument) return;
    ImageDocument* const document = mDocument;
    mParts.files.writeMask(path, document->mask())
        .then(document,
              [this, document, path, revision = document->maskRevision()] {
                  document->markMaskSaved(revision);
                  Q_EMIT fileWritten(path);
              })
        .orElse(this, [this](const Failure& failure) { report(failure, Attempt::SaveMask); });
}

void FileFlow::paste() {
    if (const QMimeData* data = QGuiApplication::clipboard()->mimeData(); data && canOpen(*data))
        openMime(*data);
}

void FileFlow::chooseKernel() {
    if (!mDocument) return;
    askForFile(mParts.window,
               {tr("Choose a picture of the blur kernel"), QFileDialog::AcceptOpen,
                photoFilter(readableExtensions()), lastFolder()},
               [this, asked = mDocument](const QString& path) {
                   mParts.files.readKernel(path)
                       .then(this,
                             [this, asked](const KernelSpec& kernel) {
                                 if (asked && asked == mDocument) mParts.panel.setKernel(kernel);
                             })
                       .orElse(this,
                               [this](const Failure& failure) { report(failure, Attempt::ReadKernel); });
               });
}

}  // namespace lacuna::ui
