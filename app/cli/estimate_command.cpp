// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/output_file.h"
#include "app/cli/print_json.h"
#include "app/cli/program.h"
#include "core/base/error.h"
#include "core/base/note.h"
#include "core/base/run_control.h"
#include "core/engine/kernel_io.h"
#include "core/imaging/estimate/estimate_kernel.h"
#include "core/imaging/estimate/measure_noise.h"
#include "core/imaging/estimate/noise_estimate.h"
#include "core/io/image_io.h"

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
    const NoiseMeasurement measured = measureNoise(readPhotograph(options.input));
    const double level = measured.levelFor(measured.kind);
    const char* method = measured.kind == NoiseKind::White ? kNoiseEstimateMethod : kFlatPartsMethod;
    if (options.json) {
        nlohmann::ordered_json json = {{"input", options.input},
                                       {"noise", level},
                                       {"method", method},
                                       {"model", nameOf(measured.kind, kNoiseKinds)},
                                       {"reason", nameOf(measured.reason, kNoiseReasons)},
                                       {"white", measured.white},
                                       {"jpeg", measured.isJpeg}};
        if (measured.maybe != NoiseKind::White) json["may_be"] = nameOf(measured.maybe, kNoiseKinds);
        if (measured.flat > 0) {
            json["flat"] = measured.flat;
            json["correlation"] = neighbourCorrelation(measured.model);
            json["basis"] = measured.model.basis;
            json["spectrum"] = measured.model.spectrum;
            if (!measured.model.strength.empty()) json["strength"] = measured.model.strength;
        }
        printJson(json);
        return 0;
    }
    std::printf("noise %.2f 8-bit levels\n", level);
    std::printf("model %s: %s\n", nameOf(measured.kind, kNoiseKinds), reasonText(measured).c_str());
    if (measured.kind != NoiseKind::White)
        std::printf("white noise would be estimated at %.2f levels\n", measured.white);
    if (const std::string maybe = maybeText(measured); !maybe.empty())
        std::printf("note: %s\n", maybe.c_str());
    if (measured.isJpeg) std::printf("note: %s\n", toText({.code = NoteCode::NoiseOfJpeg}).c_str());
    return 0;
}

Command addNoiseCommand(CLI::App& estimate) {
    CLI::App* app = estimate.add_subcommand("noise",
                                            "Estimate the standard deviation of a photograph's noise in "
                                            "8-bit levels and what it is like, as `restore --noise auto` "
                                            "does");
    const auto options = std::make_shared<NoiseOptions>();
    app->add_option("input", options->input, "The photograph")->required()->option_text("PHOTO");
    app->add_flag("--json", options->json, "Report as one JSON object");
    return {app, [options] { return estimateNoise(*options); }};
}

struct KernelOptions {
    std::string input;
    std::string output;
    int size = kDefaultKernelEstimate;
    bool json = false;
    bool quiet = false;
};

struct Verdict {
    const char* name;
    const char* words;
};

Verdict verdictOn(double confidence) {
    switch (trustIn(confidence)) {
        case KernelTrust::Good:
            return {"good", "the kernel is probably right"};
        case KernelTrust::Fair:
            return {"fair", "the kernel may be right; try it on a part of the photograph"};
        case KernelTrust::Poor:
            break;
    }
    return {
        "poor",
        "the kernel is doubtful, since parts of the photograph show different blurs or too little detail"};
}

int estimateKernel(const KernelOptions& options) {
    if (options.size % 2 == 0) throw Error(ErrorCode::Usage, "--size", "the size must be odd");
    requireWritablePicture(options.output);
    const ImageBuffer photo = readPhotograph(options.input).pixels;
    RunControl control;
    Interruption interruption(control);
    int shown = -1;
    const auto show = [&](double share) {
        const int percent = static_cast<int>(100 * share);
        if (options.quiet || percent < shown + 10) return;
        shown = percent;
        std::fprintf(stderr, "%d %%\n", percent);
    };
    const auto found = lacuna::estimateKernel(photo, options.size, show, control);
    if (!found) return Interruption::status();
    {
        const auto lock = interruption.whileWriting();
        writeKernel(found->kernel, options.output);
    }
    const Verdict verdict = verdictOn(found->confidence);
    if (options.json) {
        printJson({{"input", options.input},
                   {"output", options.output},
                   {"method", kKernelEstimateMethod},
                   {"size", options.size},
                   {"confidence", found->confidence},
                   {"trust", verdict.name}});
    } else {
        std::printf("confidence %.2f: %s\n", found->confidence, verdict.words);
    }
    return Interruption::status();
}

Command addKernelCommand(CLI::App& estimate) {
    CLI::App* app = estimate.add_subcommand(
        "kernel",
        "Estimate the blur of a shaken photograph, as a picture for `restore --kernel`; takes some seconds");
    const auto options = std::make_shared<KernelOptions>();
    app->add_option("input", options->input, "The photograph")->required()->option_text("PHOTO");
    app->add_option("-o,--output", options->output,
                    "File to write the kernel to: a picture in a lossless format")
        ->required()
        ->option_text("KERNEL.png");
    app->add_option(
           "--size", options->size,
           "Width and height of the kernel in pixels, odd; a third too large is better than too small")
        ->check(CLI::Range(kLeastKernelEstimate, kMostKernelEstimate))
        ->capture_default_str()
        ->option_text("N");
    app->add_flag("--json", options->json, "Report as one JSON object");
    app->add_flag("--quiet", options->quiet, "No progress");
    return {app, [options] { return estimateKernel(*options); }};
}

}  // namespace

Command addEstimateCommand(CLI::App& parent) {
    CLI::App* app = addSubcommand(parent, "estimate");
    app->require_subcommand(1);
    const Command noise = addNoiseCommand(*app);
    const Command kernel = addKernelCommand(*app);
    return {app, [noise, kernel] { return kernel.app->parsed() ? kernel.run() : noise.run(); }};
}

}  // namespace lacuna::cli
