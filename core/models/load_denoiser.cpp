// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/load_denoiser.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"
#include "core/files/in_quotes.h"
#include "core/models/adm_unet.h"
#include "core/models/diffusers_unet.h"
#include "core/models/drunet.h"
#include "core/models/edm_unet.h"
#include "core/models/lacuna_unet_network.h"
#include "core/models/network_denoiser.h"
#include "core/models/preconditioning.h"
#include "core/models/tensor_import.h"
#include "core/models/torchscript_denoiser.h"

#include <c10/core/Device.h>
#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>

namespace lacuna {
namespace {

/// Every tensor that the network has, and no other in the file: a left-over means that the configuration
/// describes a smaller network than was trained, and its output would be wrong without a sign.
TensorMap importTensors(const Checkpoint& checkpoint,
                        const std::map<std::string, std::vector<std::int64_t>>& shapes) {
    const std::string subject = checkpoint.path().string();
    TensorMap tensors;
    for (const auto& [name, shape] : shapes)
        tensors[name] = importTensor(checkpoint.tensors(), name, shape, subject);
    for (const auto& [name, view] : checkpoint.tensors())
        if (shapes.count(name) == 0)
            throw Error(
                ErrorCode::ModelFile, subject,
                "tensor " + inQuotes(name) + " has no place in the network that the configuration describes");
    return tensors;
}

/// Throws unless the class is one that the model has.
void requireLabel(const ModelDescription& model, std::int64_t label) {
    if (model.classes == 0 && label >= 0)
        throw Error(ErrorCode::Usage, "class", "the model " + inQuotes(model.name) + " has no classes");
    if (model.classes == 0) return;
    if (label >= model.classes || (label < 0 && model.family != "edm"))
        throw Error(ErrorCode::Usage, "class",
                    "the model " + inQuotes(model.name) +
                        " draws pictures of a class: choose one from 0 to " +
                        std::to_string(model.classes - 1));
}

std::unique_ptr<Network> makeNetwork(const Checkpoint& checkpoint, const ModelDescription& model,
                                     const LoadOptions& options, at::Device device, at::ScalarType dtype) {
    requireLabel(model, options.label);
    if (model.family == "lacuna-unet") {
        const auto config = LacunaUnetConfig::fromJson(model.config, checkpoint.path().string());
        return makeLacunaUnetNetwork(config, importTensors(checkpoint, lacunaUnetShapes(config)), device,
                                     dtype);
    }
    Weights weights(checkpoint, device, dtype, options.progress);
    if (model.family == "adm")
        return std::make_unique<AdmUnet>(admConfig(checkpoint), weights, options.label);
    if (model.family == "edm")
        return std::make_unique<EdmUnet>(edmConfig(checkpoint), checkpoint, weights, options.label);
    if (model.family == "diffusers-unet")
        return std::make_unique<DiffusersUnet>(diffusersConfig(checkpoint), weights, options.label);
    if (model.family == "drunet") return std::make_unique<Drunet>(drunetConfig(checkpoint), weights);
    if (model.family == "torchscript") {
        if (!options.trustsPrograms)
            throw Error(
                ErrorCode::ModelUnsupported, checkpoint.path().string(),
                "this is TorchScript, a program that would run as you; only if you trust where it comes "
                "from, say so (--trust-program)");
        return loadTorchScript(checkpoint.path(), options.device, static_cast<int>(model.stride),
                               model.isUnitRange);
    }
    throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(),
                "the network family " + inQuotes(model.family) + " is not known");
}

at::Device parseDevice(const std::string& name) {
    try {
        return at::Device(name);
    } catch (const c10::Error&) {
        throw Error(ErrorCode::DeviceUnavailable, name, "not a device's name");
    }
}

}  // namespace

std::unique_ptr<Denoiser> loadDenoiser(const std::filesystem::path& path, const LoadOptions& options) {
    const c10::NoGradGuard noGraph;
    const at::Device device = parseDevice(options.device);
    const auto checkpoint = Checkpoint::open(path);
    const ModelDescription model = describeModel(checkpoint);
    const at::ScalarType dtype = options.precision == Precision::BFloat16 ? at::kBFloat16 : at::kFloat;
    try {
        return std::make_unique<NetworkDenoiser>(
            makeNetwork(checkpoint, model, options, device, dtype),
            makePreconditioning(model.preconditioning), model.preconditioning.sigmaMin,
            model.preconditioning.sigmaMax, static_cast<int>(model.preferredSize));
    } catch (const c10::Error& error) {
        if (device.is_cpu()) throw;
        throw Error(ErrorCode::DeviceUnavailable, options.device, error.what_without_backtrace());
    }
}

}  // namespace lacuna
