// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/stage_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/document/change_blend_command.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/image_document.h"
#include "ui/panels/task_panel.h"

#include <memory>

namespace lacuna::ui {

StageFlow::StageFlow(Runs& runs, TaskPanel& panel, MessageBar& messages, QObject* parent)
    : QObject(parent), mRuns(runs), mPanel(panel), mMessages(messages) {}

void StageFlow::setDocument(ImageDocument* document) {
    mDocument = document;
}

void StageFlow::goOnFrom(const QString& stage) {
    if (!mDocument) return;
    mDocument->setChanged({});
    mDocument->show(indexOfStage(mDocument->results(), stage));
    mDocument->pinStart(stage);
}

void StageFlow::change(const QString& stage) {
    const ResultPtr result = mDocument ? mDocument->at(stage) : nullptr;
    if (!result) return;
    mDocument->show(indexOfStage(mDocument->results(), stage));
    RestorationSettings settings = result->settings;
    settings.compute = mDocument->settings().compute;
    settings.compute.tile = result->settings.compute.tile;
    mPanel.setSettings(settings, tr("Settings of %1").arg(mDocument->nameOf(*result)));
    if (!result->mask.isNull()) {
        auto mask = std::make_unique<ChangeMaskCommand>(
            *mDocument, tr("Mask of %1").arg(mDocument->nameOf(*result)), result->mask);
        if (!mask->isNoOp()) mDocument->history().push(mask.release());
    }
    mDocument->setChanged(stage);
}

void StageFlow::bringBack(const QString& stage) {
    if (!mDocument) return;
    if (const ResultPtr before = mDocument->previous(stage)) mDocument->adopt(before);
}

void StageFlow::blend(const QString& stage, double share) {
    ImageDocument* const document = mDocument;
    const ResultPtr before = document ? document->at(stage) : nullptr;
    if (!before || document->isStale(*before)) return;
    mBlend.cancel();
    if (before->blend == share) return;
    mBlend
        .replace(mRuns.looking().post({tr("Blending “%1” …").arg(document->nameOf(*before))},
                                      [before, input = document->inputOf(*before), share](RunToken&) {
                                          return withBlend(before, *input.load(), share);
                                      }))
        .then(document,
              [this, document, before](const ResultPtr& after) { takeBlend(*document, before, after); })
        .orElse(this,
                [this](const Failure& failure) { mMessages.show(describeFailure(failure, Attempt::Blend)); });
}

void StageFlow::takeBlend(ImageDocument& document, const ResultPtr& before, const ResultPtr& after) {
    // A run may have taken its place meanwhile.
    if (document.at(before->stage) == before)
        document.history().push(new ChangeBlendCommand(document, before, after));
}

}  // namespace lacuna::ui
