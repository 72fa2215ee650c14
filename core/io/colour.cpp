// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/colour.h"

#include "core/base/log.h"
#include "core/base/parallel_rows.h"
#include "core/io/codec.h"
#include "core/io/press_colours.h"

#include <array>
#include <cmath>
#include <lcms2.h>
#include <optional>
#include <type_traits>

namespace lacuna {
namespace {

constexpr cmsUInt32Number kIntent = INTENT_RELATIVE_COLORIMETRIC;

struct ProfileCloser {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct TransformCloser {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Profile = std::unique_ptr<void, ProfileCloser>;
using Transform = std::unique_ptr<void, TransformCloser>;

Profile open(const std::vector<std::uint8_t>& icc) {
    if (icc.empty()) return nullptr;
    return Profile(cmsOpenProfileFromMem(icc.data(), static_cast<cmsUInt32Number>(icc.size())));
}

Transform transformToSrgb(const Profile& from, cmsUInt32Number format, cmsUInt32Number to = TYPE_RGB_8) {
    const Profile srgb(cmsCreate_sRGBProfile());
    return Transform(
        cmsCreateTransform(from.get(), format, srgb.get(), to, kIntent, cmsFLAGS_BLACKPOINTCOMPENSATION));
}

std::vector<std::uint8_t> serialised(const Profile& profile) {
    cmsUInt32Number size = 0;
    if (!profile || !cmsSaveProfileToMem(profile.get(), nullptr, &size)) return {};
    std::vector<std::uint8_t> out(size);
    if (!cmsSaveProfileToMem(profile.get(), out.data(), &size)) return {};
    // lcms sets the creation time to the time of the call, so the same photograph would give a different file
    // each time.
    constexpr std::array<std::uint8_t, 12> kCreated = {0x07, 0xd0, 0, 1, 0, 1,
                                                       0,    0,    0, 0, 0, 0};  // 2000-01-01
    constexpr std::ptrdiff_t kCreatedAt = 24;
    std::copy(kCreated.begin(), kCreated.end(), out.begin() + kCreatedAt);
    return out;
}

ImageBuffer unmanaged(const ImageBuffer& image) {
    const ImageBuffer eight = image.converted(Depth::UInt8);
    if (eight.channels() == 3) return eight;
    ImageBuffer out(eight.width(), eight.height(), 3, Depth::UInt8);
    for (int y = 0; y < eight.height(); ++y) {
        const auto* from = eight.row<std::uint8_t>(y);
        auto* to = out.row<std::uint8_t>(y);
        for (int x = 0; x < eight.width(); ++x, to += 3)
            to[0] = to[1] = to[2] = from[x];
    }
    return out;
}

}  // namespace

ImageBuffer toSrgb(const ImageBuffer& image, const std::vector<std::uint8_t>& icc) {
    return toScreen(image, icc, {});
}

bool isRgbProfile(const std::vector<std::uint8_t>& icc) {
    const Profile profile = open(icc);
    if (!profile || cmsGetColorSpace(profile.get()) != cmsSigRgbData) return false;
    const Profile srgb(cmsCreate_sRGBProfile());
    return Transform(cmsCreateTransform(srgb.get(), TYPE_RGB_8, profile.get(), TYPE_RGB_8, kIntent, 0)) !=
           nullptr;
}

ImageBuffer toScreen(const ImageBuffer& image, const std::vector<std::uint8_t>& icc,
                     const std::vector<std::uint8_t>& screen) {
    if (image.isEmpty()) return {};
    if (icc == screen) return unmanaged(image);
    const bool grey = image.channels() == 1;
    const bool deep = image.depth() == Depth::UInt16;
    Profile profile = open(icc);
    if (!icc.empty() &&
        (!profile || cmsGetColorSpace(profile.get()) != (grey ? cmsSigGrayData : cmsSigRgbData))) {
        log::debug("the colour profile can't be used for this picture; it is shown as sRGB");
        profile.reset();
    }
    if (!profile && screen.empty()) return unmanaged(image);
    // A grey picture without a profile has sRGB's curve, so it is converted as three equal channels.
    const bool expands = grey && !profile;
    const ImageBuffer& from = expands ? unmanaged(image) : image;
    const cmsUInt32Number format = expands ? TYPE_RGB_8
                                   : grey  ? (deep ? TYPE_GRAY_16 : TYPE_GRAY_8)
                                           : (deep ? TYPE_RGB_16 : TYPE_RGB_8);
    if (!profile) profile.reset(cmsCreate_sRGBProfile());
    const Profile to = screen.empty() ? Profile(cmsCreate_sRGBProfile()) : open(screen);
    if (!to) return unmanaged(image);
    // Without lcms's cache of the last pixel, several threads may use the transform at once.
    const Transform transform(cmsCreateTransform(profile.get(), format, to.get(), TYPE_RGB_8, kIntent,
                                                 cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE));
    if (!transform) return unmanaged(image);
    constexpr int kLeastRows = 16;
    ImageBuffer out(image.width(), image.height(), 3, Depth::UInt8);
    parallelRows(image.height(), kLeastRows, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t y = begin; y < end; ++y) {
            cmsDoTransform(transform.get(), from.data() + from.bytesPerRow() * static_cast<std::size_t>(y),
                           out.row<std::uint8_t>(static_cast<int>(y)),
                           static_cast<cmsUInt32Number>(image.width()));
        }
    });
    return out;
}

std::string profileName(const std::vector<std::uint8_t>& icc) {
    const Profile profile = open(icc);
    if (!profile) return {};
    const cmsUInt32Number size =
        cmsGetProfileInfoASCII(profile.get(), cmsInfoDescription, "en", "US", nullptr, 0);
    if (size == 0) return {};
    std::string name(size, '\0');
    cmsGetProfileInfoASCII(profile.get(), cmsInfoDescription, "en", "US", name.data(), size);
    name.resize(name.find('\0') == std::string::npos ? size : name.find('\0'));
    return name;
}

namespace io {

struct CmykConverter::Impl {
    Transform transform;  ///< null: press
    std::optional<PressColours> press;
    bool deep = false;
    bool inverted = false;
};

namespace {

template <typename T>
void convertByPress(const PressColours& press, bool inverted, const void* inks, void* rgb, int count) {
    constexpr float kMost = sizeof(T) == 1 ? 255.0F : 65535.0F;
    const auto* from = static_cast<const T*>(inks);
    auto* to = static_cast<T*>(rgb);
    for (int i = 0; i < count; ++i, from += 4) {
        std::array<float, 4> coverages{};
        for (std::size_t c = 0; c < 4; ++c)
            coverages[c] = static_cast<float>(inverted ? static_cast<T>(~from[c]) : from[c]) / kMost;
        for (const float value : press.toSrgb(coverages))
            *to++ = static_cast<T>(value * kMost + 0.5F);
    }
}

}  // namespace

CmykConverter::CmykConverter(const std::vector<std::uint8_t>& icc, Depth depth, bool inverted)
    : mImpl(std::make_unique<Impl>()) {
    mImpl->deep = depth == Depth::UInt16;
    mImpl->inverted = inverted;
    if (icc.empty()) {
        mImpl->press.emplace();
        return;
    }
    const Profile profile = open(icc);
    if (!profile || cmsGetColorSpace(profile.get()) != cmsSigCmykData) {
        throw Fault(LACUNA_CAUSE("Causes", "its colours are CMYK, but its profile isn't one for CMYK"));
    }
    mImpl->transform = mImpl->deep
                           ? transformToSrgb(profile, inverted ? TYPE_CMYK_16_REV : TYPE_CMYK_16, TYPE_RGB_16)
                           : transformToSrgb(profile, inverted ? TYPE_CMYK_8_REV : TYPE_CMYK_8, TYPE_RGB_8);
    if (!mImpl->transform) throw Fault(LACUNA_CAUSE("Causes", "its CMYK profile can't be used"));
}

CmykConverter::~CmykConverter() = default;

void CmykConverter::convert(const void* inks, void* rgb, int count) const {
    if (mImpl->transform) {
        cmsDoTransform(mImpl->transform.get(), inks, rgb, static_cast<cmsUInt32Number>(count));
    } else if (mImpl->deep) {
        convertByPress<std::uint16_t>(*mImpl->press, mImpl->inverted, inks, rgb, count);
    } else {
        convertByPress<std::uint8_t>(*mImpl->press, mImpl->inverted, inks, rgb, count);
    }
}

void noteInks(Photograph& photo) {
    if (photo.metadata.icc.empty()) photo.notes.push_back({.code = NoteCode::AssumedInks});
    photo.notes.push_back({.code = NoteCode::ColoursConverted, .text = "CMYK"});
    photo.metadata.icc = srgbProfile();
}

LabConverter::LabConverter() {
    const Profile lab(cmsCreateLab4Profile(nullptr));
    Transform transform = transformToSrgb(lab, TYPE_Lab_DBL, TYPE_RGB_16);
    if (!transform) throw std::bad_alloc();
    mTransform = transform.release();
}

LabConverter::~LabConverter() {
    cmsDeleteTransform(mTransform);
}

void LabConverter::convert(const double* lab, std::uint16_t* rgb, int count) const {
    cmsDoTransform(mTransform, lab, rgb, static_cast<cmsUInt32Number>(count));
}

bool fitsChannels(const std::vector<std::uint8_t>& icc, int channels) {
    const Profile profile = open(icc);
    if (!profile) return true;
    return cmsGetColorSpace(profile.get()) == (channels == 1 ? cmsSigGrayData : cmsSigRgbData);
}

bool isProfile(const std::vector<std::uint8_t>& icc) {
    return open(icc) != nullptr;
}

std::vector<std::uint8_t> srgbProfile() {
    return serialised(Profile(cmsCreate_sRGBProfile()));
}

std::vector<std::uint8_t> profileOfPrimaries(const double (&xy)[8]) {
    const cmsFloat64Number curve[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    constexpr cmsInt32Number kIec61966 = 4;
    const std::unique_ptr<cmsToneCurve, void (*)(cmsToneCurve*)> tone(
        cmsBuildParametricToneCurve(nullptr, kIec61966, curve), &cmsFreeToneCurve);
    const cmsCIExyY white{xy[0], xy[1], 1};
    const cmsCIExyYTRIPLE primaries{{xy[2], xy[3], 1}, {xy[4], xy[5], 1}, {xy[6], xy[7], 1}};
    cmsToneCurve* const curves[3] = {tone.get(), tone.get(), tone.get()};
    return serialised(Profile(cmsCreateRGBProfile(&white, &primaries, curves)));
}

std::vector<std::uint8_t> profileFromGamma(double gamma, const double (&xy)[8], bool grey) {
    constexpr double kSrgb[8] = {0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06};
    if (!(gamma > 0.05 && gamma < 5)) return {};
    bool usual = std::abs(gamma * 2.2 - 1) < 0.01;
    for (int i = 0; i < 8; ++i) {
        if (!(xy[i] >= 0 && xy[i] <= 1)) return {};
        if (!grey || i < 2) usual = usual && std::abs(xy[i] - kSrgb[i]) < 0.01;
    }
    if (usual || xy[1] <= 0) return {};
    const std::unique_ptr<cmsToneCurve, void (*)(cmsToneCurve*)> curve(cmsBuildGamma(nullptr, 1 / gamma),
                                                                       &cmsFreeToneCurve);
    const cmsCIExyY white{xy[0], xy[1], 1};
    if (grey) return serialised(Profile(cmsCreateGrayProfile(&white, curve.get())));
    const cmsCIExyYTRIPLE primaries{{xy[2], xy[3], 1}, {xy[4], xy[5], 1}, {xy[6], xy[7], 1}};
    cmsToneCurve* const curves[3] = {curve.get(), curve.get(), curve.get()};
    return serialised(Profile(cmsCreateRGBProfile(&white, &primaries, curves)));
}

}  // namespace io
}  // namespace lacuna
