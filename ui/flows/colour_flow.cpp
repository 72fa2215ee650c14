// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/colour_flow.h"

#include "ui/base/failure.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/tagged_image.h"

#include <QClipboard>
#include <QGuiApplication>

#include <utility>

namespace lacuna::ui {

ColourFlow::ColourFlow(QWidget& window, CanvasView& canvas, QObject* parent)
    : QObject(parent), mCanvas(canvas), mThread(QStringLiteral("colours")) {
    connect(&mScreen, &ScreenProfile::found, this, &ColourFlow::adopt);
    mScreen.watch(window);
}

void ColourFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    ++mCopy;
    convertAll();  // the profile may have been found while it was read
}

void ColourFlow::adopt(const ProfileBytes& profile) {
    const ProfileBytes before = displayProfile();
    if (before == profile || (before && profile && *before == *profile)) return;
    setDisplayProfile(profile);
    convertAll();
}

void ColourFlow::convertAll() {
    if (!mDocument) return;
    convert(mDocument->source().display, mDocument->source().photo);
    if (const auto& clean = mDocument->source().clean) convert(clean->display, clean->photo);
    for (const ResultPtr& result : mDocument->results()) {
        if (!result->beforeFirstEstimate) convert(result->display, result->photo);
    }
}

void ColourFlow::convert(const DisplayImage& shown, const std::shared_ptr<const Photograph>& photo) {
    if (shown.isNull() || shown.screen() == displayProfile()) return;
    mThread.post([this, shown, photo] {
        DisplayImage now;
        try {
            now = makeDisplayImage(*photo);
        } catch (...) {
            currentFailure();  // logged; the picture stays as it was
        }
        QMetaObject::invokeMethod(this, [this, shown, photo, now] {
            if (now.isNull()) return;
            shown.replaceWith(now);
            mCanvas.refresh();
            convert(shown, photo);  // if the profile has changed again
        });
    });
}

void ColourFlow::copy() {
    if (!mDocument) return;
    const ResultPtr result = mDocument->shownResult();
    mThread.post([this, id = ++mCopy, photo = result ? result->photo : mDocument->source().photo] {
        QImage picture;
        try {
            picture = taggedImage(*photo);
        } catch (...) {
            currentFailure();
            return;
        }
        QMetaObject::invokeMethod(this, [this, id, picture] {
            if (id != mCopy) return;
            QGuiApplication::clipboard()->setImage(picture);
            Q_EMIT copied();
        });
    });
}

}  // namespace lacuna::ui
