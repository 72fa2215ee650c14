// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/profile_curve.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <lcms2.h>
#include <memory>

namespace lacuna {
namespace {

constexpr double kNear = 0.005;
constexpr double kMostExponent = 4;
constexpr int kSamples = 64;

bool isNear(const cmsToneCurve* curve, const std::function<double(double)>& light) {
    for (int i = 0; i <= kSamples; ++i) {
        const double value = static_cast<double>(i) / kSamples;
        const double stated = cmsEvalToneCurveFloat(curve, static_cast<float>(value));
        if (!(std::abs(stated - light(value)) <= kNear)) return false;
    }
    return true;
}

std::vector<const cmsToneCurve*> curvesOf(cmsHPROFILE profile) {
    const auto read = [profile](cmsTagSignature tag) {
        return static_cast<const cmsToneCurve*>(cmsReadTag(profile, tag));
    };
    // Tables of colours take precedence over curves; they have no single one.
    if (cmsIsTag(profile, cmsSigAToB0Tag)) return {};
    if (cmsGetColorSpace(profile) == cmsSigGrayData) return {read(cmsSigGrayTRCTag)};
    if (cmsGetColorSpace(profile) != cmsSigRgbData) return {};
    return {read(cmsSigRedTRCTag), read(cmsSigGreenTRCTag), read(cmsSigBlueTRCTag)};
}

bool all(const std::vector<const cmsToneCurve*>& curves, const std::function<double(double)>& light) {
    for (const cmsToneCurve* curve : curves)
        if (!curve || !isNear(curve, light)) return false;
    return !curves.empty();
}

}  // namespace

TransferCurve transferCurveOf(const std::vector<std::uint8_t>& icc) {
    TransferCurve srgb;
    if (icc.empty()) return srgb;
    const std::unique_ptr<void, cmsBool (*)(void*)> profile(
        cmsOpenProfileFromMem(icc.data(), static_cast<cmsUInt32Number>(icc.size())),
        [](void* opened) { return cmsCloseProfile(opened); });
    if (profile) {
        const std::vector<const cmsToneCurve*> curves = curvesOf(profile.get());
        if (all(curves, [&](double value) { return srgb.light(value); })) return srgb;
        const double exponent =
            curves.empty() || !curves.front() ? 0 : cmsEstimateGamma(curves.front(), kMostExponent);
        if (exponent >= 1 && exponent <= kMostExponent &&
            all(curves, [&](double value) { return std::pow(value, exponent); })) {
            std::array<char, 32> name{};
            std::snprintf(name.data(), name.size(), "gamma %.2f", exponent);
            return powerCurve(exponent, name.data());
        }
    }
    srgb.name = "sRGB, in place of the profile's";
    return srgb;
}

}  // namespace lacuna
