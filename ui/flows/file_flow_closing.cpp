// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/file_flow.h"

#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace lacuna::ui {

namespace {

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
