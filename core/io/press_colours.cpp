// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/press_colours.h"

#include "core/base/transfer_curve.h"

#include <algorithm>
#include <cstddef>

namespace lacuna::io {
namespace {

using Triple = std::array<double, 3>;

constexpr double kDotGain = 0.14;
constexpr std::size_t kCurve = 1 << 14;
constexpr Triple kD50 = {0.9642, 1.0, 0.8249};
/// XYZ (D50) to linear sRGB, adapted by Bradford's method.
constexpr double kToSrgb[3][3] = {{3.1338561, -1.6168667, -0.4906146},
                                  {-0.9787684, 1.9161415, 0.0334540},
                                  {0.0719453, -0.2289914, 1.4052427}};
/// CIELab (D50) of paper and solid inks without black, by bits: cyan 1, magenta 2, yellow 4.
constexpr Triple kSolids[8] = {{95, 0, -2},  {55, -37, -50}, {48, 74, -3}, {24, 17, -46},
                               {91, -5, 93}, {50, -65, 27},  {47, 68, 48}, {23, 0, -1}};
constexpr Triple kBlack = {16, 0, 0};

Triple xyz(const Triple& lab) {
    const double y = (lab[0] + 16) / 116;
    const Triple f = {y + lab[1] / 500, y, y - lab[2] / 200};
    Triple out{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double cube = f[i] * f[i] * f[i];
        out[i] = kD50[i] * (cube > 216.0 / 24389 ? cube : (116 * f[i] - 16) * 27 / 24389);
    }
    return out;
}

}  // namespace

PressColours::PressColours() : mPrimaries{}, mCurve(kCurve + 1) {
    const Triple paper = xyz(kSolids[0]);
    const Triple black = xyz(kBlack);
    std::array<Triple, 16> light{};
    for (std::size_t i = 0; i < 16; ++i) {
        light[i] = xyz(kSolids[i % 8]);
        // Black over other inks lets as much of their light through as it does of the paper's.
        for (std::size_t c = 0; c < 3 && i >= 8; ++c)
            light[i][c] *= black[c] / paper[c];
    }
    const Triple darkest = light[15];
    for (std::size_t i = 0; i < 16; ++i) {
        Triple relative{};
        for (std::size_t c = 0; c < 3; ++c)
            relative[c] = kD50[c] * (light[i][c] - darkest[c]) / (paper[c] - darkest[c]);
        for (std::size_t row = 0; row < 3; ++row) {
            double sum = 0;
            for (std::size_t c = 0; c < 3; ++c)
                sum += kToSrgb[row][c] * relative[c];
            mPrimaries[i][row] = static_cast<float>(sum);
        }
    }
    const TransferCurve srgb;
    for (std::size_t i = 0; i <= kCurve; ++i) {
        mCurve[i] = static_cast<float>(srgb.value(static_cast<double>(i) / kCurve));
    }
}

std::array<float, 3> PressColours::toSrgb(const std::array<float, 4>& inks) const {
    std::array<float, 16> share{};
    share[0] = 1;
    for (std::size_t ink = 0; ink < 4; ++ink) {
        const float nominal = inks[ink];
        const float covered = nominal + static_cast<float>(4 * kDotGain) * nominal * (1 - nominal);
        const std::size_t known = std::size_t{1} << ink;
        for (std::size_t i = 0; i < known; ++i) {
            share[i + known] = share[i] * covered;
            share[i] *= 1 - covered;
        }
    }
    std::array<float, 3> out{};
    for (std::size_t i = 0; i < 16; ++i) {
        for (std::size_t c = 0; c < 3; ++c)
            out[c] += share[i] * mPrimaries[i][c];
    }
    for (float& value : out)
        value = mCurve[static_cast<std::size_t>(std::clamp(value, 0.0F, 1.0F) * kCurve + 0.5F)];
    return out;
}

}  // namespace lacuna::io
