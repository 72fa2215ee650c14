// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/checkpoint.h"

#include <istream>
#include <sstream>
#include <string>

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

}  // namespace lacuna::test
