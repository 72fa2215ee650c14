// SPDX-License-Identifier: GPL-3.0-or-later
// The bundled prior alone: one forward pass, and one with its vector–Jacobian product. OMP_NUM_THREADS sets
// the threads. CPU time is the process's, so that it can be compared on a busy machine; GFLOP/s counts wall
// time.
#include "core/checkpoints/model_catalog.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/randn.h>

#include <benchmark/benchmark.h>
#include <map>
#include <memory>

namespace {

using namespace lacuna;

Denoiser& denoiserOf(Precision precision) {
    static std::map<Precision, std::unique_ptr<Denoiser>> loaded;
    auto& denoiser = loaded[precision];
    if (!denoiser) denoiser = loadDenoiser(ModelCatalog().find("photo-v1").path, {"cpu", precision});
    return *denoiser;
}

void run(benchmark::State& state, Precision precision, bool withVjp) {
    Denoiser& denoiser = denoiserOf(precision);
    const at::Tensor x = at::randn({1, 3, state.range(0), state.range(0)});
    for (auto _ : state) {
        if (withVjp)
            benchmark::DoNotOptimize(denoiser.denoiseWithVjp(x, 0.3).vjp(x));
        else
            benchmark::DoNotOptimize(denoiser.denoise(x, 0.3));
    }
    const double pixels = static_cast<double>(state.range(0) * state.range(0));
    state.counters["GFLOP/s"] = benchmark::Counter((withVjp ? 2 : 1) * denoiser.flops(pixels) * 1e-9,
                                                   benchmark::Counter::kIsIterationInvariantRate);
    state.counters["threads"] = at::get_num_threads();
}

void sizes(benchmark::internal::Benchmark* made) {
    made->Arg(256)->Arg(512)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
}

BENCHMARK_CAPTURE(run, float32_forward, Precision::Float32, false)->Apply(sizes);
BENCHMARK_CAPTURE(run, float32_forward_vjp, Precision::Float32, true)->Apply(sizes);
BENCHMARK_CAPTURE(run, bfloat16_forward, Precision::BFloat16, false)->Apply(sizes);
BENCHMARK_CAPTURE(run, bfloat16_forward_vjp, Precision::BFloat16, true)->Apply(sizes);

}  // namespace

BENCHMARK_MAIN();
