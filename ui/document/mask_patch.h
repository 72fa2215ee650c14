// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/mask_layer.h"

#include <QByteArray>
#include <QRect>

#include <vector>

namespace lacuna::ui {

/// The tiles in which a mask differs from another one: exact for any grey values. Few tiles, as of a brush
/// stroke, are run-length coded and take some kilobytes; many, as of a whole mask, are shared as they are, so
/// that they cost no time.
class MaskPatch {
  public:
    MaskPatch() = default;
    /// The tiles of `mask` that differ from those of `now`, a mask of the same size.
    MaskPatch(const MaskLayer& mask, const MaskLayer& now);

    /// Holds all differences; empty if there are none.
    const QRect& rect() const { return mRect; }
    qsizetype byteCount() const;
    /// Writes the patch into the layer and keeps the layer's former pixels.
    void exchangeWith(MaskLayer& layer);

  private:
    struct Part {
        int index;
        MaskLayer::TilePtr tile;
        QByteArray runs;  ///< (value, length as base-128 digits, low first) …, rows joined; empty: not coded
    };
    void pack();

    QRect mRect;
    std::vector<Part> mParts;
};

}  // namespace lacuna::ui
