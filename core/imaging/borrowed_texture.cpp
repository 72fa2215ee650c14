// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/borrowed_texture.h"

#include "core/base/mask.h"
#include "core/base/run_control.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

namespace lacuna {
namespace {

constexpr int kRadius = 3;  ///< of a patch
constexpr int kSide = 2 * kRadius + 1;
/// Fewer patches than this can't be borrowed from.
constexpr int kLeastSources = 64;
/// How much more a vote counts for each pixel that its patch is nearer to the hole's rim.
constexpr double kRimBase = 1.15;
/// A patch is chosen by its trust divided by its cost and this, on the scale of squared colours on [0, 1] …
constexpr float kFaintCost = 1e-4F;
/// … and by how far the pixel is from its middle: the squared distance in pixels counts so much.
constexpr float kFromMiddle = 0.05F;
constexpr double kNoCost = std::numeric_limits<float>::max();

/// A picture (CV_32FC3 on [0, 1]), its hole, and where a patch may be taken from.
struct Level {
    cv::Mat3f picture;
    cv::Mat1b hole;    ///< 255: to be filled
    cv::Mat1b source;  ///< 255: the patch around this pixel lies inside and has no hole
    cv::Mat1b target;  ///< 255: the patch around this pixel meets the hole
    std::vector<cv::Point> sources;
    std::vector<cv::Point> targets;  ///< row by row
    cv::Mat1f trust;                 ///< of the patch around a pixel

    int width() const { return picture.cols; }
    int height() const { return picture.rows; }
    bool isSource(cv::Point at) const {
        return at.x >= 0 && at.y >= 0 && at.x < width() && at.y < height() && source(at) != 0;
    }
};

Level makeLevel(const cv::Mat3f& picture, const cv::Mat1b& hole) {
    Level level;
    level.picture = picture.clone();
    level.hole = hole;
    const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {kSide, kSide});
    cv::dilate(hole, level.target, square, {-1, -1}, 1, cv::BORDER_CONSTANT, 0);
    level.source = level.target == 0;
    // Patches that would reach over the border are no sources.
    level.source.rowRange(0, std::min(kRadius, level.height())).setTo(0);
    level.source.rowRange(std::max(0, level.height() - kRadius), level.height()).setTo(0);
    level.source.colRange(0, std::min(kRadius, level.width())).setTo(0);
    level.source.colRange(std::max(0, level.width() - kRadius), level.width()).setTo(0);
    cv::findNonZero(level.source, level.sources);
    cv::findNonZero(level.target, level.targets);
    cv::Mat1f depth;
    cv::distanceTransform(hole, depth, cv::DIST_L2, cv::DIST_MASK_5);
    level.trust.create(hole.size());
    std::transform(depth.begin(), depth.end(), level.trust.begin(),
                   [](float d) { return static_cast<float>(std::pow(kRimBase, -std::min(d, 60.0F))); });
    return level;
}

/// The picture and its hole at half the size, by means over known pixels. A pixel is a hole if more than half
/// of its area is.
void halve(const cv::Mat3f& picture, const cv::Mat1b& hole, cv::Mat3f& smallPicture, cv::Mat1b& smallHole) {
    const int width = (picture.cols + 1) / 2, height = (picture.rows + 1) / 2;
    smallPicture.create(height, width);
    smallHole.create(height, width);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            cv::Vec3f sum(0, 0, 0), all(0, 0, 0);
            int known = 0, area = 0;
            for (int v = 2 * y; v < std::min(2 * y + 2, picture.rows); ++v)
                for (int u = 2 * x; u < std::min(2 * x + 2, picture.cols); ++u, ++area) {
                    all += picture(v, u);
                    if (hole(v, u)) continue;
                    sum += picture(v, u);
                    ++known;
                }
            smallPicture(y, x) = known > 0 ? sum / static_cast<float>(known) : all / static_cast<float>(area);
            smallHole(y, x) = 2 * known < area ? 255 : 0;
        }
}

/// Fills the hole smoothly from its rim inwards.
void fillSmoothly(Level& level) {
    cv::Mat1b rest = level.hole.clone();
    while (cv::countNonZero(rest) > 0) {
        cv::Mat1b next = rest.clone();
        bool any = false;
        for (int y = 0; y < level.height(); ++y)
            for (int x = 0; x < level.width(); ++x) {
                if (!rest(y, x)) continue;
                cv::Vec3f sum(0, 0, 0);
                int count = 0;
                for (int v = std::max(0, y - 1); v <= std::min(level.height() - 1, y + 1); ++v)
                    for (int u = std::max(0, x - 1); u <= std::min(level.width() - 1, x + 1); ++u) {
                        if (rest(v, u)) continue;
                        sum += level.picture(v, u);
                        ++count;
                    }
                if (count == 0) continue;
                level.picture(y, x) = sum / static_cast<float>(count);
                next(y, x) = 0;
                any = true;
            }
        if (!any) break;  // nothing is known at all
        rest = next;
    }
}

/// Where each target patch is borrowed from, and how different the two are.
struct Field {
    cv::Mat_<cv::Vec2i> from;
    cv::Mat1f cost;
};

class Search {
  public:
    Search(Level& level, std::mt19937_64& random, const RunControl& control)
        : mLevel(level), mRandom(random), mControl(control) {}

    bool stopped() const { return mControl.stopRequested(); }

    /// Random sources, or those of a coarser level.
    Field begin(const Field* coarser) {
        Field field{cv::Mat_<cv::Vec2i>(mLevel.picture.size()),
                    cv::Mat1f(mLevel.picture.size(), static_cast<float>(kNoCost))};
        for (const cv::Point& at : mLevel.targets) {
            cv::Point from = anySource();
            if (coarser) {
                const cv::Point half(std::min(at.x / 2, coarser->from.cols - 1),
                                     std::min(at.y / 2, coarser->from.rows - 1));
                const cv::Vec2i found = coarser->from(half);
                const cv::Point doubled(at.x + 2 * (found[0] - half.x), at.y + 2 * (found[1] - half.y));
                if (coarser->cost(half) < kNoCost && mLevel.isSource(doubled)) from = doubled;
            }
            field.from(at) = {from.x, from.y};
        }
        measure(field);
        return field;
    }

    /// The costs after the picture has changed.
    void measure(Field& field) const {
        for (const cv::Point& at : mLevel.targets)
            field.cost(at) =
                difference(at, {field.from(at)[0], field.from(at)[1]}, static_cast<float>(kNoCost));
    }

    /// One pass of propagation and, for `reach` > 0, random search within that distance.
    void improve(Field& field, bool forwards, int reach) {
        const int step = forwards ? 1 : -1;
        const auto count = static_cast<std::int64_t>(mLevel.targets.size());
        for (std::int64_t i = 0; i < count; ++i) {
            if (i % 4096 == 0 && stopped()) return;
            const cv::Point at = mLevel.targets[static_cast<std::size_t>(forwards ? i : count - 1 - i)];
            for (const cv::Point& beside : {cv::Point(at.x - step, at.y), cv::Point(at.x, at.y - step)}) {
                if (beside.x < 0 || beside.y < 0 || beside.x >= mLevel.width() ||
                    beside.y >= mLevel.height() || !mLevel.target(beside))
                    continue;
                const cv::Vec2i& from = field.from(beside);
                attempt(field, at, {from[0] + at.x - beside.x, from[1] + at.y - beside.y});
            }
            for (int radius = reach; radius >= 1; radius /= 2) {
                const cv::Vec2i& from = field.from(at);
                attempt(field, at, {from[0] + within(radius), from[1] + within(radius)});
            }
        }
    }

    /// Replaces the hole by the weighted mean of what the patches that cover it say. Returns the mean change.
    double vote(const Field& field) {
        // What is usual counts as good: the weight of a patch falls with its cost on that scale.
        std::vector<float> costs;
        costs.reserve(mLevel.targets.size());
        for (const cv::Point& at : mLevel.targets)
            costs.push_back(field.cost(at));
        const auto middle = costs.begin() + static_cast<std::ptrdiff_t>(costs.size() * 3 / 4);
        std::nth_element(costs.begin(), middle, costs.end());
        const double scale = std::max(static_cast<double>(*middle), 1e-6);

        cv::Mat_<cv::Vec4f> sums(mLevel.picture.size(), cv::Vec4f(0, 0, 0, 0));
        for (const cv::Point& at : mLevel.targets) {
            const cv::Vec2i& from = field.from(at);
            const auto weight =
                static_cast<float>(std::exp(-2 * field.cost(at) / scale) * mLevel.trust(at) + 1e-9);
            for (int v = -kRadius; v <= kRadius; ++v) {
                const int y = at.y + v;
                if (y < 0 || y >= mLevel.height()) continue;
                for (int u = -kRadius; u <= kRadius; ++u) {
                    const int x = at.x + u;
                    if (x < 0 || x >= mLevel.width() || !mLevel.hole(y, x)) continue;
                    const cv::Vec3f& colour = mLevel.picture(from[1] + v, from[0] + u);
                    sums(y, x) += weight * cv::Vec4f(colour[0], colour[1], colour[2], 1);
                }
            }
        }
        double change = 0;
        int pixels = 0;
        for (const cv::Point& at : mLevel.targets) {
            if (!mLevel.hole(at)) continue;
            const cv::Vec4f& sum = sums(at);
            const cv::Vec3f now(sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]);
            const cv::Vec3f moved = now - mLevel.picture(at);
            change += std::abs(moved[0]) + std::abs(moved[1]) + std::abs(moved[2]);
            ++pixels;
            mLevel.picture(at) = now;
        }
        return change / (3 * std::max(pixels, 1));
    }

    /// For every pixel of the hole, the one that it is to be a copy of: as the patch says that counts most
    /// among those that cover it. The mean of many patches has lost their grain and fine texture.
    cv::Mat_<cv::Vec2i> choose(const Field& field) const {
        cv::Mat1f best(mLevel.picture.size(), -1.0F);
        cv::Mat_<cv::Vec2i> chosen(mLevel.picture.size());
        for (const cv::Point& at : mLevel.targets) {
            const cv::Vec2i& from = field.from(at);
            const float weight = mLevel.trust(at) / (field.cost(at) + kFaintCost);
            for (int v = -kRadius; v <= kRadius; ++v) {
                const int y = at.y + v;
                if (y < 0 || y >= mLevel.height()) continue;
                for (int u = -kRadius; u <= kRadius; ++u) {
                    const int x = at.x + u;
                    if (x < 0 || x >= mLevel.width() || !mLevel.hole(y, x)) continue;
                    // Of equal patches, the one whose middle is nearest.
                    const float here = weight / (1 + kFromMiddle * static_cast<float>(u * u + v * v));
                    if (here <= best(y, x)) continue;
                    best(y, x) = here;
                    chosen(y, x) = {from[0] + u, from[1] + v};
                }
            }
        }
        return chosen;
    }

  private:
    cv::Point anySource() {
        return mLevel.sources[static_cast<std::size_t>(mRandom() % mLevel.sources.size())];
    }
    int within(int radius) {
        return static_cast<int>(mRandom() % static_cast<std::uint64_t>(2 * radius + 1)) - radius;
    }

    void attempt(Field& field, cv::Point at, cv::Point from) const {
        if (!mLevel.isSource(from)) return;
        const float cost = difference(at, from, field.cost(at));
        if (cost >= field.cost(at)) return;
        field.cost(at) = cost;
        field.from(at) = {from.x, from.y};
    }

    /// The mean squared difference of two patches over the pixels of the first that lie inside; no less than
    /// `most` if it is known to be as much.
    float difference(cv::Point at, cv::Point from, float most) const {
        const int top = std::max(-kRadius, -at.y), bottom = std::min(kRadius, mLevel.height() - 1 - at.y);
        const int left = std::max(-kRadius, -at.x), right = std::min(kRadius, mLevel.width() - 1 - at.x);
        const auto area = static_cast<float>((bottom - top + 1) * (right - left + 1));
        const float limit = most < kNoCost ? most * area : most;
        float sum = 0;
        for (int v = top; v <= bottom; ++v) {
            const auto* a = reinterpret_cast<const float*>(mLevel.picture[at.y + v] + at.x + left);
            const auto* b = reinterpret_cast<const float*>(mLevel.picture[from.y + v] + from.x + left);
            for (int i = 0; i < 3 * (right - left + 1); ++i)
                sum += (a[i] - b[i]) * (a[i] - b[i]);
            if (sum >= limit) return most;
        }
        return sum / area;
    }

    Level& mLevel;
    std::mt19937_64& mRandom;
    const RunControl& mControl;
};

/// Colours on [0, 1], each the mean of scale × scale pixels; and where any of these is marked.
void takeReduced(const ImageBuffer& photo, const ImageBuffer& mask, int scale, cv::Mat3f& picture,
                 cv::Mat1b& hole) {
    const int width = (photo.width() + scale - 1) / scale, height = (photo.height() + scale - 1) / scale;
    picture.create(height, width);
    hole.create(height, width);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            cv::Vec3d sum(0, 0, 0);
            int area = 0;
            bool marked = false;
            for (int v = y * scale; v < std::min((y + 1) * scale, photo.height()); ++v)
                for (int u = x * scale; u < std::min((x + 1) * scale, photo.width()); ++u, ++area) {
                    marked = marked || isMarked(mask.row<std::uint8_t>(v)[u]);
                    for (int c = 0; c < 3; ++c)
                        sum[c] += photo.sample(u, v, photo.channels() == 3 ? c : 0);
                }
            picture(y, x) = cv::Vec3f(sum / (area * static_cast<double>(photo.maxValue())));
            hole(y, x) = marked ? 255 : 0;
        }
}

/// How often a level's picture and search take turns.
int roundsAt(int level, int levels) {
    return level == levels ? 12 : level == 0 ? 3 : 6;
}

}  // namespace

ImageBuffer borrowedTexture(const ImageBuffer& photo, const ImageBuffer& mask, std::uint64_t seed,
                            const RunControl& control, double mostPixels) {
    assert(mask.width() == photo.width() && mask.height() == photo.height() && mask.channels() == 1);
    int scale = 1;
    while (static_cast<double>(photo.width()) * photo.height() > mostPixels * scale * scale)
        scale *= 2;
    cv::Mat3f picture;
    cv::Mat1b hole;
    takeReduced(photo, mask, scale, picture, hole);

    // Down to where the hole is hardly wider than a patch, as long as there is something to borrow from.
    std::vector<Level> levels{makeLevel(picture, hole)};
    if (levels[0].sources.size() < kLeastSources || levels[0].targets.empty()) return {};
    while (true) {
        cv::Mat1f depth;
        cv::distanceTransform(levels.back().hole, depth, cv::DIST_L2, cv::DIST_MASK_5);
        double widest = 0;
        cv::minMaxLoc(depth, nullptr, &widest);
        if (widest <= kRadius) break;
        cv::Mat3f smallPicture;
        cv::Mat1b smallHole;
        halve(levels.back().picture, levels.back().hole, smallPicture, smallHole);
        Level next = makeLevel(smallPicture, smallHole);
        if (next.sources.size() < kLeastSources || next.targets.empty()) break;
        levels.push_back(std::move(next));
    }

    std::mt19937_64 random(seed);
    std::optional<Field> field;
    cv::Mat_<cv::Vec2i> chosen;
    const int coarsest = static_cast<int>(levels.size()) - 1;
    for (int index = coarsest; index >= 0; --index) {
        Level& level = levels[static_cast<std::size_t>(index)];
        Search search(level, random, control);
        if (index == coarsest) {
            fillSmoothly(level);
            field = search.begin(nullptr);
        } else {
            Field finer = search.begin(&*field);
            search.vote(finer);
            search.measure(finer);
            field = std::move(finer);
        }
        // Beyond this size only what was found is refined, within a few pixels.
        const bool large = cv::countNonZero(level.hole) > kMostSearched && index < coarsest;
        const int reach = large ? 2 : std::max(level.width(), level.height());
        const int rounds = large ? 1 : roundsAt(index, coarsest);
        for (int round = 0; round < rounds; ++round) {
            for (int pass = 0; pass < (large ? 1 : 4); ++pass)
                search.improve(*field, pass % 2 == 0, pass < 2 || large ? reach : 0);
            if (search.stopped()) return {};
            search.vote(*field);
            search.measure(*field);
        }
        if (index == 0) chosen = search.choose(*field);
    }

    ImageBuffer out = photo;
    for (int y = 0; y < photo.height(); ++y) {
        const auto* marks = mask.row<std::uint8_t>(y);
        for (int x = 0; x < photo.width(); ++x) {
            if (!isMarked(marks[x])) continue;
            const cv::Vec2i& from = chosen(y / scale, x / scale);
            const int u = std::min(from[0] * scale + x % scale, photo.width() - 1);
            const int v = std::min(from[1] * scale + y % scale, photo.height() - 1);
            for (int c = 0; c < photo.channels(); ++c)
                out.setSample(x, y, c, photo.sample(u, v, c));
        }
    }
    return out;
}

}  // namespace lacuna
