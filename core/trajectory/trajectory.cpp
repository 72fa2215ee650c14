// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trajectory/trajectory.h"

#include "core/trajectory/half.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

namespace lacuna {
namespace {

enum Rank : int { kNoisy = 64, kEstimate, kOverview };

constexpr std::int64_t kOverviewPixels = std::int64_t{1} << 20;
constexpr std::size_t kPixelBytes = 3 * sizeof(std::uint16_t);

/// States are forgotten before pictures: first every second one, then every fourth, and so on, so that the
/// rest lie evenly over the run.
int stateRank(int outerStep) {
    return std::countr_zero(static_cast<unsigned>(outerStep) + 1);
}

/// A table of all half-precision values as 8-bit levels.
using LevelTable = std::array<std::uint8_t, 65536>;

const LevelTable& levelTable(double scale) {
    thread_local LevelTable table;
    thread_local double made = NAN;
    if (made == scale) return table;
    for (std::size_t bits = 0; bits < table.size(); ++bits) {
        const double value = halfValue(static_cast<std::uint16_t>(bits)) * scale;
        table[bits] =
            std::isnan(value)
                ? 0
                : static_cast<std::uint8_t>(std::lround(127.5 * (std::clamp(value, -1.0, 1.0) + 1)));
    }
    made = scale;
    return table;
}

double scaleOf(const TrajectoryStep& step, StepPicture which) {
    return which == StepPicture::Noisy ? noisyScale(step.progress.sigma) : 1;
}

std::uint8_t levelOf(const LevelTable& table, const std::byte* half) {
    std::uint16_t bits;
    std::memcpy(&bits, half, sizeof bits);
    return table[bits];
}

/// Converts interleaved RGB halves: `scale` · value on [−1, 1], rounded to 8 bits. `width` × `height` pixels,
/// whose rows are `rowBytes` apart.
ImageBuffer fromHalves(const std::byte* bytes, std::size_t rowBytes, int width, int height, double scale) {
    ImageBuffer image(width, height, 3, Depth::UInt8);
    const LevelTable& table = levelTable(scale);
    for (int y = 0; y < height; ++y, bytes += rowBytes) {
        auto* out = image.row<std::uint8_t>(y);
        for (int i = 0; i < 3 * width; ++i)
            out[i] = levelOf(table, bytes + 2 * static_cast<std::ptrdiff_t>(i));
    }
    return image;
}

int divided(int size, int factor) {
    return (size + factor - 1) / factor;
}

/// 8-bit RGB, reduced by `factor`; pixels at the right and bottom edges may be means of fewer pixels.
Bytes overviewOf(const Bytes& halves, int width, int height, int factor, double scale) {
    const int columns = divided(width, factor);
    const LevelTable& table = levelTable(scale);
    Bytes out(static_cast<std::size_t>(columns) * static_cast<std::size_t>(divided(height, factor)) * 3);
    std::vector<std::uint32_t> sums(static_cast<std::size_t>(columns) * 3);
    std::byte* to = out.data();
    const std::byte* from = halves.data();
    for (int top = 0; top < height; top += factor) {
        const int rows = std::min(factor, height - top);
        std::fill(sums.begin(), sums.end(), 0);
        for (int y = 0; y < rows; ++y) {
            for (int x = 0; x < width; ++x) {
                std::uint32_t* sum = sums.data() + static_cast<std::ptrdiff_t>(x / factor) * 3;
                for (int c = 0; c < 3; ++c, from += 2)
                    sum[c] += levelOf(table, from);
            }
        }
        for (int x = 0; x < columns; ++x) {
            const auto pixels = static_cast<std::uint32_t>(rows * std::min(factor, width - x * factor));
            for (int c = 0; c < 3; ++c) {
                const std::uint32_t sum = sums[static_cast<std::size_t>(3 * x + c)];
                *to++ = static_cast<std::byte>((sum + pixels / 2) / pixels);
            }
        }
    }
    return out;
}

ImageBuffer imageOf(const Bytes& rgb, int width, int height) {
    ImageBuffer image(width, height, 3, Depth::UInt8);
    assert(rgb.size() == image.byteCount());
    std::memcpy(image.data(), rgb.data(), rgb.size());
    return image;
}

/// Reduced by `factor`: each pixel is the mean of those that it covers.
ImageBuffer meansOf(const ImageBuffer& image, int factor) {
    ImageBuffer out(divided(image.width(), factor), divided(image.height(), factor), 3, Depth::UInt8);
    for (int y = 0; y < out.height(); ++y) {
        auto* to = out.row<std::uint8_t>(y);
        const int bottom = std::min((y + 1) * factor, image.height());
        for (int x = 0; x < out.width(); ++x) {
            const int right = std::min((x + 1) * factor, image.width());
            const int pixels = (bottom - y * factor) * (right - x * factor);
            for (int c = 0; c < 3; ++c) {
                int sum = pixels / 2;
                for (int from = y * factor; from < bottom; ++from) {
                    const auto* row = image.row<std::uint8_t>(from);
                    for (int column = x * factor; column < right; ++column)
                        sum += row[3 * column + c];
                }
                *to++ = static_cast<std::uint8_t>(sum / pixels);
            }
        }
    }
    return out;
}

}  // namespace

int overviewFactor(int width, int height) {
    int factor = 1;
    while (std::int64_t{divided(width, factor)} * divided(height, factor) > kOverviewPixels)
        factor *= 2;
    return factor;
}

Trajectory::Trajectory(std::shared_ptr<SpillStore> store) : mStore(std::move(store)) {}

Trajectory::Trajectory(std::shared_ptr<SpillStore> store, std::shared_ptr<const Trajectory> before, int count)
    : mStore(std::move(store)), mBefore(std::move(before)), mBeforeCount(count) {
    assert(count >= 0 && count <= mBefore->size());
}

Trajectory::~Trajectory() {
    for (const Item& item : mItems)
        forget(item);
    for (const auto& [region, backdrop] : mBackdrops)
        forget(backdrop.blocks, backdrop.width, backdrop.height);
    forgetStates();
}

void Trajectory::forget(const Item& item) {
    for (const Blocks& blocks : {item.estimate, item.noisy}) {
        if (item.coarse) {
            mStore->forget(blocks.picture);
        } else {
            forget(blocks, item.step.width, item.step.height);
        }
    }
}

void Trajectory::forget(const Blocks& blocks, int width, int height) {
    mStore->forget(blocks.picture);
    if (overviewFactor(width, height) > 1) mStore->forget(blocks.overview);
}

void Trajectory::forgetStates() {
    for (const auto& [step, regions] : mStates) {
        for (const auto& [region, block] : regions)
            mStore->forget(block);
    }
    mStates.clear();
}

int Trajectory::size() const {
    std::lock_guard lock(mMutex);
    return mBeforeCount + static_cast<int>(mItems.size());
}

std::pair<const Trajectory*, int> Trajectory::ownerOf(int index) const {
    if (index < mBeforeCount) return mBefore->ownerOf(index);
    return {this, index - mBeforeCount};
}

Trajectory::Item Trajectory::item(int index) const {
    std::lock_guard lock(mMutex);
    assert(index >= 0 && static_cast<std::size_t>(index) < mItems.size());
    return mItems[static_cast<std::size_t>(index)];
}

TrajectoryStep Trajectory::step(int index) const {
    const auto [owner, place] = ownerOf(index);
    return owner->item(place).step;
}

ImageBuffer Trajectory::picture(int index, StepPicture which) const {
    const TrajectoryStep found = step(index);
    return picture(index, which, {0, 0, found.width, found.height});
}

ImageBuffer Trajectory::picture(int index, StepPicture which, const PhotoRegion& part) const {
    const auto [owner, place] = ownerOf(index);
    const Item found = owner->item(place);
    const TrajectoryStep& step = found.step;
    assert(part.x >= 0 && part.y >= 0 && part.width > 0 && part.height > 0);
    assert(part.x + part.width <= step.width && part.y + part.height <= step.height);
    if (found.coarse) return owner->coarse(found, which, part, 1);
    // Reads whole rows, which are contiguous.
    const std::size_t rowBytes = kPixelBytes * static_cast<std::size_t>(step.width);
    const BlockPart rows =
        owner->mStore->get(found.of(which).picture, rowBytes * static_cast<std::size_t>(part.y),
                           rowBytes * static_cast<std::size_t>(part.height));
    if (!rows) return {};
    return fromHalves(rows.data() + kPixelBytes * static_cast<std::size_t>(part.x), rowBytes, part.width,
                      part.height, scaleOf(step, which));
}

ImageBuffer Trajectory::overview(int index, StepPicture which) const {
    const TrajectoryStep found = step(index);
    return reduced(index, which, overviewFactor(found.width, found.height));
}

ImageBuffer Trajectory::reduced(int index, StepPicture which, int factor) const {
    assert(factor >= 1);
    const auto [owner, place] = ownerOf(index);
    const Item found = owner->item(place);
    const TrajectoryStep& step = found.step;
    const int width = divided(step.width, factor), height = divided(step.height, factor);
    if (found.coarse) return owner->coarse(found, which, {0, 0, width, height}, factor);
    if (factor == 1) return picture(index, which);
    const int kept = overviewFactor(step.width, step.height);
    if (factor < kept || kept == 1) {
        const auto halves = owner->mStore->get(found.of(which).picture);
        if (!halves || halves->empty()) return {};
        return imageOf(overviewOf(*halves, step.width, step.height, factor, scaleOf(step, which)), width,
                       height);
    }
    const auto bytes = owner->mStore->get(found.of(which).overview);
    if (!bytes || bytes->empty()) return {};
    const ImageBuffer overview = imageOf(*bytes, divided(step.width, kept), divided(step.height, kept));
    return factor == kept ? overview : meansOf(overview, factor / kept);
}

ImageBuffer Trajectory::coarse(const Item& item, StepPicture which, const PhotoRegion& part,
                               int reduction) const {
    const auto halves = mStore->get(item.of(which).picture);
    if (!halves || halves->empty()) return {};
    std::shared_ptr<const Backdrop> backdrop;
    if (which == StepPicture::Estimate) {
        bool isKept = false;
        {
            std::lock_guard lock(mMutex);
            isKept = mBackdrops.count(item.step.progress.region) > 0;
        }
        if (isKept) backdrop = backdropOf(item.step.progress.region, reduction);
        if (isKept && (!backdrop || backdrop->width != divided(item.step.width, reduction) ||
                       backdrop->height != divided(item.step.height, reduction)))
            return {};  // forgotten, or that of a later attempt with other regions
    }
    return coarsePicture(*halves, *item.coarse, backdrop.get(), part, reduction, scaleOf(item.step, which));
}

std::shared_ptr<const Backdrop> Trajectory::backdropOf(int region, int reduction) const {
    KeptBackdrop kept;
    {
        std::lock_guard lock(mMutex);
        const auto found = mBackdrops.find(region);
        if (found == mBackdrops.end()) return nullptr;
        kept = found->second;
    }
    if (kept.reduced && kept.reduction == reduction) return kept.reduced;
    const int own = overviewFactor(kept.width, kept.height);
    const bool isSmall = own > 1 && reduction >= own;
    const auto bytes = mStore->get(isSmall ? kept.blocks.overview : kept.blocks.picture);
    if (!bytes) return nullptr;
    auto backdrop =
        std::make_shared<Backdrop>(Backdrop{isSmall ? divided(kept.width, own) : kept.width,
                                            isSmall ? divided(kept.height, own) : kept.height, *bytes});
    const int rest = isSmall ? reduction / own : reduction;
    if (rest > 1) *backdrop = reducedBackdrop(*backdrop, rest);
    if (reduction < 4) return backdrop;  // too large to be held
    std::lock_guard lock(mMutex);
    const auto found = mBackdrops.find(region);
    if (found != mBackdrops.end() && found->second.blocks.picture == kept.blocks.picture) {
        found->second.reduced = backdrop;
        found->second.reduction = reduction;
    }
    return backdrop;
}

void Trajectory::setBackdrop(int region, Backdrop backdrop) {
    KeptBackdrop kept{backdrop.width, backdrop.height, {}, 0, nullptr};
    const int factor = overviewFactor(kept.width, kept.height);
    if (factor > 1) kept.blocks.overview = mStore->put(reducedBackdrop(backdrop, factor).rgba, kOverview);
    kept.blocks.picture = mStore->put(std::move(backdrop.rgba), kOverview);
    std::lock_guard lock(mMutex);
    if (const auto before = mBackdrops.find(region); before != mBackdrops.end())
        forget(before->second.blocks, before->second.width, before->second.height);
    mBackdrops[region] = kept;
}

std::shared_ptr<const Bytes> Trajectory::expanded(const Item& item, StepPicture which) const {
    const ImageBuffer shown = coarse(item, which, {0, 0, item.step.width, item.step.height}, 1);
    if (shown.isEmpty()) return nullptr;
    std::array<std::uint16_t, 256> bits;
    for (std::size_t level = 0; level < bits.size(); ++level)
        bits[level] = halfBits((static_cast<double>(level) / 127.5 - 1) / scaleOf(item.step, which));
    Bytes halves(2 * shown.byteCount());
    std::byte* to = halves.data();
    for (int y = 0; y < shown.height(); ++y) {
        const auto* row = shown.row<std::uint8_t>(y);
        for (int i = 0; i < 3 * shown.width(); ++i, to += 2)
            std::memcpy(to, &bits[row[i]], 2);
    }
    return std::make_shared<const Bytes>(std::move(halves));
}

Trajectory::Raw Trajectory::raw(int index) const {
    const auto [owner, place] = ownerOf(index);
    const Item found = owner->item(place);
    Raw raw;
    raw.step = found.step;
    for (const Trajectory* each = owner; each->mBefore; each = each->mBefore.get())
        ++raw.run;
    const auto of = [&, owner = owner](StepPicture which) {
        return found.coarse ? owner->expanded(found, which) : owner->mStore->get(found.of(which).picture);
    };
    raw.estimate = of(StepPicture::Estimate);
    raw.noisy = of(StepPicture::Noisy);
    const std::map<int, std::size_t> states = owner->ownStates(found.step.progress.step);
    if (const auto state = states.find(found.step.progress.region); state != states.end())
        raw.state = owner->mStore->get(state->second);
    return raw;
}

Trajectory::Blocks Trajectory::put(const TrajectoryStep& step, Bytes halves, StepPicture which) {
    if (halves.empty()) {
        const std::size_t none = mStore->put({}, kNoisy);
        mStore->forget(none);
        return {none, none};
    }
    assert(halves.size() ==
           kPixelBytes * static_cast<std::size_t>(step.width) * static_cast<std::size_t>(step.height));
    Blocks blocks;
    if (overviewFactor(step.width, step.height) > 1) {
        blocks.overview =
            mStore->put(overviewOf(halves, step.width, step.height, overviewFactor(step.width, step.height),
                                   scaleOf(step, which)),
                        kOverview);
    }
    blocks.picture = putPicture(std::move(halves), which);
    return blocks;
}

std::size_t Trajectory::putPicture(Bytes halves, StepPicture which) {
    return mStore->put(std::move(halves), which == StepPicture::Estimate ? kEstimate : kNoisy);
}

void Trajectory::add(const TrajectoryStep& step, Bytes estimate, Bytes noisy) {
    add({step, put(step, std::move(estimate), StepPicture::Estimate),
         put(step, std::move(noisy), StepPicture::Noisy), std::nullopt});
}

void Trajectory::addCoarse(const TrajectoryStep& step, const CoarsePlace& place, Bytes estimate,
                           Bytes noisy) {
    assert(place.x <= 0 && place.x + place.width * place.factor >= step.width);
    assert(place.y <= 0 && place.y + place.height * place.factor >= step.height);
    add({step,
         {putPicture(std::move(estimate), StepPicture::Estimate), 0},
         {putPicture(std::move(noisy), StepPicture::Noisy), 0},
         place});
}

void Trajectory::add(const Item& added) {
    {
        std::lock_guard lock(mMutex);
        if (mNext < mItems.size()) {
            forget(mItems[mNext]);
            mItems[mNext] = added;
        } else {
            mItems.push_back(added);
        }
        ++mNext;
    }
    if (mOnAdded) mOnAdded(size());
}

void Trajectory::addState(int region, int outerStep, Bytes state) {
    const std::size_t block = mStore->put(std::move(state), stateRank(outerStep));
    std::lock_guard lock(mMutex);
    mStates[outerStep][region] = block;
}

std::map<int, std::size_t> Trajectory::ownStates(int outerStep) const {
    std::lock_guard lock(mMutex);
    const auto found = mStates.find(outerStep);
    return found == mStates.end() ? std::map<int, std::size_t>() : found->second;
}

std::vector<std::shared_ptr<const Bytes>> Trajectory::states(int index) const {
    std::vector<std::shared_ptr<const Bytes>> states;
    if (index < 0 || index >= size()) return states;
    const auto [owner, place] = ownerOf(index);
    for (const auto& [region, block] : owner->ownStates(owner->item(place).step.progress.step)) {
        if (auto bytes = owner->mStore->get(block)) states.push_back(std::move(bytes));
    }
    return states;
}

bool Trajectory::hasStates(int index) const {
    if (index < 0 || index >= size()) return false;
    const auto [owner, place] = ownerOf(index);
    const std::map<int, std::size_t> blocks = owner->ownStates(owner->item(place).step.progress.step);
    return !blocks.empty() && owner->mStore->holds(blocks.begin()->second);
}

void Trajectory::startAgain() {
    std::lock_guard lock(mMutex);
    mNext = 0;
    forgetStates();
}

}  // namespace lacuna
