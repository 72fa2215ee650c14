// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/find_damage.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace lacuna::cli {

/// What a search for damage looks for, as options.
struct DamageOptions {
    /// As --classes: every kind.
    static constexpr const char* kAll = "all";

    double sensitivity = kDefaultSensitivity;
    std::vector<std::string> classes;  ///< names of kDamageKinds, or kAll; empty: kUsualDamage
    int largest = 0;                   ///< pixels; 0: any size

    DamageChoice choice() const;
    /// The first option that isn't at its default; empty if all are.
    std::string firstGiven() const;
};

/// --sensitivity, --classes and --largest. `when` begins their help, such as "With --mask detected: ".
void addDamageOptions(CLI::App& app, DamageOptions& options, const std::string& when = {});

}  // namespace lacuna::cli
