// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cstdint>

namespace lacuna {

/// Masks of damage to measure with: one channel, 8 bit, 255 where pixels are missing. The same size and seed
/// give the same mask on every machine. Sides ≥ 1.

/// Each pixel is missing with probability `share`, 0–1.
ImageBuffer droppedPixels(int width, int height, double share, std::uint64_t seed);
/// Every second row, the second first.
ImageBuffer alternateLines(int width, int height);
/// All pixels but those in every `step`-th row and column, from the first on. step ≥ 1.
ImageBuffer sparseGrid(int width, int height, int step);
/// A rectangle in the middle with `share` of the area; `outside`: all but that rectangle.
ImageBuffer middleBox(int width, int height, double share, bool outside = false);
/// The right half.
ImageBuffer rightHalf(int width, int height);
/// Curved strokes of a brush, `thickness` ≥ 1 pixels wide; the wider, the fewer, so that they cover about a
/// seventh of the area.
ImageBuffer brushStrokes(int width, int height, int thickness, std::uint64_t seed);
/// Long, steep scratches, 1 to 3 pixels wide.
ImageBuffer scratches(int width, int height, std::uint64_t seed);
/// Lines of writing across the whole picture.
ImageBuffer writing(int width, int height);

}  // namespace lacuna
