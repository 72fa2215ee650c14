// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/kernel_service.h"

#include <QObject>
#include <QPointer>

namespace lacuna::ui {

class ImageDocument;
class KernelPage;
class MessageBar;

/// Estimating the blur: everything from the panel's button to the kernel in the settings.
class KernelFlow : public QObject {
    Q_OBJECT

  public:
    KernelFlow(KernelPage& page, MessageBar& messages, QObject* parent = nullptr);

    /// Stops and drops an estimate for the previous document.
    void setDocument(ImageDocument* document);
    bool isBusy() const { return mService.isBusy(); }

  private:
    void start(int side);
    void adopt(const KernelEstimate& estimate);

    KernelPage& mPage;
    MessageBar& mMessages;
    QPointer<ImageDocument> mDocument;
    QPointer<ImageDocument> mFor;  ///< the document whose blur is being estimated
    KernelService mService;
};

}  // namespace lacuna::ui
