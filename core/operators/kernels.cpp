// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/kernels.h"

#include "core/base/error.h"
#include "core/job/restoration_job.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numbers>
#include <numeric>

namespace lacuna {

namespace {

std::string text(const char* format, double first, double second = 0) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, format, first, second);
    return buffer;
}

void require(bool condition, const std::string& subject, const std::string& detail) {
    if (!condition) throw Error(ErrorCode::KernelInvalid, subject, detail);
}

Kernel square(int radius) {
    Kernel kernel;
    kernel.width = kernel.height = 2 * radius + 1;
    kernel.weights.assign(static_cast<std::size_t>(kernel.width) * static_cast<std::size_t>(kernel.height),
                          0.0);
    return kernel;
}

Kernel gaussian(double sigma) {
    require(sigma > 0 && sigma <= 50, "kernel", "a Gaussian's sigma lies in (0, 50]");
    const int radius = static_cast<int>(std::ceil(4 * sigma));
    Kernel kernel = square(radius);
    auto weight = kernel.weights.begin();
    for (int y = -radius; y <= radius; ++y) {
        for (int x = -radius; x <= radius; ++x)
            *weight++ = std::exp(-0.5 * (x * x + y * y) / (sigma * sigma));
    }
    kernel.name = text("gaussian %g px", sigma);
    return kernel;
}

/// ∫ √(r² − x²) dx from 0 to x.
double underArc(double x, double r) {
    return 0.5 * (x * std::sqrt(std::max(0.0, r * r - x * x)) + r * r * std::asin(x / r));
}

/// The area of [x0, x1] × [y0, y1], in the first quadrant, inside the circle of radius r around the origin.
double areaInside(double x0, double x1, double y0, double y1, double r) {
    const auto arc = [r](double c) { return std::sqrt(std::max(0.0, r * r - c * c)); };
    const double full = std::clamp(arc(y1), x0, x1);  // left of it the circle is above the rectangle
    const double none = std::clamp(arc(y0), x0, x1);  // right of it, below
    const double curved =
        underArc(std::min(none, r), r) - underArc(std::min(full, r), r) - (none - full) * y0;
    return (full - x0) * (y1 - y0) + std::max(0.0, curved);
}

Kernel disc(double radius) {
    require(radius > 0 && radius <= 100, "kernel", "a disc's radius lies in (0, 100]");
    const int reach = std::max(0, static_cast<int>(std::ceil(radius - 0.5)));
    Kernel kernel = square(reach);
    auto weight = kernel.weights.begin();
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            // Pixels on an axis are counted by their half in the first quadrant.
            const double x0 = std::max(0.0, std::abs(x) - 0.5);
            const double y0 = std::max(0.0, std::abs(y) - 0.5);
            const double halves = (x == 0 ? 2 : 1) * (y == 0 ? 2 : 1);
            *weight++ = halves * areaInside(x0, std::abs(x) + 0.5, y0, std::abs(y) + 0.5, radius);
        }
    }
    kernel.name = text("disc %g px", radius);
    return kernel;
}

Kernel motion(double length, double angle) {
    require(length >= 1 && length <= 200, "kernel", "a motion's length lies in [1, 200]");
    require(std::isfinite(angle), "kernel", "a motion's angle is a number of degrees");
    const double radians = angle * std::numbers::pi / 180;
    const int reach = static_cast<int>(std::ceil(length / 2));
    Kernel kernel = square(reach);
    const int samples = std::max(2, static_cast<int>(std::ceil(length * 64)));
    for (int i = 0; i < samples; ++i) {
        const double t = length * ((i + 0.5) / samples - 0.5);
        const double x = reach + t * std::cos(radians);
        const double y = reach - t * std::sin(radians);  // rows run downwards, angles upwards
        const int left = std::min(static_cast<int>(std::floor(x)), 2 * reach - 1);
        const int top = std::min(static_cast<int>(std::floor(y)), 2 * reach - 1);
        const double fx = x - left;
        const double fy = y - top;
        const auto add = [&](int column, int row, double w) {
            kernel.weights[static_cast<std::size_t>(row * kernel.width + column)] += w;
        };
        add(left, top, (1 - fx) * (1 - fy));
        add(left + 1, top, fx * (1 - fy));
        add(left, top + 1, (1 - fx) * fy);
        add(left + 1, top + 1, fx * fy);
    }
    kernel.name = text("motion %g px at %g°", length, angle);
    return kernel;
}

Kernel fromWeights(const KernelSpec& spec) {
    const std::string subject = spec.path.empty() ? "kernel" : spec.path;
    require(spec.width >= 1 && spec.height >= 1, subject, "the kernel is empty");
    require(
        spec.weights.size() == static_cast<std::size_t>(spec.width) * static_cast<std::size_t>(spec.height),
        subject, "the kernel's weights don't fill its width and height");
    Kernel kernel;
    kernel.width = spec.width;
    kernel.height = spec.height;
    kernel.weights.assign(spec.weights.begin(), spec.weights.end());
    for (const double weight : kernel.weights) {
        require(std::isfinite(weight) && weight >= 0, subject,
                "a weight of the kernel is negative or not finite");
    }
    kernel.name = spec.path.empty() ? text("%g × %g px", spec.width, spec.height)
                                    : std::filesystem::path(spec.path).filename().string();
    return kernel;
}

Kernel unnormalised(const KernelSpec& spec) {
    switch (spec.kind) {
        case KernelSpec::Kind::Gaussian:
            return gaussian(spec.sigma);
        case KernelSpec::Kind::Disc:
            return disc(spec.radius);
        case KernelSpec::Kind::Motion:
            return motion(spec.length, spec.angle);
        case KernelSpec::Kind::Weights:
            return fromWeights(spec);
        case KernelSpec::Kind::None:
            break;
    }
    throw Error(ErrorCode::KernelInvalid, "kernel", "there is none");
}

}  // namespace

Kernel makeKernel(const KernelSpec& spec) {
    Kernel kernel = unnormalised(spec);
    const double sum = std::accumulate(kernel.weights.begin(), kernel.weights.end(), 0.0);
    require(sum > 0 && std::isfinite(sum), spec.path.empty() ? "kernel" : spec.path,
            "the kernel's weights are all zero");
    for (double& weight : kernel.weights)
        weight /= sum;
    return kernel;
}

}  // namespace lacuna
