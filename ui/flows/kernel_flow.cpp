// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/kernel_flow.h"

#include "core/base/photograph.h"
#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/document/image_document.h"
#include "ui/panels/kernel_estimate_row.h"
#include "ui/panels/kernel_page.h"

#include <QLocale>

namespace lacuna::ui {

namespace {

QString verdictOn(double confidence) {
    const QString number = QLocale().toString(confidence, 'f', 2);
    switch (trustIn(confidence)) {
        case KernelTrust::Good:
            return KernelFlow::tr(
                       "Both halves of the photograph show the same blur (agreement %1). Try it on a region "
                       "before you restore everything.")
                .arg(number);
        case KernelTrust::Fair:
            return KernelFlow::tr(
                       "The halves of the photograph show similar blurs (agreement %1). Try it on a region "
                       "before you restore everything.")
                .arg(number);
        case KernelTrust::Poor:
            break;
    }
    return KernelFlow::
        tr("The halves of the photograph show different blurs (agreement %1): it may not be the same "
           "everywhere, or one half has little detail. The kernel may still be right; try it on a region.")
            .arg(number);
}

}  // namespace

KernelFlow::KernelFlow(KernelPage& page, MessageBar& messages, QObject* parent)
    : QObject(parent), mPage(page), mMessages(messages) {
    KernelEstimateRow* row = page.estimateRow();
    connect(row, &KernelEstimateRow::estimateWanted, this, &KernelFlow::start);
    connect(row, &KernelEstimateRow::stopWanted, &mService, &KernelService::stop);
    connect(&mService, &KernelService::progress, row, &KernelEstimateRow::setShare);
    connect(&mService, &KernelService::finished, this, &KernelFlow::adopt);
    connect(&mService, &KernelService::stopped, row, [row] { row->setShare(-1); });
    connect(&mService, &KernelService::failed, this, [this](const Failure& failure) {
        mPage.estimateRow()->setShare(-1);
        mMessages.show(describeFailure(failure, Attempt::EstimateKernel));
    });
}

void KernelFlow::setDocument(ImageDocument* document) {
    if (document != mDocument) mService.stop();
    mDocument = document;
}

void KernelFlow::start(int side) {
    if (!mDocument || mService.isBusy()) return;
    mFor = mDocument;
    mPage.estimateRow()->setVerdict(QString());
    mPage.estimateRow()->setShare(0);
    mService.start(mDocument->source().photo, side);
}

void KernelFlow::adopt(const KernelEstimate& estimate) {
    mPage.estimateRow()->setShare(-1);
    if (mDocument && mFor == mDocument) mPage.setEstimate(estimate.kernel, verdictOn(estimate.confidence));
}

}  // namespace lacuna::ui
