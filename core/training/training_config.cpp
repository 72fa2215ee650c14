// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_config.h"

#include "core/base/names.h"
#include "core/files/json_reader.h"

#include <nlohmann/json.hpp>

#include <type_traits>
#include <utility>

namespace lacuna {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto kOptimizers =
    std::to_array<Named<OptimizerKind>>({{OptimizerKind::AdamW, "adamw"}, {OptimizerKind::Muon, "muon"}});

/// Calls visit(key, member, low, high) for every setting: one list for reading, checking and writing.
template <typename Config, typename Visit>
void forEachSetting(Config& config, Visit&& visit) {
    visit("channels", config.channels, 4, 2048);
    visit("blocks_per_level", config.blocksPerLevel, 1, 32);
    visit("embedding", config.embedding, 4, 4096);
    visit("fourier", config.fourier, 1, 2048);
    visit("pixel_unshuffle", config.pixelUnshuffle, 1, 8);
    visit("crop", config.crop, 16, 1024);
    visit("batch", config.batch, 1, 1024);
    visit("shrink_max", config.shrinkMax, 1, 16);
    visit("crop_candidates", config.cropCandidates, 1, 64);
    visit("crop_gate", config.cropGate, 0, 1);
    visit("wide_share", config.wideShare, 0, 1);
    visit("wide_crop", config.wideCrop, 16, 1024);
    visit("wide_batch", config.wideBatch, 1, 1024);
    visit("wide_uniform_share", config.wideUniformShare, 0, 1);
    visit("wide_sigma_min", config.wideSigmaMin, 1e-5, 1e3);
    visit("wide_sigma_max", config.wideSigmaMax, 1e-5, 1e4);
    visit("sigma_data", config.sigmaData, 0.01, 10);
    visit("sigma_mean", config.sigmaMean, -10, 10);
    visit("sigma_deviation", config.sigmaDeviation, 0, 10);
    visit("uniform_share", config.uniformShare, 0, 1);
    visit("sigma_min", config.sigmaMin, 1e-5, 1e3);
    visit("sigma_max", config.sigmaMax, 1e-5, 1e4);
    visit("optimizer", config.optimizer, 0, 1);
    visit("learning_rate", config.learningRate, 1e-8, 1);
    visit("muon_rate", config.muonRate, 1e-8, 1);
    visit("muon_momentum", config.muonMomentum, 0, 0.9999);
    visit("final_rate", config.finalRate, 0, 1);
    visit("warmup", config.warmup, 0, 1000000);
    visit("weight_decay", config.weightDecay, 0, 1);
    visit("clip", config.clip, 1e-6, 1e6);
    visit("ema", config.ema, 0, 0.999999);
    visit("bfloat16", config.bfloat16, 0, 1);
    visit("seed", config.seed, 0, 9e15);
}

/// Reads what is there.
class Reader {
  public:
    explicit Reader(const JsonReader& json) : mJson(json) {}

    void operator()(const char* key, double& member, double low, double high) const {
        member = mJson.number(key, member, low, high);
    }
    void operator()(const char* key, OptimizerKind& member, int, int) const {
        if (mJson.has(key)) member = mJson.choice(key, kOptimizers);
    }
    void operator()(const char* key, bool& member, int, int) const { member = mJson.flag(key, member); }
    template <typename Integer>
    void operator()(const char* key, Integer& member, double low, double high) const {
        member = static_cast<Integer>(
            mJson.integer(key, static_cast<std::int64_t>(member), whole(low), whole(high)));
    }
    void operator()(const char* key, std::vector<double>& member, double low, double high) const {
        if (mJson.has(key)) take(key, mJson.numbers(key, low, high), member);
    }
    void operator()(const char* key, std::vector<std::int64_t>& member, double low, double high) const {
        if (mJson.has(key)) take(key, mJson.integers(key, whole(low), whole(high)), member);
    }

  private:
    static std::int64_t whole(double limit) { return static_cast<std::int64_t>(limit); }
    template <typename T>
    void take(const char* key, std::vector<T> read, std::vector<T>& member) const {
        if (read.empty() || read.size() > 8) mJson.failAt(key, "must have one to eight numbers");
        member = std::move(read);
    }

    const JsonReader& mJson;
};

}  // namespace

TrainingConfig TrainingConfig::fromJson(const std::string& text, const std::string& subject,
                                        const TrainingConfig& base) {
    const JsonReader json(text, subject, ErrorCode::Usage);
    TrainingConfig config = base;
    forEachSetting(config, Reader(json));
    json.requireNoOthers();
    if (config.blocksPerLevel.size() != 1 && config.blocksPerLevel.size() != config.channels.size())
        json.failAt("blocks_per_level", "needs one number, or one for each of \"channels\"");
    const std::int64_t stride = config.pixelUnshuffle << (config.channels.size() - 1);
    const std::string multiple = "must be a multiple of the network's stride, " + std::to_string(stride);
    if (config.crop % stride != 0) json.failAt("crop", multiple);
    if (config.wideShare > 0 && config.wideCrop % stride != 0) json.failAt("wide_crop", multiple);
    if (config.sigmaMin >= config.sigmaMax) json.failAt("sigma_min", "must be below \"sigma_max\"");
    if (config.wideSigmaMin >= config.wideSigmaMax)
        json.failAt("wide_sigma_min", "must be below \"wide_sigma_max\"");
    return config;
}

TrainingConfig TrainingConfig::fromJson(const std::string& text, const std::string& subject) {
    return fromJson(text, subject, TrainingConfig{});
}

std::string TrainingConfig::toJson() const {
    Json json;
    forEachSetting(*this, [&json](const char* key, const auto& member, double, double) {
        if constexpr (std::is_same_v<decltype(member), const OptimizerKind&>)
            json[key] = nameOf(member, kOptimizers);
        else
            json[key] = member;
    });
    return json.dump(2);
}

}  // namespace lacuna
