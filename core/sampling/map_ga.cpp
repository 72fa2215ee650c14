// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/map_ga.h"

#include "core/base/run_control.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/sampling/noise_schedule.h"
#include "core/sampling/shared_parameters.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/add.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>

namespace lacuna {
namespace {

constexpr double kRho = 7;
/// In 8-bit levels: what rounding leaves.
constexpr double kNoNoise = 1;

/// √(to² − from²), 0 where rounding makes that negative.
double added(double to, double from) {
    return std::sqrt(std::max(0.0, to * to - from * from));
}

/// `count` levels from `top` towards `bottom`, which is left out.
std::vector<double> levelsBetween(double top, double bottom, int count) {
    std::vector<double> levels = noiseSchedule(top, bottom, count + 1, kRho);
    levels.resize(static_cast<std::size_t>(count));
    return levels;
}

}  // namespace

/// One solve: the levels, and what a step of either kind does.
class MapGa::Run {
  public:
    Run(const Parameters& parameters, const Problem& problem, SolverState& state, IterateSink& sink,
        RunControl& control)
        : mParameters(parameters), mProblem(problem), mState(state), mSink(sink), mControl(control) {
        const Denoiser& denoiser = problem.denoiser;
        const double top = std::clamp(parameters.sigmaMax, denoiser.sigmaMin(), denoiser.sigmaMax());
        mEnd = std::clamp(parameters.sigmaMin, denoiser.sigmaMin(), top);
        mClosing = parameters.pigdmSteps > 0 ? std::clamp(problem.sigmaY, mEnd, top) : mEnd;
        mLevels = levelsBetween(top, mClosing, parameters.steps);
        if (parameters.pigdmSteps > 0) {
            const std::vector<double> last = levelsBetween(mClosing, mEnd, parameters.pigdmSteps);
            mLevels.insert(mLevels.end(), last.begin(), last.end());
        }
        mLevels.push_back(0);
    }

    const std::vector<double>& levels() const { return mLevels; }
    /// The next z, from z at step `i`; undefined if it was stopped.
    at::Tensor after(int i, at::Tensor z);

  private:
    /// D(z; σ) with its vector–Jacobian product if that is wanted, reported as call `k` of step `i`; nothing
    /// if it was stopped.
    bool evaluate(const at::Tensor& z, double sigma, int i, int k, bool wantsVjp);
    at::Tensor ascended(int i, at::Tensor z);
    at::Tensor guided(int i, const at::Tensor& z);
    at::Tensor noise(int i, const at::Tensor& like) const {
        return mProblem.noise.normal(static_cast<std::uint32_t>(i) + 1, like);
    }

    const Parameters& mParameters;
    const Problem& mProblem;
    SolverState& mState;
    IterateSink& mSink;
    RunControl& mControl;
    double mEnd, mClosing;  // σ_ε and σ_0
    std::vector<double> mLevels;
    // Of the last call:
    Evaluation mAt;
    std::function<at::Tensor(const at::Tensor&)> mVjp;
};

bool MapGa::Run::evaluate(const at::Tensor& z, double sigma, int i, int k, bool wantsVjp) {
    if (!mControl.proceed()) return false;
    DenoisedWithVjp d;
    if (wantsVjp)
        d = mProblem.denoiser.denoiseWithVjp(z, sigma);
    else
        d.denoised = mProblem.denoiser.denoise(z, sigma);
    mState.denoised = d.denoised.contiguous();
    ++mState.evaluations;
    mAt = evaluationAt(mProblem, z, mState.denoised);
    mVjp = std::move(d.vjp);
    const int steps = mParameters.steps + mParameters.pigdmSteps;
    mSink.iterate({i, steps, k, sigma, mState.evaluations, lossAt(mProblem, mAt, sigma), z, mState.denoised});
    return true;
}

at::Tensor MapGa::Run::ascended(int i, at::Tensor z) {
    const double sigma = mLevels[static_cast<std::size_t>(i)], sigmaY = mProblem.sigmaY;
    const double rate = mParameters.rate * (sigmaY * sigmaY / (mEnd * mEnd) + 1);
    int call = 0;
    for (int k = 0; k < mParameters.inner; ++k) {
        if (!evaluate(z, sigma, i, call++, true)) return {};
        const auto vjp = std::move(mVjp);
        // σ_ε² Hᵀ(σ_y² I + σ_ε² H Hᵀ)⁻¹ r
        at::Tensor pull = mAt.op(mProblem).proximal(mAt.residual, at::zeros_like(mAt.denoised), sigmaY, mEnd);
        if (mParameters.hasPrior) {
            if (!evaluate(at::Tensor(mAt.denoised), mEnd, i, call++, false)) return {};
            pull = pull + mAt.correction;
        }
        z = at::add(z, vjp(pull), rate);
    }
    if (!evaluate(z, sigma, i, call, false)) return {};
    const double next = i + 1 < mParameters.steps ? mLevels[static_cast<std::size_t>(i) + 1] : mClosing;
    const double fresh = added(next, mClosing);
    return fresh > 0 ? at::add(mAt.denoised, noise(i, z), fresh) : mAt.denoised;
}

at::Tensor MapGa::Run::guided(int i, const at::Tensor& z) {
    const double sigma = mLevels[static_cast<std::size_t>(i)];
    if (!evaluate(z, sigma, i, 0, true)) return {};
    const double width2 = sigma * sigma / (1 + sigma * sigma);  // r_t²
    const at::Tensor pull = mVjp(mAt.op(mProblem).proximal(mAt.residual, at::zeros_like(mAt.denoised),
                                                           mProblem.sigmaY, std::sqrt(width2)));
    at::Tensor next = at::add(mAt.denoised, pull, sigma * sigma / width2);
    const double fresh = added(std::max(mEnd, mLevels[static_cast<std::size_t>(i) + 1]), mEnd);
    if (fresh > 0) next.add_(noise(i, z), fresh);
    return next;
}

at::Tensor MapGa::Run::after(int i, at::Tensor z) {
    return i < mParameters.steps ? ascended(i, std::move(z)) : guided(i, z);
}

int MapGa::evaluationsPerStep() const {
    return mParameters.inner * (mParameters.hasPrior ? 2 : 1) + 1;
}

int MapGa::evaluations() const {
    return mParameters.steps * evaluationsPerStep() + mParameters.pigdmSteps;
}

Solution MapGa::solve(const Problem& problem, SolverState& state, IterateSink& sink, RunControl& control) {
    assert(problem.sigmaY > 0 && state.step >= 0);
    Run run(mParameters, problem, state, sink, control);
    const std::vector<double>& sigmas = run.levels();
    if (state.x.defined()) {
        if (const int step = resumedStep(state, sigmas); step != state.step) {
            state.step = step;
            state.evaluations = std::min(step, mParameters.steps) * evaluationsPerStep() +
                                std::max(0, step - mParameters.steps);
        }
    }
    at::Tensor z = state.x.defined()
                       ? resumedPicture(problem, state, sigmas[static_cast<std::size_t>(state.step)])
                       : problem.noise.normal(0, shapeOfPicture(problem)).mul_(sigmas[0]);
    for (int i = state.step; i < steps(); ++i) {
        z = run.after(i, std::move(z));
        if (!z.defined()) return cancelledSolution(problem, state);
        state.step = i + 1;
        state.x = z;
        state.sigma = sigmas[static_cast<std::size_t>(i) + 1];
        sink.stepDone(state);
    }
    Solution solution;
    solution.x0 = state.x;
    return solution;
}

SolverRow mapGaSolver() {
    Parameter steps = stepsParameter(100);
    steps.help = "N, outer steps";
    steps.hint = LACUNA_TEXT("Solver",
                             "How many noise levels the picture passes through. More take longer and bring "
                             "out finer detail. (N)");
    SolverRow row = plainRow(
        "map-ga", "MAP-GA", "arXiv 2407.20784",
        {steps,
         {.name = "inner",
          .label = LACUNA_TEXT("Solver", "Inner steps"),
          .help = "K, steps towards the data at each noise level",
          .hint = LACUNA_TEXT("Solver", "How many steps are made at each noise level before the next. (K)"),
          .initial = std::int64_t{10},
          .low = 1,
          .high = 100},
         {.name = "pigdm_steps",
          .label = LACUNA_TEXT("Solver", "ΠGDM steps"),
          .help = "M, steps of PiGDM from the photograph's noise on; 0: none",
          .hint = LACUNA_TEXT("Solver",
                              "How many steps of ΠGDM end the run, from the photograph's own noise on. Where "
                              "there is hardly any noise, none are needed. (M)"),
          .initial = std::int64_t{20},
          .low = 0,
          .high = 1000},
         {.name = "prior",
          .label = LACUNA_TEXT("Solver", "Prior"),
          .help = "Whether the prior's gradient is added, with one more evaluation for each inner step",
          .hint = LACUNA_TEXT("Solver",
                              "Without the prior each step only follows the data, and the network acts "
                              "between the noise levels. The authors' own results are better without."),
          .initial = "without",
          .words = {{"without", LACUNA_TEXT("Solver", "Without")}, {"with", LACUNA_TEXT("Solver", "With")}}},
         {.name = "rate",
          .label = LACUNA_TEXT("Solver", "Step size"),
          .help = "Learning rate, in units of the squared noise",
          .hint = LACUNA_TEXT("Solver", "How far each inner step goes. Values above 1 can be unstable. (γ)"),
          .initial = 1.0,
          .low = 1e-6,
          .high = 100,
          .usual = 2,
          .step = 0.05},
         {.name = "sigma_max",
          .label = LACUNA_TEXT("Solver", "Start noise"),
          .help = "First noise level; black to white is 2",
          .hint = LACUNA_TEXT("Solver",
                              "How much noise the first step starts with; from black to white is 2. Values "
                              "beyond what the network was trained on are reduced to that. (σ max)"),
          .initial = 80.0,
          .low = 1e-6,
          .high = 1e4,
          .step = 0}},
        [](const ParameterValues& values) -> std::string {
            return values.word("prior") == "with" ? "MAP-GA (denoiser, with the prior)" : "MAP-GA (denoiser)";
        },
        [](const ParameterValues& values) -> std::unique_ptr<Solver> {
            MapGa::Parameters parameters;
            parameters.steps = values.integer("steps");
            parameters.inner = values.integer("inner");
            parameters.pigdmSteps = values.integer("pigdm_steps");
            parameters.hasPrior = values.word("prior") == "with";
            parameters.rate = values.real("rate");
            parameters.sigmaMax = values.real("sigma_max");
            return std::make_unique<MapGa>(parameters);
        });
    row.authors = [](ParameterValues& values, const OperatorSpec& operation) {
        if (operation.noise.value_or(0) <= kNoNoise) values.set("pigdm_steps", 0);
    };
    return row;
}

}  // namespace lacuna
