// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/metrics.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace lacuna {
namespace {

constexpr double kPeak = 255;
constexpr int kWindow = 11;
constexpr double kWindowSigma = 1.5;
constexpr double kC1 = (0.01 * kPeak) * (0.01 * kPeak);
constexpr double kC2 = (0.03 * kPeak) * (0.03 * kPeak);
constexpr int kLuma = 3;  // the plane after R, G and B

std::string sizeOf(const ImageBuffer& image) {
    return std::to_string(image.width()) + " × " + std::to_string(image.height());
}

/// The area of two pictures that is compared, on the scale 0–255.
struct Area {
    const ImageBuffer& a;
    const ImageBuffer& b;
    int border;
    int width;
    int height;

    Area(const ImageBuffer& first, const ImageBuffer& second, int cropped)
        : a(first),
          b(second),
          border(cropped),
          width(first.width() - 2 * cropped),
          height(first.height() - 2 * cropped) {
        if (a.width() != b.width() || a.height() != b.height()) {
            throw Error(
                ErrorCode::InputFile, "",
                "pictures of different sizes, " + sizeOf(a) + " and " + sizeOf(b) + ", can't be compared");
        }
        if (border < 0) throw Error(ErrorCode::Usage, "border", "it must be 0 or more");
        if (width < 1 || height < 1) {
            throw Error(ErrorCode::Usage, "border", "it leaves nothing of " + sizeOf(a) + " pixels");
        }
    }

    bool isGrey() const { return a.channels() == 1 && b.channels() == 1; }

    /// Row `y` of the area in plane 0–2 (R, G, B) or kLuma.
    void row(const ImageBuffer& image, int plane, int y, double* out) const {
        if (image.depth() == Depth::UInt8) {
            row<std::uint8_t>(image, 1.0, plane, y, out);
        } else {
            row<std::uint16_t>(image, 1.0 / 257, plane, y, out);
        }
    }

  private:
    template <typename T>
    void row(const ImageBuffer& image, double scale, int plane, int y, double* out) const {
        const int channels = image.channels();
        const T* from = image.row<T>(y + border) + static_cast<std::ptrdiff_t>(border) * channels;
        if (plane != kLuma) {
            from += channels == 3 ? plane : 0;
            for (int x = 0; x < width; ++x, from += channels)
                out[x] = *from * scale;
            return;
        }
        const int green = channels == 3 ? 1 : 0, blue = channels == 3 ? 2 : 0;
        for (int x = 0; x < width; ++x, from += channels) {
            out[x] = 16 + (65.481 * from[0] + 128.553 * from[green] + 24.966 * from[blue]) * scale / kPeak;
        }
    }
};

double squaredError(const Area& area, int plane) {
    std::vector<double> a(static_cast<std::size_t>(area.width)), b(a.size());
    double sum = 0;
    for (int y = 0; y < area.height; ++y) {
        area.row(area.a, plane, y, a.data());
        area.row(area.b, plane, y, b.data());
        double rowSum = 0;
        for (std::size_t x = 0; x < a.size(); ++x)
            rowSum += (a[x] - b[x]) * (a[x] - b[x]);
        sum += rowSum;
    }
    return sum / (static_cast<double>(area.width) * area.height);
}

double decibels(double meanSquaredError) {
    if (meanSquaredError == 0) return std::numeric_limits<double>::infinity();
    return 10 * std::log10(kPeak * kPeak / meanSquaredError);
}

double psnrOf(const Area& area) {
    if (area.isGrey()) return decibels(squaredError(area, 0));
    return decibels((squaredError(area, 0) + squaredError(area, 1) + squaredError(area, 2)) / 3);
}

std::vector<double> gaussianWindow(int side) {
    std::vector<double> window(static_cast<std::size_t>(side));
    double sum = 0;
    for (int i = 0; i < side; ++i) {
        const int offset = i - side / 2;
        const double distance = offset;
        window[static_cast<std::size_t>(i)] =
            std::exp(-distance * distance / (2 * kWindowSigma * kWindowSigma));
        sum += window[static_cast<std::size_t>(i)];
    }
    for (double& weight : window)
        weight /= sum;
    return window;
}

/// The moments of one row, filtered along it: a, b, a², b², ab.
using Moments = std::array<std::vector<double>, 5>;

double ssimOf(const Area& area, int plane) {
    int side = std::min({kWindow, area.width, area.height});
    if (side % 2 == 0) --side;
    const std::vector<double> window = gaussianWindow(side);
    const int outWidth = area.width - side + 1;
    const auto sides = static_cast<std::size_t>(side);

    std::vector<double> a(static_cast<std::size_t>(area.width)), b(a.size());
    Moments product;
    for (auto& values : product)
        values.resize(a.size());
    // The last `side` rows, filtered horizontally; row y lies at y modulo side.
    std::vector<Moments> ring(sides);
    for (auto& moments : ring) {
        for (auto& values : moments)
            values.resize(static_cast<std::size_t>(outWidth));
    }
    Moments mean;
    for (auto& values : mean)
        values.resize(static_cast<std::size_t>(outWidth));

    double sum = 0;
    for (int y = 0; y < area.height; ++y) {
        area.row(area.a, plane, y, a.data());
        area.row(area.b, plane, y, b.data());
        for (std::size_t x = 0; x < a.size(); ++x) {
            product[0][x] = a[x];
            product[1][x] = b[x];
            product[2][x] = a[x] * a[x];
            product[3][x] = b[x] * b[x];
            product[4][x] = a[x] * b[x];
        }
        Moments& filtered = ring[static_cast<std::size_t>(y) % sides];
        for (std::size_t m = 0; m < product.size(); ++m) {
            std::fill(filtered[m].begin(), filtered[m].end(), 0.0);
            for (std::size_t i = 0; i < sides; ++i) {
                const double* from = product[m].data() + i;
                for (std::size_t x = 0; x < filtered[m].size(); ++x)
                    filtered[m][x] += window[i] * from[x];
            }
        }
        if (y < side - 1) continue;

        for (std::size_t m = 0; m < mean.size(); ++m) {
            std::fill(mean[m].begin(), mean[m].end(), 0.0);
            for (std::size_t i = 0; i < sides; ++i) {
                const auto& from = ring[(static_cast<std::size_t>(y) + 1 + i) % sides][m];
                for (std::size_t x = 0; x < from.size(); ++x)
                    mean[m][x] += window[i] * from[x];
            }
        }
        double rowSum = 0;
        for (std::size_t x = 0; x < mean[0].size(); ++x) {
            const double muA = mean[0][x], muB = mean[1][x];
            const double varianceA = mean[2][x] - muA * muA;
            const double varianceB = mean[3][x] - muB * muB;
            const double covariance = mean[4][x] - muA * muB;
            rowSum += (2 * muA * muB + kC1) * (2 * covariance + kC2) /
                      ((muA * muA + muB * muB + kC1) * (varianceA + varianceB + kC2));
        }
        sum += rowSum;
    }
    return sum / (static_cast<double>(outWidth) * (area.height - side + 1));
}

double meanSsim(const Area& area) {
    if (area.isGrey()) return ssimOf(area, 0);
    return (ssimOf(area, 0) + ssimOf(area, 1) + ssimOf(area, 2)) / 3;
}

}  // namespace

Metrics compare(const ImageBuffer& a, const ImageBuffer& b, int border) {
    const Area area(a, b, border);
    Metrics out;
    out.psnr = psnrOf(area);
    out.ssim = meanSsim(area);
    out.psnrLuma = decibels(squaredError(area, kLuma));
    out.ssimLuma = ssimOf(area, kLuma);
    return out;
}

double psnr(const ImageBuffer& a, const ImageBuffer& b, int border) {
    return psnrOf(Area(a, b, border));
}

double ssim(const ImageBuffer& a, const ImageBuffer& b, int border) {
    return meanSsim(Area(a, b, border));
}

}  // namespace lacuna
