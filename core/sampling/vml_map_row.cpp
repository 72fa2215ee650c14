// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/sampling/solver_rows.h"
#include "core/sampling/vml_map.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lacuna {
namespace {

constexpr std::array<std::pair<StepKind, const char*>, 5> kSteps{{{StepKind::FixedPoint, "fixed-point"},
                                                                  {StepKind::SingleEvaluation, "single"},
                                                                  {StepKind::Gradient, "gradient"},
                                                                  {StepKind::Plain, "plain"},
                                                                  {StepKind::Splitting, "splitting"}}};

StepKind stepOf(const ParameterValues& values) {
    const std::string& name = values.word("step");
    return std::find_if(kSteps.begin(), kSteps.end(), [&](const auto& each) { return each.second == name; })
        ->first;
}

std::vector<Parameter> parameters() {
    return {
        {.name = "step",
         .label = LACUNA_TEXT("Solver", "Step"),
         .help = "How a step is made",
         .hint = LACUNA_TEXT("Solver",
                             "How each step is computed. The gradient step is the one in the paper and takes "
                             "about twice as long; the fixed point usually gets further. Splitting takes one "
                             "evaluation of the network per noise level and suits all but wide holes."),
         .initial = "fixed-point",
         .words = {{"fixed-point", LACUNA_TEXT("Solver", "Fixed point")},
                   {"single", LACUNA_TEXT("Solver", "Single evaluation")},
                   {"gradient", LACUNA_TEXT("Solver", "Gradient, as in the paper")},
                   {"plain", LACUNA_TEXT("Solver", "Plain gradient")},
                   {"splitting", LACUNA_TEXT("Solver", "Splitting")}}},
        {.name = "steps",
         .label = LACUNA_TEXT("Solver", "Steps"),
         .help = "N, outer steps: noise levels from --sigma-max to --sigma-min",
         .hint = LACUNA_TEXT("Solver",
                             "How many noise levels the picture passes through. More take longer and bring "
                             "out finer detail. (N)"),
         .initial = std::int64_t{10},
         .low = 1,
         .high = 1000},
        {.name = "inner",
         .label = LACUNA_TEXT("Solver", "Inner steps"),
         .help =
             "K, inner steps at each noise level; more than 1 takes another step than single and splitting",
         .hint = LACUNA_TEXT("Solver", "How many steps are made at each noise level before the next. (K)"),
         .initial = std::int64_t{1},
         .low = 1,
         .high = 100},
        {.name = "prior_pull",
         .label = LACUNA_TEXT("Solver", "Prior strength"),
         .help = "Lambda, weight of the prior; 1: the loss as it stands",
         .hint = LACUNA_TEXT("Solver",
                             "How strongly the picture is pulled towards what photographs usually look like. "
                             "Less keeps more texture, and more noise. 1 is the plain loss. (λ)"),
         .initial = 1.0,
         .low = 0,
         .high = 100,
         .usual = 2,
         .step = 0.05},
        {.name = "step_size",
         .label = LACUNA_TEXT("Solver", "Step size"),
         .help = "Gamma, length of an inner step",
         .hint = LACUNA_TEXT("Solver", "How far each inner step goes. Values above 1 can be unstable. (γ)"),
         .initial = 1.0,
         .low = 1e-6,
         .high = 100,
         .usual = 2,
         .step = 0.05},
        {.name = "eta",
         .label = LACUNA_TEXT("Solver", "Fresh noise"),
         .help = "Share of fresh noise between noise levels: 0 none, 1 all",
         .hint = LACUNA_TEXT("Solver",
                             "How much of the noise is replaced by fresh noise between two steps: 0 always "
                             "gives the same picture, 1 the most variety. (η)"),
         .initial = 0.0,
         .low = 0,
         .high = 1,
         .usual = 1,
         .step = 0.05},
        {.name = "sigma_max",
         .label = LACUNA_TEXT("Solver", "Start noise"),
         .help = "First noise level; black to white is 2",
         .hint =
             LACUNA_TEXT("Solver",
                         "How much noise the first step starts with; from black to white is 2. Less stays "
                         "closer to the photograph, more gives more freedom in large holes. (σ max)"),
         .initial = 5.0,
         .low = 1e-6,
         .high = 1e4,
         .step = 0},
        {.name = "sigma_min",
         .label = LACUNA_TEXT("Solver", "End noise"),
         .help = "Last noise level",
         .hint = LACUNA_TEXT("Solver",
                             "How much noise the last step ends with. Less brings out the finest detail, and "
                             "its noise. (σ min)"),
         .initial = 0.01,
         .low = 1e-6,
         .high = 1e4,
         .step = 0},
        {.name = "rho",
         .label = LACUNA_TEXT("Solver", "Schedule"),
         .help = "Rho of the noise schedule: larger spends more steps on little noise",
         .hint = LACUNA_TEXT("Solver",
                             "How the noise levels are spaced: the larger, the more of them are low. (ρ)"),
         .initial = 7.0,
         .low = 0.1,
         .high = 100,
         .step = 0.5},
        {.name = "anderson",
         .label = LACUNA_TEXT("Solver", "Acceleration"),
         .help = "Depth of Anderson acceleration; 1 takes the fixed point",
         .hint = LACUNA_TEXT("Solver",
                             "Each inner step makes use of the one before (Anderson acceleration, depth 1). "
                             "For the fixed point with three or more inner steps."),
         .initial = std::int64_t{0},
         .low = 0,
         .high = 1},
        {.name = "initialisation",
         .label = LACUNA_TEXT("Solver", "Initial picture"),
         .help = "What the start is made of",
         .hint = LACUNA_TEXT("Solver",
                             "Where a run starts: from pure noise, from the photograph with noise added, or "
                             "from the photograph with the damage undone as far as its noise allows. The "
                             "last of these gives the same picture for every seed."),
         .initial = "zero",
         .words = {{"zero", LACUNA_TEXT("Solver", "Noise")},
                   {"data", LACUNA_TEXT("Solver", "The photograph")},
                   {"inverse", LACUNA_TEXT("Solver", "Direct inversion")}},
         .option = "init"},
        {.name = "flips",
         .label = LACUNA_TEXT("Solver", "Mirror images"),
         .help = "Mirror images over which each estimate is averaged, with one evaluation each",
         .hint =
             LACUNA_TEXT("Solver",
                         "The network sees each picture as it is, mirrored, and upside down, and the mean "
                         "of its answers is taken. More take longer and are a little more exact."),
         .initial = std::int64_t{1},
         .low = 1,
         .high = 4},
        {.name = "levels",
         .label = LACUNA_TEXT("Solver", "Coarse levels"),
         .help =
             "How often at most a picture with a wide hole is halved, to begin with its coarse shapes; only "
             "for inpainting. 0: never",
         .hint = LACUNA_TEXT("Solver",
                             "Wide holes are filled coarse to fine: first with the photograph reduced to a "
                             "fraction of its size, then to twice that, and so on. At most this many reduced "
                             "sizes are used; thin damage needs fewer. For inpainting."),
         .initial = std::int64_t{0},
         .low = 0,
         .high = 6},
        {.name = "level_steps",
         .label = LACUNA_TEXT("Solver", "Steps per level"),
         .help = "Steps at every level but the coarsest, which takes --steps",
         .hint = LACUNA_TEXT("Solver",
                             "How many noise levels each finer picture passes through, from the one found "
                             "before. The coarsest has the number of steps above."),
         .initial = std::int64_t{10},
         .low = 1,
         .high = 1000},
        {.name = "level_noise",
         .label = LACUNA_TEXT("Solver", "Noise per level"),
         .help = "First noise level at every level but the coarsest, and twice that where there is only one "
                 "coarse level; black to white is 2",
         .hint =
             LACUNA_TEXT("Solver",
                         "The noise from which each finer picture starts; twice that for thin damage, which "
                         "has one coarse level. Less stays closer to the coarser picture."),
         .initial = 0.25,
         .low = 1e-6,
         .high = 1e4,
         .usual = 1,
         .step = 0.05},
    };
}

std::string label(const ParameterValues& values) {
    switch (stepOf(values)) {
        case StepKind::FixedPoint:
            return values.integer("anderson") > 0 ? "VML-MAP (fixed point, Anderson depth 1)"
                                                  : "VML-MAP (fixed point)";
        case StepKind::SingleEvaluation:
            return "VML-MAP (single evaluation)";
        case StepKind::Gradient:
            return "VML-MAP (gradient, as in the paper)";
        case StepKind::Plain:
            return "VML-MAP (plain gradient descent)";
        case StepKind::Splitting:
            return "VML-MAP (splitting)";
    }
    return "VML-MAP";
}

bool applies(const ParameterValues& values, std::string_view parameter) {
    if (parameter == "inner") return closesLevels(stepOf(values));
    if (parameter == "anderson") return stepOf(values) == StepKind::FixedPoint;
    if (parameter == "level_steps" || parameter == "level_noise") return values.integer("levels") > 0;
    return true;
}

void settle(ParameterValues& values, std::string_view changed) {
    if (changed == "step") {
        if (!applies(values, "inner")) values.set("inner", 1);
        if (!applies(values, "anderson")) values.set("anderson", 0);
    }
    const bool needsFixedPoint =
        (changed == "inner" && values.integer("inner") > 1 && !applies(values, "inner")) ||
        (changed == "anderson" && values.integer("anderson") > 0);
    if (needsFixedPoint) values.set("step", "fixed-point");
    if (changed == "sigma_max")
        values.set("sigma_min", std::min(values.real("sigma_min"), values.real("sigma_max")));
    if (changed == "sigma_min")
        values.set("sigma_max", std::max(values.real("sigma_min"), values.real("sigma_max")));
    if ((changed == "sigma_min" || changed == "levels") && values.integer("levels") > 0)
        values.set("level_noise", std::max(values.real("sigma_min"), values.real("level_noise")));
    if (changed == "level_noise" && values.integer("levels") > 0)
        values.set("sigma_min", std::min(values.real("sigma_min"), values.real("level_noise")));
}

void check(const ParameterValues& values) {
    if (values.real("sigma_max") < values.real("sigma_min"))
        throw Error(ErrorCode::Usage, "sigma max", "is smaller than sigma min");
    if (values.integer("levels") > 0 && values.real("level_noise") < values.real("sigma_min"))
        throw Error(ErrorCode::Usage, "level noise", "is smaller than sigma min");
    if (values.integer("anderson") > 0 && !applies(values, "anderson"))
        throw Error(ErrorCode::Usage, "anderson", "works with the fixed-point step only");
    if (values.integer("inner") > 1 && !applies(values, "inner"))
        throw Error(ErrorCode::Usage, "inner steps", "the steps 'single' and 'splitting' have exactly 1");
}

}  // namespace

VmlMapParameters VmlMapParameters::from(const ParameterValues& values) {
    VmlMapParameters p;
    p.step = stepOf(values);
    p.steps = values.integer("steps");
    p.inner = values.integer("inner");
    p.priorPull = values.real("prior_pull");
    p.stepSize = values.real("step_size");
    p.eta = values.real("eta");
    p.sigmaMax = values.real("sigma_max");
    p.sigmaMin = values.real("sigma_min");
    p.rho = values.real("rho");
    p.anderson = values.integer("anderson");
    p.flips = values.integer("flips");
    const std::string& start = values.word("initialisation");
    p.initialisation = start == "data"      ? Initialisation::Data
                       : start == "inverse" ? Initialisation::Inverse
                                            : Initialisation::Zero;
    return p;
}

SolverRow vmlMapSolver() {
    return {.name = "vml-map",
            .title = "VML-MAP",
            .paper = "arXiv 2512.10524",
            .parameters = parameters(),
            .onlyForHoles = {"levels", "level_steps", "level_noise"},
            .label = label,
            .applies = applies,
            .settle = settle,
            .check = check};
}

}  // namespace lacuna
