// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/display_profile.h"
#include "ui/document/picture_store.h"

#include <QImage>
#include <QSize>

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace lacuna {
class ImageBuffer;
struct Photograph;
}  // namespace lacuna

namespace lacuna::ui {

/// A picture ready for the screen: in the screen's colours (display_profile.h), in 32 bits per pixel
/// (premultiplied if it has alpha), with levels of half, a quarter, … of the size, so that painting a
/// zoomed-out view costs no more than the pixels it covers. Implicitly shared and cheap to copy; any thread
/// may read it.
class DisplayImage {
  public:
    DisplayImage() = default;

    bool isNull() const { return !mShared; }
    QSize size() const { return mShared ? mShared->size : QSize(); }
    bool hasAlpha() const { return mShared && mShared->hasAlpha; }
    int levels() const { return mShared ? mShared->count : 0; }
    /// Level 0 is the picture itself; pixel (x, y) of level k is the mean of the corresponding 2^k × 2^k
    /// pixels.
    QImage level(int k) const {
        const std::shared_ptr<const Content> content = mShared->content.load();
        const Level& level = content->levels[std::size_t(k)];
        if (level.block) level.block->use();
        return level.image;
    }
    /// The coarsest level that still has a pixel for every device pixel if the picture is shown at `scale`.
    int levelFor(double scale) const;
    qsizetype byteCount() const;
    /// The screen's profile that it was made for; null: sRGB.
    ProfileBytes screen() const { return mShared ? mShared->content.load()->screen : nullptr; }
    /// Makes this and all of its copies show what `other` shows, the same picture for another screen.
    void replaceWith(const DisplayImage& other) const;

    /// makeDisplayImage() of colours that are already those of `screen`.
    static DisplayImage make(QImage picture, ProfileBytes screen);
    friend DisplayImage inStore(const DisplayImage& display);

  private:
    struct Level {
        QImage image;
        StoredBytesPtr block;  ///< of the picture store; null: the pixels are in ordinary memory
    };
    struct Content {
        std::vector<Level> levels;
        ProfileBytes screen;
    };
    struct Shared {
        QSize size;
        bool hasAlpha;
        int count;
        std::atomic<std::shared_ptr<const Content>> content;
    };

    void setContent(std::shared_ptr<const Content> content);

    std::shared_ptr<Shared> mShared;
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
