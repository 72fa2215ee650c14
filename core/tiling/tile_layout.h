// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace lacuna {

class Occupancy;

/// How neighbouring tiles share pixels: each overlaps the next by 2 · margin + ramp (rounded up to the
/// stride).
struct TileOverlap {
    int margin = 0;  ///< pixels along an inner edge of a tile whose estimate is discarded
    int ramp = 0;    ///< pixels over which one tile's weight falls to 0 and the next one's rises to 1

    int total() const { return 2 * margin + ramp; }
    /// The shortest tile that has neighbours on both sides: below, its two ramps could meet.
    int shortestTile(int stride) const { return total() + 2 * ramp + 3 * stride; }
};

/// A tile along one axis: pixels [origin, origin + length). Those of [first, first + weight.size()) count,
/// with that weight; the rest is there for the network to see.
struct TileSpan {
    int origin = 0;
    int length = 0;
    int first = 0;
    std::vector<double> weight;

    int end() const { return first + static_cast<int>(weight.size()); }
    bool isFirst() const { return origin == 0; }
    bool isLast(int side) const { return origin + length >= side; }
    /// How many ends of the picture's side it reaches.
    int bordersOf(int side) const { return (isFirst() ? 1 : 0) + (isLast(side) ? 1 : 0); }
};

/// Covers `length` pixels by `count` spans of one length (the last may be shorter by less than `stride`), the
/// least that the overlap allows. Origins are multiples of `stride`. The weights of all spans sum to 1 at
/// every pixel.
std::vector<TileSpan> tilesAlong(int length, int count, TileOverlap overlap, int stride);

/// Covers `length` pixels by spans of exactly `tile` pixels, as few as the overlap allows, spread evenly from
/// one end to the other; by one span of `length` where that isn't longer. Origins are whatever the spreading
/// gives. `tile` must be more than total() + 2 · (ramp + 1) (asserted).
std::vector<TileSpan> exactTilesAlong(int length, int tile, TileOverlap overlap);

/// How long tilesAlong()'s spans are.
int tileLength(int length, int count, TileOverlap overlap, int stride);

/// The smallest count whose spans are at most `tile` pixels long; 0 where `tile` is too small to have any.
int tilesNeeded(int length, int tile, TileOverlap overlap, int stride);

/// The tiles of a picture: every column paired with every row, less those that are not needed.
struct TileLayout {
    int width = 0;
    int height = 0;
    std::vector<TileSpan> columns;
    std::vector<TileSpan> rows;
    std::vector<bool> needed;  ///< rows × columns, row by row
    /// Pixels by which a tile at the picture's own border sees it go on beyond, mirrored: a network is least
    /// exact where its input ends.
    int border = 0;

    /// One tile.
    static TileLayout whole(int width, int height);
    /// Tiles of at most tileWidth × tileHeight, which must be large enough for tilesNeeded() > 0 (asserted).
    static TileLayout of(int width, int height, int tileWidth, int tileHeight, TileOverlap overlap,
                         int stride);

    /// Tiles of exactly tile × tile, but for sides of the picture that are shorter; see exactTilesAlong().
    static TileLayout exactly(int width, int height, int tile, TileOverlap overlap);

    /// Drops the tiles whose weight is 0 wherever `active` is occupied.
    void keepTouching(const Occupancy& active);

    bool isNeeded(std::size_t row, std::size_t column) const { return needed[row * columns.size() + column]; }
    bool isComplete() const { return tileCount() == static_cast<int>(needed.size()); }
    int tileCount() const;
    int tileWidth() const;
    int tileHeight() const;
    /// The largest tile as the network gets it, sides padded to the stride but not below `least`.
    double callPixels(int stride, int least) const;
    /// Pixels of all needed tiles, likewise padded: what one evaluation costs the network.
    double networkPixels(int stride) const;
};

/// `value` rounded up to a multiple of `step`.
constexpr int roundedUp(int value, int step) {
    return (value + step - 1) / step * step;
}

}  // namespace lacuna
