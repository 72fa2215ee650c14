// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/display_image.h"

#include <QImage>
#include <QString>

namespace lacuna::ui {

/// Small pictures of photographs that were opened, in the user's cache folder, so that the start page needn't
/// decode photographs of many megapixels. Kept by path and time of change. All of it reads or writes files:
/// not on the GUI thread.
namespace thumbnails {

inline constexpr int kSide = 480;  ///< longest side, pixels

/// The level that is just large enough for a thumbnail.
QImage smallLevel(const DisplayImage& picture);
/// Null where there is none, or the file has changed since.
QImage find(const QString& path);
/// Scales down and stores.
void store(const QString& path, const QImage& picture);

}  // namespace thumbnails
}  // namespace lacuna::ui
