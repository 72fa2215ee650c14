// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/kernel_flow.h"

#include "core/base/photograph.h"
#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/base/thread_guard.h"
#include "ui/document/image_document.h"
#include "ui/panels/kernel_estimate_row.h"
#include "ui/panels/kernel_page.h"

#include <QLocale>

#include <utility>

namespace lacuna::ui {

namespace {

QString verdictOn(double confidence) {
    const QString number = QLocale().toString(confidence, 'f', 2);
    switch (trustIn(confidence)) {
        case KernelTrust::Good:
            return KernelFlow::tr(
                       "This is probably right (confidence %1). Try it on a region before you restore "
                       "everything.")
                .arg(number);
        case KernelTrust::Fair:
            return KernelFlow::tr(
                       "This may be right (confidence %1). Try it on a region before you restore everything.")
                .arg(number);
        case KernelTrust::Poor:
            break;
    }
    return KernelFlow::
        tr("This is doubtful (confidence %1): parts of the photograph show different blurs, or too little "
           "detail. Try it on a region, or describe the blur yourself.")
            .arg(number);
}

}  // namespace

KernelFlow::KernelFlow(Runs& runs, KernelPage& page, MessageBar& messages, QObject* parent)
    : QObject(parent), mRuns(runs), mPage(page), mMessages(messages) {
    KernelEstimateRow* row = page.estimateRow();
    connect(row, &KernelEstimateRow::estimateWanted, this, &KernelFlow::start);
    connect(row, &KernelEstimateRow::stopWanted, this, [this] {
        if (State* state = mStates.find(mDocument)) state->run.cancel();
        showShare();
    });
}

bool KernelFlow::isBusy() const {
    const State* state = mStates.find(mDocument);
    return state && state->run.isActive();
}

void KernelFlow::setDocument(ImageDocument* document) {
    if (document == mDocument) return;
    mDocument = document;
    showShare();
    State* state = mStates.find(document);
    if (!state) return;
    if (const auto estimate = std::exchange(state->estimate, std::nullopt)) adopt(*estimate);
}

void KernelFlow::showShare() {
    mPage.estimateRow()->setShare(isBusy() ? mStates.find(mDocument)->run.progress() : -1);
}

void KernelFlow::start(int side) {
    if (!mDocument || isBusy()) return;
    mPage.estimateRow()->setVerdict(QString());
    State& state = mStates.of(*mDocument);
    const auto run = state.run.replace(mRuns.working().post(
        {tr("Estimating the blur of “%1” …").arg(mDocument->source().title)},
        [photo = mDocument->request().photo, side](RunToken& token) {
            mustNotBlockGui("estimateKernel");
            const auto estimate = estimateKernel(
                photo.load()->pixels, side, [&token](double share) { token.report(share); }, token.control());
            if (!estimate) throw RunStopped();
            return *estimate;
        }));
    ImageDocument* const document = mDocument;
    connect(run.run().get(), &Run::progressed, document, [this, document](double share) {
        if (document == mDocument) mPage.estimateRow()->setShare(share);
    });
    run.then(document,
             [this, document](const KernelEstimate& estimate) {
                 if (document != mDocument) {
                     mStates.of(*document).estimate = estimate;
                     return;
                 }
                 adopt(estimate);
             })
        .orElse(document,
                [this](const Failure& failure) {
                    showShare();
                    mMessages.show(describeFailure(failure, Attempt::EstimateKernel));
                })
        .ifCancelled(document, [this] { showShare(); });
    mPage.estimateRow()->setShare(0);
}

void KernelFlow::adopt(const KernelEstimate& estimate) {
    mPage.estimateRow()->setShare(-1);
    mPage.setEstimate(estimate.kernel, verdictOn(estimate.confidence));
}

}  // namespace lacuna::ui
