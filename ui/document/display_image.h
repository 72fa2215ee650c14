// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/picture_store.h"

#include <QImage>
#include <QSize>

#include <cstdint>
#include <memory>
#include <vector>

namespace lacuna {
class ImageBuffer;
struct Photograph;
}  // namespace lacuna

namespace lacuna::ui {

/// A picture ready for the screen: sRGB in 32 bits per pixel (premultiplied if it has alpha), with levels of
/// half, a quarter, … of the size, so that painting a zoomed-out view costs no more than the pixels it
/// covers. Implicitly shared and cheap to copy; any thread may read it.
class DisplayImage {
  public:
    DisplayImage() = default;

    bool isNull() const { return !mLevels; }
    QSize size() const { return mLevels ? mLevels->front().image.size() : QSize(); }
    bool hasAlpha() const { return mLevels && mLevels->front().image.hasAlphaChannel(); }
    int levels() const { return mLevels ? int(mLevels->size()) : 0; }
    /// Level 0 is the picture itself; pixel (x, y) of level k is the mean of the corresponding 2^k × 2^k
    /// pixels.
    const QImage& level(int k) const {
        const Level& level = (*mLevels)[std::size_t(k)];
        if (level.block) level.block->use();
        return level.image;
    }
    /// The coarsest level that still has a pixel for every device pixel if the picture is shown at `scale`.
    int levelFor(double scale) const;
    qsizetype byteCount() const;

    friend DisplayImage makeDisplayImage(QImage picture);
    friend DisplayImage inStore(const DisplayImage& display);

  private:
    struct Level {
        QImage image;
        StoredBytesPtr block;  ///< of the picture store; null: the pixels are in ordinary memory
    };
    std::shared_ptr<const std::vector<Level>> mLevels;
};

/// All three convert every pixel and must not run on the GUI thread (thread_guard.h).
DisplayImage makeDisplayImage(QImage picture);
/// `pixels` in the colour space of the profile `icc`; empty: sRGB.
DisplayImage makeDisplayImage(const ImageBuffer& pixels, const std::vector<std::uint8_t>& icc);
DisplayImage makeDisplayImage(const Photograph& photo);

/// The same picture with its pixels in the picture store, for one that stays: a photograph or a result, not
/// an estimate. Copies them: not on the GUI thread.
DisplayImage inStore(const DisplayImage& display);

}  // namespace lacuna::ui
