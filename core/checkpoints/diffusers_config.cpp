// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/diffusers_config.h"

#include "core/base/discrete_schedule.h"
#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/files/in_quotes.h"
#include "core/files/json_reader.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace lacuna {
namespace {

/// Of the blocks' names in the first files of diffusers.
constexpr std::string_view kOldPrefix = "UNetRes";
constexpr std::int64_t kMostLevels = 9;
constexpr std::int64_t kMostChannels = 1 << 16;

[[noreturn]] void unsupported(const Checkpoint& checkpoint, const std::string& reason) {
    throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(), reason);
}

std::vector<DiffusersConfig::Block> blocks(const JsonReader& json, const char* key, const std::string& way,
                                           const Checkpoint& checkpoint) {
    std::vector<DiffusersConfig::Block> result;
    std::vector<std::string> names = json.texts(key);
    if (names.empty()) {  // diffusers' own default
        names.assign(4, "Attn" + way + "Block2D");
        (way == "Down" ? names.front() : names.back()) = way + "Block2D";
    }
    for (const std::string& said : names) {
        const std::string name = said.starts_with(kOldPrefix) ? said.substr(kOldPrefix.size()) : said;
        if (name == way + "Block2D")
            result.push_back(DiffusersConfig::Block::Plain);
        else if (name == "Attn" + way + "Block2D")
            result.push_back(DiffusersConfig::Block::Attention);
        else if (name == "Resnet" + way + "sampleBlock2D")
            result.push_back(DiffusersConfig::Block::Resnet);
        else if (name == "Skip" + way + "Block2D")
            result.push_back(DiffusersConfig::Block::Skip);
        else if (name == "AttnSkip" + way + "Block2D")
            result.push_back(DiffusersConfig::Block::AttentionSkip);
        else
            unsupported(checkpoint, "blocks of the type " + inQuotes(name) + " aren't read");
    }
    return result;
}

/// The picture beside the blocks has a block's size only where all finer blocks resample it as well; the
/// coarsest one on the way down doesn't use it.
void requireSkipsTogether(const DiffusersConfig& config, const Checkpoint& checkpoint) {
    const auto isSkip = DiffusersConfig::isSkip;
    if (!std::is_partitioned(config.down.begin(), std::prev(config.down.end()), isSkip) ||
        !std::is_partitioned(config.up.rbegin(), config.up.rend(), isSkip))
        unsupported(checkpoint, "blocks with \"Skip\" in their name lie below others without it");
}

DiffusersConfig::Times timesOf(const JsonReader& json, const Checkpoint& checkpoint) {
    const std::string type = json.text("time_embedding_type", "positional");
    if (type == "positional") return DiffusersConfig::Times::Positional;
    if (type == "fourier") return DiffusersConfig::Times::Fourier;
    if (type == "learned") return DiffusersConfig::Times::Learned;
    unsupported(checkpoint, "\"time_embedding_type\" " + inQuotes(type) + " isn't read");
}

bool isByResnet(const JsonReader& json, const char* key) {
    const std::string type = json.text(key, "conv");
    if (type != "conv" && type != "resnet") json.fail(inQuotes(key) + R"( is neither "conv" nor "resnet")");
    return type == "resnet";
}

DiffusersConfig::Activation activationOf(const JsonReader& json) {
    const std::string name = json.text("act_fn", "silu");
    if (name == "silu" || name == "swish") return DiffusersConfig::Activation::Silu;
    if (name == "relu") return DiffusersConfig::Activation::Relu;
    if (name == "gelu") return DiffusersConfig::Activation::Gelu;
    if (name == "mish") return DiffusersConfig::Activation::Mish;
    json.fail("the activation " + inQuotes(name) + " isn't known");
}

void refuseWhatIsNotRead(const JsonReader& json, const Checkpoint& checkpoint) {
    const auto only = [&](const char* key, const std::string& usual) {
        const std::string value = json.text(key, usual);
        if (value != usual) unsupported(checkpoint, inQuotes(key) + " " + inQuotes(value) + " isn't read");
    };
    if (json.text("_class_name", "") == "UNet2DConditionModel") unsupported(checkpoint, kTakesText);
    only("_class_name", "UNet2DModel");
    only("mid_block_type", "UNetMidBlock2D");
    if (json.text("class_embed_type", "") == "identity")
        unsupported(checkpoint,
                    R"("class_embed_type" "identity" isn't read: its classes are vectors that only its )"
                    "training knows");
    const std::int64_t channels = json.integer("in_channels", 3, 1, kMostChannels);
    if (channels != 3) unsupported(checkpoint, whatTakes(channels));
}

/// Schedulers of other diffusions may hold such keys as well, left over from a conversion.
constexpr std::array kWithoutBetas{"CMStochasticIterative",
                                   "Consistency",
                                   "CosineDPMSolver",
                                   "EDM",
                                   "FlowM",
                                   "KarrasVe",
                                   "ScoreSde",
                                   "VQDiffusion"};
/// Those that have guided-diffusion's linear βs where the configuration says nothing; of all others it must.
constexpr std::array kLinearByDefault{"DDIM",        "DDPM",  "DEIS",     "DPMSolverMultistep",
                                      "DPMSolverSi", "Euler", "LMS",      "PNDM",
                                      "RePaint",     "SASol", "UniPCMult"};

/// Those that keep a last step which isn't noise alone, where betas are rescaled to it: ᾱ = 2⁻²⁴.
constexpr std::array kAlmostZero{"DPMSolverMultistepScheduler", "EulerAncestral", "EulerDiscrete",
                                 "UniPCMultistep"};

template <std::size_t N>
bool beginsWithOne(const std::string& name, const std::array<const char*, N>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const char* beginning) { return name.starts_with(beginning); });
}

void requireBetas(const JsonReader& json, const Checkpoint& checkpoint) {
    const std::string name = json.text("_class_name", "");
    const bool hasBetas =
        json.has("beta_schedule") || json.has("trained_betas") || beginsWithOne(name, kLinearByDefault);
    if (hasBetas && !beginsWithOne(name, kWithoutBetas)) return;
    if (name.empty())
        json.fail(
            R"(it states no noise schedule; write "beta_schedule", "beta_start" and "beta_end" into it, or )"
            R"("trained_betas")");
    unsupported(checkpoint, "its scheduler " + inQuotes(name) +
                                " is none of discrete steps with betas, which is the only kind that is read");
}

std::vector<double> betasOf(const JsonReader& json, const Checkpoint& checkpoint) {
    std::vector<double> betas = json.numbers("trained_betas");
    if (!betas.empty()) return betas;
    const std::int64_t steps = json.integer("num_train_timesteps", 1000, 2, 10'000);
    const double first = json.number("beta_start", 1e-4, 0, 1);
    const double last = json.number("beta_end", 0.02, 0, 1);
    const std::string schedule = json.text("beta_schedule", "linear");
    if (schedule == "linear") return linearFloatBetas(first, last, steps);
    if (schedule == "scaled_linear") return scaledLinearBetas(first, last, steps);
    if (schedule == "squaredcos_cap_v2") return cosineBetas(steps);
    if (schedule == "laplace") return laplaceBetas(steps);
    if (schedule == "exp") return exponentialBetas(steps);
    if (schedule == "sigmoid") return sigmoidBetas(first, last, steps);
    unsupported(checkpoint, "the noise schedule " + inQuotes(schedule) + " isn't known");
}

Prediction predictionOf(const JsonReader& json, const Checkpoint& checkpoint) {
    // The flag is what files of 2022 have.
    const std::string prediction =
        json.flag("predict_epsilon", true) ? json.text("prediction_type", "epsilon") : "sample";
    if (prediction == "epsilon") return Prediction::Epsilon;
    if (prediction == "sample") return Prediction::Sample;
    if (prediction == "v_prediction") return Prediction::Velocity;
    unsupported(checkpoint, "the prediction " + inQuotes(prediction) + " isn't known");
}

/// σ of all steps.
std::vector<double> sigmasOf(const JsonReader& json, const Checkpoint& checkpoint) {
    std::vector<double> betas = betasOf(json, checkpoint);
    const bool isRescaled = json.flag("rescale_betas_zero_snr", false);
    if (isRescaled) betas = zeroTerminalBetas(betas);
    std::vector<double> alphas = cumulativeFloatAlphas(betas);
    // Where the step before it has more noise than that, it is left out.
    constexpr double kLast = 0x1p-24;
    if (isRescaled && beginsWithOne(json.text("_class_name", ""), kAlmostZero) && alphas.size() > 1 &&
        alphas[alphas.size() - 2] > kLast)
        alphas.back() = kLast;
    std::vector<double> sigmas = sigmasOfAlphas(alphas);
    if (sigmas.empty()) json.fail("the noise schedule's levels don't rise");
    return sigmas;
}

/// EulerDiscreteScheduler gives networks of v prediction the noise level itself where it is told so.
bool isLogarithmic(const JsonReader& json, const Checkpoint& checkpoint, Prediction prediction) {
    const std::string type = json.text("timestep_type", "discrete");
    if (type != "discrete" && type != "continuous")
        unsupported(checkpoint, "\"timestep_type\" " + inQuotes(type) + " isn't read");
    return type == "continuous" && prediction == Prediction::Velocity;
}

/// Those whose network says the score of pictures in [0, 1], at σ on that scale.
constexpr const char* kScoreScheduler = "ScoreSdeVeScheduler";
constexpr const char* kKarrasScheduler = "KarrasVeScheduler";

bool isOfScores(const JsonReader& json) {
    const std::string name = json.text("_class_name", "");
    return name == kScoreScheduler || name == kKarrasScheduler;
}

PreconditioningSpec scorePreconditioning(const JsonReader& json) {
    PreconditioningSpec spec;
    spec.kind = "score";
    // KarrasVePipeline halves its noise levels for the network, and ScoreSdeVePipeline has the network's.
    const bool isHalved = json.text("_class_name", "") == kKarrasScheduler;
    const double scale = isHalved ? 1 : 2;
    spec.sigmaMin = scale * json.number("sigma_min", isHalved ? 0.02 : 0.01, 1e-6, 1e6);
    spec.sigmaMax = scale * json.number("sigma_max", isHalved ? 100 : 1348, 1e-6, 1e6);
    if (spec.sigmaMin >= spec.sigmaMax) json.fail("\"sigma_min\" is not below \"sigma_max\"");
    return spec;
}

std::string scheduleToWrite(const DiffusersConfig& config) {
    if (config.times == DiffusersConfig::Times::Fourier)
        return R"({"_class_name": "ScoreSdeVeScheduler", "sigma_min": 0.01, "sigma_max": 348})";
    return R"({"num_train_timesteps": 1000, "beta_schedule": "linear", "beta_start": 0.0001, )"
           R"("beta_end": 0.02, "prediction_type": "epsilon"})";
}

/// A network that learned a vector for each step can't be told noise levels.
void requireTimesFor(const DiffusersConfig& config, bool isOfScores, const Checkpoint& checkpoint) {
    using Times = DiffusersConfig::Times;
    if (config.times == Times::Learned && isOfScores)
        unsupported(checkpoint, "its times are steps (\"learned\"), and its scheduler has noise levels");
}

PreconditioningSpec preconditioningOf(const Checkpoint& checkpoint, const DiffusersConfig& config) {
    const bool fromFolder = !checkpoint.scheduler().empty();
    const std::string sidecar = checkpoint.sidecarFile().string();
    if (!fromFolder && checkpoint.sidecar().empty())
        throw Error(
            ErrorCode::ModelFile, checkpoint.path().string(),
            "there is no scheduler_config.json beside the config.json or in the folder scheduler; write its "
            "noise schedule into " +
                sidecar + ", such as " + scheduleToWrite(config));
    const JsonReader json(fromFolder ? checkpoint.scheduler() : checkpoint.sidecar(),
                          fromFolder ? checkpoint.schedulerFile().string() : sidecar);
    if (!fromFolder)
        json.refuseMisspelt({"_class_name", "beta_schedule", "beta_start", "beta_end", "trained_betas",
                             "num_train_timesteps", "prediction_type", "predict_epsilon",
                             "rescale_betas_zero_snr", "timestep_type", "sigma_min", "sigma_max"});
    requireTimesFor(config, isOfScores(json), checkpoint);
    if (isOfScores(json)) return scorePreconditioning(json);
    requireBetas(json, checkpoint);
    PreconditioningSpec spec;
    spec.kind = "discrete";
    spec.sigmas = sigmasOf(json, checkpoint);
    spec.isNearest = config.times == DiffusersConfig::Times::Learned;
    if (config.times == DiffusersConfig::Times::Fourier) {  // log t, and the output is divided by t
        spec.sigmas.erase(spec.sigmas.begin());
        spec.firstTime = 1;
    }
    if (spec.isNearest && std::ssize(spec.sigmas) > config.learnedTimes)
        json.fail("it has more steps than the network, which knows " + std::to_string(config.learnedTimes));
    spec.prediction = predictionOf(json, checkpoint);
    spec.isLogarithmic = isLogarithmic(json, checkpoint, spec.prediction);
    spec.sigmaMin = spec.sigmas.front();
    spec.sigmaMax = spec.sigmas.back();
    if (!spec.isLogarithmic) return spec;
    spec.sigmaMin = json.number("sigma_min", spec.sigmaMin, 1e-6, 1e6);
    spec.sigmaMax = json.number("sigma_max", spec.sigmaMax, 1e-6, 1e6);
    if (spec.sigmaMin >= spec.sigmaMax) json.fail("\"sigma_min\" is not below \"sigma_max\"");
    return spec;
}

std::string describe(const DiffusersConfig& config) {
    std::string text =
        "UNet2DModel, " + std::to_string(config.layersPerBlock) + " layers in each of the blocks";
    for (std::size_t i = 0; i < config.channels.size(); ++i)
        text += " " + std::to_string(config.channels[i]) +
                (DiffusersConfig::hasAttention(config.down[i]) ? "a" : "") +
                (DiffusersConfig::isSkip(config.down[i]) ? "s" : "");
    if (config.times == DiffusersConfig::Times::Fourier) text += ", told noise levels";
    return text;
}

}  // namespace

bool DiffusersConfig::recognises(const Checkpoint& checkpoint) {
    return checkpoint.tensors().count("conv_in.weight") != 0 &&
           checkpoint.tensors().count("time_embedding.linear_1.weight") != 0;
}

DiffusersConfig DiffusersConfig::read(const Checkpoint& checkpoint) {
    if (checkpoint.config().empty())
        throw Error(ErrorCode::ModelFile, checkpoint.path().string(),
                    "these are weights of diffusers; their config.json must lie beside them");
    const JsonReader json(checkpoint.config(), checkpoint.configFile().string());
    refuseWhatIsNotRead(json, checkpoint);
    DiffusersConfig config;
    config.channels = json.integers("block_out_channels", 1, kMostChannels);
    if (config.channels.empty()) config.channels = {224, 448, 672, 896};
    config.down = blocks(json, "down_block_types", "Down", checkpoint);
    config.up = blocks(json, "up_block_types", "Up", checkpoint);
    if (config.down.empty() || config.down.size() != config.channels.size() ||
        config.up.size() != config.channels.size())
        json.fail("\"block_out_channels\", \"down_block_types\" and \"up_block_types\" don't fit together");
    if (config.channels.size() > static_cast<std::size_t>(kMostLevels))
        json.fail("it has more levels than pictures have pixels");
    requireSkipsTogether(config, checkpoint);
    config.layersPerBlock = json.integer("layers_per_block", 2, 1, 64);
    config.hasMiddle = !json.isNull("mid_block_type");
    config.middleAttention = json.flag("add_attention", true);
    config.middleScale = json.number("mid_block_scale_factor", 1, 1e-6, 1e6);
    config.downByResnet = isByResnet(json, "downsample_type");
    config.upByResnet = isByResnet(json, "upsample_type");
    config.downsamplePadding = json.integer("downsample_padding", 1, 0, 1);
    config.activation = activationOf(json);
    config.headChannels =
        json.integer("attention_head_dim", json.isNull("attention_head_dim") ? 0 : 8, 1, kMostChannels);
    config.groups =
        json.integer("norm_num_groups", json.isNull("norm_num_groups") ? 0 : 32, 1, kMostChannels);
    const std::string shift = json.text("resnet_time_scale_shift", "default");
    if (shift != "default" && shift != "scale_shift")
        unsupported(checkpoint, "\"resnet_time_scale_shift\" " + inQuotes(shift) + " isn't read");
    config.scaleShift = shift == "scale_shift";
    // Older files have a normalization there whatever the configuration says.
    const bool isNormalized = checkpoint.tensors().count("mid_block.attentions.0.group_norm.weight") != 0;
    config.middleAttentionGroups =
        isNormalized
            ? json.integer("attn_norm_num_groups", config.groupsOf(config.channels.back()), 1, kMostChannels)
            : 0;
    config.epsilon = json.number("norm_eps", 1e-5, 0, 1);
    config.centerInput = json.flag("center_input_sample", false);
    config.flipSinToCos = json.flag("flip_sin_to_cos", true);
    config.frequencyShift = json.number("freq_shift", 0, -1e3, 1e3);
    config.times = timesOf(json, checkpoint);
    if (config.times == DiffusersConfig::Times::Learned)
        config.learnedTimes = json.integer("num_train_timesteps", 0, 1, 1 << 20);
    config.timeChannels = json.integer("time_embedding_dim", config.channels.front() * 4, 1, 1 << 20);
    config.outChannels = json.integer("out_channels", 3, 1, kMostChannels);
    if (config.outChannels != 3 && config.outChannels != 6)
        unsupported(checkpoint,
                    "its output has " + std::to_string(config.outChannels) + " channels, not 3 or 6");
    if (config.outChannels != 3 && std::any_of(config.up.begin(), config.up.end(), DiffusersConfig::isSkip))
        unsupported(checkpoint, "the output of blocks with \"Skip\" in their name has 3 channels");
    const std::string classType = json.text("class_embed_type", "");
    config.classIsTime = classType == "timestep";
    // Of other types, diffusers makes no classes.
    if (classType.empty()) config.classes = json.integer("num_class_embeds", 0, 1, 1 << 24);
    constexpr std::int64_t kAnyTime = 1 << 20;
    if (config.classIsTime)
        config.classes = config.times == DiffusersConfig::Times::Learned ? config.learnedTimes : kAnyTime;
    const std::vector<std::int64_t> size = json.integers("sample_size", 1, 1 << 16);
    if (!size.empty()) config.imageSize = *std::min_element(size.begin(), size.end());
    config.preconditioning = preconditioningOf(checkpoint, config);
    config.architecture = describe(config);
    return config;
}

}  // namespace lacuna
