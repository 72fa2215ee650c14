// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"
#include "core/checkpoints/safetensors.h"
#include "core/models/tensor_import.h"
#include "core/training/narrowed_weights.h"
#include "core/training/optimizer.h"
#include "core/training/trainable_network.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <utility>

namespace lacuna {
namespace {

constexpr const char* kConfigKey = "lacuna.training.config";
constexpr const char* kStepKey = "lacuna.training.step";
constexpr const char* kStepsKey = "lacuna.training.steps";

std::string averagePrefix(std::size_t index) {
    return "average." + std::to_string(index) + "/";
}

/// Collects tensors for a file; keeps the contiguous copies alive that the views point into.
class Collector {
  public:
    explicit Collector(DType dtype, at::ScalarType type) : mDType(dtype), mType(type) {}

    void add(const std::string& prefix, const TensorMap& tensors) {
        for (const auto& [name, tensor] : tensors) {
            mKept.push_back(tensor.detach().to(at::kCPU, mType).contiguous());
            const at::Tensor& kept = mKept.back();
            TensorView view;
            view.dtype = mDType;
            view.shape = kept.sizes().vec();
            view.bytes = {static_cast<const std::byte*>(kept.data_ptr()),
                          static_cast<std::size_t>(kept.nbytes())};
            mViews.emplace_back(prefix + name, view);
        }
    }
    const std::vector<std::pair<std::string, TensorView>>& views() const { return mViews; }

  private:
    DType mDType;
    at::ScalarType mType;
    std::vector<at::Tensor> mKept;
    std::vector<std::pair<std::string, TensorView>> mViews;
};

at::Tensor laidOut(const at::Tensor& tensor) {
    return tensor.dim() == 4 ? tensor.contiguous(at::MemoryFormat::ChannelsLast) : tensor;
}

template <typename Predicate>
TensorMap importIf(const SafetensorsFile& file, const std::string& prefix, const LacunaUnetConfig& network,
                   Predicate wanted) {
    TensorMap tensors;
    for (const auto& [name, shape] : lacunaUnetShapes(network))
        if (wanted(name))
            tensors[name] = laidOut(importTensor(file.tensors(), prefix + name, shape, file.path().string()));
    return tensors;
}

TensorMap importAll(const SafetensorsFile& file, const std::string& prefix, const LacunaUnetConfig& network) {
    return importIf(file, prefix, network, [](const std::string&) { return true; });
}

std::int64_t importCount(const SafetensorsFile& file, const char* key) {
    const std::string text = file.metadataValue(key);
    std::int64_t value = -1;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size() || value < 0) {
        throw Error(ErrorCode::ModelFile, file.path().string(),
                    std::string("is no checkpoint of lacuna-train: \"") + key + "\" isn't a count");
    }
    return value;
}

/// Throws Error ModelFile unless `to` is `from` with other numbers of residual blocks and at most as many
/// channels.
void requireKinship(const std::filesystem::path& path, const TrainingConfig& from, const TrainingConfig& to) {
    const auto require = [&path](bool good, const char* what) {
        if (!good) {
            throw Error(ErrorCode::ModelFile, path.string(),
                        std::string("can't be trained on with other settings of ") + what +
                            "; blocks can be added and left out, and channels be left out");
        }
    };
    require(from.channels.size() == to.channels.size(), "\"channels\"");
    for (std::size_t level = 0; level < to.channels.size(); ++level)
        require(to.channels[level] <= from.channels[level], "\"channels\"");
    require(from.embedding == to.embedding, "\"embedding\"");
    require(from.fourier == to.fourier, "\"fourier\"");
    require(from.pixelUnshuffle == to.pixelUnshuffle, "\"pixel_unshuffle\"");
    require(from.sigmaData == to.sigmaData, "\"sigma_data\"");
}

}  // namespace

LacunaUnetConfig networkOf(const TrainingConfig& config) {
    LacunaUnetConfig network;
    network.channels = config.channels;
    network.blocksPerLevel = config.blocksPerLevel;
    network.embedding = config.embedding;
    network.fourier = config.fourier;
    network.pixelUnshuffle = config.pixelUnshuffle;
    return network;
}

void writeCheckpoint(const std::filesystem::path& path, const TrainingState& state) {
    Collector collector(DType::F32, at::kFloat);
    collector.add("weights/", state.weights);
    collector.add("first/", state.firstMoments);
    collector.add("second/", state.secondMoments);
    for (std::size_t i = 0; i < state.averages.size(); ++i)
        collector.add(averagePrefix(i), state.averages[i]);
    writeSafetensors(path, collector.views(),
                     {{kConfigKey, state.config.toJson()},
                      {kStepKey, std::to_string(state.step)},
                      {kStepsKey, std::to_string(state.steps)}});
}

TrainingState readCheckpoint(const std::filesystem::path& path) {
    const auto file = SafetensorsFile::open(path);
    const std::string config = file.metadataValue(kConfigKey);
    if (config.empty()) throw Error(ErrorCode::ModelFile, path.string(), "is no checkpoint of lacuna-train");
    TrainingState state;
    state.config = TrainingConfig::fromJson(config, path.string());
    state.step = importCount(file, kStepKey);
    state.steps = importCount(file, kStepsKey);
    const LacunaUnetConfig network = networkOf(state.config);
    state.weights = importAll(file, "weights/", network);
    if (state.step > 0) {
        state.firstMoments = importAll(file, "first/", network);
        state.secondMoments = importIf(file, "second/", network, [&state](const std::string& name) {
            return !isForMuon(state.config, name);
        });
    }
    for (std::size_t i = 0; i < state.config.ema.size(); ++i)
        state.averages.push_back(importAll(file, averagePrefix(i), network));
    return state;
}

void writeWeights(const std::filesystem::path& path, const TensorMap& weights, const TrainingConfig& config,
                  const std::string& name, const std::string& licence) {
    Collector collector(DType::F16, at::kHalf);
    collector.add("", weights);
    const nlohmann::ordered_json preconditioning{{"kind", "edm"},
                                                 {"sigma_data", config.sigmaData},
                                                 {"c_noise", "log(sigma)/4"},
                                                 {"sigma_min", config.sigmaMin},
                                                 {"sigma_max", config.sigmaMax}};
    Metadata metadata{{"lacuna.family", LacunaUnetConfig::kFamily},
                      {"lacuna.config", networkOf(config).toJson()},
                      {"lacuna.preconditioning", preconditioning.dump()},
                      {"lacuna.range", "[-1,1]"},
                      {"lacuna.name", name}};
    if (!licence.empty()) metadata["lacuna.licence"] = licence;
    writeSafetensors(path, collector.views(), metadata);
}

TrainingConfig configOfWeights(const std::filesystem::path& weights) {
    const std::string path = weights.string();
    const ModelDescription model = describeModel(Checkpoint::open(weights));
    const auto* known = std::get_if<LacunaUnetConfig>(&model.config);
    if (known == nullptr) {
        throw Error(ErrorCode::ModelUnsupported, path,
                    "is of the family \"" + model.family + "\"; the trainer knows \"" +
                        LacunaUnetConfig::kFamily + "\"");
    }
    const LacunaUnetConfig& network = *known;
    TrainingConfig config;
    config.channels = network.channels;
    config.blocksPerLevel = network.blocksPerLevel;
    config.embedding = network.embedding;
    config.fourier = network.fourier;
    config.pixelUnshuffle = network.pixelUnshuffle;
    config.sigmaData = model.preconditioning.sigmaData;
    return config;
}

TensorMap readWeights(const std::filesystem::path& path, const TrainingConfig& config) {
    const auto file = SafetensorsFile::open(path);
    const TrainingConfig inFile = configOfWeights(path);
    requireKinship(path, inFile, config);
    const LacunaUnetConfig from = networkOf(inFile);
    const LacunaUnetConfig to = networkOf(config);
    TensorMap kept = importAll(file, "", from);
    const auto wanted = lacunaUnetShapes(to);
    std::erase_if(kept, [&wanted](const auto& tensor) { return !wanted.contains(tensor.first); });
    if (from.channels != to.channels) kept = narrowedWeights(kept, from, to);
    TensorMap weights = initialWeights(to, config.seed);
    for (auto& [name, tensor] : kept)
        weights[name] = tensor;
    return weights;
}

}  // namespace lacuna
