// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/mask_service.h"

#include <QMetaObject>

#include <optional>
#include <utility>

namespace lacuna::ui {

MaskService::MaskService(QObject* parent) : QObject(parent), mThread(QStringLiteral("masks")) {}

void MaskService::start(const MaskLayer& mask, Compute compute) {
    Q_ASSERT(!mBusy);
    mBusy = true;
    mThread.post([this, mask, compute = std::move(compute)] {
        MaskLayer result;
        std::optional<Failure> failure;
        try {
            result = compute(mask);
            if (result.size() == mask.size()) result.shareWith(mask);  // adopting it then costs nothing
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
