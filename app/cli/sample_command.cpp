// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sample_command.h"

#include "app/cli/evaluate_command.h"
#include "app/cli/interruption.h"
#include "app/cli/output_file.h"
#include "app/cli/solver_options.h"
#include "core/io/image_io.h"
#include "core/models/model_catalog.h"
#include "core/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

namespace lacuna::cli {
namespace {

constexpr int kGap = 2;  // pixels between two pictures

struct SampleOptions {
    std::string output;
    SampleSpec spec;
    ComputeOptions compute;
};

/// Arranges pictures of the same size in a nearly square grid, with white gaps.
ImageBuffer sheetOf(const std::vector<ImageBuffer>& pictures) {
    const int count = static_cast<int>(pictures.size());
    const int columns = static_cast<int>(std::ceil(std::sqrt(count)));
    const int rows = (count + columns - 1) / columns;
    const int pitch = pictures[0].width() + kGap;
    ImageBuffer sheet(columns * pitch - kGap, rows * pitch - kGap, 3, Depth::UInt8);
    std::fill_n(sheet.data(), sheet.byteCount(), std::byte{255});
    for (int i = 0; i < count; ++i)
        sheet.paste(pictures[static_cast<std::size_t>(i)], i % columns * pitch, i / columns * pitch);
    return sheet;
}

int sample(const SampleOptions& options) {
    requireWritablePicture(options.output);
    noteAssumption(ModelCatalog().find(options.compute.model));
    RunControl control;
    Interruption interruption(control);
    const auto drawn = [&](int count) { std::fprintf(stderr, "%d of %d\n", count, options.spec.count); };
    Photograph sheet;
    const std::vector<ImageBuffer> pictures =
        Session().sample(modelOf(options.compute), computeOf(options.compute), options.spec, drawn, control);
    if (!pictures.empty()) {
        sheet.pixels = sheetOf(pictures);
        const auto lock = interruption.whileWriting();
        writePhotograph(sheet, options.output);
    }
    return Interruption::status();
}

}  // namespace

Command addSampleCommand(CLI::App& models) {
    CLI::App* app = models.add_subcommand(
        "sample",
        "Draw pictures from a model alone, to see what it has learned, and write them as one sheet");
    const auto options = std::make_shared<SampleOptions>();
    SampleSpec& spec = options->spec;
    app->add_option("model", options->compute.model, "A model's name or file")
        ->required()
        ->option_text("NAME|FILE");
    app->add_option("-o,--output", options->output, "File to write the sheet to: a picture")
        ->required()
        ->option_text("SHEET.png");
    app->add_option("--count", spec.count, "Number of pictures")->capture_default_str()->option_text("N");
    app->add_option("--size", spec.size, "Width and height of each in pixels")
        ->capture_default_str()
        ->option_text("PX");
    app->add_option("--steps", spec.steps,
                    "Number of noise levels; each picture takes 2 N - 1 network evaluations")
        ->capture_default_str()
        ->option_text("N");
    app->add_option("--churn", spec.churn, "Fresh noise added over all steps (S_churn of arXiv 2206.00364)")
        ->capture_default_str()
        ->option_text("X");
    app->add_option("--seed", spec.seed, "Seed of the first picture; each further picture has the next one")
        ->capture_default_str()
        ->option_text("S");
    addMachineOptions(*app, options->compute);
    return {app, [options] { return sample(*options); }};
}

}  // namespace lacuna::cli
