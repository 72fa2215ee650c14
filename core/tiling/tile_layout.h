// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace lacuna {

class Occupancy;

/// How neighbouring tiles share pixels: each overlaps the next by 2 · margin + ramp (rounded up to the
/// stride).
struct TileOverlap {
    int margin = 0;  ///< pixels along an inner edge of a tile, whose estimate is discarded
    int ramp = 0;    ///< pixels over which one tile's weight falls to 0 and the next one's rises to 1

    int total() const { return 2 * margin + ramp; }
    /// The least length of a tile with neighbours on both sides; the two ramps of a shorter tile could meet.
    int shortestTile(int stride) const { return total() + 2 * ramp + 3 * stride; }
};

/// A tile along one axis: pixels [origin, origin + length). The estimate counts on [first, first +
/// weight.size()), with that weight; the other pixels only give the network its context.
struct TileSpan {
    int origin = 0;
    int length = 0;
    int first = 0;
    std::vector<double> weight;

    int end() const { return first + static_cast<int>(weight.size()); }
    bool isFirst() const { return origin == 0; }
    bool isLast(int side) const { return origin + length >= side; }
    /// How many ends of the picture's side it reaches: 0 to 2.
    int bordersOf(int side) const { return (isFirst() ? 1 : 0) + (isLast(side) ? 1 : 0); }
};

/// Covers `length` pixels with `count` spans of equal length, the least that the overlap allows; the last may
/// be shorter by less than `stride`. Origins are multiples of `stride`. The weights of all spans sum to 1 at
/// every pixel.
std::vector<TileSpan> tilesAlong(int length, int count, TileOverlap overlap, int stride);

/// Covers `length` pixels with spans of exactly `tile` pixels, as few as the overlap allows, spread evenly
/// from one end to the other; their origins may be any pixel. If `length` isn't longer than `tile`, one span
/// of `length` covers it. `tile` must be more than total() + 2 · (ramp + 1) (asserted).
std::vector<TileSpan> exactTilesAlong(int length, int tile, TileOverlap overlap);

/// Length of the spans that tilesAlong() returns.
int tileLength(int length, int count, TileOverlap overlap, int stride);

/// The smallest count whose spans are at most `tile` pixels long; 0 if `tile` is too small for the overlap.
int tilesNeeded(int length, int tile, TileOverlap overlap, int stride);

/// The tiles of a picture: every column paired with every row, without the tiles that are not needed.
struct TileLayout {
    int width = 0;
    int height = 0;
    std::vector<TileSpan> columns;
    std::vector<TileSpan> rows;
    std::vector<bool> needed;  ///< rows × columns, row by row
    /// Number of mirrored pixels that a tile at the picture's border gets beyond it: a network is least exact
    /// at the edge of its input.
    int border = 0;
    int perCall = 1;  ///< the most tiles that the network is given at a time

    /// One tile.
    static TileLayout whole(int width, int height);
    /// Tiles of at most tileWidth × tileHeight, which must be large enough for tilesNeeded() > 0 (asserted).
    static TileLayout of(int width, int height, int tileWidth, int tileHeight, TileOverlap overlap,
                         int stride);

    /// Tiles of exactly tile × tile, except along sides of the picture that are shorter; see
    /// exactTilesAlong().
    static TileLayout exactly(int width, int height, int tile, TileOverlap overlap);

    /// Drops the tiles that have no weight in any occupied cell of `active`.
    void keepTouching(const Occupancy& active);

    bool isNeeded(std::size_t row, std::size_t column) const { return needed[row * columns.size() + column]; }
    bool isComplete() const { return tileCount() == static_cast<int>(needed.size()); }
    int tileCount() const;
    int tileWidth() const;
    int tileHeight() const;
    /// Pixels of the largest network input: sides padded to the stride and to at least `least`.
    double callPixels(int stride, int least) const;
    /// Pixels of all needed tiles, padded to the stride: the network's work for one evaluation.
    double networkPixels(int stride) const;
};

/// `value` rounded up to a multiple of `step`.
constexpr int roundedUp(int value, int step) {
    return (value + step - 1) / step * step;
}

}  // namespace lacuna
