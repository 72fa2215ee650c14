// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "ui/worker/background_thread.h"
#include "ui/worker/failure.h"

#include <QImage>
#include <QObject>

#include <functional>

namespace lacuna::ui {

/// Computes masks from masks on a thread of its own: whatever looks at every pixel. One at a time.
class MaskService : public QObject {
    Q_OBJECT

  public:
    /// From the mask there is to the one that takes its place, of the same size. May throw.
    using Compute = std::function<ImageBuffer(const ImageBuffer& mask)>;

    /// Destruction waits for what is being computed.
    explicit MaskService(QObject* parent = nullptr);

    bool isBusy() const { return mBusy; }
    /// Answered by finished() or failed(). Must not be busy.
    void start(const QImage& mask, Compute compute);

  Q_SIGNALS:
    void finished(const QImage& mask);
    void failed(const lacuna::ui::Failure& failure);

  private:
    bool mBusy = false;
    BackgroundThread mThread;
};

}  // namespace lacuna::ui
