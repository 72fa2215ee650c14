// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/download_request.h"

#include <QString>

#include <vector>

namespace lacuna::ui {

/// A model in the studio's list: on this computer, or available for download.
struct ModelEntry {
    enum class State {
        Bundled,    ///< came with the program
        Installed,  ///< the user's own
        Part,       ///< a download that is in progress or was interrupted
        Available
    };
    State state = State::Available;
    InstalledModel installed;  ///< Bundled, Installed
    AvailableModel offer;      ///< Part, Available
    qint64 partBytes = 0;      ///< Part: on the disk when it was looked
    bool isRemovable = false;  ///< it is in the user's own folder

    bool isHere() const { return state <= State::Installed; }
    const std::string& name() const { return isHere() ? installed.name : offer.name; }
    /// Tells it from the others: its path, or its file in the models' folder.
    QString key() const;
    DownloadRequest request() const;
    /// Whether a download can be verified against the published hash.
    bool isChecked() const;
};

/// What is installed, by name, and then what can be had, in the catalog's order. Reads the disk: not on the
/// GUI thread.
std::vector<ModelEntry> listModels();

/// The folder of the user's own models.
QString userModels();

}  // namespace lacuna::ui
