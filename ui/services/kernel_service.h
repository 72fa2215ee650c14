// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"
#include "core/imaging/estimate/estimate_kernel.h"
#include "ui/base/background_thread.h"
#include "ui/base/failure.h"

#include <QObject>

#include <memory>

namespace lacuna {
class RunControl;
}

namespace lacuna::ui {

/// Estimates the blur of photographs on a thread of its own, one at a time.
class KernelService : public QObject {
    Q_OBJECT

  public:
    explicit KernelService(QObject* parent = nullptr);
    /// Stops the current estimate and waits for it.
    ~KernelService() override;

    bool isBusy() const { return mControl != nullptr; }
    /// Answered by finished(), stopped() or failed(). Must not be busy.
    void start(std::shared_ptr<const Photograph> photo, int side);
    void stop();

  Q_SIGNALS:
    /// From 0 to 1.
    void progress(double share);
    void finished(const lacuna::KernelEstimate& estimate);
    void stopped();
    void failed(const lacuna::ui::Failure& failure);

  private:
    std::shared_ptr<RunControl> mControl;  ///< of the current estimate; null: none
    BackgroundThread mThread;
};

}  // namespace lacuna::ui
