// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/model_entry.h"

/// What the list of models says, in the user's language. `download`: of the entry, null: none is known.
namespace lacuna::ui::words {

QString size(qint64 bytes);
QString state(const ModelEntry& entry, const DownloadState* download);
/// The model's size, or empty.
QString size(const ModelEntry& entry);
/// The side of the pictures that it knows.
QString pictures(const ModelEntry& entry);
QString licence(const ModelEntry& entry);
QString description(const ModelEntry& entry);
/// In a few lines of plain text: family and network, licence and what it rests on, whether a download can be
/// checked, where it is.
QString details(const ModelEntry& entry);
/// The page that offers it, or empty.
QString source(const ModelEntry& entry);

}  // namespace lacuna::ui::words
