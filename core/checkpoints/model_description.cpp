// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/model_description.h"

#include "core/base/error.h"
#include "core/checkpoints/adm_config.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/diffusers_config.h"
#include "core/checkpoints/drunet_config.h"
#include "core/checkpoints/edm_config.h"
#include "core/files/in_quotes.h"
#include "core/files/json_reader.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace lacuna {
namespace {

PreconditioningSpec readPreconditioning(const std::string& text, const std::string& subject) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        throw Error(ErrorCode::ModelFile, subject,
                    "the metadata lacks a JSON object \"lacuna.preconditioning\"");
    const auto number = [&](const char* key) {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_number() || !std::isfinite(found->get<double>()))
            throw Error(ErrorCode::ModelFile, subject,
                        std::string("\"lacuna.preconditioning\" lacks the number \"") + key + "\"");
        return found->get<double>();
    };
    PreconditioningSpec spec;
    const auto kind = json.find("kind");
    if (kind != json.end() && kind->is_string()) spec.kind = kind->get<std::string>();
    if (spec.kind != "edm")
        throw Error(ErrorCode::ModelUnsupported, subject,
                    "the preconditioning " + inQuotes(spec.kind) + " is not known");
    spec.sigmaData = number("sigma_data");
    spec.sigmaMin = number("sigma_min");
    spec.sigmaMax = number("sigma_max");
    if (!(spec.sigmaData > 0 && spec.sigmaMin > 0 && spec.sigmaMin < spec.sigmaMax))
        throw Error(ErrorCode::ModelFile, subject,
                    "the noise levels in \"lacuna.preconditioning\" make no sense");
    const auto noise = json.find("c_noise");
    if (noise != json.end() && *noise != "log(sigma)/4")
        throw Error(ErrorCode::ModelUnsupported, subject, "only c_noise = log(sigma)/4 is known");
    return spec;
}

/// A file of our own says what it is in its metadata.
void describeLacunaUnet(const Checkpoint& checkpoint, ModelDescription& model) {
    const std::string subject = checkpoint.path().string();
    const std::string range = checkpoint.metadataValue("lacuna.range");
    if (!range.empty() && range != "[-1,1]")
        throw Error(ErrorCode::ModelUnsupported, subject,
                    "made for pixel values in " + inQuotes(range) + ", not [-1,1]");
    model.config = checkpoint.metadataValue("lacuna.config");
    model.preconditioning = readPreconditioning(checkpoint.metadataValue("lacuna.preconditioning"), subject);
}

void describeAdm(const Checkpoint& checkpoint, ModelDescription& model) {
    const AdmConfig config = admConfig(checkpoint);
    model.family = "adm";
    model.architecture = describe(config);
    model.preconditioning = admPreconditioning(checkpoint, config);
    model.classes = config.classes;
    model.preferredSize = config.imageSize;
}

void describeEdm(const Checkpoint& checkpoint, ModelDescription& model) {
    const EdmConfig config = edmConfig(checkpoint);
    model.family = "edm";
    model.architecture = describe(config, checkpoint);
    model.preconditioning = edmPreconditioning(checkpoint);
    model.classes = config.classes;
    model.preferredSize = config.imageSize;
}

void describeDiffusers(const Checkpoint& checkpoint, ModelDescription& model) {
    const DiffusersConfig config = diffusersConfig(checkpoint);
    model.family = "diffusers-unet";
    model.architecture = describe(config);
    model.preconditioning = diffusersPreconditioning(checkpoint, config);
    model.classes = config.classes;
    model.preferredSize = config.sampleSize;
}

void describeScript(const Checkpoint& checkpoint, ModelDescription& model) {
    const JsonReader said(checkpoint.sidecar(), checkpoint.path().string() + ".json");
    model.family = "torchscript";
    model.architecture = "TorchScript: a program, run only where it is trusted";
    model.preconditioning.kind = "none";
    model.preconditioning.sigmaMin = said.number("sigma_min", 0.002, 1e-6, 1e6);
    model.preconditioning.sigmaMax = said.number("sigma_max", 80, 1e-6, 1e6);
    if (model.preconditioning.sigmaMin >= model.preconditioning.sigmaMax)
        said.fail("\"sigma_min\" is not below \"sigma_max\"");
    model.preferredSize = said.integer("image_size", 0, 0, 1 << 16);
    model.stride = said.integer("stride", 0, 0, 1 << 10);
    const std::vector<double> range = said.numbers("range");
    model.isUnitRange = range == std::vector<double>{0, 1};
    if (!range.empty() && !model.isUnitRange && range != std::vector<double>{-1, 1})
        said.fail("\"range\" is neither [0, 1] nor [-1, 1]");
}

[[noreturn]] void refuse(const Checkpoint& checkpoint) {
    std::string names;
    for (const auto& [name, view] : checkpoint.tensors()) {
        if (names.size() > 200) break;
        names += (names.empty() ? "" : ", ") + inQuotes(name);
    }
    throw Error(
        ErrorCode::ModelUnsupported, checkpoint.path().string(),
        "its metadata names no network (\"lacuna.family\") and its tensors are of none that is known; it may "
        "be the weights of another program: " +
            (names.empty() ? "it has none" : names));
}

}  // namespace

ModelDescription describeModel(const Checkpoint& checkpoint) {
    ModelDescription model;
    model.name = checkpoint.metadataValue("lacuna.name");
    if (model.name.empty()) model.name = checkpoint.path().stem().string();
    model.family = checkpoint.metadataValue("lacuna.family");
    model.licence = checkpoint.metadataValue("lacuna.licence");
    model.description = checkpoint.metadataValue("lacuna.description");
    for (const auto& [name, tensor] : checkpoint.tensors())
        model.parameters += tensor.elements();
    if (!model.family.empty()) {
        describeLacunaUnet(checkpoint, model);
    } else if (checkpoint.isScript()) {
        describeScript(checkpoint, model);
    } else if (isPickledNetwork(checkpoint)) {
        describeEdm(checkpoint, model);
    } else if (isAdm(checkpoint)) {
        describeAdm(checkpoint, model);
    } else if (isDiffusersUnet(checkpoint)) {
        describeDiffusers(checkpoint, model);
    } else if (isDrunet(checkpoint)) {
        const DrunetConfig config = drunetConfig(checkpoint);
        model.family = "drunet";
        model.architecture = describe(config);
        model.preconditioning = drunetPreconditioning();
    } else {
        refuse(checkpoint);
    }
    return model;
}

}  // namespace lacuna
