// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/loaded_photo.h"

#include "core/io/colour.h"
#include "ui/base/thread_guard.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace lacuna::ui {

bool FramedFrom::cutsOff() const {
    return std::any_of(framings.begin(), framings.end(),
                       [](const Framing& framing) { return framing.isCropped() || framing.degrees != 0; });
}

LoadedPhoto readyToShow(Photograph photo) {
    mustNotBlockGui("readyToShow");
    struct Held {
        Photograph photo;
        std::shared_ptr<const void> pin;
    };
    auto held = std::make_shared<Held>();
    held->photo = std::move(photo);
    held->pin = PictureStore::instance().pin(held->photo.pixels.byteCount() + held->photo.alpha.byteCount());
    LoadedPhoto loaded;
    loaded.photo = std::shared_ptr<const Photograph>(held, &held->photo);
    loaded.profileName = QString::fromStdString(profileName(loaded.photo->metadata.icc));
    loaded.display = inStore(makeDisplayImage(*loaded.photo));
    return loaded;
}

std::optional<OriginalBytes> originalOf(const LoadedPhoto& source) {
    if (!source.original) return std::nullopt;
    const std::span<const std::byte> bytes = source.original->bytes();
    return OriginalBytes{{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                         source.path.toStdString()};
}

}  // namespace lacuna::ui
