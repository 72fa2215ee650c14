// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/stored_photo.h"

#include "ui/base/thread_guard.h"
#include "ui/document/picture_store.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>

namespace lacuna::ui {

namespace {

/// The shape of a picture, and its bytes in the store.
struct Plane {
    int width = 0;
    int height = 0;
    int channels = 0;
    Depth depth = Depth::UInt8;
    StoredBytesPtr bytes;  ///< null: empty

    Plane() = default;
    explicit Plane(const ImageBuffer& pixels)
        : width(pixels.width()), height(pixels.height()), channels(pixels.channels()), depth(pixels.depth()) {
        if (!pixels.isEmpty()) bytes = PictureStore::instance().keep({pixels.data(), pixels.byteCount()});
    }

    std::size_t byteCount() const { return bytes ? bytes->size() : 0; }
    ImageBuffer load() const {
        if (!bytes) return {};
        ImageBuffer pixels(width, height, channels, depth);
        const std::span<const std::byte> kept = bytes->bytes();
        std::copy(kept.begin(), kept.end(), pixels.data());
        return pixels;
    }
};

}  // namespace

struct StoredPhoto::Kept {
    Photograph facts;
    Plane pixels;
    Plane alpha;
    mutable std::mutex mutex;
    mutable std::weak_ptr<const Photograph> loaded;
};

StoredPhoto::StoredPhoto(std::shared_ptr<const Photograph> photo) : mHeld(std::move(photo)) {}

StoredPhoto::StoredPhoto(Photograph photo) {
    mustNotBlockGui("StoredPhoto");
    auto kept = std::make_shared<Kept>();
    kept->pixels = Plane(photo.pixels);
    kept->alpha = Plane(photo.alpha);
    photo.pixels = {};
    photo.alpha = {};
    kept->facts = std::move(photo);
    mKept = std::move(kept);
}

const Photograph& StoredPhoto::facts() const {
    return mHeld ? *mHeld : mKept->facts;
}

QSize StoredPhoto::size() const {
    return mHeld ? QSize(mHeld->pixels.width(), mHeld->pixels.height())
                 : QSize(mKept->pixels.width, mKept->pixels.height);
}

int StoredPhoto::channels() const {
    return mHeld ? mHeld->pixels.channels() : mKept->pixels.channels;
}

Depth StoredPhoto::depth() const {
    return mHeld ? mHeld->pixels.depth() : mKept->pixels.depth;
}

bool StoredPhoto::hasAlpha() const {
    return mHeld ? !mHeld->alpha.isEmpty() : mKept->alpha.bytes != nullptr;
}

int StoredPhoto::sample(QPoint pixel, int channel) const {
    if (mHeld) return mHeld->pixels.sample(pixel.x(), pixel.y(), channel);
    const Plane& plane = mKept->pixels;
    const std::size_t at = (std::size_t(pixel.y()) * std::size_t(plane.width) + std::size_t(pixel.x())) *
                               std::size_t(plane.channels) +
                           std::size_t(channel);
    const std::span<const std::byte> bytes = plane.bytes->bytes();
    if (plane.depth == Depth::UInt8) return int(bytes[at]);
    std::uint16_t value = 0;
    std::memcpy(&value, bytes.data() + 2 * at, sizeof value);
    return value;
}

qsizetype StoredPhoto::byteCount() const {
    return qsizetype(mHeld ? mHeld->pixels.byteCount() + mHeld->alpha.byteCount()
                           : mKept->pixels.byteCount() + mKept->alpha.byteCount());
}

std::shared_ptr<const Photograph> StoredPhoto::load() const {
    if (mHeld || !mKept) return mHeld;
    mustNotBlockGui("StoredPhoto::load");
    const std::lock_guard lock(mKept->mutex);
    if (auto loaded = mKept->loaded.lock()) return loaded;
    /// The pin goes with the photograph.
    struct Loaded {
        Photograph photo;
        std::shared_ptr<const void> pin;
    };
    auto whole = std::make_shared<Loaded>();
    whole->photo = mKept->facts;
    whole->photo.pixels = mKept->pixels.load();
    whole->photo.alpha = mKept->alpha.load();
    whole->pin = PictureStore::instance().pin(std::uint64_t(byteCount()));
    std::shared_ptr<const Photograph> loaded(whole, &whole->photo);
    mKept->loaded = loaded;
    return loaded;
}

}  // namespace lacuna::ui
