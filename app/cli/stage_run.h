// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/saving_losses.h"
#include "core/job/outcome.h"
#include "core/job/recipe.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace lacuna {
class FrameSink;
class RunControl;
class Session;
}  // namespace lacuna

namespace lacuna::cli {

/// Whether every stage leaves unmarked pixels alone.
bool keepsUnmarked(const Recipe& recipe);
/// What the stages together make of the photograph.
ResultShape shapeOf(const Recipe& recipe);

/// Session::run(). With a strength below 1, the result is blended with the photograph; not for a result of
/// another size.
Outcome runAtStrength(Session& session, const RestorationJob& job, double strength, FrameSink& sink,
                      RunControl& control);

/// A chain of restorations, each begun from the result of the one before.
struct StageRun {
    const Recipe& recipe;
    /// Makes the job of a stage from what it begins from.
    std::function<RestorationJob(std::size_t stage, Photograph input)> job;
    /// Called with stageName() before each stage of several.
    std::function<void(const std::string& name)> begins = {};

    /// The last stage's outcome, or that of the stage that was cancelled. `before` gets the reports of the
    /// stages before it. Throws Error, with the stage's name before its subject if there are several.
    Outcome run(Session& session, Photograph photo, FrameSink& sink, RunControl& control,
                std::vector<Report>& before) const;
};

}  // namespace lacuna::cli
