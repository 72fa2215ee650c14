// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/frame_flow.h"

#include "core/imaging/reframe.h"
#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/base/thread_guard.h"
#include "ui/canvas/crop_page.h"
#include "ui/document/mask_image.h"

#include <QFileInfo>

#include <utility>

namespace lacuna::ui {

namespace {

QString titleFor(const LoadedPhoto& source, const FramedFrom& framed) {
    const QString name = QFileInfo(framed.path.isEmpty() ? source.title : framed.path).completeBaseName();
    return framed.cutsOff() ? FrameFlow::tr("%1, cropped").arg(name) : FrameFlow::tr("%1, turned").arg(name);
}

/// Whether nothing would be missed if only its turned photograph were left.
bool isUntouched(const ImageDocument& document) {
    UnsavedWork work = document.unsaved();
    work.picture = false;  // it goes on in the other
    return !work.any() && document.results().empty() && document.history().count() == 0 &&
           !document.hasProject();
}

}  // namespace

OpenedPhoto reframedPhoto(const LoadedPhoto& source, const ResultPtr& result, const MaskLayer& mask,
                          const Framing& framing) {
    mustNotBlockGui("reframedPhoto");
    OpenedPhoto opened;
    opened.photo = readyToShow(reframed(result ? *result->photo.load() : *source.photo, framing));
    auto framed =
        source.framed ? std::make_shared<FramedFrom>(*source.framed) : std::make_shared<FramedFrom>();
    if (!source.framed) {
        framed->path = source.path;
        framed->isSample = source.isSample;
        framed->file = source.original;
    }
    // Neither a result nor what was degraded is in the file.
    if (result || source.clean) framed->file = nullptr;
    framed->framings.push_back(framing);
    opened.photo.title = titleFor(source, *framed);
    opened.photo.framed = std::move(framed);
    if (!result && !mask.isEmpty()) opened.mask = toMaskLayer(reframedMask(toMaskBuffer(mask), framing));
    return opened;
}

FrameFlow::FrameFlow(const Parts& parts, QObject* parent) : QObject(parent), mParts(parts) {
    connect(&mParts.page, &CropPage::rejected, this, [this] { setActive(false); });
    connect(&mParts.page, &CropPage::accepted, this, [this] {
        const Framing framing = mParts.page.framing();
        setActive(false);
        apply(framing);
    });
}

void FrameFlow::setActive(bool active) {
    if (active == mActive) return;
    mActive = active;
    Q_EMIT activeChanged(active);
}

void FrameFlow::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    setActive(false);
    mDocument = document;
    if (document) connect(document, &ImageDocument::shownChanged, this, [this] { setActive(false); });
}

void FrameFlow::begin() {
    if (!mDocument || mActive) return;
    const ResultPtr shown = mDocument->shownResult();
    mParts.page.begin(shown ? shown->display : mDocument->source().display);
    setActive(true);
    mParts.page.setFocus();
}

void FrameFlow::turnLeft() {
    Framing framing;
    framing.quarterTurns = 3;
    apply(framing);
}

void FrameFlow::turnRight() {
    Framing framing;
    framing.quarterTurns = 1;
    apply(framing);
}

void FrameFlow::mirror() {
    Framing framing;
    framing.mirrored = true;
    apply(framing);
}

void FrameFlow::apply(const Framing& framing) {
    if (!mDocument) return;
    const bool cuts = framing.isCropped() || framing.degrees != 0;
    const ResultPtr result = mDocument->shownResult();
    const QString title = mDocument->source().title;
    mParts.runs.looking()
        .post({cuts ? tr("Cropping “%1” …").arg(title) : tr("Turning “%1” …").arg(title), Run::Kind::Reading,
               true},
              [source = mDocument->source(), result, mask = mDocument->mask(), framing](RunToken&) {
                  return reframedPhoto(source, result, mask, framing);
              })
        .then(this,
              [this, cuts, title, asked = mDocument, revision = mDocument->revision(),
               settings = mDocument->settings()](const OpenedPhoto& made) {
                  OpenedPhoto photo = made;
                  photo.settings = settings;
                  Q_EMIT opened(photo, asked, revision);
                  if (!asked) return;
                  if (!cuts && asked->revision() == revision && isUntouched(*asked) &&
                      !mParts.isRestoring(asked))
                      return Q_EMIT replaced(asked);
                  if (asked == mDocument) return;  // it is announced where it arrives
                  mParts.messages.show(
                      {Message::Kind::Information, tr("“%1” was opened in a new tab.").arg(made.photo.title),
                       tr("“%1” is unchanged in its own tab, with its mask and results.").arg(title),
                       QString()});
              })
        .orElse(this, [this](const Failure& failure) {
            mParts.messages.show(describeFailure(failure, Attempt::ChangeFrame));
        });
}

}  // namespace lacuna::ui
