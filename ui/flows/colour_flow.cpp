// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/colour_flow.h"

#include "ui/canvas/canvas_view.h"
#include "ui/document/tagged_image.h"

#include <QClipboard>
#include <QGuiApplication>

namespace lacuna::ui {

ColourFlow::ColourFlow(QWidget& window, Runs& runs, CanvasView& canvas, QObject* parent)
    : QObject(parent), mRuns(runs), mCanvas(canvas), mScreen(runs) {
    connect(&mScreen, &ScreenProfile::found, this, &ColourFlow::adopt);
    mScreen.watch(window);
}

void ColourFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    mCopy.cancel();
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

void ColourFlow::convert(const DisplayImage& shown, const StoredPhoto& photo) {
    if (shown.isNull() || shown.screen() == displayProfile()) return;
    // After a failure, which is logged, the picture stays as it was.
    mRuns.looking()
        .post({}, [photo](RunToken&) { return inStore(makeDisplayImage(*photo.load())); })
        .then(this, [this, shown, photo](const DisplayImage& now) {
            shown.replaceWith(now);
            mCanvas.refresh();
            convert(shown, photo);  // if the profile has changed again
        });
}

void ColourFlow::copy() {
    if (!mDocument) return;
    const ResultPtr result = mDocument->shownResult();
    mCopy
        .replace(mRuns.looking().post(
            {tr("Copying the picture …")},
            [photo = result ? result->photo : StoredPhoto(mDocument->source().photo)](RunToken&) {
                return taggedImage(*photo.load());
            }))
        .then(this, [this](const QImage& picture) {
            QGuiApplication::clipboard()->setImage(picture);
            Q_EMIT copied();
        });
}

}  // namespace lacuna::ui
