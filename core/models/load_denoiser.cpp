// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/load_denoiser.h"

#include "core/checkpoints/model_description.h"
#include "core/checkpoints/safetensors.h"
#include "core/error.h"
#include "core/models/lacuna_unet_network.h"
#include "core/models/network_denoiser.h"
#include "core/models/preconditioning.h"
#include "core/models/tensor_import.h"

#include <c10/core/Device.h>
#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>

namespace lacuna {
namespace {

/// Every tensor that the network has, and no other in the file: a left-over means that the configuration
/// describes a smaller network than was trained, and its output would be wrong without a sign.
TensorMap importTensors(const SafetensorsFile& file,
                        const std::map<std::string, std::vector<std::int64_t>>& shapes) {
    TensorMap tensors;
    for (const auto& [name, shape] : shapes)
        tensors[name] = importTensor(file, name, shape);
    for (const auto& [name, view] : file.tensors())
        if (shapes.count(name) == 0)
            throw Error(
                ErrorCode::ModelFile, file.path().string(),
                "tensor \"" + name + "\" has no place in the network that the configuration describes");
    return tensors;
}

std::unique_ptr<Network> makeNetwork(const SafetensorsFile& file, const ModelDescription& model,
                                     at::Device device, at::ScalarType dtype) {
    if (model.family == "lacuna-unet") {
        const auto config = LacunaUnetConfig::fromJson(model.config, file.path().string());
        return makeLacunaUnetNetwork(config, importTensors(file, lacunaUnetShapes(config)), device, dtype);
    }
    throw Error(ErrorCode::ModelUnsupported, file.path().string(),
                "the network family \"" + model.family + "\" is not known");
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
    const auto file = SafetensorsFile::open(path);
    const ModelDescription model = describeModel(file);
    const at::ScalarType dtype = options.precision == Precision::BFloat16 ? at::kBFloat16 : at::kFloat;
    try {
        return std::make_unique<NetworkDenoiser>(
            makeNetwork(file, model, device, dtype), makePreconditioning(model.preconditioning),
            model.preconditioning.sigmaMin, model.preconditioning.sigmaMax);
    } catch (const c10::Error& error) {
        if (device.is_cpu()) throw;
        throw Error(ErrorCode::DeviceUnavailable, options.device, error.what_without_backtrace());
    }
}

}  // namespace lacuna
