// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/stage_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/document/change_blend_command.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/image_document.h"
#include "ui/panels/task_panel.h"

#include <memory>
#include <optional>
#include <utility>

namespace lacuna::ui {

StageFlow::StageFlow(TaskPanel& panel, MessageBar& messages, QObject* parent)
    : QObject(parent), mPanel(panel), mMessages(messages), mThread(QStringLiteral("blend")) {}

void StageFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    mWantedStage.clear();
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
    mWantedStage = stage;
    mWantedShare = share;
    if (!mBusy) blendNext();
}

void StageFlow::blendNext() {
    const QString stage = std::exchange(mWantedStage, {});
    const ResultPtr before = mDocument ? mDocument->at(stage) : nullptr;
    if (!before || before->blend == mWantedShare || mDocument->isStale(*before)) return;
    mBusy = true;
    const std::shared_ptr<const Photograph> input = mDocument->inputOf(*before);
    mThread.post([this, before, input, share = mWantedShare] {
        ResultPtr after;
        std::optional<Failure> failure;
        try {
            after = withBlend(before, *input, share);
        } catch (...) {
            failure = currentFailure();
        }
        QMetaObject::invokeMethod(this, [this, before, after, failure] {
            mBusy = false;
            if (failure) mMessages.show(describeFailure(*failure, Attempt::Blend));
            if (after) takeBlend(before, after);
            if (!mWantedStage.isEmpty()) blendNext();
        });
    });
}

void StageFlow::takeBlend(const ResultPtr& before, const ResultPtr& after) {
    // Another document, or a run, may have taken its place meanwhile.
    if (!mDocument || mDocument->at(before->stage) != before) return;
    mDocument->history().push(new ChangeBlendCommand(*mDocument, before, after));
}

}  // namespace lacuna::ui
