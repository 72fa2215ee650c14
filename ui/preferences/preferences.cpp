// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferences.h"

#include "ui/document/picture_store.h"
#include "ui/document/undo_history.h"

#include <QSettings>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

const QString kUndoKey = QStringLiteral("undo/megabytes");
const QString kPicturesKey = QStringLiteral("pictures/memoryGigabytes");
const QString kColourKey = QStringLiteral("mask/colour");
const QString kOpacityKey = QStringLiteral("mask/opacity");
const QString kDeviceKey = QStringLiteral("computer/device");
const QString kThreadsKey = QStringLiteral("computer/threads");
const QString kProfileKey = QStringLiteral("screen/profile");
const QString kStepsKey = QStringLiteral("projects/steps");
const QString kMemoryKey = QStringLiteral("computer/memoryGigabytes");
const QColor kRed(230, 30, 30);

int stored(const QString& key, int otherwise, int least, int most) {
    return std::clamp(QSettings().value(key, otherwise).toInt(), least, most);
}

QColor storedColour() {
    const QColor colour(QSettings().value(kColourKey).toString());
    return colour.isValid() ? colour : kRed;
}

}  // namespace

Preferences::Preferences(QObject* parent)
    : QObject(parent),
      mUndoMegabytes(
          stored(kUndoKey, int(UndoHistory::kDefaultByteLimit >> 20), kMinUndoMegabytes, kMaxUndoMegabytes)),
      mPictureGigabytes(stored(kPicturesKey, 0, 0, kMaxMemoryGigabytes)),
      mMaskColour(storedColour()),
      mMaskOpacity(stored(kOpacityKey, 45, kMinMaskOpacity, 100)),
      mDevice(DeviceChoice(stored(kDeviceKey, 0, int(DeviceChoice::Auto), int(DeviceChoice::Cuda)))),
      mThreads(stored(kThreadsKey, 0, 0, kMaxThreads)),
      mMemoryGigabytes(stored(kMemoryKey, 0, 0, kMaxMemoryGigabytes)),
      mScreenProfile(QSettings().value(kProfileKey).toString()),
      mKeepsSteps(QSettings().value(kStepsKey, false).toBool()) {}

ComputeSpec Preferences::compute() const {
    ComputeSpec compute;
    compute.device = mDevice;
    compute.threads = mThreads;
    compute.memoryLimit = std::uint64_t(mMemoryGigabytes) << 30;
    return compute;
}

void Preferences::setDevice(DeviceChoice device) {
    mDevice = device;
    QSettings().setValue(kDeviceKey, int(device));
    Q_EMIT changed();
}

void Preferences::setThreads(int threads) {
    mThreads = std::clamp(threads, 0, kMaxThreads);
    QSettings().setValue(kThreadsKey, mThreads);
    Q_EMIT changed();
}

void Preferences::setMemoryGigabytes(int gigabytes) {
    mMemoryGigabytes = std::clamp(gigabytes, 0, kMaxMemoryGigabytes);
    QSettings().setValue(kMemoryKey, mMemoryGigabytes);
    Q_EMIT changed();
}

QColor Preferences::maskFill() const {
    QColor fill = mMaskColour;
    fill.setAlpha(int(std::lround(mMaskOpacity * 2.55)));
    return fill;
}

void Preferences::setUndoMegabytes(int megabytes) {
    mUndoMegabytes = std::clamp(megabytes, kMinUndoMegabytes, kMaxUndoMegabytes);
    QSettings().setValue(kUndoKey, mUndoMegabytes);
    Q_EMIT changed();
}

std::uint64_t Preferences::pictureBytes() const {
    return mPictureGigabytes > 0 ? std::uint64_t(mPictureGigabytes) << 30 : PictureStore::defaultBudget();
}

void Preferences::setPictureGigabytes(int gigabytes) {
    mPictureGigabytes = std::clamp(gigabytes, 0, kMaxMemoryGigabytes);
    QSettings().setValue(kPicturesKey, mPictureGigabytes);
    Q_EMIT changed();
}

void Preferences::setMaskColour(const QColor& colour) {
    if (!colour.isValid()) return;
    mMaskColour = QColor(colour.rgb());
    QSettings().setValue(kColourKey, mMaskColour.name());
    Q_EMIT changed();
}

void Preferences::setScreenProfile(const QString& choice) {
    if (choice == mScreenProfile) return;
    mScreenProfile = choice;
    QSettings().setValue(kProfileKey, choice);
    Q_EMIT changed();
}

void Preferences::setKeepsSteps(bool keeps) {
    mKeepsSteps = keeps;
    QSettings().setValue(kStepsKey, keeps);
    Q_EMIT changed();
}

void Preferences::setMaskOpacity(int percent) {
    mMaskOpacity = std::clamp(percent, kMinMaskOpacity, 100);
    QSettings().setValue(kOpacityKey, mMaskOpacity);
    Q_EMIT changed();
}

}  // namespace lacuna::ui
