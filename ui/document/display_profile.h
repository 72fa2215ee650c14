// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace lacuna::ui {

using ProfileBytes = std::shared_ptr<const std::vector<std::uint8_t>>;

/// The ICC profile of the screen, for which makeDisplayImage() makes its pictures; null: sRGB. Any thread.
ProfileBytes displayProfile();
void setDisplayProfile(ProfileBytes profile);

/// While it lives, makeDisplayImage() on this thread makes pictures in sRGB: for files, not for the screen.
class SrgbPictures {
  public:
    SrgbPictures();
    ~SrgbPictures();
    SrgbPictures(const SrgbPictures&) = delete;
    SrgbPictures& operator=(const SrgbPictures&) = delete;

  private:
    bool mBefore;
};

}  // namespace lacuna::ui
