// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/names.h"
#include "app/cli/output_file.h"
#include "app/cli/task_options.h"
#include "core/base/joined.h"
#include "core/io/image_io.h"
#include "core/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <memory>
#include <vector>

namespace lacuna::cli {
namespace {

struct DegradeOptions {
    TaskOptions task;
    int depth = 0;          ///< 0: the input's
    std::vector<int> crop;  ///< x, y, width, height; empty: all
};

void crop(Photograph& photo, const std::vector<int>& rectangle) {
    const int x = rectangle[0], y = rectangle[1], width = rectangle[2], height = rectangle[3];
    if (x < 0 || y < 0 || width < 1 || height < 1 || width > photo.pixels.width() - x ||
        height > photo.pixels.height() - y) {
        throw Error(ErrorCode::Usage, "--crop",
                    "the rectangle isn't inside the result, which has " +
                        std::to_string(photo.pixels.width()) + " x " + std::to_string(photo.pixels.height()) +
                        " pixels");
    }
    photo.pixels = photo.pixels.cropped(x, y, width, height);
    if (!photo.alpha.isEmpty()) photo.alpha = photo.alpha.cropped(x, y, width, height);
}

int degrade(const DegradeOptions& options) {
    OperatorSpec operation = operationOf(options.task);
    if (options.task.noise == "auto")
        throw Error(ErrorCode::Usage, "--noise", "give the level of the noise to add");
    if (!options.task.noiseModel.empty()) {
        if (options.task.noise.empty())
            throw Error(ErrorCode::Usage, "--noise-model", "needs --noise, the level of the noise to add");
        const auto named = namedNoises();
        const auto found = std::find_if(named.begin(), named.end(), [&](const NamedNoise& noise) {
            return options.task.noiseModel == noise.name;
        });
        operation.noiseModel = found->make();  // CLI11 has checked the name
    }
    requireWritablePicture(options.task.output);
    RestorationJob job = readJob(options.task, operation, false);
    if (options.depth != 0) {
        const Depth depth = options.depth == 16 ? Depth::UInt16 : Depth::UInt8;
        job.photo.pixels = job.photo.pixels.converted(depth);
        if (!job.photo.alpha.isEmpty()) job.photo.alpha = job.photo.alpha.converted(depth);
    }
    Photograph result = Session().degrade(job);
    if (!options.crop.empty()) crop(result, options.crop);
    writePhotograph(result, options.task.output);
    return 0;
}

}  // namespace

Command addDegradeCommand(CLI::App& parent) {
    CLI::App* app = parent.add_subcommand(
        "degrade", "Damage a photograph in a way that `restore` repairs: mask, blur, shrink or add noise");
    const auto options = std::make_shared<DegradeOptions>();
    addTaskOptions(*app, options->task);
    app->add_option(
           "-n,--noise", options->task.noise,
           "Standard deviation of the Gaussian noise to add, in 8-bit levels, 0 to 255. Default: none; "
           "denoise needs it")
        ->option_text("LEVEL");
    app->add_option(
           "--noise-model", options->task.noiseModel,
           "What that noise is like: white; fine or coarse grain; blotches of colour; shot, stronger "
           "where it is brighter; film, fine grain that is strongest in the middle tones. Default: "
           "white")
        ->check(CLI::IsMember(namesOf(namedNoises())))
        ->option_text(joined(namesOf(namedNoises()), "|"));
    app->add_option("--depth", options->depth, "Bits per sample of the output; default: those of the input")
        ->check(CLI::IsMember({8, 16}))
        ->option_text("8|16");
    app->add_option("--crop", options->crop, "Crop the result to this rectangle")
        ->delimiter(',')
        ->expected(4)
        ->option_text("X,Y,WIDTH,HEIGHT");
    return {app, [options] {
                try {
                    return degrade(*options);
                } catch (const Error& error) {
                    throw namingFile(error, {{"mask", options->task.mask}});
                }
            }};
}

}  // namespace lacuna::cli
