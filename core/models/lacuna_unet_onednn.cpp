// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/lacuna_unet_onednn.h"

#include "core/models/denoised_with_vjp.h"
#include "core/models/transposed_convolution.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/silu_backward.h>
#include <c10/core/GradMode.h>

namespace lacuna {
namespace {

/// Names of the residual blocks, with their trailing dot, in the order in which they run.
std::vector<std::string> blockNames(const LacunaUnetConfig& config) {
    std::vector<std::string> names;
    const auto add = [&](const char* side, std::int64_t index, std::int64_t count) {
        for (std::int64_t block = 0; block < count; ++block)
            names.push_back(std::string(side) + "." + std::to_string(index) + "." + std::to_string(block) +
                            ".");
    };
    for (std::int64_t level = 0; level < config.levels(); ++level)
        add("down", level, config.blocks(level));
    for (std::int64_t level = config.levels() - 2; level >= 0; --level)
        add("up", config.levels() - 2 - level, config.blocks(level));
    return names;
}

/// The adjoint of a padded 3×3 convolution is one too: channels exchanged, weights turned by 180°.
OnednnConvolution adjointOf(const at::Tensor& weight) {
    return {weight.transpose(0, 1).flip({2, 3}), at::Tensor()};
}

}  // namespace

LacunaUnetOnednn::LacunaUnetOnednn(const LacunaUnetConfig& config, const TensorMap& weights,
                                   at::ScalarType dtype)
    : LacunaUnetNetwork(config, weights, at::kCPU, dtype), mLevels(config.levels()) {
    const c10::NoGradGuard noGraph;
    std::vector<at::Tensor> modulationWeights;
    std::vector<at::Tensor> modulationBiases;
    for (const std::string& name : blockNames(config)) {
        mBlocks.push_back({{weight(name + "a.weight"), weight(name + "a.bias")},
                           {weight(name + "b.weight"), weight(name + "b.bias")}});
        modulationWeights.push_back(weight(name + "e.weight"));
        modulationBiases.push_back(weight(name + "e.bias"));
    }
    for (const char* name : {"inp", "out"})
        mEnds.emplace_back(weight(std::string(name) + ".weight"), weight(std::string(name) + ".bias"));
    mModulationWeight = at::cat(modulationWeights);
    mModulationBias = at::cat(modulationBiases);
}

void LacunaUnetOnednn::prepareBack() {
    for (const std::string& name : blockNames(config()))
        mBackBlocks.push_back({adjointOf(weight(name + "a.weight")), adjointOf(weight(name + "b.weight"))});
    for (const char* name : {"inp", "out"})
        mBackEnds.push_back(adjointOf(weight(std::string(name) + ".weight")));
}

// Measured as for LacunaUnetNetwork: bytes per pixel 278 and 197 (float32), 123 and 99 (bfloat16); with the
// product 914 and 721, 443 and 409.
double LacunaUnetOnednn::forwardBytes(double pixels) const {
    return pixels *
           (4 * config().finestElements() * static_cast<double>(at::elementSize(dtype())) + kImageBytes);
}

double LacunaUnetOnednn::vjpBytes(double pixels) const {
    const double elements = config().blockElements() + 8 * config().finestElements();
    return pixels * (elements * static_cast<double>(at::elementSize(dtype())) + kImageBytes);
}

std::vector<LacunaUnetOnednn::Modulation> LacunaUnetOnednn::modulate(double c) const {
    const at::Tensor phase = c * weight("f").unsqueeze(0);
    const auto layer = [this](const std::string& name, const at::Tensor& x) {
        return at::silu(at::linear(x, weight(name + ".weight"), weight(name + ".bias")));
    };
    const at::Tensor e = layer("emb.2", layer("emb.0", at::cat({phase.sin(), phase.cos()}, 1)));
    const at::Tensor all = at::linear(e, mModulationWeight, mModulationBias).unsqueeze(-1).unsqueeze(-1);
    std::vector<Modulation> modulations;
    std::int64_t at = 0;
    for (const std::string& name : blockNames(config())) {
        const std::int64_t channels = weight(name + "a.bias").size(0);
        modulations.push_back({(1 + all.narrow(1, at, channels)).to(dtype()),
                               all.narrow(1, at + channels, channels).to(dtype())});
        at += 2 * channels;
    }
    return modulations;
}

at::Tensor LacunaUnetOnednn::run(const at::Tensor& z, const std::vector<Modulation>& modulations,
                                 std::vector<at::Tensor>* activations) const {
    std::size_t next = 0;
    const auto blocks = [&](at::Tensor& x, std::int64_t level) {
        for (std::int64_t i = 0; i < config().blocks(level); ++i, ++next) {
            const auto& [scale, shift] = modulations[next];
            at::Tensor h;
            if (activations == nullptr) {
                h = mBlocks[next].a.applySilu(x);
            } else {
                activations->push_back(mBlocks[next].a.apply(x));
                h = at::silu(activations->back());
            }
            at::addcmul_out(h, shift, h, scale);
            mBlocks[next].b.addTo(x, h);
        }
    };
    at::Tensor x = mEnds[0].apply(at::pixel_unshuffle(prepared(z), config().pixelUnshuffle));
    std::vector<at::Tensor> skips;
    for (std::int64_t level = 0; level < mLevels; ++level) {
        if (level > 0) {
            skips.push_back(x);
            const std::string name = "ds." + std::to_string(level - 1);
            x = at::conv2d(x, weight(name + ".weight"), weight(name + ".bias"), 2);
        }
        blocks(x, level);
    }
    for (std::int64_t i = 0; !skips.empty(); ++i) {
        const std::string name = "us." + std::to_string(i);
        x = doubleSize(x, weight(name + ".weight"), weight(name + ".bias")).add_(skips.back());
        skips.pop_back();
        blocks(x, mLevels - 2 - i);
    }
    return at::pixel_shuffle(mEnds[1].apply(x), config().pixelUnshuffle).to(at::kFloat);
}

at::Tensor LacunaUnetOnednn::runBack(const at::Tensor& v, const Trace& trace) const {
    std::size_t next = mBlocks.size();
    const auto blocks = [&](at::Tensor& g, std::int64_t level) {
        for (std::int64_t i = 0; i < config().blocks(level); ++i) {
            --next;
            at::Tensor h = mBackBlocks[next].b.apply(g).mul_(trace.modulations[next].scale);
            at::silu_backward_out(h, h, trace.activations[next]);
            mBackBlocks[next].a.addTo(g, h);
        }
    };
    at::Tensor g = mBackEnds[1].apply(at::pixel_unshuffle(prepared(v), config().pixelUnshuffle));
    std::vector<at::Tensor> skips;
    for (std::int64_t i = mLevels - 2; i >= 0; --i) {
        blocks(g, mLevels - 2 - i);
        skips.push_back(g);
        g = at::conv2d(g, weight("us." + std::to_string(i) + ".weight"), {}, 2);
    }
    for (std::int64_t level = mLevels - 1; level >= 0; --level) {
        blocks(g, level);
        if (level == 0) break;
        const std::string name = "ds." + std::to_string(level - 1) + ".weight";
        g = doubleSize(g, weight(name), {}).add_(skips.back());
        skips.pop_back();
    }
    return at::pixel_shuffle(mBackEnds[0].apply(g), config().pixelUnshuffle).to(at::kFloat);
}

at::Tensor LacunaUnetOnednn::forward(const at::Tensor& z, double c) {
    const c10::NoGradGuard noGraph;
    return run(z, modulate(c), nullptr);
}

DenoisedWithVjp LacunaUnetOnednn::forwardWithVjp(const at::Tensor& z, double c) {
    const c10::NoGradGuard noGraph;
    std::call_once(mBackPrepared, [this] { prepareBack(); });
    const auto trace = std::make_shared<Trace>();
    trace->modulations = modulate(c);
    const at::Tensor F = run(z, trace->modulations, &trace->activations);
    return {F, [this, trace](const at::Tensor& v) {
                const c10::NoGradGuard noGraphEither;
                return runBack(v, *trace);
            }};
}

}  // namespace lacuna
