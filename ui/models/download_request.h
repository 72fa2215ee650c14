// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model_catalog.h"

#include <QString>

#include <vector>

namespace lacuna::ui {

/// A model to download.
struct DownloadRequest {
    QString model;   ///< its file or folder in the models' folder, which names it, too
    QString folder;  ///< the models' folder; need not exist
    std::vector<ModelDownload> files;
};

/// How a download stands.
struct DownloadState {
    enum class Phase {
        Connecting,
        Checking,  ///< what is on the disk is read for its hash
        Receiving,
        Paused,  ///< parts may be on the disk; also after a fault
        Finished,
        Cancelled  ///< nothing remains
    };
    Phase phase = Phase::Connecting;
    qint64 bytes = 0;   ///< on the disk; Checking: of them, what was read
    qint64 total = -1;  ///< of the model; −1: not known
    QString fault;      ///< Paused: why, in the user's language; empty: by the user

    bool isActive() const { return phase <= Phase::Receiving; }
};

}  // namespace lacuna::ui
