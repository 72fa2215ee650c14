// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_thread.h"
#include "ui/base/failure.h"
#include "ui/document/mask_layer.h"

#include <QObject>

#include <functional>

namespace lacuna::ui {

/// Computes masks from masks on a thread of its own, for changes that read every pixel. One at a time.
class MaskService : public QObject {
    Q_OBJECT

  public:
    /// Maps the current mask to the new one, of the same size. May throw.
    using Compute = std::function<MaskLayer(const MaskLayer& mask)>;

    /// Destruction waits for the current computation.
    explicit MaskService(QObject* parent = nullptr);

    bool isBusy() const { return mBusy; }
    /// Answered by finished() or failed(). Must not be busy.
    void start(const MaskLayer& mask, Compute compute);

  Q_SIGNALS:
    void finished(const MaskLayer& mask);
    void failed(const lacuna::ui::Failure& failure);

  private:
    bool mBusy = false;
    BackgroundThread mThread;
};

}  // namespace lacuna::ui
