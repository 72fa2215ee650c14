// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/damage_options.h"

#include "app/cli/names.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <climits>

#include <algorithm>

namespace lacuna::cli {
namespace {

std::string usualNames() {
    std::string names;
    for (const DamageKind kind : kUsualDamage)
        names += (names.empty() ? "" : ",") + std::string(nameOf(kind, kDamageKinds));
    return names;
}

}  // namespace

DamageChoice DamageOptions::choice() const {
    DamageChoice choice;
    choice.sensitivity = sensitivity;
    choice.largest = largest;
    if (!classes.empty()) choice.kinds.clear();
    for (const auto& kind : kDamageKinds) {
        const auto is = [&kind](const std::string& name) { return name == kind.name || name == kAll; };
        if (std::any_of(classes.begin(), classes.end(), is)) choice.kinds.insert(kind.value);
    }
    return choice;
}

std::string DamageOptions::firstGiven() const {
    if (sensitivity != kDefaultSensitivity) return "--sensitivity";
    if (!classes.empty()) return "--classes";
    return largest != 0 ? "--largest" : "";
}

void addDamageOptions(CLI::App& app, DamageOptions& options, const std::string& when) {
    std::vector<std::string> names = namesOf(kDamageKinds);
    names.emplace_back(DamageOptions::kAll);
    app.add_option("--sensitivity", options.sensitivity,
                   when + "from 0 (only what is certain) to 1. Default: 0.5")
        ->check(CLI::Range(0.0, 1.0))
        ->option_text("S");
    app.add_option("--classes", options.classes,
                   when +
                       "mark only these: dust, scratches (and hairs, folds), cracks (what branches or curls "
                       "up), stains, or all. Default: " +
                       usualNames())
        ->delimiter(',')
        ->check(CLI::IsMember(names))
        ->option_text("CLASS,…");
    app.add_option("--largest", options.largest,
                   when + "leave out what extends further than this, in pixels. Default: any size")
        ->check(CLI::Range(1, INT_MAX))
        ->option_text("PX");
}

}  // namespace lacuna::cli
