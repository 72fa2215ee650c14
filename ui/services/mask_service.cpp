// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/mask_service.h"

#include "ui/document/mask_image.h"

#include <QMetaObject>

#include <optional>
#include <utility>

namespace lacuna::ui {

MaskService::MaskService(QObject* parent) : QObject(parent), mThread(QStringLiteral("masks")) {}

void MaskService::start(const QImage& mask, Compute compute) {
    Q_ASSERT(!mBusy);
    mBusy = true;
    mThread.post([this, mask, compute = std::move(compute)] {
        QImage result;
        std::optional<Failure> failure;
        try {
            result = toMaskImage(compute(toMaskBuffer(mask)));
        } catch (...) {
            failure = currentFailure();
        }
        // Dropped if this object is destroyed first.
        QMetaObject::invokeMethod(this, [this, result, failure] {
            mBusy = false;
            if (failure) {
                Q_EMIT failed(*failure);
            } else {
                Q_EMIT finished(result);
            }
        });
    });
}

}  // namespace lacuna::ui
