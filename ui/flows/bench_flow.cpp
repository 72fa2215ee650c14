// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/bench_flow.h"

#include "core/operators/task.h"
#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/document/image_document.h"
#include "ui/flows/file_question.h"
#include "ui/panels/degrade_dialog.h"
#include "ui/services/restoration_controller.h"
#include "ui/services/save_recipe.h"

#include <QFileInfo>

namespace lacuna::ui {

BenchFlow::BenchFlow(const Parts& parts, QObject* parent) : QObject(parent), mParts(parts) {}

/// `seed` is that of the restoration.
void BenchFlow::degrade(const DegradeRequest& request, quint64 seed) {
    mParts.controller.degrade(request)
        .then(
            this,
            [this, seed](const DegradedPhoto& made) {
                OpenedPhoto degraded;
                degraded.photo = made.photo;
                degraded.mask = made.mask;
                degraded.settings = made.settings;
                degraded.settings->seed = seed;
                Q_EMIT opened(degraded);
                mParts.messages.show(
                    {Message::Kind::Information, tr("The photograph was degraded."),
                     tr("Now restore it. The result is compared with the undamaged photograph."), QString()});
            })
        .orElse(this, [this](const Failure& failure) {
            mParts.messages.show(describeFailure(failure, Attempt::Degrade));
        });
}

void BenchFlow::askAndDegrade() {
    if (!mDocument) return;
    auto* dialog = new DegradeDialog(mDocument->settings(), !mDocument->mask().isEmpty(), &mParts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (!mDocument) return;
        const LoadedPhoto& source = mDocument->source();
        DegradeRequest request;
        request.run = mDocument->request();
        request.run.photo = source.photo;  // not a result
        request.run.photoScale = 1;
        request.run.settings = dialog->settings();
        request.damage = dialog->damage();
        if (taskRow(request.run.settings.task).mask != MaskUse::Restored) request.run.mask = MaskLayer();
        request.lost = dialog->lost();
        request.title = tr("%1, degraded").arg(QFileInfo(source.title).completeBaseName());
        request.path = source.path;
        degrade(request, mDocument->settings().seed);
    });
    dialog->open();
}

void BenchFlow::saveRecipe() {
    const Results chain = mDocument ? mDocument->shownChain() : Results();
    if (!mDocument || !hasRecipe(chain, mDocument->source())) return;
    //: The last word of a file's name, as in holiday-recipe.json
    const QString start = mDocument->suggestedStem(tr("recipe")) + QStringLiteral(".json");
    const FileQuestion question{tr("Save recipe"), QFileDialog::AcceptSave, tr("Recipe (*.json)"), start};
    askForFile(mParts.window, question, [this, chain, source = mDocument->source()](const QString& path) {
        mParts.files.writeRecipe(path, chain, source)
            .then(
                this,
                [this, path] {
                    mParts.messages.show({Message::Kind::Information,
                                          tr("The recipe was saved as “%1”.").arg(QFileInfo(path).fileName()),
                                          tr("“lacuna-cli run” reproduces the result from it."), path});
                })
            .orElse(this, [this](const Failure& failure) {
                mParts.messages.show(describeFailure(failure, Attempt::SaveRecipe));
            });
    });
}

}  // namespace lacuna::ui
