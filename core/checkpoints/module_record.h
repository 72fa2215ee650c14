// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

namespace lacuna {

/// A module of a pickled network (EDM's persistent classes): what its attributes say, none of its code.
struct ModuleRecord {
    std::string path;  ///< from the network on, with dots: "model.enc.8x8_conv"; empty for the network itself
    std::string className;
    std::map<std::string, double> numbers;  ///< attributes that are numbers or truth values
};

}  // namespace lacuna
