// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/kernel_service.h"

#include "core/base/run_control.h"
#include "ui/base/thread_guard.h"

#include <QMetaObject>

#include <optional>
#include <utility>

namespace lacuna::ui {

KernelService::KernelService(QObject* parent) : QObject(parent), mThread(QStringLiteral("kernel")) {}

KernelService::~KernelService() {
    stop();
}

void KernelService::start(std::shared_ptr<const Photograph> photo, int side) {
    Q_ASSERT(!mControl);
    mControl = std::make_shared<RunControl>();
    mThread.post([this, photo = std::move(photo), side, control = mControl] {
        mustNotBlockGui("KernelService::start");
        std::optional<KernelEstimate> estimate;
        std::optional<Failure> failure;
        try {
            estimate = estimateKernel(
                photo->pixels, side,
                [this](double share) {
                    QMetaObject::invokeMethod(this, [this, share] { Q_EMIT progress(share); });
                },
                *control);
        } catch (...) {
            failure = currentFailure();
        }
        // Dropped if this object is destroyed first.
        QMetaObject::invokeMethod(this, [this, estimate, failure] {
            mControl = nullptr;
            if (failure) {
                Q_EMIT failed(*failure);
            } else if (estimate) {
                Q_EMIT finished(*estimate);
            } else {
                Q_EMIT stopped();
            }
        });
    });
}

void KernelService::stop() {
    if (mControl) mControl->stop();
}

}  // namespace lacuna::ui
