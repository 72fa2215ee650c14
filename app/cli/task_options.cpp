// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/task_options.h"

#include "app/cli/names.h"
#include "core/base/joined.h"
#include "core/engine/kernel_io.h"
#include "core/io/formats.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <climits>

#include <algorithm>
#include <charconv>
#include <utility>

namespace lacuna::cli {
namespace {

/// Throws Error Usage if --`option` was given but the task doesn't take it, or is missing but the task needs
/// it.
void requireOption(const char* option, bool given, bool taken, bool needed, const TaskRow& task) {
    if (given && !taken) {
        throw Error(ErrorCode::Usage, option, std::string("the task ") + task.name + " doesn't take it");
    }
    if (needed && !given) {
        throw Error(ErrorCode::Usage, option, std::string("the task ") + task.name + " needs it");
    }
}

/// A finite number from 0 to 255. Throws Error Usage.
double parseNoise(const std::string& text) {
    double level = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), level);
    if (fault != std::errc{} || end != text.data() + text.size() || !(level >= 0 && level <= 255)) {
        throw Error(ErrorCode::Usage, "--noise", "'" + text + "' is not a level from 0 to 255");
    }
    return level;
}

/// Two masks of one size.
ImageBuffer unionOf(const ImageBuffer& a, const ImageBuffer& b) {
    ImageBuffer out = a;
    std::transform(a.data(), a.data() + a.byteCount(), b.data(), out.data(),
                   [](std::byte one, std::byte other) { return std::max(one, other); });
    return out;
}

}  // namespace

void addTaskOptions(CLI::App& app, TaskOptions& options) {
    app.add_option("input", options.input, "The photograph: " + readableFormats())
        ->required()
        ->option_text("IN");
    app.add_option("-o,--output", options.output,
                   "File to write the result to; its extension determines the format")
        ->required()
        ->option_text("OUT");
    addPageOption(app, options);
    app.add_option("-t,--task", options.task, "What to restore")
        ->required()
        ->check(CLI::IsMember(namesOf(taskRows())))
        ->option_text(joined(namesOf(taskRows()), "|"));
    app.add_option("-m,--mask", options.mask,
                   "Picture of the same size as the photograph; pixels lighter than 127, or strokes on a "
                   "transparent layer, are restored. \"missing\" marks what a file that is cut off lacks. "
                   "Required to inpaint; with deblur and upscale, marks what is missing; with --only-marked "
                   "of `restore`, marks the only part to denoise or deblur")
        ->option_text("FILE|missing");
    addTaskParameters(app, options);
}

void addPageOption(CLI::App& app, TaskOptions& options) {
    app.add_option("--page", options.page, "Which page of a TIFF with several; default 1")
        ->check(CLI::Range(1, INT_MAX))
        ->option_text("N");
}

void addTaskParameters(CLI::App& app, TaskOptions& options) {
    app.add_option("-k,--kernel", options.kernel,
                   "Blur, in pixels and degrees: " + kernelUsage() + " or a picture's file")
        ->option_text("KERNEL");
    app.add_option("--scale", options.scale, "How many times to enlarge")
        ->check(CLI::IsMember({2, 3, 4, 8}))
        ->option_text("2|3|4|8");
    app.add_option("--seed", options.seed, "Seed of the random numbers; default 0")->option_text("S");
    app.add_option("--quality", options.quality,
                   "Quality of a JPEG or WebP, 1 to 100 (WebP: 100 is lossless); default: the input's, or 95")
        ->check(CLI::Range(1, 100))
        ->option_text("Q");
}

OperatorSpec operationOf(const TaskOptions& options) {
    OperatorSpec operation;
    const TaskRow& task = *findTask(options.task);  // CLI11 has checked the name
    operation.task = task.task;
    if (options.onlyMarked && !task.takesPart)
        throw Error(ErrorCode::Usage, "--only-marked",
                    std::string("the task ") + task.name + " doesn't take it");
    requireOption("--mask", !options.mask.empty(), task.mask != MaskUse::None || options.onlyMarked,
                  task.mask == MaskUse::Restored || options.onlyMarked, task);
    requireOption("--kernel", !options.kernel.empty(), task.takesKernel, task.takesKernel, task);
    requireOption("--scale", options.scale != 0, task.takesScale, task.takesScale, task);
    requireOption("--linear-light", !options.linearLight.empty(), task.mixesLight, false, task);
    requireOption("--noise", !options.noise.empty(), true, !task.defaultNoise, task);
    if (!options.noise.empty() && options.noise != "auto") operation.noise = parseNoise(options.noise);
    if (options.scale != 0) operation.scale = options.scale;
    operation.inLight = options.linearLight == nameOf(LinearLight::On, kLinearLights);
    if (!options.kernel.empty()) operation.kernel = kernelFrom(options.kernel);
    return operation;
}

RestorationJob readJob(const TaskOptions& options, const OperatorSpec& operation, bool partial) {
    RestorationJob job;
    job.operation = operation;
    job.seed = options.seed;
    job.photo = readPhotograph(options.input, {.page = options.page, .partial = partial});
    if (options.quality != 0) job.photo.quality = options.quality;
    const bool asked = options.mask == TaskOptions::kMissing;
    if (asked && job.photo.missing.isEmpty())
        throw Error(ErrorCode::Usage, "--mask", "nothing is missing in " + options.input);
    if (!asked && !options.mask.empty()) job.mask = readMaskFor(job.photo, options.mask);
    job.mask = withMissing(std::move(job.mask), job.photo, options, operation);
    return job;
}

ImageBuffer withMissing(ImageBuffer mask, const Photograph& photo, const TaskOptions& options,
                        const OperatorSpec& operation) {
    // A mask of the part to restore says nothing about what was measured.
    const bool adds = options.onlyMarked ? options.mask == TaskOptions::kMissing
                                         : taskRow(operation.task).mask != MaskUse::None;
    if (photo.missing.isEmpty() || !adds) return mask;
    return mask.isEmpty() ? photo.missing : unionOf(mask, photo.missing);
}

Error namingFile(const Error& error, const std::map<std::string, std::string>& paths) {
    const auto path = paths.find(error.subject());
    if (error.code() == ErrorCode::Usage || path == paths.end() || path->second.empty()) return error;
    return Error(error.code(), path->second, error.detail());
}

}  // namespace lacuna::cli
