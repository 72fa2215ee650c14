// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/names.h"
#include "app/cli/output_file.h"
#include "app/cli/program.h"
#include "app/cli/task_options.h"
#include "core/base/joined.h"
#include "core/engine/kernel_io.h"
#include "core/engine/standard_damage.h"
#include "core/io/image_io.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "core/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lacuna::cli {
namespace {

struct DegradeOptions {
    TaskOptions task;
    int depth = 0;          ///< 0: the input's
    std::vector<int> crop;  ///< x, y, width, height; empty: all
    std::string damage;     ///< damageFor(); in place of a task and its parameters
    std::string savedMask;
    std::string savedKernel;
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

/// 0: as it is.
void convert(Photograph& photo, int depth) {
    if (depth == 0) return;
    const Depth wanted = depth == 16 ? Depth::UInt16 : Depth::UInt8;
    photo.pixels = photo.pixels.converted(wanted);
    if (!photo.alpha.isEmpty()) photo.alpha = photo.alpha.converted(wanted);
}

/// A kernel that any of its kinds describes, by its weights.
KernelSpec weightsOf(const KernelSpec& spec) {
    const Kernel kernel = makeKernel(spec);
    KernelSpec out;
    out.kind = KernelSpec::kWeights;
    out.width = kernel.width;
    out.height = kernel.height;
    out.weights.assign(kernel.weights.begin(), kernel.weights.end());
    return out;
}

void requireNoTask(const TaskOptions& task) {
    const std::pair<const char*, bool> given[] = {
        {"--task", !task.task.empty()},     {"--mask", !task.mask.empty()},
        {"--kernel", !task.kernel.empty()}, {"--scale", task.scale != 0},
        {"--noise", !task.noise.empty()},   {"--noise-model", !task.noiseModel.empty()}};
    for (const auto& [option, isGiven] : given)
        if (isGiven) throw Error(ErrorCode::Usage, option, "--damage says this already");
}

int degradeInStandardWay(const DegradeOptions& options) {
    requireNoTask(options.task);
    requireWritablePicture(options.task.output);
    Photograph photo = readPhotograph(options.task.input, {.page = options.task.page});
    convert(photo, options.depth);
    Damage damage = damageFor(options.damage, photo.pixels.width(), photo.pixels.height(), options.task.seed);
    if (!options.task.linearLight.empty() && !taskRow(damage.operation.task).mixesLight)
        throw Error(ErrorCode::Usage, "--linear-light", "'" + options.damage + "' doesn't mix pixels");
    damage.operation.inLight = options.task.linearLight == nameOf(LinearLight::On, kLinearLights);
    if (damage.mask.isEmpty() && !options.savedMask.empty())
        throw Error(ErrorCode::Usage, "--save-mask", "'" + options.damage + "' has no mask");
    if (damage.operation.task != Task::Deblur && !options.savedKernel.empty())
        throw Error(ErrorCode::Usage, "--save-kernel", "'" + options.damage + "' has no kernel");
    Photograph result = damaged(photo, damage, options.task.seed);
    if (!options.crop.empty()) crop(result, options.crop);
    if (options.task.quality != 0) result.quality = options.task.quality;
    writePhotograph(result, options.task.output);
    if (!options.savedMask.empty()) {
        Photograph mask;
        mask.pixels = damage.mask;
        if (!options.crop.empty()) crop(mask, options.crop);
        writeMask(mask.pixels, options.savedMask);
    }
    if (!options.savedKernel.empty()) writeKernel(weightsOf(damage.operation.kernel), options.savedKernel);
    return 0;
}

int degrade(const DegradeOptions& options) {
    if (!options.damage.empty()) return degradeInStandardWay(options);
    if (options.task.task.empty()) throw Error(ErrorCode::Usage, "", "give a --task or a --damage");
    if (!options.savedMask.empty() || !options.savedKernel.empty())
        throw Error(ErrorCode::Usage, options.savedMask.empty() ? "--save-kernel" : "--save-mask",
                    "it goes with --damage");
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
    convert(job.photo, options.depth);
    Photograph result = Session().degrade(job);
    if (!options.crop.empty()) crop(result, options.crop);
    writePhotograph(result, options.task.output);
    return 0;
}

}  // namespace

Command addDegradeCommand(CLI::App& parent) {
    CLI::App* app = addSubcommand(parent, "degrade");
    const auto options = std::make_shared<DegradeOptions>();
    addTaskOptions(*app, options->task);
    app->get_option("--task")->required(false);
    app->add_option("--damage", options->damage,
                    "In place of a task: a standard damage, which may be followed by a plus sign and the "
                    "noise in 8-bit "
                    "levels, as in gaussian-3+5: " +
                        joined(standardDamages(), ", ", &StandardDamage::name))
        ->option_text("NAME[+NOISE]");
    app->add_option("--save-mask", options->savedMask, "Also write the mask of the --damage")
        ->option_text("FILE");
    app->add_option("--save-kernel", options->savedKernel, "Also write the blur kernel of the --damage")
        ->option_text("FILE");
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
    app->add_option(
           "--linear-light", options->task.linearLight,
           "Whether a blur or a reduction mixes light, as in a camera (on), or the file's values (off). The "
           "output says which, so that `restore` follows. Default: off")
        ->check(CLI::IsMember({"on", "off"}))
        ->option_text("on|off");
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
