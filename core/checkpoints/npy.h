// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lacuna {

/// An array as NumPy's .npy format holds it, row-major.
struct NpyArray {
    std::vector<std::int64_t> shape;  ///< empty: a scalar
    std::vector<float> values;        ///< rounded if the file holds float64
};

/// Reads a version 1, 2 or 3 file of little-endian float32 or float64 in C order. Nothing is allocated before
/// the size is checked against the file. Throws Error{InputFile, path, reason}, also for other types, Fortran
/// order and left-overs.
NpyArray readNpy(const std::filesystem::path& path);
/// The same from memory. Throws Error{InputFile, subject, reason}.
NpyArray parseNpy(std::span<const std::byte> bytes, const std::string& subject);

/// Writes float32 as version 1, atomically. The shape's product must be the number of values (asserted).
/// Throws Error OutputFile or DiskFull.
void writeNpy(const std::filesystem::path& path, const std::vector<std::int64_t>& shape,
              std::span<const float> values);

}  // namespace lacuna
