// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/off_gui.h"

#include "tests/ui/fake_engine.h"

#include <thread>

namespace lacuna::ui::test {

void offGui(const std::function<void()>& work) {
    std::thread(work).join();
}

ImageBuffer pixelsOf(const RestorationResult& result) {
    ImageBuffer pixels;
    offGui([&] { pixels = result.photo.load()->pixels; });
    return pixels;
}

LoadedPhoto loadedPhoto(int width, int height) {
    LoadedPhoto loaded;
    loaded.path = QStringLiteral("/photos/holiday.jpg");
    loaded.title = QStringLiteral("holiday.jpg");
    offGui([&] {
        loaded.photo = std::make_shared<const Photograph>(makePhoto(width, height));
        loaded.display = makeDisplayImage(*loaded.photo);
    });
    return loaded;
}

}  // namespace lacuna::ui::test
