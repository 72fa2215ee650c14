// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/mask_flow.h"

#include "core/base/mask.h"
#include "core/base/photograph.h"
#include "core/detect/find_damage.h"
#include "core/imaging/mask_operations.h"
#include "core/imaging/similar_colour.h"
#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/image_document.h"
#include "ui/document/mask_image.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

namespace lacuna::ui {

namespace {

/// The mask with the pixels of `area` marked or unmarked.
ImageBuffer combined(ImageBuffer mask, const ImageBuffer& area, bool marks) {
    for (int y = 0; y < mask.height(); ++y) {
        const auto* in = area.row<std::uint8_t>(y);
        auto* out = mask.row<std::uint8_t>(y);
        for (int x = 0; x < mask.width(); ++x) {
            if (isMarked(in[x])) out[x] = marks ? std::max(out[x], in[x]) : std::uint8_t(0);
        }
    }
    return mask;
}

/// A change of the engine's form of the mask.
MaskService::Compute onBuffers(std::function<ImageBuffer(const ImageBuffer&)> change) {
    return [change = std::move(change)](const MaskLayer& mask) {
        return toMaskLayer(change(toMaskBuffer(mask)));
    };
}

}  // namespace

/// Belongs to the mask service's thread.
struct MaskFlow::FoundDamage {
    ImageBuffer probability;  ///< empty until it was first asked for
};

MaskFlow::MaskFlow(const Parts& parts, QObject* parent)
    : QObject(parent), mParts(parts), mSensitivity(kDefaultSensitivity) {
    connect(&mService, &MaskService::finished, this, &MaskFlow::finish);
    connect(&mService, &MaskService::failed, this, [this](const Failure& failure) {
        mCompute = nullptr;
        mFinding = mFindAgain = false;
        Q_EMIT busyChanged(false);
        mParts.messages.show(describeFailure(failure, Attempt::ChangeMask));
    });
}

void MaskFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    mProposal = {};
    mFound = std::make_shared<FoundDamage>();
}

void MaskFlow::setRim(int pixels) {
    pixels = std::clamp(pixels, 1, kMaxRim);
    if (pixels == mRim) return;
    mRim = pixels;
    Q_EMIT rimChanged(pixels);
}

void MaskFlow::push(const QString& text, const MaskLayer& mask) {
    mParts.canvas.cancelToolDrag();
    auto* command = new ChangeMaskCommand(*mDocument, text, mask);
    if (command->isNoOp()) {
        delete command;
        return;
    }
    mDocument->history().push(command);
    mParts.canvas.setMaskShown(true);
}

void MaskFlow::clear() {
    if (!mDocument) return;
    push(tr("Clear mask"), MaskLayer(mDocument->size()));
}

void MaskFlow::invert() {
    run(tr("Invert mask"), [](const MaskLayer& mask) { return mask.inverted(); });
}

void MaskFlow::grow() {
    run(tr("Grow mask"), onBuffers([pixels = mRim](const ImageBuffer& mask) { return grown(mask, pixels); }));
}

void MaskFlow::shrink() {
    run(tr("Shrink mask"),
        onBuffers([pixels = mRim](const ImageBuffer& mask) { return shrunk(mask, pixels); }));
}

void MaskFlow::feather() {
    run(tr("Feather mask"),
        onBuffers([pixels = mRim](const ImageBuffer& mask) { return feathered(mask, pixels); }));
}

void MaskFlow::markSimilar(QPoint pixel, double tolerance, bool marks, bool everywhere) {
    if (!mDocument) return;
    run(marks ? tr("Mark similar colour") : tr("Erase similar colour"),
        onBuffers([photo = mDocument->source().photo, pixel, tolerance, marks,
                   everywhere](const ImageBuffer& mask) {
            return combined(mask, similarColour(photo->pixels, pixel.x(), pixel.y(), tolerance, !everywhere),
                            marks);
        }));
}

void MaskFlow::run(const QString& text, MaskService::Compute compute) {
    if (!mDocument || mService.isBusy()) return;
    mParts.canvas.cancelToolDrag();
    mText = text;
    mCompute = std::move(compute);
    mFor = mDocument;
    launch();
    Q_EMIT busyChanged(true);
}

QString MaskFlow::proposalText() const {
    return tr("Find scratches and dust");
}

void MaskFlow::findDamage() {
    if (!mDocument || mService.isBusy()) return;
    mFinding = true;
    mFindAgain = false;
    run(proposalText(), onBuffers([photo = mDocument->source().photo, found = mFound,
                                   sensitivity = mSensitivity](const ImageBuffer& mask) {
            if (found->probability.isEmpty()) found->probability = damageProbability(photo->pixels);
            return combined(mask, damageMask(found->probability, sensitivity), true);
        }));
}

void MaskFlow::setSensitivity(double sensitivity) {
    mSensitivity = sensitivity;
    if (mFinding) {
        mFindAgain = true;
    } else if (isProposalLast()) {
        findDamage();
    }
}

bool MaskFlow::isProposalLast() const {
    return mDocument && mProposal.document == mDocument && mProposal.revision == mDocument->revision() &&
           (!mProposal.marked || mDocument->history().undoText() == proposalText());
}

void MaskFlow::propose(const MaskLayer& mask) {
    const bool replaces = isProposalLast();
    const MaskLayer before = replaces ? mProposal.before : mDocument->mask();
    if (replaces && mProposal.marked) mDocument->history().undo();
    const bool marked = !(mask == before);
    if (marked) {
        if (replaces && !mProposal.marked) mParts.messages.hide();  // the message that nothing was found
        push(mText, mask);
    } else {
        mParts.messages.show({Message::Kind::Information,
                              mDocument->mask().isEmpty() ? tr("No scratches or dust found.")
                                                          : tr("Everything found is already marked."),
                              tr("Increase the sensitivity, or paint over the damage yourself."), QString()});
    }
    mProposal = {mDocument, mDocument->revision(), before, marked};
}

void MaskFlow::launch() {
    mFromRevision = mDocument->maskRevision();
    mService.start(mFinding && isProposalLast() ? mProposal.before : mDocument->mask(), mCompute);
}

void MaskFlow::finish(const MaskLayer& mask) {
    const bool ours = mDocument && mFor == mDocument;
    if (ours && mDocument->maskRevision() != mFromRevision) {
        launch();
        return;
    }
    const bool finding = std::exchange(mFinding, false);
    mCompute = nullptr;
    Q_EMIT busyChanged(false);
    if (!ours) return;
    finding ? propose(mask) : push(mText, mask);
    if (finding && std::exchange(mFindAgain, false)) findDamage();
}

}  // namespace lacuna::ui
