// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_config.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <type_traits>

namespace lacuna {
namespace {

using Json = nlohmann::ordered_json;

const std::array<std::string, 2> kOptimizerNames{"adamw", "muon"};  // in the order of OptimizerKind

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

class Reader {
  public:
    Reader(const Json& json, const std::string& subject) : mJson(json), mSubject(subject) {}

    template <typename T>
    void operator()(const char* key, T& member, double low, double high) {
        mKnown[key] = true;
        const auto found = mJson.find(key);
        if (found == mJson.end()) return;
        try {
            read(*found, member);
        } catch (const nlohmann::json::exception&) {
            fail(key, "has a value of the wrong kind");
        }
        check(key, member, low, high);
    }
    void rejectUnknown() const {
        for (const auto& [key, value] : mJson.items())
            if (!mKnown.count(key)) fail(key, "is no setting of the trainer");
    }

  private:
    [[noreturn]] void fail(const std::string& key, const std::string& reason) const {
        throw Error(ErrorCode::Usage, mSubject, "\"" + key + "\" " + reason);
    }
    template <typename T>
    static void read(const Json& value, T& member) {
        member = value.get<T>();
    }
    void read(const Json& value, OptimizerKind& member) const {
        const auto found =
            std::find(kOptimizerNames.begin(), kOptimizerNames.end(), value.get<std::string>());
        if (found == kOptimizerNames.end()) fail("optimizer", "is neither \"adamw\" nor \"muon\"");
        member = static_cast<OptimizerKind>(found - kOptimizerNames.begin());
    }
    template <typename T>
    static void read(const Json& value, std::vector<T>& member) {
        member = value.is_number() ? std::vector<T>{value.get<T>()} : value.get<std::vector<T>>();
    }
    template <typename T>
    void check(const char* key, const T& value, double low, double high) const {
        const auto number = static_cast<double>(value);
        if (!(number >= low && number <= high)) fail(key, "is outside its range");
    }
    template <typename T>
    void check(const char* key, const std::vector<T>& values, double low, double high) const {
        if (values.empty() || values.size() > 8) fail(key, "needs one to eight numbers");
        for (const T& value : values)
            check(key, value, low, high);
    }

    const Json& mJson;
    const std::string& mSubject;
    std::map<std::string, bool> mKnown;
};

}  // namespace

TrainingConfig TrainingConfig::fromJson(const std::string& text, const std::string& subject,
                                        const TrainingConfig& base) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) throw Error(ErrorCode::Usage, subject, "is not a JSON object");
    TrainingConfig config = base;
    Reader reader(json, subject);
    forEachSetting(config, reader);
    reader.rejectUnknown();
    if (config.blocksPerLevel.size() != 1 && config.blocksPerLevel.size() != config.channels.size()) {
        throw Error(ErrorCode::Usage, subject,
                    "\"blocks_per_level\" needs one number, or one for each of \"channels\"");
    }
    const std::int64_t stride = config.pixelUnshuffle << (config.channels.size() - 1);
    const auto require = [&subject](bool good, const std::string& rule) {
        if (!good) throw Error(ErrorCode::Usage, subject, rule);
    };
    const std::string multiple = " must be a multiple of the network's stride, " + std::to_string(stride);
    require(config.crop % stride == 0, "\"crop\"" + multiple);
    require(config.wideShare == 0 || config.wideCrop % stride == 0, "\"wide_crop\"" + multiple);
    require(config.sigmaMin < config.sigmaMax, "\"sigma_min\" must be below \"sigma_max\"");
    require(config.wideSigmaMin < config.wideSigmaMax, "\"wide_sigma_min\" must be below \"wide_sigma_max\"");
    return config;
}

TrainingConfig TrainingConfig::fromJson(const std::string& text, const std::string& subject) {
    return fromJson(text, subject, TrainingConfig{});
}

std::string TrainingConfig::toJson() const {
    Json json;
    forEachSetting(*this, [&json](const char* key, const auto& member, double, double) {
        if constexpr (std::is_same_v<decltype(member), const OptimizerKind&>)
            json[key] = kOptimizerNames[static_cast<std::size_t>(member)];
        else
            json[key] = member;
    });
    return json.dump(2);
}

}  // namespace lacuna
