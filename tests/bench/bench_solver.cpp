// SPDX-License-Identifier: GPL-3.0-or-later
// What solvers cost beyond the network. Every step of VML-MAP that moves x is timed, every evaluation of the
// others, and right after it the bare network on the same x, with the vector–Jacobian product if the solver
// takes it, so that both see the same load of the machine. ratio = step/network by the wall's clock,
// cpu_ratio by the processor's (meaningful with OMP_NUM_THREADS=1), cpu_worst at the noise level where it is
// largest.
#include "core/base/run_control.h"
#include "core/io/image_io.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "core/models/model_catalog.h"
#include "core/operators/kernels.h"
#include "core/operators/linear_operator.h"
#include "core/operators/task.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/tensor_image.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace lacuna;

namespace {

constexpr int kRepeats = 5;
constexpr int kLevels = 4;

/// Of the wall, and of the processor for all threads together: on a busy machine the second is the steadier.
struct Span {
    double wall = 0;
    double processor = 0;
};

class Timer {
  public:
    Span elapsed() const {
        const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - mWall;
        return {wall.count(), 1e3 * static_cast<double>(std::clock() - mProcessor) / CLOCKS_PER_SEC};
    }

  private:
    std::chrono::steady_clock::time_point mWall = std::chrono::steady_clock::now();
    std::clock_t mProcessor = std::clock();
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

Denoiser& network() {
    static const std::unique_ptr<Denoiser> denoiser = loadDenoiser(ModelCatalog().find("photo-v1").path);
    return *denoiser;
}

struct Degradation {
    const char* name;
    OperatorSpec operation;
    double levels;
};

std::vector<Degradation> degradations() {
    Degradation mask{"mask", {}, 0.5}, identity{"identity", {}, 25}, twice{"upscale x2", {}, 0.5};
    mask.operation.task = Task::Inpaint;
    identity.operation.task = Task::Denoise;
    twice.operation.task = Task::Upscale;
    Degradation gaussian{"blur gaussian:1.6", {}, 2.55};
    gaussian.operation.task = Task::Deblur;
    gaussian.operation.kernel = kernelOf("gaussian", {1.6});
    Degradation motion{"blur motion:15,30", gaussian.operation, 2.55};
    motion.operation.kernel = kernelOf("motion", {15, 30});
    return {mask, identity, twice, gaussian, motion};
}

Span operator+(const Span& a, const Span& b) {
    return {a.wall + b.wall, a.processor + b.processor};
}

/// Times the moving steps, or every evaluation, added up over its noise level; and the bare network after
/// each.
class Stopwatch : public IterateSink {
  public:
    struct Sample {
        Span step;
        Span network;
    };

    Stopwatch(bool gradient, bool every) : mGradient(gradient), mEvery(every) {}

    void begin() { mTimer = Timer(); }

    void iterate(const Iterate& at) override {
        const Span step = mTimer.elapsed();
        if (at.inner == 0 || mEvery) {
            const Timer bare;
            if (mGradient)
                benchmark::DoNotOptimize(network().denoiseWithVjp(at.x, at.sigma).vjp(at.denoised));
            else
                benchmark::DoNotOptimize(network().denoise(at.x, at.sigma));
            std::vector<Sample>& level = samples[at.step];
            if (at.inner == 0) level.emplace_back();
            level.back() = {level.back().step + step, level.back().network + bare.elapsed()};
        }
        begin();
    }

    std::map<int, std::vector<Sample>> samples;  ///< by level

  private:
    bool mGradient;
    bool mEvery;
    Timer mTimer;
};

/// Counters: the median over the samples of each level, then the mean over the levels.
void report(const Stopwatch& watch, benchmark::State& state) {
    const auto add = [&](const char* name, const std::function<double(const Stopwatch::Sample&)>& value) {
        double sum = 0, worst = 0;
        for (const auto& [level, samples] : watch.samples) {
            std::vector<double> values;
            for (const Stopwatch::Sample& sample : samples)
                values.push_back(value(sample));
            sum += median(values);
            worst = std::max(worst, median(values));
        }
        state.counters[name] = sum / static_cast<double>(watch.samples.size());
        return worst;
    };
    using Sample = Stopwatch::Sample;
    add("step_ms", [](const Sample& s) { return s.step.wall; });
    add("network_ms", [](const Sample& s) { return s.network.wall; });
    add("ratio", [](const Sample& s) { return s.step.wall / s.network.wall; });
    state.counters["cpu_worst"] =
        add("cpu_ratio", [](const Sample& s) { return s.step.processor / s.network.processor; });
}

void solverStep(benchmark::State& state, const Degradation& degradation, SolverSpec spec, int side) {
    const at::NoGradGuard noGradients;
    const c10::Device cpu(at::kCPU);
    const ImageBuffer photo = readPhotograph(LACUNA_SOURCE_DIR "/resources/samples/scratched.jpg").pixels;
    const int ySide = degradation.operation.task == Task::Upscale ? side / degradation.operation.scale : side;
    const at::Tensor like = at::empty({1, 1, ySide, ySide}, at::TensorOptions().dtype(at::kFloat));
    const NoiseSource noise(1);
    at::Tensor measured;
    if (degradation.operation.task == Task::Inpaint) measured = noise.normal(9, like).gt(0).to(at::kFloat);
    const BuiltOperator built =
        makeOperator(degradation.operation, {3, ySide, ySide}, measured, like.options());
    const ImageShape shape = built.op->inputShape();
    const at::Tensor clean = toTensor(photo, (photo.width() - static_cast<int>(shape[2])) / 2,
                                      (photo.height() - static_cast<int>(shape[1])) / 2,
                                      static_cast<int>(shape[2]), static_cast<int>(shape[1]), cpu);
    const double sigmaY = sigmaFromLevels(degradation.levels, Depth::UInt8);
    at::Tensor y = built.op->apply(clean);
    y = y + sigmaY * noise.normal(8, y);
    if (measured.defined()) y = y * measured;

    spec.values.set("steps", kLevels);
    const auto solver = makeSolver(spec);
    if (solverRow(spec.solver).needsSpectrum && !built.op->hasSpectrum()) {
        state.SkipWithError("needs a spectrum");
        return;
    }
    const Problem problem{*built.op, y, sigmaY, network(), noise};
    // A level of these two ends with a call that costs less than the others.
    Stopwatch watch(solver->needsVjp(), spec.solver != "vml-map" && spec.solver != "map-ga");
    RunControl control;
    for (auto _ : state) {
        SolverState from;
        watch.begin();
        benchmark::DoNotOptimize(solver->solve(problem, from, watch, control));
    }

    report(watch, state);
}

/// VML-MAP's steps, and all other solvers.
std::vector<std::pair<std::string, SolverSpec>> measured() {
    std::vector<std::pair<std::string, SolverSpec>> all;
    for (const char* kind : {"fixed-point", "splitting", "gradient"})
        all.emplace_back(kind, SolverSpec{"vml-map", {{"step", kind}}});
    for (const SolverRow& row : solverRows().subspan(1))
        all.emplace_back(row.name, SolverSpec{row.name, {}});
    for (auto& [name, spec] : all)
        if (name == "map-ga") spec.values = {{"inner", std::int64_t{1}}, {"pigdm_steps", std::int64_t{0}}};
    return all;
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    for (const int side : {256, 512}) {
        for (const auto& [kind, spec] : measured()) {
            for (const Degradation& degradation : degradations()) {
                const std::string name = kind + "/" + degradation.name + "/" + std::to_string(side);
                benchmark::RegisterBenchmark(name.c_str(),
                                             [degradation, spec = spec, side](benchmark::State& s) {
                                                 solverStep(s, degradation, spec, side);
                                             })
                    ->Iterations(kRepeats)
                    ->Unit(benchmark::kMillisecond);
            }
        }
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
