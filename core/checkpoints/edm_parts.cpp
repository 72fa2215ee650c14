// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/edm_parts.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <set>
#include <tuple>

namespace lacuna {
namespace {

class Parts {
  public:
    explicit Parts(const TensorViews& tensors)
        : mTensors(tensors), mIsSong(tensors.count("out_norm.weight") == 0) {}

    std::vector<ModuleRecord> list() {
        add("", mIsSong ? "SongUNet" : "DhariwalUNet");
        if (has("map_noise.freqs"))
            add("map_noise", "FourierEmbedding");
        else
            add("map_noise", "PositionalEmbedding",
                {{"num_channels", side("map_layer0.weight", 1)},
                 {"max_positions", 10000},
                 {"endpoint", mIsSong ? 1 : 0}});
        for (const char* layer : {"map_layer0", "map_layer1", "map_label"})
            if (has(std::string(layer) + ".weight")) addLinear(layer);
        for (const char* way : {"enc.", "dec."})
            for (const std::string& path : entries(way))
                addEntry(path);
        if (mIsSong) return std::move(mRecords);
        addNorm("out_norm");
        addConvolution("out_conv", 0);
        return std::move(mRecords);
    }

  private:
    bool has(const std::string& name) const { return mTensors.count(name) != 0; }
    /// 0 where there is no such tensor: the network's own check says what is missing.
    double side(const std::string& name, std::size_t dimension) const {
        const auto found = mTensors.find(name);
        if (found == mTensors.end() || found->second.shape.size() <= dimension) return 0;
        return static_cast<double>(found->second.shape[dimension]);
    }
    void add(const std::string& path, const char* className, std::map<std::string, double> numbers = {}) {
        mRecords.push_back({path, className, std::move(numbers)});
    }
    void addLinear(const std::string& path) {
        add(path, "Linear",
            {{"in_features", side(path + ".weight", 1)}, {"out_features", side(path + ".weight", 0)}});
    }
    void addNorm(const std::string& path) {
        const double channels = side(path + ".weight", 0);
        add(path, "GroupNorm",
            {{"num_groups", std::clamp(std::floor(channels / 4), 1.0, 32.0)},
             {"eps", mIsSong ? 1e-6 : 1e-5}});
    }
    /// Those that only resample have no weight; `channels` is then what they don't change.
    void addConvolution(const std::string& path, double channels) {
        const bool hasWeight = has(path + ".weight");
        const bool resamples = has(path + ".resample_filter");
        const bool isUp = resamples && path.find("_up") != std::string::npos;
        add(path, "Conv2d",
            {{"in_channels", hasWeight ? side(path + ".weight", 1) : channels},
             {"out_channels", hasWeight ? side(path + ".weight", 0) : channels},
             {"up", isUp},
             {"down", resamples && !isUp},
             {"fused_resample", path.find("_aux_residual") != std::string::npos}});
    }
    void addEntry(const std::string& path) {
        if (path.ends_with("_aux_norm")) return addNorm(path);
        if (!has(path + ".norm0.weight")) return addConvolution(path, 3);
        const double out = side(path + ".norm1.weight", 0);
        const bool attends = has(path + ".qkv.weight");
        constexpr double kHead = 64;
        add(path, "UNetBlock",
            {{"in_channels", side(path + ".norm0.weight", 0)},
             {"out_channels", out},
             {"skip_scale", mIsSong ? std::numbers::sqrt2 / 2 : 1},
             {"adaptive_scale", side(path + ".affine.weight", 0) == 2 * out},
             {"num_heads", !attends  ? 0
                           : mIsSong ? 1
                                     : std::floor(out / kHead)}});
        for (const char* norm : {".norm0", ".norm1", ".norm2"})
            if (has(path + norm + ".weight")) addNorm(path + norm);
        addLinear(path + ".affine");
        for (const char* convolution : {".conv0", ".conv1", ".skip", ".qkv", ".proj"})
            if (has(path + convolution + ".weight") || has(path + convolution + ".resample_filter"))
                addConvolution(path + convolution, out);
    }

    /// In the order in which the network runs them; names are "32x32_block0" and the like.
    std::vector<std::string> entries(const std::string& way) const {
        std::set<std::string> paths;
        for (const auto& [name, view] : mTensors)
            if (name.starts_with(way)) paths.insert(name.substr(0, name.find('.', way.size())));
        std::vector<std::string> sorted(paths.begin(), paths.end());
        const bool isDown = way == "enc.";
        const auto rank = [&](const std::string& path) {
            const std::string part = path.substr(path.find('_') + 1);
            const long resolution = std::strtol(path.c_str() + way.size(), nullptr, 10);
            constexpr long kBlocks = 10;
            constexpr long kLast = 100'000;
            const long place = part.starts_with("block")
                                   ? kBlocks + std::strtol(part.c_str() + 5, nullptr, 10)
                               : part == "in1" || part == "aux_down"          ? 1
                               : part == "aux_skip" || part == "aux_residual" ? 2
                               : part == "aux_up"                             ? kLast
                               : part == "aux_norm"                           ? kLast + 1
                               : part == "aux_conv"                           ? kLast + 2
                                                                              : 0;
            return std::pair(isDown ? -resolution : resolution, place);
        };
        std::stable_sort(sorted.begin(), sorted.end(),
                         [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
        return sorted;
    }

    const TensorViews& mTensors;
    bool mIsSong;
    std::vector<ModuleRecord> mRecords;
};

}  // namespace

bool areOfEdm(const TensorViews& tensors) {
    const auto first = tensors.lower_bound("enc.");
    return tensors.count("map_layer0.weight") != 0 && tensors.count("map_layer1.weight") != 0 &&
           first != tensors.end() && first->first.starts_with("enc.");
}

std::vector<ModuleRecord> edmPartsOf(const TensorViews& tensors) {
    return Parts(tensors).list();
}

}  // namespace lacuna
