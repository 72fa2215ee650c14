// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/file_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/base/note_text.h"
#include "ui/document/change_mask_command.h"
#include "ui/flows/file_question.h"
#include "ui/flows/project_flow.h"
#include "ui/panels/task_panel.h"
#include "ui/start/recent_files.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

#include <utility>

namespace lacuna::ui {

namespace {

QString photoFilter() {
    return FileFlow::tr("Photographs (*.png *.jpg *.jpeg *.tif *.tiff *.webp)") + QStringLiteral(";;") +
           FileFlow::tr("All files (*)");
}

QString openFilter() {
    return FileFlow::tr("Photographs and projects (*.png *.jpg *.jpeg *.tif *.tiff *.webp *.lacuna)") +
           QStringLiteral(";;") + photoFilter();
}

bool isSameFile(const QString& a, const QString& b) {
    const QString place = QFileInfo(a).canonicalFilePath();
    return !place.isEmpty() && place == QFileInfo(b).canonicalFilePath();
}

/// One line for everything that would be lost.
QStringList describe(const UnsavedWork& unsaved, const QString& title) {
    QStringList losses;
    if (unsaved.picture) losses << FileFlow::tr("“%1” is in no file yet.").arg(title);
    if (unsaved.results > 0)
        losses << FileFlow::tr("“%1” has %n result(s) that were not saved.", nullptr, unsaved.results)
                      .arg(title);
    if (unsaved.deleted > 0)
        losses << FileFlow::tr("%n result(s) that you deleted are still in the project.", nullptr,
                               unsaved.deleted);
    if (unsaved.renamed > 0)
        losses << FileFlow::tr("%n result(s) have another name in the project.", nullptr, unsaved.renamed);
    if (unsaved.mask) losses << FileFlow::tr("What is marked on “%1” was not saved.").arg(title);
    if (unsaved.settings) losses << FileFlow::tr("The settings of “%1” were not saved.").arg(title);
    return losses;
}

}  // namespace

FileFlow::FileFlow(const Parts& parts, QObject* parent)
    : QObject(parent), mParts(parts), mWatch(new SourceWatch(this)) {
    connectFiles();
    connect(mWatch, &SourceWatch::changed, this, &FileFlow::tellOfChange);
}

void FileFlow::connectFiles() {
    FileService& files = mParts.files;
    const auto report = [this](const Failure& failure, Attempt attempt) {
        mParts.messages.show(describeFailure(failure, attempt));
    };
    connect(&files, &FileService::opened, this, [this](const OpenedPhoto& photo) {
        if (!photo.photo.isSample && !photo.photo.path.isEmpty()) mParts.recent.add(photo.photo.path);
        mParts.messages.hide();
        Q_EMIT opened(photo);
    });
    connect(&files, &FileService::openFailed, this,
            [this, report](const QString& path, const Failure& failure) {
                if (!QFileInfo::exists(path)) mParts.recent.remove(path);
                report(failure, Attempt::OpenPhoto);
            });
    connect(&files, &FileService::maskRead, this, [this](const QString&, const QImage& mask) {
        if (!mDocument || mask.size() != mDocument->size()) return;
        auto* command = new ChangeMaskCommand(*mDocument, tr("Import mask"), mask);
        if (command->isNoOp()) {
            delete command;
        } else {
            mDocument->history().push(command);
        }
    });
    connect(&files, &FileService::maskWritten, this, [this] {
        if (mDocument) mDocument->markMaskSaved(mExportedMask);
    });
    connect(&files, &FileService::kernelRead, &mParts.panel, &TaskPanel::setKernel);
    const std::pair<void (FileService::*)(const Failure&), Attempt> kFailures[] = {
        {&FileService::maskReadFailed, Attempt::ReadMask},
        {&FileService::maskWriteFailed, Attempt::SaveMask},
        {&FileService::kernelReadFailed, Attempt::ReadKernel},
        {&FileService::originalWriteFailed, Attempt::ExportOriginal},
        {&FileService::saveFailed, Attempt::Save}};
    for (const auto& [signal, attempt] : kFailures)
        connect(&files, signal, this,
                [report, attempt = attempt](const Failure& failure) { report(failure, attempt); });
    connect(&files, &FileService::saveFailed, this, &FileFlow::abandonSave);
    connect(&files, &FileService::saveFailed, this, &FileFlow::watchSource);
    connect(&files, &FileService::originalWritten, this, [this](const QString& path) {
        if (mDocument && isSameFile(path, mDocument->source().path)) mReplacedSource = false;
        watchSource();
    });
    connect(&files, &FileService::saveChecked, this,
            [this](const QString& path, const ResultPtr& result, const std::vector<Note>& losses) {
                if (!losses.empty()) {
                    askBeforeDegrading(path, result, losses);
                } else {
                    write(path, result);
                }
            });
    connect(&files, &FileService::saved, this, [this](const QString& path, const ResultPtr& result) {
        if (mDocument) {
            mDocument->markSaved(result);
            if (isSameFile(path, mDocument->source().path)) mReplacedSource = true;
        }
        mParts.recent.add(path);
        Q_EMIT saveEnded(true);
        if (mAfterSave) std::exchange(mAfterSave, nullptr)();
    });
}

void FileFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    mSavePaths.clear();
    mReplacedSource = false;
    watchSource();
    mExportedMask = 0;
}

void FileFlow::watchSource() {
    if (mDocument && !mReplacedSource) {
        mWatch->start(mDocument->source());
    } else {
        mWatch->stop();
    }
}

bool FileFlow::canOpen(const QMimeData& data) {
    return (data.hasUrls() && data.urls().size() == 1 && data.urls().front().isLocalFile()) ||
           data.hasImage();
}

void FileFlow::openMime(const QMimeData& data) {
    if (data.hasUrls() && !data.urls().isEmpty() && data.urls().front().isLocalFile()) {
        OpenRequest request;
        request.path = data.urls().front().toLocalFile();
        open(request);
        return;
    }
    // Takes the encoded picture if there is one, so that the file thread does the decoding.
    for (const QString& format : data.formats()) {
        const QByteArray encoded =
            format.startsWith(QLatin1String("image/")) ? data.data(format) : QByteArray();
        if (encoded.isEmpty()) continue;
        whenSafe([this, encoded] { mParts.files.adoptEncoded(encoded); });
        return;
    }
    if (data.hasImage()) {
        whenSafe([this, picture = qvariant_cast<QImage>(data.imageData())] { mParts.files.adopt(picture); });
    }
}

void FileFlow::chooseAndOpen() {
    askForFile(mParts.window, {tr("Open a photograph"), QFileDialog::AcceptOpen, openFilter(), lastFolder()},
               [this](const QString& path) {
                   OpenRequest request;
                   request.path = path;
                   open(request);
               });
}

void FileFlow::open(const OpenRequest& request) {
    whenSafe([this, request] {
        if (ProjectFlow::isProject(request.path)) {
            Q_EMIT projectWanted(request.path);
        } else {
            mParts.files.open(request);
        }
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

void FileFlow::save() {
    const ResultPtr result = resultToSave();
    if (!result) return;
    const QString path = mSavePaths.value(result->id);
    if (path.isEmpty()) {
        saveAs();
    } else {
        saveTo(path);
    }
}

void FileFlow::saveAs() {
    const ResultPtr result = resultToSave();
    if (!result) return;
    const QString start = mSavePaths.value(result->id, mDocument->suggestedPath());
    askForFile(
        mParts.window,
        {result->id == ImageDocument::kPhotographId ? tr("Save the picture") : tr("Save the result"),
         QFileDialog::AcceptSave, photoFilter(), start},
        [this, id = result->id](const QString& path) {
            mSavePaths[id] = path;
            saveTo(path);
        },
        [this] { abandonSave(); });
}

void FileFlow::saveTo(const QString& path) {
    if (!mDocument) return;
    if (!isSameFile(path, mDocument->source().path)) {
        check(path);
        return;
    }
    mWatch->compare([this, path](bool differs) {
        if (differs) {
            askBeforeReplacing(path);
        } else {
            check(path);
        }
    });
}

void FileFlow::check(const QString& path) {
    if (const ResultPtr result = resultToSave()) mParts.files.checkSave(path, result, mDocument->source());
}

void FileFlow::write(const QString& path, const ResultPtr& result) {
    if (!mDocument) return;
    if (isSameFile(path, mDocument->source().path)) mWatch->stop();
    mParts.files.save(path, result, mDocument->source());
}

void FileFlow::tellOfChange(const QString& path) {
    Message message{Message::Kind::Information,
                    tr("“%1” was changed by another program.").arg(QFileInfo(path).fileName()),
                    tr("Your work goes on with the photograph as you opened it, and nothing of it is lost."),
                    QString()};
    message.actionText = tr("Open the new one");
    message.action = [this, path] {
        OpenRequest request;
        request.path = path;
        open(request);
    };
    mParts.messages.show(message);
}

void FileFlow::askBeforeReplacing(const QString& path) {
    auto* box = new QMessageBox(
        QMessageBox::Warning, tr("Lacuna"),
        tr("“%1” was changed by another program since you opened it.").arg(QFileInfo(path).fileName()),
        QMessageBox::Save | QMessageBox::Cancel, &mParts.window);
    box->setInformativeText(tr("Saving replaces that version. Under another name both are kept."));
    box->button(QMessageBox::Save)->setText(tr("&Replace it"));
    auto* other = box->addButton(tr("&Choose another name …"), QMessageBox::ActionRole);
    box->setDefaultButton(other);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, other, path](QAbstractButton* button) {
        if (button == box->button(QMessageBox::Save)) {
            check(path);
            return;
        }
        if (const ResultPtr result = resultToSave()) mSavePaths.remove(result->id);
        if (button == other) {
            saveAs();
        } else {
            abandonSave();
        }
    });
    box->open();
}

void FileFlow::askBeforeDegrading(const QString& path, const ResultPtr& result,
                                  const std::vector<Note>& losses) {
    QStringList words, causes;
    for (const Note& loss : losses) {
        words << noteText(loss);
        if (!loss.text.empty()) causes << QString::fromStdString(loss.text);
    }
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Lacuna"),
                                tr("“%1” would not hold all of the result.").arg(QFileInfo(path).fileName()),
                                QMessageBox::Save | QMessageBox::Cancel, &mParts.window);
    box->setInformativeText(words.join(QLatin1Char('\n')) + QStringLiteral("\n\n") +
                            tr("A PNG or TIFF holds everything."));
    box->setDetailedText(causes.join(QLatin1Char('\n')));
    box->button(QMessageBox::Save)->setText(tr("&Save anyway"));
    auto* other = box->addButton(tr("&Choose another name …"), QMessageBox::ActionRole);
    box->setDefaultButton(QMessageBox::Save);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this,
            [this, box, other, path, result](QAbstractButton* button) {
                if (button == box->button(QMessageBox::Save)) {
                    write(path, result);
                    return;
                }
                mSavePaths.remove(result->id);
                if (button == other) {
                    saveAs();
                } else {
                    abandonSave();
                }
            });
    box->open();
}

void FileFlow::exportOriginal() {
    if (!mDocument || !mDocument->source().original) return;
    const LoadedPhoto& source = mDocument->source();
    askForFile(mParts.window,
               {tr("Export the original file"), QFileDialog::AcceptSave, photoFilter(), source.path},
               [this, source](const QString& path) {
                   if (isSameFile(path, source.path)) mWatch->stop();
                   Q_EMIT mParts.files.writeOriginal(path, source);
               });
}

void FileFlow::importMask() {
    askForFile(mParts.window, {tr("Import a mask"), QFileDialog::AcceptOpen, photoFilter(), lastFolder()},
               [this](const QString& path) {
                   if (mDocument) Q_EMIT mParts.files.readMask(path, mDocument->size());
               });
}

void FileFlow::exportMask() {
    if (!mDocument) return;
    //: The last word of a file's name, as in holiday-mask.png
    const QString start = mDocument->suggestedStem(tr("mask")) + QStringLiteral(".png");
    askForFile(mParts.window, {tr("Export the mask"), QFileDialog::AcceptSave, tr("PNG (*.png)"), start},
               [this](const QString& path) {
                   if (!mDocument) return;
                   mExportedMask = mDocument->maskRevision();
                   Q_EMIT mParts.files.writeMask(path, mDocument->mask().image());
               });
}

void FileFlow::copy() {
    if (!mDocument) return;
    const ResultPtr result = mDocument->shownResult();
    const DisplayImage& picture = result ? result->display : mDocument->source().display;
    QGuiApplication::clipboard()->setImage(picture.level(0));
}

void FileFlow::paste() {
    if (const QMimeData* data = QGuiApplication::clipboard()->mimeData(); data && canOpen(*data))
        openMime(*data);
}

void FileFlow::chooseKernel() {
    askForFile(mParts.window,
               {tr("Choose a picture of the blur"), QFileDialog::AcceptOpen, photoFilter(), lastFolder()},
               [this](const QString& path) { Q_EMIT mParts.files.readKernel(path); });
}

void FileFlow::abandonSave() {
    mAfterSave = nullptr;
    Q_EMIT saveEnded(false);
}

bool FileFlow::wouldLose() const {
    return mDocument && (mDocument->unsaved().any() || mParts.isRestoring());
}

void FileFlow::whenSafe(const std::function<void()>& then) {
    if (wouldLose()) {
        askBeforeLosing(then);
    } else {
        then();
    }
}

void FileFlow::whenResultsAreSafe(const std::function<void()>& then) {
    UnsavedWork unsaved = mDocument ? mDocument->unsaved() : UnsavedWork();
    unsaved.mask = unsaved.settings = false;
    if (mDocument && !unsaved.any() && !mParts.isRestoring()) {
        then();
    } else {
        whenSafe(then);
    }
}

void FileFlow::askBeforeLosing(const std::function<void()>& then) {
    const UnsavedWork unsaved = mDocument->unsaved();
    const bool onePicture = unsaved.results + (unsaved.picture && mDocument->results().empty() ? 1 : 0) == 1;
    // One picture doesn't hold all of the rest.
    const bool needsProject = mDocument->hasProject() || unsaved.mask || !onePicture;
    const bool savesNothing = !unsaved.any();
    const QString title = mDocument->source().title;
    QString question = tr("Save your work before closing?");
    if (savesNothing) question = tr("Stop the restoration?");
    if (unsaved.any() && !needsProject)
        question = unsaved.results > 0 ? tr("Save the result before closing?")
                                       : tr("Save the picture before closing?");
    QStringList losses = describe(unsaved, title);
    if (mParts.isRestoring()) losses << tr("“%1” is being restored; that would end.").arg(title);
    if (needsProject && !savesNothing)
        losses << tr("A project keeps the photograph, the mask and all results.");

    auto* box = new QMessageBox(QMessageBox::Question, tr("Lacuna"), question,
                                QMessageBox::Discard | QMessageBox::Cancel, &mParts.window);
    box->setInformativeText(losses.join(QLatin1Char('\n')));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->button(QMessageBox::Discard)->setText(savesNothing ? tr("&Stop it") : tr("&Don't save"));
    if (!savesNothing) {
        box->addButton(QMessageBox::Save);
        box->setDefaultButton(QMessageBox::Save);
        if (needsProject)
            box->button(QMessageBox::Save)
                ->setText(mDocument->hasProject() ? tr("&Save project") : tr("&Save project …"));
    }
    connect(box, &QMessageBox::finished, this, [this, then, needsProject](int answer) {
        const auto again = [this, then] { whenSafe(then); };
        if (answer == QMessageBox::Discard) {
            then();
        } else if (answer == QMessageBox::Save && needsProject) {
            mAfterProjectSave = again;
            Q_EMIT projectSaveWanted();
        } else if (answer == QMessageBox::Save) {
            mAfterSave = again;
            save();
        }
    });
    box->open();
}

void FileFlow::endProjectSave(bool saved) {
    const std::function<void()> then = std::exchange(mAfterProjectSave, nullptr);
    if (saved && then) then();
}

}  // namespace lacuna::ui
