// SPDX-License-Identifier: GPL-3.0-or-later
// What the mathematics of a blur costs by the width of the photograph: its proximal solves over a run's noise
// levels, and the transforms they are made of, by the prime factors of their length. ns_per_pixel counts the
// processor's time of all threads, and of a solve the photograph's pixels. To compare on a busy machine:
// --benchmark_repetitions=5 --benchmark_enable_random_interleaving=true.
#include "core/operators/blur.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "core/sampling/noise_schedule.h"
#include "core/sampling/vml_map.h"
#include "core/tensors/linalg/fourier.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/tensor_image.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <benchmark/benchmark.h>
#include <ctime>
#include <string>

using namespace lacuna;

namespace {

constexpr std::int64_t kHeight = 240;

class ProcessorTime {
  public:
    void report(benchmark::State& state, double pixels) const {
        const double seconds = static_cast<double>(std::clock() - mBegin) / CLOCKS_PER_SEC;
        state.counters["ns_per_pixel"] = 1e9 * seconds / (pixels * static_cast<double>(state.iterations()));
    }

  private:
    std::clock_t mBegin = std::clock();
};

/// One solve at each of the noise levels of a default run.
void proximal(benchmark::State& state) {
    const at::NoGradGuard noGradients;
    const std::int64_t width = state.range(0);
    const Blur blur({3, kHeight, width}, makeKernel(parseKernel("motion:15,30")),
                    at::TensorOptions().dtype(at::kFloat));
    const auto [channels, height, canvasWidth] = blur.inputShape();
    const NoiseSource noise(1);
    const at::Tensor clean = noise.normal(0, at::zeros({1, channels, height, canvasWidth})).cumsum(3).tanh();
    OperatorSpec operation;
    operation.task = Task::Deblur;
    const double sigmaY = sigmaFromLevels(assumedNoise(operation), Depth::UInt8);
    const at::Tensor blurred = blur.apply(clean);
    const at::Tensor y = blurred + sigmaY * noise.normal(1, blurred);
    const at::Tensor z = at::zeros_like(clean);
    const VmlMapParameters solver;
    const auto sigmas = noiseSchedule(solver.sigmaMax, solver.sigmaMin, 5, solver.rho);
    const ProcessorTime time;
    for (auto _ : state) {
        for (int i = 0; i < 5; ++i)
            benchmark::DoNotOptimize(blur.proximal(y, z, sigmaY, sigmas[static_cast<std::size_t>(i)]));
    }
    time.report(state, 5.0 * static_cast<double>(kHeight * width));
}

void transform(benchmark::State& state) {
    const at::NoGradGuard noGradients;
    const std::int64_t length = state.range(0);
    const at::Tensor x = at::randn({1, 3, kHeight, length});
    const ProcessorTime time;
    for (auto _ : state)
        benchmark::DoNotOptimize(inverseRealFft(realFft(x, kHeight, length), kHeight, length));
    time.report(state, static_cast<double>(kHeight * length));
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    for (const int width : {5984, 6000, 5472, 5184, 8192})
        benchmark::RegisterBenchmark("proximal", proximal)->Arg(width)->Unit(benchmark::kMillisecond);
    // 2⁴·3·5³, 2⁵·3³·7, 2¹¹·3, 2⁴·5·7·11, 2·3·7·11·13, 2·5²·11², 2²·3²·13², 2⁵·3·5·13, 2⁷·47, 2·3023
    for (const int length : {6000, 6048, 6144, 6160, 6006, 6050, 6084, 6240, 6016, 6046})
        benchmark::RegisterBenchmark("transform", transform)->Arg(length)->Unit(benchmark::kMillisecond);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
