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

#include <QAbstractButton>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
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

bool isSameFile(const QString& a, const QString& b) {
    const QString place = QFileInfo(a).canonicalFilePath();
    return !place.isEmpty() && place == QFileInfo(b).canonicalFilePath();
}

/// A sentence for each kind of work that would be lost.
QStringList describe(const UnsavedWork& unsaved, const ImageDocument& document) {
    const QString title = document.source().title;
    QStringList losses;
    if (unsaved.picture) losses << FileFlow::tr("“%1” has not been saved.").arg(title);
    if (unsaved.results > 0)
        losses
            << FileFlow::tr("%n result(s) of “%1” have not been saved.", nullptr, unsaved.results).arg(title);
    if (unsaved.deleted > 0)
        losses << FileFlow::tr("%n result(s) that you deleted are still in the project.", nullptr,
                               unsaved.deleted);
    if (unsaved.renamed > 0)
        losses << FileFlow::tr("%n result(s) have another name in the project.", nullptr, unsaved.renamed);
    if (unsaved.mask && document.hasProject())
        losses << FileFlow::tr("The changes to the mask of “%1” have not been saved.").arg(title);
    if (unsaved.mask && !document.hasProject())
        losses << FileFlow::tr("The mask you painted on “%1” has not been saved.").arg(title);
    if (unsaved.undone > 0)
        losses << FileFlow::tr("%n step(s) that you undid can't be redone afterwards.", nullptr,
                               unsaved.undone);
    if (unsaved.settings) losses << FileFlow::tr("The settings of “%1” have not been saved.").arg(title);
    return losses;
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
            "It has a further channel. If a film scanner wrote it, that is infrared light, which dust "
            "stops.");
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

void FileFlow::pauseWatch(ImageDocument* document) {
    if (State* state = mStates.find(document)) state->watch->stop();
}

void FileFlow::resumeWatch(ImageDocument* document) {
    State* state = mStates.find(document);
    if (state && !state->isReplaced) state->watch->start(document->source());
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

bool FileFlow::canSave() const {
    return mDocument && (!mDocument->results().empty() || mDocument->source().path.isEmpty());
}

ResultPtr FileFlow::resultToSave() const {
    if (!canSave()) return nullptr;
    if (mDocument->results().empty()) return mDocument->photographAsResult();
    const ResultPtr shown = mDocument->shownResult();
    return shown ? shown : mDocument->results().back();
}

FileFlow::SaveJob FileFlow::jobFor(ImageDocument& document, const ResultPtr& result,
                                   std::function<void()> then) {
    return {&document, result, document.source(), std::move(then)};
}

QString* FileFlow::savePath(const SaveJob& job) {
    return job.document ? &mStates.of(*job.document).savePaths[job.result->id] : nullptr;
}

void FileFlow::save() {
    if (const ResultPtr result = resultToSave()) save(jobFor(*mDocument, result));
}

void FileFlow::saveAs() {
    if (const ResultPtr result = resultToSave()) askWhere(jobFor(*mDocument, result));
}

void FileFlow::save(const SaveJob& job) {
    const QString path = *savePath(job);
    if (path.isEmpty()) {
        askWhere(job);
    } else {
        check(job, path);
    }
}

void FileFlow::askWhere(const SaveJob& job) {
    const QString before = *savePath(job);
    const QString start = before.isEmpty() ? job.document->suggestedPath() : before;
    const QString title = job.result->id == ImageDocument::kPhotographId
                              ? tr("Save picture")
                              : tr("Save result “%1”").arg(job.document->nameOf(*job.result));
    ++mSaves;
    askForFile(
        mParts.window, {title, QFileDialog::AcceptSave, photoFilter(writableExtensions()), start},
        [this, job](const QString& path) {
            --mSaves;
            if (QString* kept = savePath(job)) *kept = path;
            check(job, path);
        },
        [this] { endSave(false); });
}

void FileFlow::check(const SaveJob& job, const QString& path) {
    ++mSaves;
    const State* state = mStates.find(job.document);
    const bool isOriginal = isSameFile(path, job.source.path) && !job.source.isSample;
    if (!isOriginal || (state && state->isReplaced)) return checkLosses(job, path);
    const RunOf<bool> run = mParts.files.compareSource(job.source);
    run.then(this, [this, job, path](bool differs) {
        if (differs) {
            askBeforeReplacing(job, path);
        } else {
            checkLosses(job, path);
        }
    });
    endIfFailed(run, job);
}

void FileFlow::checkLosses(const SaveJob& job, const QString& path) {
    const RunOf<std::vector<Note>> run = mParts.files.checkSave(path, job.result, job.source);
    run.then(this, [this, job, path](const std::vector<Note>& losses) {
        if (losses.empty()) {
            write(job, path);
        } else {
            askBeforeDegrading(job, path, losses);
        }
    });
    endIfFailed(run, job);
}

void FileFlow::write(const SaveJob& job, const QString& path) {
    const bool isOriginal = isSameFile(path, job.source.path);
    if (isOriginal) pauseWatch(job.document);
    const RunOf<Nothing> run = mParts.files.save(path, job.result, job.source);
    run.then(this, [this, job, path, isOriginal] {
        if (State* state = mStates.find(job.document); state && isOriginal) state->isReplaced = true;
        if (job.document) job.document->markSaved(job.result);
        mParts.recent.add(path);
        Q_EMIT fileWritten(path);
        endSave(true);
        if (job.then) job.then();
    });
    endIfFailed(run, job);
}

template <typename T>
void FileFlow::endIfFailed(const RunOf<T>& run, const SaveJob& job) {
    run.orElse(this,
               [this, document = job.document](const Failure& failure) {
                   report(failure, Attempt::Save);
                   resumeWatch(document);
                   endSave(false);
               })
        .ifCancelled(this, [this, document = job.document] {
            resumeWatch(document);
            endSave(false);
        });
}

void FileFlow::askBeforeReplacing(const SaveJob& job, const QString& path) {
    auto* box = new QMessageBox(
        QMessageBox::Warning, tr("Lacuna"),
        tr("“%1” has changed on the disk since you opened it.").arg(QFileInfo(path).fileName()),
        QMessageBox::Save | QMessageBox::Cancel, &mParts.window);
    box->setInformativeText(tr("Saving replaces that version. Under another name, both are kept."));
    box->button(QMessageBox::Save)->setText(tr("&Replace it"));
    box->setDefaultButton(offerAnotherName(*box, job, [this, job, path] { checkLosses(job, path); }));
    box->open();
}

/// Completes a question that has Save, which calls `save`, and Cancel. Returns the button for another name.
QPushButton* FileFlow::offerAnotherName(QMessageBox& box, const SaveJob& job,
                                        const std::function<void()>& save) {
    QPushButton* const other = box.addButton(tr("&Choose another name …"), QMessageBox::ActionRole);
    box.setAttribute(Qt::WA_DeleteOnClose);
    connect(&box, &QMessageBox::buttonClicked, this, [this, &box, other, job, save](QAbstractButton* button) {
        if (button == box.button(QMessageBox::Save)) return save();
        if (QString* kept = savePath(job)) kept->clear();
        if (button == other && job.document) {
            --mSaves;
            askWhere(job);
        } else {
            endSave(false);
        }
    });
    return other;
}

void FileFlow::endSave(bool saved) {
    --mSaves;
    Q_EMIT saveEnded(saved);
}

void FileFlow::askBeforeDegrading(const SaveJob& job, const QString& path, const std::vector<Note>& losses) {
    QStringList words, causes;
    for (const Note& loss : losses) {
        words << noteText(loss);
        if (!loss.text.empty()) causes << QString::fromStdString(loss.text);
    }
    auto* box =
        new QMessageBox(QMessageBox::Warning, tr("Lacuna"),
                        tr("“%1” can't hold everything in the result.").arg(QFileInfo(path).fileName()),
                        QMessageBox::Save | QMessageBox::Cancel, &mParts.window);
    box->setInformativeText(words.join(QLatin1Char('\n')) + QStringLiteral("\n\n") +
                            tr("A PNG or TIFF can."));
    box->setDetailedText(causes.join(QLatin1Char('\n')));
    box->button(QMessageBox::Save)->setText(tr("&Save anyway"));
    offerAnotherName(*box, job, [this, job, path] { write(job, path); });
    box->setDefaultButton(QMessageBox::Save);
    box->open();
}

void FileFlow::exportOriginal() {
    if (!mDocument || !mDocument->source().original) return;
    const LoadedPhoto source = mDocument->source();
    askForFile(
        mParts.window,
        {tr("Export original file"), QFileDialog::AcceptSave, photoFilter(readableExtensions()), source.path},
        [this, source, document = mDocument](const QString& path) {
            const bool isOriginal = isSameFile(path, source.path);
            if (isOriginal) pauseWatch(document);
            mParts.files.writeOriginal(path, source)
                .then(this,
                      [this, document, isOriginal] {
                          if (State* state = mStates.find(document); state && isOriginal)
                              state->isReplaced = false;
                          resumeWatch(document);
                      })
                .orElse(this,
                        [this, document](const Failure& failure) {
                            report(failure, Attempt::ExportOriginal);
                            resumeWatch(document);
                        })
                .ifCancelled(this, [this, document] { resumeWatch(document); });
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

bool FileFlow::wouldLose(ImageDocument* document) const {
    if (!document) return false;
    const UnsavedWork unsaved = document->unsaved();
    return unsaved.any() || unsaved.undone > 0 || mParts.isRestoring(document);
}

void FileFlow::whenSafe(ImageDocument* document, const std::function<void()>& then) {
    if (wouldLose(document)) {
        askBeforeLosing(*document, then);
    } else {
        then();
    }
}

void FileFlow::askBeforeLosing(ImageDocument& document, const std::function<void()>& then) {
    const UnsavedWork unsaved = document.unsaved();
    const bool onePicture = unsaved.results + (document.results().empty() ? int(unsaved.picture) : 0) == 1;
    // One picture doesn't hold all of the rest.
    const bool needsProject = document.hasProject() || unsaved.mask || !onePicture;
    const bool savesNothing = !unsaved.any();
    const QString title = document.source().title;
    QString question = tr("Save your work before closing?");
    const bool restoring = mParts.isRestoring(&document);
    if (savesNothing) question = restoring ? tr("Stop the restoration?") : tr("Close “%1”?").arg(title);
    if (!savesNothing && !needsProject)
        question = unsaved.results > 0 ? tr("Save the result before closing?")
                                       : tr("Save the picture before closing?");
    QStringList losses = describe(unsaved, document);
    if (restoring) losses << tr("“%1” is being restored. Closing it stops the restoration.").arg(title);
    if (needsProject && !savesNothing)
        losses << tr("A project holds the photograph, the mask and all results.");

    auto* box = new QMessageBox(QMessageBox::Question, tr("Lacuna"), question,
                                QMessageBox::Discard | QMessageBox::Cancel, &mParts.window);
    box->setInformativeText(losses.join(QLatin1Char('\n')));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->button(QMessageBox::Discard)
        ->setText(!savesNothing ? tr("&Don't save")
                  : restoring   ? tr("&Stop it")
                                : tr("&Close"));
    if (!savesNothing) {
        box->addButton(QMessageBox::Save);
        box->setDefaultButton(QMessageBox::Save);
        if (needsProject)
            box->button(QMessageBox::Save)
                ->setText(document.hasProject() ? tr("&Save project") : tr("&Save project …"));
    }
    connect(box, &QMessageBox::finished, &document, [this, &document, then, needsProject](int answer) {
        const auto again = [this, document = QPointer(&document), then] {
            if (document) whenSafe(document, then);
        };
        if (answer == QMessageBox::Discard) {
            then();
        } else if (answer == QMessageBox::Save && needsProject) {
            mProject = &document;
            mAfterProjectSave = again;
            Q_EMIT projectSaveWanted(&document);
        } else if (answer == QMessageBox::Save) {
            // The one that would be lost, whichever is shown.
            if (const ResultPtr result = document.firstUnsaved())
                save(jobFor(document, result, again));
            else
                again();
        }
    });
    box->open();
}

void FileFlow::endProjectSave(ImageDocument* document, bool saved) {
    if (document != mProject) return;
    mProject = nullptr;
    const std::function<void()> then = std::exchange(mAfterProjectSave, nullptr);
    if (saved && then) then();
}

}  // namespace lacuna::ui
