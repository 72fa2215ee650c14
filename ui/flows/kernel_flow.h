// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/estimate/estimate_kernel.h"
#include "ui/flows/per_document.h"
#include "ui/services/run_queue.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace lacuna::ui {

class ImageDocument;
class KernelPage;
class MessageBar;

/// Estimating the blur: everything from the panel's button to the kernel in the settings.
class KernelFlow : public QObject {
    Q_OBJECT

  public:
    KernelFlow(Runs& runs, KernelPage& page, MessageBar& messages, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// Whether the blur of the shown photograph is being estimated.
    bool isBusy() const;

  private:
    /// An estimate goes on while another photograph is shown, and is taken over when its own is shown again.
    struct State {
        LatestRun run;
        std::optional<KernelEstimate> estimate;  ///< not taken over yet
    };

    void start(int side);
    void adopt(const KernelEstimate& estimate);
    void showShare();

    Runs& mRuns;
    KernelPage& mPage;
    MessageBar& mMessages;
    QPointer<ImageDocument> mDocument;
    PerDocument<State> mStates;
};

}  // namespace lacuna::ui
