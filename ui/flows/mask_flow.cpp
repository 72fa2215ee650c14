// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/mask_flow.h"

#include "core/base/mask.h"
#include "core/base/photograph.h"
#include "core/imaging/follow_line.h"
#include "core/imaging/infrared.h"
#include "core/imaging/mask_operations.h"
#include "core/imaging/similar_colour.h"
#include "core/io/infrared_of.h"
#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/image_document.h"
#include "ui/document/mask_image.h"
#include "ui/tools/mask_brush.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr double kFollowedRim = 2;  ///< pixels

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
std::function<MaskLayer(const MaskLayer&)> onBuffers(std::function<ImageBuffer(const ImageBuffer&)> change) {
    return [change = std::move(change)](const MaskLayer& mask) {
        return toMaskLayer(change(toMaskBuffer(mask)));
    };
}

}  // namespace

/// Used by one run at a time.
struct MaskFlow::FoundDamage {
    ImageBuffer probability;  ///< empty until it was first asked for
};

MaskFlow::MaskFlow(const Parts& parts, QObject* parent) : QObject(parent), mParts(parts) {}

void MaskFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    Q_EMIT busyChanged(isBusy());
}

bool MaskFlow::isBusy() const {
    const State* state = mStates.find(mDocument);
    return state && state->run.isActive();
}

MaskFlow::State& MaskFlow::stateOf(ImageDocument& document) {
    State& state = mStates.of(document);
    if (!state.found) state.found = std::make_shared<FoundDamage>();
    return state;
}

void MaskFlow::tellBusy(ImageDocument& document) {
    if (&document == mDocument) Q_EMIT busyChanged(isBusy());
}

void MaskFlow::setRim(int pixels) {
    pixels = std::clamp(pixels, 1, kMaxRim);
    if (pixels == mRim) return;
    mRim = pixels;
    Q_EMIT rimChanged(pixels);
}

void MaskFlow::push(ImageDocument& document, const QString& text, const MaskLayer& mask) {
    const bool isShown = &document == mDocument;
    if (isShown) mParts.canvas.makeWayForMaskChange();
    auto* command = new ChangeMaskCommand(document, text, mask);
    if (command->isNoOp()) {
        delete command;
        return;
    }
    document.history().push(command);
    if (isShown) mParts.canvas.setMaskShown(true);
}

void MaskFlow::clear() {
    if (!mDocument) return;
    push(*mDocument, tr("Clear mask"), MaskLayer(mDocument->size()));
}

void MaskFlow::invert() {
    if (mDocument) run(*mDocument, tr("Invert mask"), [](const MaskLayer& mask) { return mask.inverted(); });
}

void MaskFlow::grow() {
    if (mDocument)
        run(*mDocument, tr("Grow mask"),
            onBuffers([pixels = mRim](const ImageBuffer& mask) { return grown(mask, pixels); }));
}

void MaskFlow::shrink() {
    if (mDocument)
        run(*mDocument, tr("Shrink mask"),
            onBuffers([pixels = mRim](const ImageBuffer& mask) { return shrunk(mask, pixels); }));
}

void MaskFlow::feather() {
    if (mDocument)
        run(*mDocument, tr("Feather mask"),
            onBuffers([pixels = mRim](const ImageBuffer& mask) { return feathered(mask, pixels); }));
}

void MaskFlow::markSimilar(QPoint pixel, double tolerance, bool marks, bool everywhere) {
    if (!mDocument) return;
    run(*mDocument, marks ? tr("Mark similar colour") : tr("Erase similar colour"),
        onBuffers([photo = mDocument->source().photo, pixel, tolerance, marks,
                   everywhere](const ImageBuffer& mask) {
            return combined(mask, similarColour(photo->pixels, pixel.x(), pixel.y(), tolerance, !everywhere),
                            marks);
        }));
}

void MaskFlow::markMissing() {
    if (!mDocument) return;
    run(*mDocument, tr("Mark what is missing"),
        onBuffers([photo = mDocument->source().photo](const ImageBuffer& mask) {
            return combined(mask, photo->missing, true);
        }));
}

void MaskFlow::markInfrared() {
    if (!mDocument) return;
    const LoadedPhoto& source = mDocument->source();
    auto share = std::make_shared<std::atomic<double>>(-1);
    State& state = stateOf(*mDocument);
    if (state.run.isActive()) return;
    state.infrared = share;
    run(*mDocument, tr("Mark dust seen in infrared"),
        onBuffers([source, share, sensitivity = mChoice.sensitivity](const ImageBuffer& mask) {
            const OriginalBytes file = originalOf(source).value_or(OriginalBytes());
            const std::optional<ImageBuffer> infrared = infraredOf(*source.photo, file.bytes, file.name);
            if (!infrared) return mask;
            const InfraredDust dust = infraredDust(source.photo->pixels, *infrared, sensitivity);
            *share = dust.share;
            return combined(mask, dust.mask, true);
        }));
}

/// What markInfrared() has to say.
void MaskFlow::tellInfrared(ImageDocument& document, double share) {
    if (&document != mDocument) return;
    if (share < 0) {
        mParts.messages.show({Message::Kind::Information, tr("The file has no infrared picture."),
                              tr("Its other pages or channels have another size or show colours."),
                              QString()});
    } else if (share > kTooMuchDust) {
        mParts.messages.show({Message::Kind::Warning,
                              tr("The infrared picture seems to show the photograph, not dust."),
                              tr("This happens with black-and-white film. Undo, and find scratches and dust "
                                 "in the photograph itself."),
                              QString()});
    } else if (share == 0) {
        mParts.messages.show({Message::Kind::Information, tr("The infrared picture shows no dust."),
                              tr("Increase the sensitivity to mark fainter traces."), QString()});
    }
}

void MaskFlow::follow(QPointF from, QPointF to, bool marks) {
    if (!mDocument) return;
    run(*mDocument, marks ? tr("Follow a scratch") : tr("Erase along a scratch"),
        [photo = mDocument->source().photo, from, to, marks](const MaskLayer& before) {
            const FollowedLine line = followLine(photo->pixels, {from.x(), from.y()}, {to.x(), to.y()});
            // The rim of a scratch isn't sharp.
            const Brush brush{line.width + kFollowedRim, 1, marks};
            MaskLayer mask = before;
            QRect written;
            for (std::size_t i = 1; i < line.points.size(); ++i) {
                const LinePoint &a = line.points[i - 1], &b = line.points[i];
                written |= fillStroke(mask, {a.x, a.y}, {b.x, b.y}, brush);
            }
            mask.changed(written);
            return mask;
        });
}

void MaskFlow::run(ImageDocument& document, const QString& text, Compute compute) {
    State& state = stateOf(document);
    if (state.run.isActive()) return;
    if (&document == mDocument) mParts.canvas.makeWayForMaskChange();
    state.text = text;
    state.compute = std::move(compute);
    launch(document);
    tellBusy(document);
}

QString MaskFlow::proposalText() const {
    return tr("Find scratches and dust");
}

void MaskFlow::findDamage() {
    if (mDocument) findDamage(*mDocument);
}

void MaskFlow::findDamage(ImageDocument& document) {
    State& state = stateOf(document);
    if (state.run.isActive()) return;
    state.finding = true;
    state.findAgain = false;
    run(document, proposalText(),
        onBuffers([photo = document.source().photo, found = state.found,
                   choice = mChoice](const ImageBuffer& mask) {
            if (found->probability.isEmpty()) found->probability = damageProbability(photo->pixels);
            return combined(mask, damageMask(found->probability, choice), true);
        }));
}

void MaskFlow::setSensitivity(double sensitivity) {
    mChoice.sensitivity = sensitivity;
    findAnew();
}

void MaskFlow::setWhatToFind(const std::set<DamageKind>& kinds, int largest) {
    mChoice.kinds = kinds;
    mChoice.largest = largest;
    findAnew();
}

/// If the last thing done was a search.
void MaskFlow::findAnew() {
    if (!mDocument) return;
    State& state = stateOf(*mDocument);
    if (state.finding) {
        state.findAgain = true;
    } else if (isProposalLast(*mDocument)) {
        findDamage();
    }
}

bool MaskFlow::isProposalLast(ImageDocument& document) const {
    const State* state = mStates.find(&document);
    if (!state) return false;
    const Proposal& proposal = state->proposal;
    return proposal.isMade && proposal.revision == document.revision() &&
           (!proposal.marked || document.history().undoText() == proposalText());
}

void MaskFlow::propose(ImageDocument& document, const MaskLayer& mask) {
    State& state = stateOf(document);
    const bool replaces = isProposalLast(document);
    const MaskLayer before = replaces ? state.proposal.before : document.mask();
    if (replaces && state.proposal.marked) document.history().undo();
    const bool marked = !(mask == before);
    if (marked) {
        // The message that nothing was found.
        if (replaces && !state.proposal.marked && &document == mDocument) mParts.messages.hide();
        push(document, state.text, mask);
    } else if (&document == mDocument) {
        mParts.messages.show({Message::Kind::Information,
                              document.mask().isEmpty() ? tr("No scratches or dust found.")
                                                        : tr("Everything found is already marked."),
                              tr("Increase the sensitivity, or paint over the damage yourself."), QString()});
    }
    state.proposal = {true, document.revision(), before, marked};
    if (!marked) return;
    state.lookedThrough = document.maskRevision();
    state.mark = -1;
    if (&document == mDocument) Q_EMIT damageMarked();
}

void MaskFlow::goToMark(int steps) {
    if (!mDocument) return;
    ImageDocument& document = *mDocument;
    State& state = stateOf(document);
    if (document.mask().isEmpty()) {
        mParts.messages.show(
            {Message::Kind::Information, tr("Nothing is marked."),
             tr("Paint over what should be restored, or let Lacuna find scratches and dust."), QString()});
        return;
    }
    if (state.mark >= 0 && state.marksRevision == document.maskRevision()) return showMark(document, steps);
    state.looking
        .replace(mParts.runs.looking().post(
            {tr("Finding the marked spots of “%1” …").arg(document.source().title)},
            [mask = document.mask()](RunToken& token) {
                token.check();
                return componentsOf(toMaskBuffer(mask));
            }))
        .then(&document, [this, &document, steps,
                          revision = document.maskRevision()](const std::vector<MaskComponent>& marks) {
            State& looked = stateOf(document);
            looked.marks = marks;
            looked.marksRevision = revision;
            if (&document == mDocument) showMark(document, looked.mark < 0 ? 0 : steps);
        });
}

void MaskFlow::showMark(ImageDocument& document, int steps) {
    State& state = stateOf(document);
    const int count = int(state.marks.size());
    if (count == 0) return;
    // After the last one comes the first.
    state.mark = (std::max(0, state.mark) + steps + count) % count;
    const MaskComponent& mark = state.marks[std::size_t(state.mark)];
    mParts.canvas.setMaskShown(true);
    mParts.canvas.lookAt({mark.left, mark.top, mark.width, mark.height});
    state.lookedThrough = document.maskRevision();
    Q_EMIT markShown(state.mark + 1, count);
}

void MaskFlow::removeMark() {
    if (!mDocument) return;
    State& state = stateOf(*mDocument);
    if (state.mark < 0 || state.marksRevision != mDocument->maskRevision()) return goToMark(0);
    if (state.run.isActive()) return;
    const MaskComponent mark = state.marks[std::size_t(state.mark)];
    state.goesOn = state.unmarks = true;
    run(*mDocument, tr("Unmark"), onBuffers([mark](const ImageBuffer& mask) {
        return keptComponents(
            mask, [&mark](const MaskComponent& each) { return each.x != mark.x || each.y != mark.y; });
    }));
}

void MaskFlow::removeMarkAt(QPoint pixel) {
    if (!isMarkAt(pixel)) return;
    State& state = stateOf(*mDocument);
    if (state.run.isActive()) return;
    state.unmarks = true;
    run(*mDocument, tr("Unmark"), onBuffers([pixel](const ImageBuffer& mask) {
        return withoutComponentAt(mask, pixel.x(), pixel.y());
    }));
}

bool MaskFlow::isLookingThrough() const {
    const State* state = mStates.find(mDocument);
    return state && state->lookedThrough == mDocument->maskRevision();
}

bool MaskFlow::isMarkAt(QPoint pixel) const {
    return isLookingThrough() && mDocument->mask().rect().contains(pixel) &&
           mDocument->mask().isMarked(pixel);
}

bool MaskFlow::stepThrough(int steps) {
    if (!isLookingThrough()) return false;
    State& state = stateOf(*mDocument);
    if (state.mark < 0) {
        if (steps > 0) goToMark(0);
        return steps > 0;
    }
    if (state.marksRevision == mDocument->maskRevision()) {
        const int next = state.mark + steps;
        if (next < 0 || next >= int(state.marks.size())) return false;
    }
    goToMark(steps);
    return true;
}

void MaskFlow::launch(ImageDocument& document) {
    State& state = stateOf(document);
    state.fromRevision = document.maskRevision();
    const MaskLayer from =
        state.finding && isProposalLast(document) ? state.proposal.before : document.mask();
    const QString title = document.source().title;
    const auto end = [this, &document] {
        State& ended = stateOf(document);
        ended.compute = nullptr;
        ended.infrared = nullptr;
        ended.finding = ended.findAgain = ended.unmarks = ended.goesOn = false;
        tellBusy(document);
    };
    state.run
        .replace(mParts.runs.looking().post(
            {state.finding ? tr("Looking for scratches and dust on “%1” …").arg(title)
                           : tr("Changing the mask of “%1” …").arg(title)},
            [from, compute = state.compute](RunToken& token) {
                token.check();
                MaskLayer result = compute(from);
                if (result.size() == from.size()) result.shareWith(from);  // adopting it then costs nothing
                return result;
            }))
        .then(&document, [this, &document](const MaskLayer& mask) { finish(document, mask); })
        .orElse(&document,
                [this, end](const Failure& failure) {
                    end();
                    mParts.messages.show(describeFailure(failure, Attempt::ChangeMask));
                })
        .ifCancelled(&document, end);
}

void MaskFlow::finish(ImageDocument& document, const MaskLayer& mask) {
    State& state = stateOf(document);
    if (document.maskRevision() != state.fromRevision) {
        launch(document);
        return;
    }
    const bool finding = std::exchange(state.finding, false);
    state.compute = nullptr;
    tellBusy(document);
    finding ? propose(document, mask) : push(document, state.text, mask);
    if (std::exchange(state.unmarks, false)) state.lookedThrough = document.maskRevision();
    if (const auto share = std::exchange(state.infrared, nullptr)) tellInfrared(document, *share);
    // The one after it has its number now.
    if (std::exchange(state.goesOn, false) && &document == mDocument && !document.mask().isEmpty())
        goToMark(0);
    if (finding && std::exchange(state.findAgain, false)) findDamage(document);
}

}  // namespace lacuna::ui
