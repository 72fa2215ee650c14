// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/status_line.h"

#include "ui/base/format_time.h"
#include "ui/base/quiet_label.h"
#include "ui/document/image_document.h"

#include <QHBoxLayout>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent),
      mPicture(new QuietLabel(QString(), this)),
      mZoom(new QuietLabel(QString(), this)),
      mReadout(new QuietLabel(QString(), this)),
      mDevice(new QuietLabel(QString(), this)),
      mEstimate(new QuietLabel(QString(), this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(24);
    layout->addWidget(mPicture);
    layout->addWidget(mZoom);
    layout->addWidget(mReadout, 1);
    layout->addWidget(mDevice);
    layout->addWidget(mEstimate);
    mPicture->setAccessibleDescription(tr("Size, depth and colour profile of the photograph"));
    mZoom->setAccessibleDescription(tr("Zoom"));
    mReadout->setAccessibleDescription(tr("Position and levels of the pixel under the pointer"));
    // The estimate beside it doesn't move with every digit, and the window needn't grow for it.
    mReadout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    mDevice->setAccessibleDescription(tr("Device"));
    mEstimate->setAccessibleDescription(tr("Estimated duration of a restoration"));
    update();
}

void StatusLine::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    clearEstimate();
    if (document) {
        connect(document, &ImageDocument::shownChanged, this, &StatusLine::update);
        connect(document, &ImageDocument::settingsChanged, this, &StatusLine::update);
    }
    update();
}

void StatusLine::setDevices(const std::vector<DeviceInfo>& devices) {
    mDevices = devices;
    update();
}

void StatusLine::update() {
    const bool open = mDocument != nullptr;
    for (QLabel* label : {mPicture, mZoom, mReadout, mDevice, mEstimate})
        label->setVisible(open);
    if (!open) return;
    const ResultPtr result = mDocument->shownResult();
    const StoredPhoto photo = result ? result->photo : StoredPhoto(mDocument->source().photo);
    QStringList facts{tr("%1 × %2").arg(photo.size().width()).arg(photo.size().height()),
                      tr("%1 bit").arg(int(photo.depth()))};
    if (photo.channels() == 1) facts << tr("greyscale");
    facts << (mDocument->source().profileName.isEmpty() ? tr("no colour profile")
                                                        : mDocument->source().profileName);
    mPicture->setText(facts.join(QStringLiteral(" · ")));

    showPixel();
    const RestorationSettings& settings = mDocument->settings();
    const bool cpu =
        settings.compute.device == DeviceChoice::Cpu || mDevices.empty() || mDevices.front().id == "cpu";
    mDevice->setText(
        tr("%1, %2").arg(cpu ? tr("CPU") : tr("GPU"), QLatin1String(toString(settings.model.precision))));
    if (!mDevices.empty())
        mDevice->setToolTip(
            QString::fromStdString(cpu ? mDevices.back().description : mDevices.front().description));
}

void StatusLine::setZoom(double zoom) {
    const double percent = zoom * 100;
    mZoom->setText(tr("%1 %").arg(percent < 10 ? QLocale().toString(percent, 'f', 1)
                                               : QLocale().toString(std::lround(percent))));
}

void StatusLine::setPixel(std::optional<QPoint> pixel) {
    mPixel = pixel;
    showPixel();
}

void StatusLine::showPixel() {
    mReadout->clear();
    if (!mDocument || !mPixel) return;
    const ResultPtr result = mDocument->shownResult();
    if (result && (result->beforeFirstEstimate || !result->region.isNull())) return;
    const StoredPhoto photo = result ? result->photo : StoredPhoto(mDocument->source().photo);
    // The middle of what the photograph's pixel has become in an enlarged result.
    const int scale = std::max(1, photo.size().width() / mDocument->size().width());
    const QPoint at = *mPixel * scale + QPoint(scale / 2, scale / 2);
    if (!QRect(QPoint(0, 0), photo.size()).contains(at)) return;
    QStringList levels;
    for (int c = 0; c < photo.channels(); ++c)
        levels << QString::number(photo.sample(at, c));
    //: Position and levels of a pixel: "120, 80: 34 40 52"
    mReadout->setText(tr("%1, %2: %3").arg(at.x()).arg(at.y()).arg(levels.join(QLatin1Char(' '))));
}

QString StatusLine::whyParts(TileReason reason) {
    switch (reason) {
        case TileReason::Model:
            return tr(
                "This model works on pictures of one size only, so the photograph is restored in overlapping "
                "parts of that size. That takes longer, but there are no visible seams.");
        case TileReason::Memory:
            return tr(
                "The photograph doesn't fit into memory at once, so it is restored in overlapping parts. "
                "That takes longer, but there are no visible seams.");
        case TileReason::Stopping:
            return tr(
                "The photograph is restored in overlapping parts, so that you can see each as it is finished "
                "and stop in between. There are no visible seams.");
        case TileReason::Damage:
            return tr("Only the parts that need it are restored.");
        case TileReason::None:
        case TileReason::Asked:
            break;
    }
    return tr("The photograph is restored in parts, one after the other.");
}

void StatusLine::setEstimate(double seconds, int parts, TileReason reason) {
    QString text;
    if (seconds >= 0) text = formatAbout(seconds);
    mEstimate->setToolTip(QString());
    if (parts > 1) {
        if (!text.isEmpty()) text += QStringLiteral(" · ");
        text += reason == TileReason::Model ? tr("in %n part(s) of the model's size", nullptr, parts)
                                            : tr("in %n part(s)", nullptr, parts);
        mEstimate->setToolTip(whyParts(reason));
    }
    mEstimate->setText(text);
}

void StatusLine::clearEstimate() {
    mEstimate->clear();
    mEstimate->setToolTip(QString());
}

}  // namespace lacuna::ui
