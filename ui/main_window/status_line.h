// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session.h"

#include <QPoint>
#include <QPointer>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QProgressBar;

namespace lacuna::ui {

class ImageDocument;

/// The line at the bottom of the window: size, depth and profile; zoom; the device; how long a run will take.
class StatusLine : public QWidget {
    Q_OBJECT

  public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setDocument(ImageDocument* document);
    void setZoom(double zoom);
    /// The pixel of the photograph under the pointer, whose position and levels are shown.
    void setPixel(std::optional<QPoint> pixel);
    void setDevices(const std::vector<DeviceInfo>& devices);
    /// seconds < 0: not known. `parts` > 1 is shown with its reason, since such a run takes longer than
    /// expected.
    void setEstimate(double seconds, int parts, TileReason reason);
    void clearEstimate();
    /// How much of the model has been read, from 0 to 1; negative: it isn't being read.
    void setLoading(double share);

  private:
    static QString whyParts(TileReason reason);
    void update();
    void showPixel();

    QPointer<ImageDocument> mDocument;
    std::vector<DeviceInfo> mDevices;
    QLabel* mPicture;
    QLabel* mZoom;
    QLabel* mReadout;
    std::optional<QPoint> mPixel;
    QLabel* mDevice;
    QLabel* mEstimate;
    QLabel* mLoading;
    QProgressBar* mLoaded;
};

}  // namespace lacuna::ui
