// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace lacuna::ui {

/// An icon of resources/icons, given by its name without ".svg". It is drawn in the current palette's text
/// colour and sharp at any size and scale.
QIcon themedIcon(const QString& name);

}  // namespace lacuna::ui
