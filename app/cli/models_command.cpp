// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/evaluate_command.h"
#include "app/cli/print_json.h"
#include "app/cli/program.h"
#include "app/cli/sample_command.h"
#include "core/files/in_quotes.h"
#include "core/models/model_catalog.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdio>
#include <memory>

namespace lacuna::cli {
namespace {

void printModel(const InstalledModel& model) {
    std::printf("%s\n  file     %s, %.1f MB\n", printable(model.name).c_str(),
                printable(model.path.string()).c_str(), static_cast<double>(model.bytes) / 1e6);
    if (!model.problem.empty()) {
        std::printf("  broken   %s\n", printable(model.problem).c_str());
        return;
    }
    std::printf("  family   %s, %.1f M parameters, sigma %.4g to %.4g\n", printable(model.family).c_str(),
                static_cast<double>(model.parameters) / 1e6, model.preconditioning.sigmaMin,
                model.preconditioning.sigmaMax);
    if (!model.architecture.empty()) std::printf("  network  %s\n", printable(model.architecture).c_str());
    if (model.assumption.isOfThatSize)
        std::printf("  settings {%s}, those of %s, which this file is, judging by its size\n",
                    printable(model.assumption.settings).c_str(), printable(model.assumption.from).c_str());
    else if (const std::string assumed = model.assumed(); !assumed.empty())
        std::printf("  assumed  %s\n", printable(assumed).c_str());
    if (model.imageSize > 0) std::printf("  pictures %lld px\n", static_cast<long long>(model.imageSize));
    if (model.classes > 0) std::printf("  classes  %lld (--class)\n", static_cast<long long>(model.classes));
    std::printf("  licence  %s\n", model.licence.empty() ? "not stated" : printable(model.licence).c_str());
    if (!model.source.empty()) std::printf("  source   %s\n", printable(model.source).c_str());
    if (!model.description.empty()) std::printf("  about    %s\n", printable(model.description).c_str());
    std::fflush(stdout);  // hashing a large file takes seconds the first time
    std::printf("  sha256   %s\n", model.sha256().c_str());
}

nlohmann::ordered_json jsonOf(const Assumption& assumption) {
    if (assumption.from.empty()) return nullptr;
    return {{"settings", nlohmann::ordered_json::parse("{" + assumption.settings + "}")},
            {"from", assumption.from},
            {"by", assumption.isOfThatSize ? "size" : "shape"}};
}

nlohmann::ordered_json jsonOf(const InstalledModel& model) {
    const auto textOrNull = [](const std::string& text) {
        return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
    };
    return {{"name", model.name},
            {"family", textOrNull(model.family)},
            {"state", model.isBundled() ? "bundled" : "installed"},
            {"path", model.path.string()},
            {"bytes", model.bytes},
            {"parameters", model.parameters},
            {"network", textOrNull(model.architecture)},
            {"image_size", model.imageSize},
            {"classes", model.classes},
            {"sigma_min", model.preconditioning.sigmaMin},
            {"sigma_max", model.preconditioning.sigmaMax},
            {"assumed", jsonOf(model.assumption)},
            {"licence", textOrNull(model.licence)},
            {"licence_note", textOrNull(model.licenceNote)},
            {"description", textOrNull(model.description)},
            {"source", textOrNull(model.source)},
            {"sha256", textOrNull(model.sha256())},
            {"problem", textOrNull(model.problem)}};
}

void printAvailable(const ModelCatalog& catalog) {
    const std::vector<AvailableModel> models = catalog.available();
    if (models.empty()) return;
    std::printf("\nAvailable for download; put the file into one of the model folders under this name:\n");
    for (const AvailableModel& model : models)
        std::printf("  %-40s %s\n", model.file.c_str(), printable(model.source).c_str());
}

nlohmann::ordered_json jsonOf(const AvailableModel& model) {
    const auto textOrNull = [](const std::string& text) {
        return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
    };
    const auto sizeOrNull = [](std::uint64_t bytes) {
        return bytes == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(bytes);
    };
    auto downloads = nlohmann::ordered_json::array();
    for (const ModelDownload& download : model.downloads)
        downloads.push_back({{"file", download.file.string()},
                             {"url", download.url},
                             {"bytes", sizeOrNull(download.bytes)},
                             {"sha256", textOrNull(download.sha256)}});
    return {{"name", model.name},
            {"family", textOrNull(model.family)},
            {"state", "available"},
            {"file", model.file},
            {"downloads", downloads},
            {"bytes", sizeOrNull(model.bytes)},
            {"sha256", textOrNull(model.sha256)},
            {"licence", textOrNull(model.licence)},
            {"licence_note", textOrNull(model.licenceNote)},
            {"description", textOrNull(model.description)},
            {"source", textOrNull(model.source)},
            {"image_size", model.imageSize}};
}

int inspect(const std::string& nameOrPath, bool json) {
    const InstalledModel model = ModelCatalog().find(nameOrPath);
    model.checkValues();
    if (json)
        printJson(jsonOf(model));
    else
        printModel(model);
    return 0;
}

int list(bool json) {
    const ModelCatalog catalog;
    const std::vector<InstalledModel> models = catalog.list();
    if (json) {
        nlohmann::ordered_json out = {{"models", nlohmann::ordered_json::array()},
                                      {"available", nlohmann::ordered_json::array()},
                                      {"folders", nlohmann::ordered_json::array()}};
        for (const InstalledModel& model : models)
            out["models"].push_back(jsonOf(model));
        for (const AvailableModel& model : catalog.available())
            out["available"].push_back(jsonOf(model));
        for (const auto& folder : catalog.folders())
            out["folders"].push_back(folder.string());
        printJson(out);
        return 0;
    }
    for (const InstalledModel& model : models)
        printModel(model);
    if (models.empty()) {
        std::printf("No models are installed. Searched in:\n");
        for (const auto& folder : catalog.folders())
            std::printf("  %s\n", folder.c_str());
    }
    printAvailable(catalog);
    return 0;
}

}  // namespace

Command addModelsCommand(CLI::App& parent) {
    CLI::App* app = addSubcommand(parent, "models");
    CLI::App* listing = app->add_subcommand(
        "list", "List the installed models with location, licence and hash (the default)");
    app->require_subcommand(0, 1);
    const auto json = std::make_shared<bool>(false);
    CLI::App* inspecting = app->add_subcommand(
        "inspect", "Show a model's family, network, noise levels, size, hash and licence");
    const auto inspected = std::make_shared<std::string>();
    inspecting->add_option("model", *inspected, "A model's name or file")
        ->required()
        ->option_text("NAME|FILE");
    for (CLI::App* place : {app, listing, inspecting})
        place->add_flag("--json", *json, "List as one JSON object");
    const Command evaluate = addEvaluateCommand(*app);
    const Command sample = addSampleCommand(*app);
    return {app, [evaluate, sample, inspecting, inspected, json] {
                if (inspecting->parsed()) return inspect(*inspected, *json);
                for (const Command& command : {evaluate, sample})
                    if (command.app->parsed()) return command.run();
                return list(*json);
            }};
}

}  // namespace lacuna::cli
