// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <QPoint>
#include <QSize>

#include <memory>

namespace lacuna::ui {

/// A photograph whose pixels are in the picture store. Immutable, shared, and cheap to copy; any thread.
class StoredPhoto {
  public:
    StoredPhoto() = default;
    /// One that stays in memory, for as long as this or somebody else holds it.
    StoredPhoto(std::shared_ptr<const Photograph> photo);
    /// Puts the pixels into the store. Not on the GUI thread.
    explicit StoredPhoto(Photograph photo);

    explicit operator bool() const { return mKept || mHeld; }
    /// Whether both are the same photograph, not whether they look alike.
    bool operator==(const StoredPhoto&) const = default;

    /// Everything but the pixels and alpha: these are empty if they are in the store.
    const Photograph& facts() const;
    QSize size() const;
    int channels() const;
    Depth depth() const;
    bool hasAlpha() const;
    /// A sample of the pixels, in 0 … 255 or 0 … 65535. For single look-ups.
    int sample(QPoint pixel, int channel) const;
    /// Of pixels and alpha.
    qsizetype byteCount() const;
    /// The whole photograph; it counts against the store's budget while it is held. Copies it, unless another
    /// copy is held at the moment: not on the GUI thread. Throws std::bad_alloc.
    std::shared_ptr<const Photograph> load() const;

  private:
    struct Kept;
    std::shared_ptr<const Kept> mKept;
    std::shared_ptr<const Photograph> mHeld;
};

}  // namespace lacuna::ui
