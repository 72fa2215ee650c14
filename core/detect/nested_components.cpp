// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/nested_components.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace lacuna {
namespace {

constexpr std::int32_t kNone = -1;

/// A component while it grows.
struct Growing : NestedComponent {
    std::int32_t firstUnmarked = kNone, lastUnmarked = kNone;  ///< a list through Forest::mNext
    std::size_t askedAt = std::numeric_limits<std::size_t>::max();
};

/// Pixels are joined to components as the level falls.
class Forest {
  public:
    Forest(int width, int height)
        : mWidth(width),
          mHeight(height),
          mParent(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), kNone),
          mNext(mParent.size(), kNone) {}

    void add(std::int32_t pixel, std::uint16_t value, bool isStrong);
    Growing& componentOf(std::int32_t pixel) {
        return mGrowing[static_cast<std::size_t>(idOf(rootOf(pixel)))];
    }
    /// Calls `mark` with every pixel that has joined since the last time.
    template <typename Mark>
    void mark(Growing& component, const Mark& mark) {
        for (std::int32_t at = component.firstUnmarked; at != kNone; at = mNext[static_cast<std::size_t>(at)])
            mark(at);
        component.firstUnmarked = component.lastUnmarked = kNone;
    }

  private:
    /// A root's parent is −2 − the index of its component; kNone: not added yet.
    std::int32_t& parent(std::int32_t pixel) { return mParent[static_cast<std::size_t>(pixel)]; }
    std::int32_t idOf(std::int32_t root) { return -2 - parent(root); }
    std::int32_t rootOf(std::int32_t pixel);
    std::int32_t newComponent(std::int32_t pixel, std::uint16_t value, bool isStrong);
    std::int32_t joined(std::int32_t a, std::int32_t b);

    int mWidth, mHeight;
    std::vector<std::int32_t> mParent, mNext;
    std::vector<Growing> mGrowing;
    std::vector<std::int32_t> mFree;  ///< components that were joined to others
};

std::int32_t Forest::rootOf(std::int32_t pixel) {
    while (parent(pixel) >= 0) {
        if (parent(parent(pixel)) >= 0) parent(pixel) = parent(parent(pixel));
        pixel = parent(pixel);
    }
    return pixel;
}

std::int32_t Forest::newComponent(std::int32_t pixel, std::uint16_t value, bool isStrong) {
    if (mFree.empty()) {
        mFree.push_back(static_cast<std::int32_t>(mGrowing.size()));
        mGrowing.emplace_back();
    }
    const std::int32_t id = mFree.back();
    mFree.pop_back();
    Growing& component = mGrowing[static_cast<std::size_t>(id)] = {};
    component.left = component.right = pixel % mWidth;
    component.top = component.bottom = pixel / mWidth;
    component.area = 1;
    component.peak = value;
    component.strong = isStrong ? 1 : 0;
    component.firstUnmarked = component.lastUnmarked = pixel;
    return id;
}

/// The larger one takes the other in.
std::int32_t Forest::joined(std::int32_t a, std::int32_t b) {
    if (a == b) return a;
    if (mGrowing[static_cast<std::size_t>(idOf(a))].area < mGrowing[static_cast<std::size_t>(idOf(b))].area)
        std::swap(a, b);
    Growing& into = mGrowing[static_cast<std::size_t>(idOf(a))];
    const Growing& from = mGrowing[static_cast<std::size_t>(idOf(b))];
    into.left = std::min(into.left, from.left);
    into.top = std::min(into.top, from.top);
    into.right = std::max(into.right, from.right);
    into.bottom = std::max(into.bottom, from.bottom);
    into.area += from.area;
    into.peak = std::max(into.peak, from.peak);
    into.strong += from.strong;
    into.outline += from.outline;
    if (from.firstUnmarked != kNone) {
        mNext[static_cast<std::size_t>(from.lastUnmarked)] = into.firstUnmarked;
        if (into.firstUnmarked == kNone) into.lastUnmarked = from.lastUnmarked;
        into.firstUnmarked = from.firstUnmarked;
    }
    mFree.push_back(idOf(b));
    parent(b) = a;
    return a;
}

void Forest::add(std::int32_t pixel, std::uint16_t value, bool isStrong) {
    assert(parent(pixel) == kNone);
    const int x = pixel % mWidth, y = pixel / mWidth;
    parent(pixel) = -2 - newComponent(pixel, value, isStrong);
    std::int32_t root = pixel;
    // Where a line in one of four directions enters or leaves the component; lines along the diagonals lie
    // closer to each other.
    constexpr struct {
        int x, y;
        double weight;
    } kDirections[] = {
        {1, 0, 1}, {0, 1, 1}, {1, 1, std::numbers::sqrt2 / 2}, {1, -1, std::numbers::sqrt2 / 2}};
    double crossings = 0;
    for (const auto& direction : kDirections) {
        int present = 0;
        for (const int side : {-1, 1}) {
            const int u = x + side * direction.x, v = y + side * direction.y;
            if (u < 0 || v < 0 || u >= mWidth || v >= mHeight) continue;
            const std::int32_t neighbour = v * mWidth + u;
            if (parent(neighbour) == kNone) continue;
            ++present;
            root = joined(root, rootOf(neighbour));
        }
        crossings += direction.weight * (2 - 2 * present);
    }
    mGrowing[static_cast<std::size_t>(idOf(root))].outline += std::numbers::pi / 8 * crossings;
}

}  // namespace

double NestedComponent::extent() const {
    return std::hypot(right - left + 1, bottom - top + 1);
}

ImageBuffer acceptedComponents(const ImageBuffer& values, const std::vector<std::uint16_t>& levels,
                               std::size_t strong,
                               const std::function<bool(const NestedComponent&, std::size_t)>& accepts) {
    assert(values.channels() == 1 && values.depth() == Depth::UInt16);
    const int width = values.width(), height = values.height();
    assert(static_cast<std::int64_t>(width) * height <= std::numeric_limits<std::int32_t>::max());
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    if (levels.empty()) return mask;
    // The pixels by level, by counting: first how many each has, then where they stand.
    const auto levelOf = [&levels](std::uint16_t value) {
        return static_cast<std::size_t>(
            std::lower_bound(levels.begin(), levels.end(), value, std::greater<>()) - levels.begin());
    };
    const auto eachPixel = [&](const auto& function) {
        for (int y = 0; y < height; ++y) {
            const auto* row = values.row<std::uint16_t>(y);
            for (int x = 0; x < width; ++x)
                if (row[x] >= levels.back()) function(levelOf(row[x]), y * width + x);
        }
    };
    std::vector<std::size_t> starts(levels.size() + 1, 0);
    eachPixel([&](std::size_t level, std::int32_t) { ++starts[level + 1]; });
    for (std::size_t level = 0; level < levels.size(); ++level)
        starts[level + 1] += starts[level];
    std::vector<std::int32_t> pixels(starts.back());
    std::vector<std::size_t> next = starts;
    eachPixel([&](std::size_t level, std::int32_t pixel) { pixels[next[level]++] = pixel; });

    Forest forest(width, height);
    const auto setMarked = [&](std::int32_t pixel) {
        mask.row<std::uint8_t>(pixel / width)[pixel % width] = 255;
    };
    for (std::size_t level = 0; level < levels.size(); ++level) {
        for (std::size_t i = starts[level]; i < starts[level + 1]; ++i)
            forest.add(pixels[i], values.row<std::uint16_t>(pixels[i] / width)[pixels[i] % width],
                       level <= strong);
        for (std::size_t i = starts[level]; i < starts[level + 1]; ++i) {
            Growing& component = forest.componentOf(pixels[i]);
            if (component.askedAt == level) continue;
            component.askedAt = level;
            if (accepts(component, level)) forest.mark(component, setMarked);
        }
    }
    return mask;
}

}  // namespace lacuna
