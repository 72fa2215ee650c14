// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/tile_layout.h"

#include "core/tiling/occupancy.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace lacuna {

namespace {

/// The longest distance between neighbouring origins. The others are one stride less, so that the last tile
/// ends with the picture.
int longestStep(int length, int count, int tile, int stride) {
    const int strides = roundedUp(std::max(length - tile, 0), stride) / stride;
    return (strides + count - 2) / (count - 1) * stride;
}

/// Weight of the later of two tiles, `t` pixels into the ramp.
double rampWeight(int t, int ramp) {
    return 0.5 - 0.5 * std::cos(std::numbers::pi * (t + 0.5) / ramp);
}

TileLayout paired(int width, int height, std::vector<TileSpan> columns, std::vector<TileSpan> rows) {
    TileLayout layout;
    layout.width = width;
    layout.height = height;
    layout.columns = std::move(columns);
    layout.rows = std::move(rows);
    layout.needed.assign(layout.columns.size() * layout.rows.size(), true);
    return layout;
}

/// Fills in the pixels that count, with their weights, for spans whose origins and lengths are set.
void weigh(std::vector<TileSpan>& spans, int length, TileOverlap overlap) {
    const int count = static_cast<int>(spans.size());
    // The ramp lies in the middle of the overlap, so that both tiles discard as much as possible.
    std::vector<int> ramps(count + 1, 0);  // where the ramp before span i begins
    for (int i = 1; i < count; ++i) {
        const int shared = spans[i - 1].origin + spans[i - 1].length - spans[i].origin;
        ramps[i] = spans[i].origin + (shared - overlap.ramp) / 2;
        assert(i == 1 || ramps[i] >= ramps[i - 1] + overlap.ramp);
    }
    for (int i = 0; i < count; ++i) {
        TileSpan& span = spans[i];
        span.first = i == 0 ? 0 : ramps[i];
        const int end = i == count - 1 ? length : ramps[i + 1] + overlap.ramp;
        span.weight.assign(end - span.first, 1.0);
        if (i > 0) {
            for (int t = 0; t < overlap.ramp; ++t)
                span.weight[t] = rampWeight(t, overlap.ramp);
        }
        if (i < count - 1) {
            const int fall = ramps[i + 1] - span.first;
            for (int t = 0; t < overlap.ramp; ++t)
                span.weight[fall + t] = 1 - rampWeight(t, overlap.ramp);
        }
    }
}

}  // namespace

int tileLength(int length, int count, TileOverlap overlap, int stride) {
    if (count == 1) return roundedUp(length, stride);
    const std::int64_t shared = static_cast<std::int64_t>(count - 1) * overlap.total();
    int tile = roundedUp(static_cast<int>((length + shared + count - 1) / count), stride);
    while (longestStep(length, count, tile, stride) > tile - overlap.total())
        tile += stride;
    return tile;
}

std::vector<TileSpan> tilesAlong(int length, int count, TileOverlap overlap, int stride) {
    assert(length >= 1 && count >= 1 && stride >= 1);
    const int tile = tileLength(length, count, overlap, stride);
    const int strides = roundedUp(std::max(length - tile, 0), stride) / stride;
    std::vector<TileSpan> spans(count);
    for (int i = 0; i < count; ++i) {
        const std::int64_t steps = count == 1 ? 0 : static_cast<std::int64_t>(i) * strides / (count - 1);
        spans[i].origin = static_cast<int>(steps) * stride;
        spans[i].length = std::min(tile, length - spans[i].origin);
    }
    weigh(spans, length, overlap);
    return spans;
}

std::vector<TileSpan> exactTilesAlong(int length, int tile, TileOverlap overlap) {
    assert(length >= 1 && tile > overlap.total() + 2 * (overlap.ramp + 1));
    const int rest = std::max(length - tile, 0);
    const int step = tile - overlap.total();
    const int count = 1 + (rest + step - 1) / step;
    std::vector<TileSpan> spans(count);
    for (int i = 0; i < count; ++i) {
        spans[i].origin =
            count == 1 ? 0 : static_cast<int>(static_cast<std::int64_t>(i) * rest / (count - 1));
        spans[i].length = std::min(tile, length);
    }
    weigh(spans, length, overlap);
    return spans;
}

int tilesNeeded(int length, int tile, TileOverlap overlap, int stride) {
    if (roundedUp(length, stride) <= tile) return 1;
    const int step = tile - overlap.total();
    if (tile < overlap.shortestTile(stride)) return 0;
    int count = std::max(2, (length - overlap.total() + step - 1) / step);
    while (tileLength(length, count, overlap, stride) > tile / stride * stride) {
        if (++count > length) return 0;
    }
    return count;
}

TileLayout TileLayout::whole(int width, int height) {
    return of(width, height, width, height, {}, 1);
}

TileLayout TileLayout::of(int width, int height, int tileWidth, int tileHeight, TileOverlap overlap,
                          int stride) {
    const int across = tilesNeeded(width, tileWidth, overlap, stride);
    const int down = tilesNeeded(height, tileHeight, overlap, stride);
    assert(across > 0 && down > 0);
    return paired(width, height, tilesAlong(width, across, overlap, stride),
                  tilesAlong(height, down, overlap, stride));
}

TileLayout TileLayout::exactly(int width, int height, int tile, TileOverlap overlap) {
    return paired(width, height, exactTilesAlong(width, tile, overlap),
                  exactTilesAlong(height, tile, overlap));
}

void TileLayout::keepTouching(const Occupancy& active) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            needed[r * columns.size() + c] =
                active.touches(columns[c].first, rows[r].first, columns[c].end(), rows[r].end());
        }
    }
}

int TileLayout::tileCount() const {
    return static_cast<int>(std::count(needed.begin(), needed.end(), true));
}

int TileLayout::tileWidth() const {
    return columns.empty() ? 0 : columns.front().length;
}

int TileLayout::tileHeight() const {
    return rows.empty() ? 0 : rows.front().length;
}

double TileLayout::callPixels(int stride, int least) const {
    const auto padded = [&](const std::vector<TileSpan>& spans, int side) {
        int longest = least;
        for (const TileSpan& span : spans)
            longest = std::max(longest, border * span.bordersOf(side) + span.length);
        return static_cast<double>(roundedUp(longest, stride));
    };
    return padded(columns, width) * padded(rows, height);
}

double TileLayout::networkPixels(int stride) const {
    const auto padded = [&](const TileSpan& span, int side) {
        return static_cast<double>(roundedUp(border * span.bordersOf(side) + span.length, stride));
    };
    double pixels = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (!isNeeded(r, c)) continue;
            pixels += padded(columns[c], width) * padded(rows[r], height);
        }
    }
    return pixels;
}

}  // namespace lacuna
