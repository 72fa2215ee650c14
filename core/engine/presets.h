// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/names.h"
#include "core/job/restoration_job.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

/// How strongly a restoration is drawn towards what photographs usually look like; sets the prior pull λ.
enum class Strength { Gentle, Balanced, Strong };
/// How much time a restoration may take: half, all or twice the steps that measured best.
enum class Effort { Quick, Normal, Thorough };

inline constexpr auto kStrengths = std::to_array<Named<Strength>>(
    {{Strength::Gentle, "gentle"}, {Strength::Balanced, "balanced"}, {Strength::Strong, "strong"}});
inline constexpr auto kEfforts = std::to_array<Named<Effort>>(
    {{Effort::Quick, "quick"}, {Effort::Normal, "normal"}, {Effort::Thorough, "thorough"}});

/// The solver settings that measured best for an operation, complete. Throws what assumedNoise() throws.
SolverSpec defaultSolver(const OperatorSpec& operation);
/// The same for a task with white noise, in 8-bit levels, of which nothing else is known.
SolverSpec defaultSolver(Task task, double noise);
/// The solver settings for a strength and an effort. Balanced with Normal gives defaultSolver(). Throws what
/// assumedNoise() throws.
SolverSpec presetSolver(const OperatorSpec& operation, Strength strength, Effort effort = Effort::Normal);

/// "gentle", "balanced", "strong".
const char* toString(Strength strength);
/// "quick", "normal", "thorough".
const char* toString(Effort effort);

/// Solver settings that a user keeps under a name, for one task.
struct UserPreset {
    std::string name;
    Task task{};
    SolverSpec solver;

    bool operator==(const UserPreset&) const = default;
};

/// The file of the user's presets: presets.json in $XDG_CONFIG_HOME/lacuna or ~/.config/lacuna. Empty if
/// neither is known.
std::filesystem::path userPresetsPath();
/// In the order of the file; none if there is no file. Throws Error Usage, naming the file, if it isn't a
/// file of presets or a value is out of range.
std::vector<UserPreset> readUserPresets(const std::filesystem::path& path);
/// Replaces the file atomically and creates its folder. Throws Error OutputFile or DiskFull.
void writeUserPresets(const std::filesystem::path& path, const std::vector<UserPreset>& presets);

}  // namespace lacuna
