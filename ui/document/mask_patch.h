// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QRect>

namespace lacuna::ui {

class MaskLayer;

/// A rectangle of a mask, run-length coded: exact for any grey values, and a few kilobytes for a brush
/// stroke.
class MaskPatch {
  public:
    MaskPatch() = default;
    /// Copies `rect` (clipped) of a grey 8-bit picture.
    MaskPatch(const QImage& mask, const QRect& rect);

    const QRect& rect() const { return mRect; }
    qsizetype byteCount() const { return mRuns.size() + qsizetype(sizeof(*this)); }
    /// Writes the patch into the layer and keeps the layer's former pixels.
    void exchangeWith(MaskLayer& layer);
    bool operator==(const MaskPatch&) const = default;

  private:
    QRect mRect;
    QByteArray mRuns;  ///< (value, length as base-128 digits, low first) …, rows joined
};

}  // namespace lacuna::ui
