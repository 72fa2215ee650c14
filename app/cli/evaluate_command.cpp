// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/evaluate_command.h"

#include "app/cli/output_file.h"
#include "app/cli/solver_options.h"
#include "core/base/error.h"
#include "core/base/joined.h"
#include "core/checkpoints/npy.h"
#include "core/files/in_quotes.h"
#include "core/models/model_catalog.h"
#include "core/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace lacuna::cli {
namespace {

struct EvaluateOptions {
    std::string input;
    std::string output;
    std::vector<double> sigmas;
    ComputeOptions compute;
};

std::string join(const std::vector<std::int64_t>& shape) {
    return "(" + joined(shape, ", ", [](std::int64_t side) { return std::to_string(side); }) + ")";
}

/// Throws Error InputFile unless the shape is (N, 3, H, W).
void requirePictures(const std::vector<std::int64_t>& shape, const std::string& path) {
    bool good = shape.size() == 4 && shape[1] == 3;
    for (const std::int64_t side : shape)
        good = good && side >= 1 && side <= std::numeric_limits<int>::max();
    if (!good) throw Error(ErrorCode::InputFile, path, "its shape is " + join(shape) + ", not (N, 3, H, W)");
}

/// What is wrong with a noise level as typed; empty: nothing.
std::string problemOfNoise(const std::string& text) {
    char* end = nullptr;
    const double sigma = std::strtod(text.c_str(), &end);
    const bool good = !text.empty() && *end == '\0' && std::isfinite(sigma) && sigma > 0;
    return good ? std::string() : "Value " + text + " is not a finite number above 0";
}

/// Warns if the model was never trained on this much or this little noise; D is then arbitrary.
void warnOfUnknownNoise(const EvaluateOptions& options, const InstalledModel& model) {
    // The limits are rounded in the files that state them.
    constexpr double kSlack = 1e-3;
    for (const double sigma : options.sigmas) {
        if (sigma >= model.preconditioning.sigmaMin * (1 - kSlack) &&
            sigma <= model.preconditioning.sigmaMax * (1 + kSlack))
            continue;
        std::fprintf(stderr, "lacuna-cli: note: sigma %g is outside the model's range, %.4g to %.4g\n", sigma,
                     model.preconditioning.sigmaMin, model.preconditioning.sigmaMax);
    }
}

int evaluate(const EvaluateOptions& options) {
    requireWritable(options.output);
    const NpyArray array = readNpy(options.input);
    requirePictures(array.shape, options.input);
    const std::vector<float>& values = array.values;
    if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); }))
        throw Error(ErrorCode::InputFile, options.input, "it contains values that aren't finite");
    const auto pictures = static_cast<std::size_t>(array.shape[0]);
    const std::size_t levels = options.sigmas.size();
    if (levels != 1 && pictures != 1 && levels != pictures) {
        throw Error(ErrorCode::Usage, "--sigma",
                    std::to_string(levels) + " values for " + std::to_string(pictures) + " pictures");
    }
    const int height = static_cast<int>(array.shape[2]);
    const int width = static_cast<int>(array.shape[3]);
    const std::size_t size = values.size() / pictures;
    const InstalledModel model = ModelCatalog().find(options.compute.model);
    noteAssumption(model);
    warnOfUnknownNoise(options, model);
    Session session;
    std::vector<float> out;
    const std::size_t count = std::max(levels, pictures);
    for (std::size_t i = 0; i < count; ++i) {
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(pictures == 1 ? 0 : i * size);
        const std::vector<float> picture(begin, begin + static_cast<std::ptrdiff_t>(size));
        const std::vector<float> denoised =
            session.evaluate(modelOf(options.compute), computeOf(options.compute), picture, 1, height, width,
                             options.sigmas[levels == 1 ? 0 : i]);
        out.insert(out.end(), denoised.begin(), denoised.end());
    }
    writeNpy(options.output, {static_cast<std::int64_t>(count), 3, height, width}, out);
    return 0;
}

}  // namespace

void noteAssumption(const InstalledModel& model) {
    if (const std::string assumed = model.assumed(); !assumed.empty())
        std::fprintf(stderr, "lacuna-cli: note: %s\n", printable(assumed).c_str());
}

Command addEvaluateCommand(CLI::App& models) {
    CLI::App* app =
        models.add_subcommand("evaluate", "Write D(x; sigma), a model's denoised x, as float32 .npy");
    const auto options = std::make_shared<EvaluateOptions>();
    options->compute.precision = "float32";  // so that results can be compared
    app->add_option("model", options->compute.model, "A model's name or file")
        ->required()
        ->option_text("NAME|FILE");
    app->add_option("--input", options->input, "x: a .npy array (N, 3, H, W), pictures in [-1, 1] plus noise")
        ->required()
        ->option_text("X.npy");
    app->add_option("--sigma", options->sigmas,
                    "Noise level: one for all pictures, or one for each; with a single picture, D is "
                    "computed for each level")
        ->required()
        ->delimiter(',')
        ->check(problemOfNoise)
        ->option_text("S[,S...]");
    app->add_option("-o,--output", options->output, "File to write D to: a .npy array")
        ->required()
        ->option_text("D.npy");
    addMachineOptions(*app, options->compute);
    return {app, [options] { return evaluate(*options); }};
}

}  // namespace lacuna::cli
