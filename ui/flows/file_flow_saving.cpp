// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats.h"
#include "ui/base/message_bar.h"
#include "ui/base/note_text.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/file_question.h"
#include "ui/services/source_watch.h"
#include "ui/start/recent_files.h"

#include <QAbstractButton>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace lacuna::ui {

namespace {

bool isSameFile(const QString& a, const QString& b) {
    const QString place = QFileInfo(a).canonicalFilePath();
    return !place.isEmpty() && place == QFileInfo(b).canonicalFilePath();
}

}  // namespace

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

void FileFlow::pauseWatch(ImageDocument* document) {
    if (State* state = mStates.find(document)) state->watch->stop();
}

void FileFlow::resumeWatch(ImageDocument* document) {
    State* state = mStates.find(document);
    if (state && !state->isReplaced) state->watch->start(document->source());
}

}  // namespace lacuna::ui
