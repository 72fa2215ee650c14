// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/adm_config.h"

#include "core/base/discrete_schedule.h"
#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/files/in_quotes.h"
#include "core/files/json_reader.h"

#include <algorithm>
#include <array>
#include <optional>

namespace lacuna {
namespace {

constexpr std::int64_t kMostBlocks = 512;
constexpr std::int64_t kMostLevels = 9;

/// What the tensors show of a published network, and what it was trained with (the flags in
/// guided-diffusion's and consistency_models' README, and in DPS's configurations).
struct Published {
    const char* name;
    std::int64_t modelChannels;
    std::array<std::int64_t, 7> levelChannels;  ///< zeros at the end
    std::array<bool, 7> attention;
    std::int64_t blocksPerLevel;
    std::int64_t classes;
    bool isPlanar;
    bool scaleShiftNorm;
    std::int64_t outChannels;
    std::int64_t headChannels;  ///< 0: four heads
    bool newAttentionOrder;
    const char* noiseSchedule;
    std::int64_t imageSize;
    std::uint64_t bytes = 0;  ///< of the file, where its publisher states a hash or size; else 0
};

constexpr std::array<std::int64_t, 7> kWidths256{256, 256, 512, 512, 1024, 1024, 0};
constexpr std::array<bool, 7> kAttention256{false, false, false, true, true, true};
constexpr std::array<std::int64_t, 7> kWidths512{128, 256, 256, 512, 512, 1024, 1024};
constexpr std::array<bool, 7> kAttention512{false, false, false, false, true, true, true};
constexpr std::array<std::int64_t, 7> kWidths64{192, 384, 576, 768};
constexpr std::array<bool, 7> kAttention64{false, true, true, true};

constexpr std::array kPublished{// Also LSUN's, and DPS's imagenet256.
                                Published{"256x256_diffusion_uncond", 256, kWidths256, kAttention256, 2, 0,
                                          false, true, 6, 64, false, "linear", 256, 2211383297},
                                Published{"256x256_diffusion", 256, kWidths256, kAttention256, 2, 1000, false,
                                          true, 6, 64, false, "linear", 256},
                                Published{"512x512_diffusion_uncond_finetune_008100", 256, kWidths512,
                                          kAttention512, 2, 0, false, true, 6, 64, false, "linear", 512},
                                Published{"512x512_diffusion", 256, kWidths512, kAttention512, 2, 1000, false,
                                          true, 6, 64, false, "linear", 512},
                                // Of DPS.
                                Published{"ffhq_10m",
                                          128,
                                          {128, 128, 256, 256, 512, 512},
                                          {false, false, false, false, true},
                                          1,
                                          0,
                                          false,
                                          true,
                                          6,
                                          64,
                                          false,
                                          "linear",
                                          256},
                                Published{"64x64_diffusion", 192, kWidths64, kAttention64, 3, 1000, false,
                                          true, 6, 64, true, "cosine", 64},
                                Published{"128x128_diffusion",
                                          256,
                                          {256, 256, 512, 768, 1024},
                                          {false, false, true, true, true},
                                          2,
                                          1000,
                                          false,
                                          true,
                                          6,
                                          0,
                                          false,
                                          "linear",
                                          128},
                                Published{"edm_imagenet64_ema", 192, kWidths64, kAttention64, 3, 1000, true,
                                          true, 3, 64, true, "edm", 64},
                                // And the cats'.
                                Published{"edm_bedroom256_ema", 256, kWidths256, kAttention256, 2, 0, true,
                                          false, 3, 64, true, "edm", 256}};

/// The published network that the tensors could be of; all that they show is compared.
const Published* publishedAs(const AdmConfig& config) {
    for (const Published& known : kPublished) {
        std::vector<std::int64_t> channels(known.levelChannels.begin(), known.levelChannels.end());
        channels.erase(std::find(channels.begin(), channels.end(), 0), channels.end());
        if (known.modelChannels == config.modelChannels && channels == config.levelChannels &&
            std::equal(config.attention.begin(), config.attention.end(), known.attention.begin()) &&
            known.blocksPerLevel == config.blocksPerLevel && known.classes == config.classes &&
            known.isPlanar == config.planarAttention && known.scaleShiftNorm == config.scaleShiftNorm &&
            known.outChannels == config.outChannels && config.resample == AdmConfig::Resample::Block)
            return &known;
    }
    return nullptr;
}

/// Notes that a setting is assumed.
void assume(AdmConfig& config, const std::string& setting, const std::string& value) {
    std::string& settings = config.assumption.settings;
    settings += (settings.empty() ? "\"" : ", \"") + setting + "\": " + value;
}

/// Reads the structure off names and shapes.
class Reader {
  public:
    explicit Reader(const Checkpoint& checkpoint) : mCheckpoint(checkpoint) {}

    AdmConfig read() {
        const auto& first = shape("input_blocks.0.0.weight", 4);
        for (const auto& [name, view] : mCheckpoint.tensors())
            if (name.find(".attn2.") != std::string::npos) unsupported(kTakesText);
        if (first[1] != 3) unsupported(whatTakes(first[1]));
        if (!has("out.2.weight") || !has("output_blocks.0.0.in_layers.0.weight"))
            unsupported("it has no way up: a classifier, not a denoiser");
        mConfig.modelChannels = shape("time_embed.0.weight", 2)[1];
        mConfig.outChannels = shape("out.2.weight", 4)[0];
        if (mConfig.outChannels != 3 && mConfig.outChannels != 6)
            unsupported("its output has " + std::to_string(mConfig.outChannels) + " channels, not 3 or 6");
        if (has("label_emb.weight")) mConfig.classes = shape("label_emb.weight", 2)[0];
        mConfig.planarAttention =
            has("middle_block.1.qkv.weight") && shape("middle_block.1.qkv.weight", 0).size() == 4;
        readLevels();
        const std::string block = "input_blocks.1.0.";
        mConfig.scaleShiftNorm =
            shape(block + "emb_layers.1.weight", 2)[0] == 2 * shape(block + "out_layers.3.weight", 4)[0];
        return mConfig;
    }

  private:
    bool has(const std::string& name) const { return mCheckpoint.tensors().count(name) != 0; }
    /// Of so many dimensions; 0: of any.
    const std::vector<std::int64_t>& shape(const std::string& name, std::size_t dimensions) const {
        const auto found = mCheckpoint.tensors().find(name);
        if (found == mCheckpoint.tensors().end()) broken("the tensor " + inQuotes(name) + " is missing");
        if (dimensions != 0 && found->second.shape.size() != dimensions)
            broken("the tensor " + inQuotes(name) + " has not " + std::to_string(dimensions) + " dimensions");
        return found->second.shape;
    }
    [[noreturn]] void broken(const std::string& reason) const {
        throw Error(ErrorCode::ModelFile, mCheckpoint.path().string(), reason);
    }
    [[noreturn]] void unsupported(const std::string& reason) const {
        throw Error(ErrorCode::ModelUnsupported, mCheckpoint.path().string(), reason);
    }

    bool isResidual(const std::string& module) const { return has(module + ".in_layers.2.weight"); }

    /// Blocks of each level, from where the first resampling is.
    std::int64_t findBlocksPerLevel(std::int64_t inputBlocks) {
        for (std::int64_t i = 1; i < inputBlocks; ++i) {
            const std::string module = "input_blocks." + std::to_string(i) + ".0";
            if (has(module + ".op.weight")) return mConfig.resample = AdmConfig::Resample::Convolution, i - 1;
            if (!isResidual(module)) return mConfig.resample = AdmConfig::Resample::Pooling, i - 1;
        }
        // Blocks that resample look like any other on the way down; on the way up they come last in theirs.
        for (std::int64_t i = 0; i < inputBlocks; ++i)
            for (const char* place : {".1", ".2"})
                if (isResidual("output_blocks." + std::to_string(i) + place))
                    return mConfig.resample = AdmConfig::Resample::Block, i;
        return inputBlocks - 1;
    }

    void readLevels() {
        std::int64_t inputBlocks = 1;
        for (std::int64_t i = 1; i < kMostBlocks; ++i)
            if (isResidual("input_blocks." + std::to_string(i) + ".0")) inputBlocks = i + 1;
        if (inputBlocks < 2) broken("it has no residual blocks");
        mConfig.blocksPerLevel = findBlocksPerLevel(inputBlocks);
        const std::int64_t period = mConfig.blocksPerLevel + 1;
        if (mConfig.blocksPerLevel < 1 || inputBlocks % period != 0)
            broken("its blocks don't divide into levels of " + std::to_string(mConfig.blocksPerLevel));
        if (inputBlocks / period > kMostLevels) broken("it has more levels than pictures have pixels");
        for (std::int64_t level = 0; level < inputBlocks / period; ++level) {
            const std::string module = "input_blocks." + std::to_string(level * period + 1);
            mConfig.levelChannels.push_back(shape(module + ".0.out_layers.3.weight", 4)[0]);
            mConfig.attention.push_back(has(module + ".1.qkv.weight"));
        }
    }

    const Checkpoint& mCheckpoint;
    AdmConfig mConfig;
};

constexpr const char* kExample =
    R"({"num_head_channels": 64, "use_new_attention_order": false, "noise_schedule": "linear"})";

[[noreturn]] void askForSidecar(const Checkpoint& checkpoint, const std::string& what) {
    throw Error(ErrorCode::ModelFile, checkpoint.path().string(),
                "the file doesn't show " + what + "; write it into " + checkpoint.sidecarFile().string() +
                    ", with the flags it was trained with, such as " + kExample +
                    " (or \"num_heads\": 4; the schedule may be \"cosine\" or \"edm\")");
}

/// consistency_models' students are the network of their teachers; only the published names tell them apart.
void refuseStudents(const Checkpoint& checkpoint) {
    const std::string name = checkpoint.path().filename().string();
    if (!name.starts_with("cd_") && !name.starts_with("ct_")) return;
    throw Error(
        ErrorCode::ModelUnsupported, checkpoint.path().string(),
        "by its name this is a consistency model, which draws a picture in one step and is no denoiser; "
        "take its teacher (edm_imagenet64_ema.pt, edm_bedroom256_ema.pt, edm_cat256_ema.pt), or, if it "
        "is one, write {\"noise_schedule\": \"edm\"} into " +
            checkpoint.sidecarFile().string());
}

void requireWholeHeads(const AdmConfig& config, const Checkpoint& checkpoint) {
    for (std::size_t level = 0; level < config.levelChannels.size(); ++level) {
        if (!config.attention[level] && level + 1 != config.levelChannels.size()) continue;
        const std::int64_t channels = config.levelChannels[level];
        for (const bool isUp : {false, true})
            if (channels % (config.headChannels > 0 ? config.headChannels : config.headsOf(channels, isUp)) !=
                0)
                throw Error(ErrorCode::ModelFile, checkpoint.sidecarFile().string(),
                            std::to_string(channels) + " channels don't divide into such heads");
    }
}

PreconditioningSpec preconditioningOf(const Checkpoint& checkpoint, AdmConfig& config, const JsonReader& said,
                                      const Published* known) {
    const std::string usual = config.planarAttention ? "edm" : known != nullptr ? known->noiseSchedule : "";
    if (config.planarAttention && !said.has("noise_schedule")) refuseStudents(checkpoint);
    const std::string schedule = said.text("noise_schedule", usual);
    if (schedule.empty()) askForSidecar(checkpoint, "its noise schedule");
    if (!said.has("noise_schedule")) assume(config, "noise_schedule", inQuotes(schedule));
    PreconditioningSpec spec;
    if (schedule == "edm") {
        // consistency_models, KarrasDenoiser: the network is given 1000 · ¼ log σ.
        spec.kind = "edm";
        spec.noiseScale = 250;
        spec.sigmaData = said.number("sigma_data", 0.5, 1e-3, 1e3);
        spec.sigmaMin = said.number("sigma_min", 0.002, 1e-6, 1e6);
        spec.sigmaMax = said.number("sigma_max", 80, 1e-6, 1e6);
        if (spec.sigmaMin >= spec.sigmaMax) said.fail("\"sigma_min\" is not below \"sigma_max\"");
        return spec;
    }
    const std::int64_t steps = said.integer("diffusion_steps", 1000, 2, 10'000);
    spec.kind = "discrete";
    const double scale = 1000.0 / static_cast<double>(steps);
    if (schedule == "linear" && scale * 0.02 > 1)
        said.fail("in so few \"diffusion_steps\" the schedule \"linear\" would have betas above 1");
    if (schedule == "linear")
        spec.sigmas = sigmasOfBetas(linearBetas(scale * 1e-4, scale * 0.02, steps));
    else if (schedule == "cosine")
        spec.sigmas = sigmasOfBetas(cosineBetas(steps));
    else
        said.fail("the noise schedule " + inQuotes(schedule) + R"( is not "linear", "cosine" or "edm")");
    if (spec.sigmas.empty()) said.fail("the noise schedule has no levels");
    if (said.flag("predict_xstart", false)) spec.prediction = Prediction::Sample;
    if (said.flag("rescale_timesteps", false)) spec.timeScale = scale;
    spec.sigmaMin = spec.sigmas.front();
    spec.sigmaMax = spec.sigmas.back();
    return spec;
}

std::string describe(const AdmConfig& config) {
    std::string text = "ADM, " + std::to_string(config.blocksPerLevel) + " blocks at each of the levels";
    for (std::size_t level = 0; level < config.levelChannels.size(); ++level)
        text += " " + std::to_string(config.levelChannels[level]) + (config.attention[level] ? "a" : "");
    text += config.headChannels > 0 ? ", heads of " + std::to_string(config.headChannels) + " channels"
                                    : ", " + std::to_string(config.heads) + " heads";
    if (config.newAttentionOrder) text += " (new order)";
    if (config.scaleShiftNorm) text += ", scale and shift";
    if (config.resample == AdmConfig::Resample::Block) text += ", blocks that resample";
    if (config.resample == AdmConfig::Resample::Pooling) text += ", resampling by pooling";
    if (config.outChannels == 6) text += ", learned variance (unused)";
    return text;
}

}  // namespace

bool AdmConfig::recognises(const Checkpoint& checkpoint) {
    return checkpoint.tensors().count("input_blocks.0.0.weight") != 0 &&
           checkpoint.tensors().count("time_embed.0.weight") != 0;
}

AdmConfig AdmConfig::read(const Checkpoint& checkpoint) {
    AdmConfig config = Reader(checkpoint).read();
    const JsonReader said(checkpoint.sidecar(), checkpoint.sidecarFile().string());
    said.refuseMisspelt({"num_head_channels", "num_heads", "num_heads_upsample", "use_new_attention_order",
                         "image_size", "noise_schedule", "diffusion_steps", "predict_xstart",
                         "rescale_timesteps", "sigma_data", "sigma_min", "sigma_max"});
    const Published* known = publishedAs(config);
    const std::int64_t headChannels = said.integer("num_head_channels", -1, -1, 1 << 20);
    if (headChannels > 0) {
        config.headChannels = headChannels;
    } else if (said.has("num_heads")) {
        config.heads = said.integer("num_heads", 1, 1, 1 << 20);
    } else if (known != nullptr) {
        config.headChannels = known->headChannels;
        config.heads = 4;
        if (config.headChannels > 0)
            assume(config, "num_head_channels", std::to_string(config.headChannels));
        else
            assume(config, "num_heads", std::to_string(config.heads));
    } else {
        askForSidecar(checkpoint, "how many heads its attention has");
    }
    const std::int64_t upsample = said.integer("num_heads_upsample", -1, -1, 1 << 20);
    config.headsUpsample = upsample > 0 ? upsample : config.heads;
    const bool isUsuallyNew = known != nullptr && known->newAttentionOrder;
    config.newAttentionOrder = said.flag("use_new_attention_order", isUsuallyNew) || config.planarAttention;
    if (known != nullptr && !config.planarAttention && !said.has("use_new_attention_order"))
        assume(config, "use_new_attention_order", isUsuallyNew ? "true" : "false");
    requireWholeHeads(config, checkpoint);
    config.imageSize = said.integer("image_size", known != nullptr ? known->imageSize : 0, 0, 1 << 16);
    if (known != nullptr && !said.has("image_size"))
        assume(config, "image_size", std::to_string(known->imageSize));
    config.preconditioning = preconditioningOf(checkpoint, config, said, known);
    config.architecture = describe(config);
    if (!config.assumption.settings.empty())
        config.assumption.from = known != nullptr ? known->name : "consistency_models";
    config.assumption.isOfThatSize =
        known != nullptr && known->bytes == checkpoint.bytes() && known->bytes > 0;
    return config;
}

}  // namespace lacuna
