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

GalleryFlow::GalleryFlow(const Parts& parts, QObject* parent)
    : QObject(parent), mParts(parts), mWindow(new GalleryWindow(&parts.window)) {
    connect(mWindow, &GalleryWindow::makeWanted, this, &GalleryFlow::make);
    connect(mWindow, &GalleryWindow::stopWanted, &mParts.controller, &RestorationController::stop);
    connect(mWindow, &GalleryWindow::chosenChanged, this, &GalleryFlow::look);
    connect(mWindow, &GalleryWindow::keepWanted, this, &GalleryFlow::keep);
    connect(mWindow, &GalleryWindow::closed, this, [this] {
        if (mWanted > 0) mParts.controller.stop();
        look(GalleryWindow::kNothing);
    });
    connect(&mParts.controller, &RestorationController::finished, this, &GalleryFlow::take);
    connect(&mParts.controller, &RestorationController::failed, this, [this](const Failure& failure) {
        if (mWanted == 0) return;
        end();
        mParts.messages.show(describeFailure(failure, Attempt::Restore));
    });
    connect(&mParts.files, &FileService::spreadReady, this,
            [this](const DisplayImage& picture, double white, double mean) {
                if (mResults.size() < 2) return;
                mSpread = picture;
                mWindow->setSpread(thumbnailOf(picture), white, mean);
                if (mShows && mWindow->chosen() == GalleryWindow::kSpread) look(GalleryWindow::kSpread);
            });
}

void GalleryFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    mWanted = 0;
    mShows = false;
    mResults.clear();
    mSpread = DisplayImage();
    mWindow->clear();
    mWindow->setProgress(0, 0);
    mWindow->hide();
}

void GalleryFlow::open() {
    mWindow->show();
    mWindow->raise();
    mWindow->activateWindow();
}

void GalleryFlow::make(int count) {
    if (!mDocument) return;
    if (mParts.controller.isBusy()) {
        mParts.messages.show({Message::Kind::Information, tr("A restoration is under way."),
                              tr("Stop it or wait for its end, and try again."), QString()});
        return;
    }
    const RunRequest request = mDocument->request();
    if (request.lacksMask()) {
        mParts.messages.show({Message::Kind::Information, tr("Nothing is marked."),
                              tr("Paint over what is to be restored first."), QString()});
        return;
    }
    look(GalleryWindow::kNothing);
    mResults.clear();
    mSpread = DisplayImage();
    mWindow->clear();
    mRequest = request;
    mRequest.keepsSteps = false;  // they would displace the other timelines
    mFirstSeed = request.settings.seed;
    mWanted = count;
    next();
}

void GalleryFlow::next() {
    mWindow->setProgress(int(mResults.size()), mWanted);
    mRequest.settings.seed = mFirstSeed + mResults.size();
    mParts.canvas.setRunStart(mRequest.parent);
    mParts.controller.start(mRequest);
}

void GalleryFlow::take(const ResultPtr& result) {
    if (mWanted == 0) return;
    if (result->stoppedEarly) {
        end();
        return;
    }
    mResults.push_back(result);
    mWindow->addResult(thumbnailOf(result->display), tr("Seed %1").arg(result->settings.seed));
    if (mResults.size() >= 2) mParts.files.spread(mResults);
    if (int(mResults.size()) < mWanted) {
        next();
    } else {
        end();
    }
}

void GalleryFlow::end() {
    mWanted = 0;
    mWindow->setProgress(0, 0);
}

/// In place of the photograph.
void GalleryFlow::look(int index) {
    const bool spread = index == GalleryWindow::kSpread && !mSpread.isNull();
    const bool result = index >= 0 && index < int(mResults.size());
    if (!spread && !result) {
        if (std::exchange(mShows, false)) mParts.canvas.clearFrames();
        return;
    }
    DisplayFrame frame;
    frame.picture = spread ? mSpread : mResults[std::size_t(index)]->display;
    frame.name = spread ? tr("Where the results differ")
                        : tr("Seed %1").arg(mResults[std::size_t(index)]->settings.seed);
    frame.resultSize = frame.picture.size();
    frame.rect = QRect(QPoint(), frame.resultSize);
    mParts.canvas.showStep({frame});
    mShows = true;
}

void GalleryFlow::keep(int index) {
    if (!mDocument || index < 0 || index >= int(mResults.size())) return;
    look(GalleryWindow::kNothing);
    mDocument->adopt(mResults[std::size_t(index)]);
}

}  // namespace lacuna::ui
