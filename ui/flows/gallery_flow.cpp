// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/gallery_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/image_document.h"
#include "ui/panels/gallery_window.h"
#include "ui/services/restoration_controller.h"

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr int kThumbnailSide = 296;

QImage thumbnailOf(const DisplayImage& picture) {
    const QSize size = picture.size();
    const int level = picture.levelFor(double(kThumbnailSide) / std::max(size.width(), size.height()));
    return picture.level(level).scaled(kThumbnailSide, kThumbnailSide, Qt::KeepAspectRatio,
                                       Qt::SmoothTransformation);
}

}  // namespace

GalleryFlow::State::~State() {
    if (run) run->run().run()->drop();
}

GalleryFlow::GalleryFlow(const Parts& parts, QObject* parent)
    : QObject(parent), mParts(parts), mWindow(new GalleryWindow(&parts.window)) {
    connect(mWindow, &GalleryWindow::makeWanted, this, &GalleryFlow::make);
    connect(mWindow, &GalleryWindow::stopWanted, this, &GalleryFlow::stop);
    connect(mWindow, &GalleryWindow::chosenChanged, this, &GalleryFlow::look);
    connect(mWindow, &GalleryWindow::keepWanted, this, &GalleryFlow::keep);
    connect(mWindow, &GalleryWindow::closed, this, [this] {
        if (State* state = mStates.find(mDocument)) state->isOpen = false;
        stop();
        look(GalleryWindow::kNothing);
    });
}

void GalleryFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    mShows = false;
    fill();
    const State* state = mStates.find(document);
    mWindow->setVisible(state && state->isOpen);
}

/// Brings the window to the state of the shown document's gallery.
void GalleryFlow::fill() {
    mWindow->clear();
    const State* state = mStates.find(mDocument);
    mWindow->setWindowTitle(mDocument ? tr("Seed gallery — %1").arg(mDocument->source().title)
                                      : tr("Seed gallery"));
    if (!state) return mWindow->setProgress(0, 0);
    for (const ResultPtr& result : state->results)
        mWindow->addResult(thumbnailOf(result->display), tr("Seed %1").arg(result->settings.seed));
    if (!state->spread.picture.isNull())
        mWindow->setSpread(thumbnailOf(state->spread.picture), state->spread.white, state->spread.mean);
    showProgress(*state);
}

void GalleryFlow::showProgress(const State& state) {
    mWindow->setProgress(state.wanted > 0 ? int(state.results.size()) : 0, state.wanted);
}

void GalleryFlow::open() {
    if (!mDocument) return;
    mStates.of(*mDocument).isOpen = true;
    mWindow->show();
    mWindow->raise();
    mWindow->activateWindow();
}

void GalleryFlow::make(int count) {
    if (!mDocument || mStates.of(*mDocument).wanted > 0) return;
    const RunRequest request = mDocument->request();
    if (request.lacksMask()) {
        mParts.messages.show({Message::Kind::Information, tr("Nothing is marked."),
                              tr("Paint over what should be restored first."), QString()});
        return;
    }
    look(GalleryWindow::kNothing);
    State& state = mStates.of(*mDocument);
    state.spreadRun.cancel();
    state.results.clear();
    state.spread = {};
    state.request = request;
    state.request.keepsSteps = false;  // they would displace the other timelines
    state.firstSeed = request.settings.seed;
    state.wanted = count;
    mWindow->clear();
    next(*mDocument);
}

void GalleryFlow::next(ImageDocument& document) {
    State& state = mStates.of(document);
    if (&document == mDocument) {
        showProgress(state);
        mParts.canvas.setRunStart(state.request.parent);
    }
    state.request.settings.seed = state.firstSeed + state.results.size();
    state.run = mParts.controller.start(state.request, tr("Restoring “%1” with another seed, %2 of %3 …")
                                                           .arg(document.source().title)
                                                           .arg(state.results.size() + 1)
                                                           .arg(state.wanted));
    state.run->run()
        .then(&document, [this, &document](const ResultPtr& result) { take(document, result); })
        .orElse(&document,
                [this, &document](const Failure& failure) {
                    end(document);
                    mParts.messages.show(describeFailure(failure, Attempt::Restore));
                })
        .ifCancelled(&document, [this, &document] { end(document); });
}

void GalleryFlow::take(ImageDocument& document, const ResultPtr& result) {
    if (result->stoppedEarly) return end(document);
    State& state = mStates.of(document);
    state.results.push_back(result);
    if (&document == mDocument)
        mWindow->addResult(thumbnailOf(result->display), tr("Seed %1").arg(result->settings.seed));
    // After a failure, which is logged, the gallery stays without the map.
    if (state.results.size() >= 2) {
        state.spreadRun.replace(mParts.files.spread(state.results))
            .then(&document,
                  [this, &document](const SpreadPicture& spread) { takeSpread(document, spread); });
    }
    if (int(state.results.size()) < state.wanted) {
        next(document);
    } else {
        end(document);
    }
}

void GalleryFlow::takeSpread(ImageDocument& document, const SpreadPicture& spread) {
    mStates.of(document).spread = spread;
    if (&document != mDocument) return;
    mWindow->setSpread(thumbnailOf(spread.picture), spread.white, spread.mean);
    if (mShows && mWindow->chosen() == GalleryWindow::kSpread) look(GalleryWindow::kSpread);
}

void GalleryFlow::end(ImageDocument& document) {
    State& state = mStates.of(document);
    state.wanted = 0;
    state.run = nullptr;
    if (&document == mDocument) showProgress(state);
}

void GalleryFlow::stop() {
    if (const State* state = mStates.find(mDocument); state && state->run) state->run->stop();
}

/// In place of the photograph.
void GalleryFlow::look(int index) {
    const State* state = mStates.find(mDocument);
    const bool spread = state && index == GalleryWindow::kSpread && !state->spread.picture.isNull();
    const bool result = state && index >= 0 && index < int(state->results.size());
    if (!spread && !result) {
        if (std::exchange(mShows, false)) mParts.canvas.clearFrames();
        return;
    }
    DisplayFrame frame;
    frame.picture = spread ? state->spread.picture : state->results[std::size_t(index)]->display;
    frame.name = spread ? tr("Where the results differ")
                        : tr("Seed %1").arg(state->results[std::size_t(index)]->settings.seed);
    frame.resultSize = frame.picture.size();
    frame.rect = QRect(QPoint(), frame.resultSize);
    mParts.canvas.showStep({frame});
    mShows = true;
}

void GalleryFlow::keep(int index) {
    const State* state = mStates.find(mDocument);
    if (!state || index < 0 || index >= int(state->results.size())) return;
    look(GalleryWindow::kNothing);
    mDocument->adopt(state->results[std::size_t(index)]);
}

}  // namespace lacuna::ui
