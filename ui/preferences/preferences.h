// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <QColor>
#include <QObject>

#include <cstdint>

namespace lacuna::ui {

/// The user's choices for all photographs, kept in QSettings. Values out of range are clamped.
class Preferences : public QObject {
    Q_OBJECT

  public:
    static constexpr int kMinUndoMegabytes = 16;
    static constexpr int kMaxUndoMegabytes = 16384;
    static constexpr int kMinMaskOpacity = 10;
    static constexpr int kMaxThreads = 256;
    static constexpr int kMaxMemoryGigabytes = 1024;

    explicit Preferences(QObject* parent = nullptr);

    /// Limit of a photograph's undo history.
    int undoMegabytes() const { return mUndoMegabytes; }
    qsizetype undoBytes() const { return qsizetype(mUndoMegabytes) << 20; }
    /// Memory for the pixels of everything that is open (0: PictureStore::defaultBudget()).
    int pictureGigabytes() const { return mPictureGigabytes; }
    std::uint64_t pictureBytes() const;
    /// Colour of the mask over the photograph, without its opacity.
    QColor maskColour() const { return mMaskColour; }
    /// Percent, 10–100.
    int maskOpacity() const { return mMaskOpacity; }
    /// Colour and opacity together.
    QColor maskFill() const;

    /// The screen's colour profile: see ScreenProfile::setChoice().
    QString screenProfile() const { return mScreenProfile; }

    /// Whether project files hold the steps of runs, which makes them large.
    bool keepsSteps() const { return mKeepsSteps; }

    /// The device of runs, the number of threads (0: one per core) and the memory limit (0: three quarters of
    /// the free memory).
    DeviceChoice device() const { return mDevice; }
    int threads() const { return mThreads; }
    int memoryGigabytes() const { return mMemoryGigabytes; }
    /// All three.
    ComputeSpec compute() const;

    void setDevice(DeviceChoice device);
    void setThreads(int threads);
    void setMemoryGigabytes(int gigabytes);
    void setUndoMegabytes(int megabytes);
    void setPictureGigabytes(int gigabytes);
    void setMaskColour(const QColor& colour);
    void setMaskOpacity(int percent);
    void setScreenProfile(const QString& choice);
    void setKeepsSteps(bool keeps);

  Q_SIGNALS:
    void changed();

  private:
    int mUndoMegabytes;
    int mPictureGigabytes;
    QColor mMaskColour;
    int mMaskOpacity;
    DeviceChoice mDevice;
    int mThreads;
    int mMemoryGigabytes;
    QString mScreenProfile;
    bool mKeepsSteps;
};

}  // namespace lacuna::ui
