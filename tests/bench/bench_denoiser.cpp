// SPDX-License-Identifier: GPL-3.0-or-later
// Priors alone: one forward pass, and one with its vector–Jacobian product, of every model that is named
// after the benchmark's own options (default: all that are installed), side by side. OMP_NUM_THREADS sets the
// threads. CPU time is the process's, so that it can be compared on a busy machine; GFLOP/s counts wall time.
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "core/models/model_catalog.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/randn.h>

#include <benchmark/benchmark.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace lacuna;

void run(benchmark::State& state, const std::string& model, Precision precision, bool withVjp) {
    static std::map<std::pair<std::string, Precision>, std::unique_ptr<Denoiser>> loaded;
    auto& denoiser = loaded[{model, precision}];
    if (!denoiser) denoiser = loadDenoiser(ModelCatalog().find(model).path, {"cpu", precision});
    const at::Tensor x = at::randn({1, 3, state.range(0), state.range(0)});
    for (auto _ : state) {
        if (withVjp)
            benchmark::DoNotOptimize(denoiser->denoiseWithVjp(x, 0.3).vjp(x));
        else
            benchmark::DoNotOptimize(denoiser->denoise(x, 0.3));
    }
    const double pixels = static_cast<double>(state.range(0) * state.range(0));
    state.counters["GFLOP/s"] = benchmark::Counter((withVjp ? 2 : 1) * denoiser->flops(pixels) * 1e-9,
                                                   benchmark::Counter::kIsIterationInvariantRate);
    state.counters["threads"] = at::get_num_threads();
}

void add(const std::vector<std::string>& models) {
    for (const int side : {256, 512})
        for (const Precision precision : {Precision::Float32, Precision::BFloat16})
            for (const bool withVjp : {false, true})
                for (const std::string& model : models) {
                    const std::string name = std::string(withVjp ? "forward_vjp" : "forward") +
                                             (precision == Precision::Float32 ? "/float32/" : "/bfloat16/") +
                                             model;
                    benchmark::RegisterBenchmark(name.c_str(), run, model, precision, withVjp)
                        ->Arg(side)
                        ->Unit(benchmark::kMillisecond)
                        ->MeasureProcessCPUTime()
                        ->UseRealTime();
                }
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    std::vector<std::string> models(argv + 1, argv + argc);
    if (models.empty())
        for (const InstalledModel& model : ModelCatalog().list())
            models.push_back(model.name);
    add(models);
    benchmark::RunSpecifiedBenchmarks();
}
