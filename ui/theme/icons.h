// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace lacuna::ui {

/// An icon of resources/icons by its name without ".svg", drawn in the text colour of the palette of the
/// moment, sharp at any size and scale.
QIcon themedIcon(const QString& name);

}  // namespace lacuna::ui
