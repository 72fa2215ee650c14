// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/model_description.h"

#include "core/checkpoints/safetensors.h"
#include "core/error.h"

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
                    "the preconditioning \"" + spec.kind + "\" is not known");
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

}  // namespace

ModelDescription describeModel(const SafetensorsFile& file) {
    const std::string subject = file.path().string();
    ModelDescription model;
    model.family = file.metadataValue("lacuna.family");
    if (model.family.empty())
        throw Error(
            ErrorCode::ModelUnsupported, subject,
            "the metadata names no network (\"lacuna.family\"); it may be the weights of another program");
    const std::string range = file.metadataValue("lacuna.range");
    if (!range.empty() && range != "[-1,1]")
        throw Error(ErrorCode::ModelUnsupported, subject,
                    "made for pixel values in " + range + ", not [-1,1]");
    model.name = file.metadataValue("lacuna.name");
    if (model.name.empty()) model.name = file.path().stem().string();
    model.config = file.metadataValue("lacuna.config");
    model.licence = file.metadataValue("lacuna.licence");
    model.description = file.metadataValue("lacuna.description");
    model.preconditioning = readPreconditioning(file.metadataValue("lacuna.preconditioning"), subject);
    for (const auto& [name, tensor] : file.tensors())
        model.parameters += tensor.elements();
    return model;
}

}  // namespace lacuna
