// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/model_description.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/files/in_quotes.h"

#include <utility>

namespace lacuna {
namespace {

[[noreturn]] void refuse(const Checkpoint& checkpoint, const std::string& named) {
    if (!named.empty())
        throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(),
                    "the network family " + inQuotes(named) + " is not known");
    std::string names;
    for (const auto& [name, view] : checkpoint.tensors()) {
        if (names.size() > 200) break;
        names += (names.empty() ? "" : ", ") + inQuotes(name);
    }
    if (!checkpoint.pickledClass().empty())
        names = "a network of the class " + inQuotes(checkpoint.pickledClass()) + " with " + names;
    throw Error(
        ErrorCode::ModelUnsupported, checkpoint.path().string(),
        "its metadata names no network (\"lacuna.family\") and its tensors are of none that is known; it may "
        "be the weights of another program: " +
            (names.empty() ? "it has none" : names));
}

/// Whether the model is of that family, unless its metadata names another. Then it is described.
template <typename Config>
bool describeAs(const Checkpoint& checkpoint, const std::string& named, ModelDescription& model) {
    if ((!named.empty() && named != Config::kFamily) || !Config::recognises(checkpoint)) return false;
    Config config = Config::read(checkpoint);
    static_cast<FamilyFacts&>(model) = config;
    model.family = Config::kFamily;
    model.config = std::move(config);
    return true;
}

template <typename... Configs>
bool describeAsOne(const Checkpoint& checkpoint, const std::string& named, ModelDescription& model,
                   std::type_identity<std::variant<Configs...>> /*families*/) {
    return (describeAs<Configs>(checkpoint, named, model) || ...);
}

}  // namespace

std::string whatTakes(std::int64_t channels) {
    const std::string what =
        channels == 1   ? "it is for grey pictures"
        : channels == 6 ? "it takes a second picture, as networks that enlarge or colour do"
        : channels == 4 || channels > 6
            ? "it is a latent network: it works on an autoencoder's codes, not on pictures"
            : "it is for something else";
    return "its input has " + std::to_string(channels) + " channels: " + what +
           "; only networks of colour pictures alone are read";
}

ModelDescription describeModel(const Checkpoint& checkpoint) {
    ModelDescription model;
    model.name = checkpoint.metadataValue("lacuna.name");
    if (model.name.empty()) model.name = checkpoint.path().stem().string();
    model.licence = checkpoint.metadataValue("lacuna.licence");
    model.description = checkpoint.metadataValue("lacuna.description");
    for (const auto& [name, tensor] : checkpoint.tensors())
        model.parameters += tensor.elements();
    const std::string named = checkpoint.metadataValue("lacuna.family");
    if (!describeAsOne(checkpoint, named, model, std::type_identity<FamilyConfig>()))
        refuse(checkpoint, named);
    return model;
}

}  // namespace lacuna
