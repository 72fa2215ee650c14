// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/load_denoiser.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"
#include "core/files/in_quotes.h"
#include "core/models/layers.h"
#include "core/models/network.h"
#include "core/models/network_denoiser.h"
#include "core/models/preconditioning.h"
#include "core/models/recorded_network.h"

#include <c10/core/Device.h>
#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>

#include <utility>

namespace lacuna {
namespace {

/// Throws unless the class is one that the model has.
void requireLabel(const ModelDescription& model, std::int64_t label) {
    if (model.classes == 0 && label >= 0)
        throw Error(ErrorCode::Usage, "class", "the model " + inQuotes(model.name) + " has no classes");
    if (model.classes == 0) return;
    if (label >= model.classes || (label < 0 && !model.classIsOptional))
        throw Error(ErrorCode::Usage, "class",
                    "the model " + inQuotes(model.name) +
                        " draws pictures of a class: choose one from 0 to " +
                        std::to_string(model.classes - 1));
}

at::ScalarType typeOf(Precision precision) {
    switch (precision) {
        case Precision::BFloat16:
            return at::kBFloat16;
        case Precision::Float16:
            return at::kHalf;
        case Precision::Auto:
        case Precision::Float32:
            break;
    }
    return at::kFloat;
}

at::Device parseDevice(const std::string& name) {
    try {
        return at::Device(name);
    } catch (const c10::Error&) {
        throw Error(ErrorCode::DeviceUnavailable, name, "not a device's name");
    }
}

}  // namespace

void checkModel(const Checkpoint& checkpoint, const ModelDescription& model, bool readsValues) {
    if (model.isProgram) return;
    const c10::NoGradGuard noGraph;
    Weights weights(checkpoint, at::kCPU, at::kFloat, {},
                    readsValues ? Weights::Use::CheckValues : Weights::Use::CheckShapes);
    LoadOptions options;
    options.label = model.classes > 0 ? 0 : -1;
    std::visit([&](const auto& config) { makeNetwork(config, weights, options); }, model.config);
}

std::unique_ptr<Denoiser> loadDenoiser(const std::filesystem::path& path, const LoadOptions& options) {
    const c10::NoGradGuard noGraph;
    const at::Device device = parseDevice(options.device);
    const auto checkpoint = Checkpoint::open(path);
    const ModelDescription model = describeModel(checkpoint);
    const at::ScalarType dtype = typeOf(resolvedPrecision(options.precision, options.device));
    requireLabel(model, options.label);
    if (dtype == at::kHalf && !float16Works(options.device))
        throw Error(ErrorCode::Usage, "precision",
                    "this LibTorch can't compute in float16 on " + options.device);
    try {
        Weights weights(checkpoint, device, dtype, options.progress);
        std::unique_ptr<Network> network = std::visit(
            [&](const auto& config) { return makeNetwork(config, weights, options); }, model.config);
        if (network->isRecordable())
            if (RecordPass record = deviceRecorder(options.device))
                network = std::make_unique<RecordedNetwork>(std::move(network), std::move(record));
        return std::make_unique<NetworkDenoiser>(
            std::move(network), makePreconditioning(model.preconditioning), model.preconditioning.sigmaMin,
            model.preconditioning.sigmaMax, static_cast<int>(model.imageSize));
    } catch (const c10::Error& error) {
        if (device.is_cpu()) throw;
        throw Error(ErrorCode::DeviceUnavailable, options.device, error.what_without_backtrace());
    }
}

}  // namespace lacuna
