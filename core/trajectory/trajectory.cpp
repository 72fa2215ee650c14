// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trajectory/trajectory.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

namespace lacuna {
namespace {

enum Rank : int { kNoisy = 64, kEstimate };

/// States go before pictures, and of them every second first, then every fourth, and so on: those that are
/// left lie evenly over the run.
int stateRank(int outerStep) {
    return std::countr_zero(static_cast<unsigned>(outerStep) + 1);
}

Bytes bytesOf(const std::vector<std::uint16_t>& halves) {
    Bytes bytes(halves.size() * sizeof(std::uint16_t));
    std::memcpy(bytes.data(), halves.data(), bytes.size());
    return bytes;
}

double halfValue(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31;
    const int fraction = bits & 1023;
    double value = 0;
    if (exponent == 31) {
        value = fraction == 0 ? INFINITY : NAN;
    } else if (exponent == 0) {
        value = std::ldexp(fraction, -24);
    } else {
        value = std::ldexp(1024 + fraction, exponent - 25);
    }
    return bits & 0x8000 ? -value : value;
}

/// Every half there is, as 8 bits.
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

}  // namespace

ImageBuffer fromHalves(const Bytes& bytes, int width, int height, double scale) {
    ImageBuffer image(width, height, 3, Depth::UInt8);
    assert(bytes.size() == 2 * image.byteCount());
    const LevelTable& table = levelTable(scale);
    auto* out = reinterpret_cast<std::uint8_t*>(image.data());
    const std::byte* in = bytes.data();
    for (std::size_t i = 0; i < image.byteCount(); ++i, in += 2) {
        std::uint16_t half;
        std::memcpy(&half, in, sizeof half);
        out[i] = table[half];
    }
    return image;
}

Trajectory::Trajectory(std::shared_ptr<SpillStore> store) : mStore(std::move(store)) {}

Trajectory::Trajectory(std::shared_ptr<SpillStore> store, std::shared_ptr<const Trajectory> before, int count)
    : mStore(std::move(store)), mBefore(std::move(before)), mBeforeCount(count) {
    assert(count >= 0 && count <= mBefore->size());
}

Trajectory::~Trajectory() {
    for (const Item& item : mItems) {
        mStore->forget(item.estimate);
        mStore->forget(item.noisy);
    }
    for (const auto& [step, regions] : mStates) {
        for (const auto& [region, block] : regions)
            mStore->forget(block);
    }
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

ImageBuffer Trajectory::estimate(int index) const {
    const auto [owner, place] = ownerOf(index);
    const Item found = owner->item(place);
    const auto bytes = owner->mStore->get(found.estimate);
    return bytes ? fromHalves(*bytes, found.step.width, found.step.height, 1) : ImageBuffer();
}

ImageBuffer Trajectory::noisy(int index) const {
    const auto [owner, place] = ownerOf(index);
    const Item found = owner->item(place);
    const auto bytes = owner->mStore->get(found.noisy);
    const double scale = noisyScale(found.step.progress.sigma);
    return bytes ? fromHalves(*bytes, found.step.width, found.step.height, scale) : ImageBuffer();
}

void Trajectory::add(const TrajectoryStep& step, const std::vector<std::uint16_t>& estimate,
                     const std::vector<std::uint16_t>& noisy) {
    const Item added{step, mStore->put(bytesOf(estimate), kEstimate), mStore->put(bytesOf(noisy), kNoisy)};
    {
        std::lock_guard lock(mMutex);
        mItems.push_back(added);
    }
    if (mOnAdded) mOnAdded(size());
}

void Trajectory::addState(int region, int outerStep, Bytes state) {
    const std::size_t block = mStore->put(std::move(state), stateRank(outerStep));
    std::lock_guard lock(mMutex);
    mStates[outerStep][region] = block;
}

std::vector<std::shared_ptr<const Bytes>> Trajectory::states(int outerStep) const {
    std::map<int, std::size_t> blocks;
    {
        std::lock_guard lock(mMutex);
        const auto found = mStates.find(outerStep);
        if (found != mStates.end()) blocks = found->second;
    }
    std::vector<std::shared_ptr<const Bytes>> states;
    for (const auto& [region, block] : blocks) {
        if (auto bytes = mStore->get(block)) states.push_back(std::move(bytes));
    }
    if (states.empty() && mBefore) return mBefore->states(outerStep);
    return states;
}

bool Trajectory::hasStates(int outerStep) const {
    {
        std::lock_guard lock(mMutex);
        const auto found = mStates.find(outerStep);
        if (found != mStates.end()) return mStore->holds(found->second.begin()->second);
    }
    return mBefore && mBefore->hasStates(outerStep);
}

}  // namespace lacuna
