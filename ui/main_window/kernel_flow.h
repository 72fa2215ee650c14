// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/worker/kernel_service.h"

#include <QObject>
#include <QPointer>

namespace lacuna::ui {

class ImageDocument;
class KernelPage;
class MessageBar;

/// Estimates of the blur: from the button on the panel to the kernel in the settings.
class KernelFlow : public QObject {
    Q_OBJECT

  public:
    KernelFlow(KernelPage& page, MessageBar& messages, QObject* parent = nullptr);

    /// An estimate for the document before is stopped and dropped.
    void setDocument(ImageDocument* document);
    bool isBusy() const { return mService.isBusy(); }

  private:
    void start(int side);
    void adopt(const KernelEstimate& estimate);

    KernelPage& mPage;
    MessageBar& mMessages;
    QPointer<ImageDocument> mDocument;
    QPointer<ImageDocument> mFor;  ///< whose blur is being estimated
    KernelService mService;
};

}  // namespace lacuna::ui
