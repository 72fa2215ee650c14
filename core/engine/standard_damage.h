// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace lacuna {

/// A standard degradation, to measure methods with: one row of a list. The same photograph and seed give the
/// same damage on every machine.
struct StandardDamage {
    const char* name;   ///< on the command line: "drop-50"
    const char* about;  ///< "Half of the pixels are missing"; the studio translates it (context "Damage")
    Task task;          ///< what repairs it
    double noise = 0;   ///< in 8-bit levels, unless others are asked for
    /// For a task that needs a mask.
    ImageBuffer (*mask)(int width, int height, std::uint64_t seed) = nullptr;
    KernelSpec (*kernel)() = nullptr;  ///< for a task that takes a kernel
    int scale = 1;                     ///< for a task that takes one
    bool isGrain = false;              ///< whether neighbouring pixels share the noise
};

/// All of them.
std::span<const StandardDamage> standardDamages();

/// "Gaussian blur of 3 pixels, noise of 5 levels", for a name as damageFor() takes it. Throws as that does.
std::string describeDamage(std::string_view name);

/// The damage to one photograph.
struct Damage {
    OperatorSpec operation;  ///< with the noise that is added; unset: none. Grain has its spectrum
    ImageBuffer mask;        ///< what is missing; empty: nothing
    bool isGrain = false;    ///< whether neighbouring pixels share the noise
};

/// `name` is a row's name, or the name, a plus sign and the noise in 8-bit levels, 0–255: "gaussian-3+5". The
/// mask is made for a photograph of that size. Throws Error Usage for anything else.
Damage damageFor(std::string_view name, int width, int height, std::uint64_t seed);

/// The photograph, damaged as Session::degrade() does it; grain is Gaussian noise filtered by [1 2 1]/4 along
/// rows and columns, of the same deviation. Throws Error.
Photograph damaged(const Photograph& photo, const Damage& damage, std::uint64_t seed);

/// What to tell a solver about the noise, in 8-bit levels: what was added, but at least half a level.
double noiseToAssume(const Damage& damage);

}  // namespace lacuna
