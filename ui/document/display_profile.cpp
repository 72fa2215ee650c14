// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/display_profile.h"

#include <atomic>
#include <utility>

namespace lacuna::ui {

namespace {

std::atomic<ProfileBytes>& shared() {
    static std::atomic<ProfileBytes> gProfile;
    return gProfile;
}

thread_local bool gSrgb = false;

}  // namespace

ProfileBytes displayProfile() {
    return gSrgb ? nullptr : shared().load();
}

void setDisplayProfile(ProfileBytes profile) {
    shared().store(std::move(profile));
}

SrgbPictures::SrgbPictures() : mBefore(std::exchange(gSrgb, true)) {}

SrgbPictures::~SrgbPictures() {
    gSrgb = mBefore;
}

}  // namespace lacuna::ui
