// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stage_run.h"

#include "core/base/error.h"
#include "core/engine/recipe_job.h"
#include "core/imaging/blend.h"
#include "core/operators/task.h"
#include "core/session.h"

#include <algorithm>
#include <utility>

namespace lacuna::cli {

bool keepsUnmarked(const Recipe& recipe) {
    return std::all_of(recipe.stages.begin(), recipe.stages.end(), [](const RecipeStage& stage) {
        RestorationJob job;
        job.operation = stage.operation;
        job.keepUnmasked = stage.keepUnmasked;
        job.onlyMarked = stage.onlyMarked;
        return lacuna::keepsUnmarked(job);
    });
}

ResultShape shapeOf(const Recipe& recipe) {
    ResultShape shape;
    for (const RecipeStage& stage : recipe.stages) {
        shape.scale *= resultScale(stage.operation);
        if (stage.depth) shape.depth = stage.depth;
    }
    return shape;
}

Outcome runAtStrength(Session& session, const RestorationJob& job, double strength, FrameSink& sink,
                      RunControl& control) {
    Outcome outcome = session.run(job, sink, control);
    if (strength < 1 && resultScale(job.operation) == 1)
        outcome.image.pixels =
            blended(job.photo.pixels.converted(outcome.image.pixels.depth()), outcome.image.pixels, strength);
    return outcome;
}

Outcome StageRun::run(Session& session, Photograph photo, FrameSink& sink, RunControl& control,
                      std::vector<Report>& before) const {
    Outcome outcome;
    outcome.image = std::move(photo);
    for (std::size_t i = 0; i < recipe.stages.size(); ++i) {
        const std::string name = stageName(recipe, i);
        if (i > 0) before.push_back(std::move(outcome.report));
        if (!name.empty() && begins) begins(name);
        try {
            const RestorationJob restoration = job(i, std::move(outcome.image));
            outcome = runAtStrength(session, restoration, recipe.stages[i].strength, sink, control);
        } catch (const Error& error) {
            throw inStage(error, name);
        }
        if (outcome.status == Outcome::Status::Cancelled) break;
    }
    return outcome;
}

}  // namespace lacuna::cli
