// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/print_json.h"
#include "core/io/image_io.h"
#include "core/metrics/noise_estimate.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdio>
#include <memory>

namespace lacuna::cli {
namespace {

struct NoiseOptions {
    std::string input;
    bool json = false;
};

int estimateNoise(const NoiseOptions& options) {
    const double level = lacuna::estimateNoise(readPhotograph(options.input).pixels);
    if (options.json) {
        printJson({{"input", options.input}, {"noise", level}, {"method", kNoiseEstimateMethod}});
    } else {
        std::printf("noise %.2f 8-bit levels\n", level);
    }
    return 0;
}

Command addNoiseCommand(CLI::App& estimate) {
    CLI::App* app = estimate.add_subcommand(
        "noise",
        "The standard deviation of a photograph's noise in 8-bit levels, as `restore --noise auto` takes it");
    const auto options = std::make_shared<NoiseOptions>();
    app->add_option("input", options->input, "The photograph")->required()->option_text("PHOTO");
    app->add_flag("--json", options->json, "Report as one JSON object");
    return {app, [options] { return estimateNoise(*options); }};
}

}  // namespace

Command addEstimateCommand(CLI::App& parent) {
    CLI::App* app =
        parent.add_subcommand("estimate", "Find out from a photograph what `restore` wants to be told");
    app->require_subcommand(1);
    const Command noise = addNoiseCommand(*app);
    return {app, noise.run};
}

}  // namespace lacuna::cli
