// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/checkpoint.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <istream>
#include <sstream>
#include <string>
#include <utility>

namespace lacuna::test {

/// Tensors without their bytes, from lines "name side side …".
inline TensorViews headerOf(std::istream& lines) {
    TensorViews tensors;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string name;
        TensorView view;
        words >> name;
        for (std::int64_t side = 0; words >> side;)
            view.shape.push_back(side);
        tensors[name] = view;
    }
    return tensors;
}

/// A safetensors file of those tensors, float32 and zero, that takes no place on the disk. `bytes` > 0: of
/// that size, by spaces in its header.
inline void writeZeros(const std::filesystem::path& path, const TensorViews& tensors,
                       std::uint64_t bytes = 0) {
    std::ostringstream header;
    std::uint64_t end = 0;
    for (const auto& [name, view] : tensors) {
        header << (end == 0 ? '{' : ',') << '"' << name << "\":{\"dtype\":\"F32\",\"shape\":[";
        for (std::size_t i = 0; i < view.shape.size(); ++i)
            header << (i == 0 ? "" : ",") << view.shape[i];
        const std::uint64_t begin = std::exchange(end, end + 4 * static_cast<std::uint64_t>(view.elements()));
        header << "],\"data_offsets\":[" << begin << ',' << end << "]}";
    }
    std::string text = header.str() + '}';
    if (bytes > 0) text.resize(bytes - end - sizeof(std::uint64_t), ' ');
    const std::uint64_t length = text.size();
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(&length), sizeof(length))
        << text;
    std::filesystem::resize_file(path, sizeof(length) + length + end);
}

}  // namespace lacuna::test
