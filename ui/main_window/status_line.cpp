// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/status_line.h"

#include "ui/base/format_time.h"
#include "ui/base/quiet_label.h"
#include "ui/document/image_document.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>

#include <cmath>

namespace lacuna::ui {

namespace {
constexpr QSize kLoadedSize(120, 8);
}

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent),
      mPicture(new QuietLabel(QString(), this)),
      mZoom(new QuietLabel(QString(), this)),
      mDevice(new QuietLabel(QString(), this)),
      mEstimate(new QuietLabel(QString(), this)),
      mLoading(new QuietLabel(tr("Loading the model …"), this)),
      mLoaded(new QProgressBar(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(24);
    layout->addWidget(mPicture);
    layout->addWidget(mZoom);
    layout->addStretch(1);
    layout->addWidget(mLoading);
    layout->addWidget(mLoaded);
    layout->addWidget(mDevice);
    layout->addWidget(mEstimate);
    mPicture->setAccessibleDescription(tr("Size, depth and colour profile of the photograph"));
    mZoom->setAccessibleDescription(tr("Zoom"));
    mDevice->setAccessibleDescription(tr("What computes"));
    mEstimate->setAccessibleDescription(tr("How long a restoration will take"));
    mLoaded->setAccessibleName(tr("How much of the model is loaded"));
    mLoaded->setRange(0, 100);
    mLoaded->setTextVisible(false);
    mLoaded->setFixedSize(kLoadedSize);
    setLoading(-1);
}

void StatusLine::setLoading(double share) {
    mLoading->setVisible(share >= 0);
    mLoaded->setVisible(share >= 0);
    // After it has been read, the model is tried once; that takes an unknown time.
    mLoaded->setRange(0, share < 1 ? 100 : 0);
    mLoaded->setValue(int(std::lround(share * 100)));
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
    for (QLabel* label : {mPicture, mZoom, mDevice, mEstimate})
        label->setVisible(open);
    if (!open) return;
    const ResultPtr result = mDocument->shownResult();
    const StoredPhoto photo = result ? result->photo : StoredPhoto(mDocument->source().photo);
    QStringList facts{tr("%1 × %2").arg(photo.size().width()).arg(photo.size().height()),
                      tr("%1 bit").arg(int(photo.depth()))};
    if (photo.channels() == 1) facts << tr("grey");
    facts << (mDocument->source().profileName.isEmpty() ? tr("no profile") : mDocument->source().profileName);
    mPicture->setText(facts.join(QStringLiteral(" · ")));

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

QString StatusLine::whyParts(TileReason reason) {
    switch (reason) {
        case TileReason::Model:
            return tr(
                "The model knows pictures of one size only, so it is restored in overlapping parts of "
                "that size. No seams remain; it takes longer.");
        case TileReason::Memory:
            return tr(
                "It is larger than the memory allows at once, so it is restored in overlapping parts. "
                "No seams remain; it takes longer.");
        case TileReason::Stopping:
            return tr(
                "It is restored in overlapping parts, so that each shows as it is done and the run can "
                "be stopped in between. No seams remain.");
        case TileReason::Damage:
            return tr("Only the parts that need it are restored.");
        case TileReason::None:
        case TileReason::Asked:
            break;
    }
    return tr("It is restored in parts, one after the other.");
}

void StatusLine::setEstimate(double seconds, int parts, TileReason reason) {
    QString text;
    if (seconds >= 0)
        text = seconds < kShortestTime ? formatSeconds(seconds) : tr("about %1").arg(formatSeconds(seconds));
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
