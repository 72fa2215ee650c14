// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/display_image.h"

#include <QImage>
#include <QString>

namespace lacuna::ui {

/// Small pictures of opened photographs in the user's cache folder, so that the start page needn't decode
/// photographs of many megapixels. The key is path and time of change. All functions access files: not on the
/// GUI thread.
namespace thumbnails {

inline constexpr int kSide = 480;  ///< longest side, pixels

/// The smallest level that is large enough for a thumbnail.
QImage smallLevel(const DisplayImage& picture);
/// Null if there is none or the file has changed.
QImage find(const QString& path);
/// Scales down and stores.
void store(const QString& path, const QImage& picture);

}  // namespace thumbnails
}  // namespace lacuna::ui
