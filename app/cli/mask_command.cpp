// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/damage_options.h"
#include "app/cli/output_file.h"
#include "app/cli/print_json.h"
#include "app/cli/program.h"
#include "core/base/error.h"
#include "core/base/grey.h"
#include "core/detect/find_damage.h"
#include "core/files/file_bytes.h"
#include "core/imaging/infrared.h"
#include "core/io/image_io.h"
#include "core/io/infrared_of.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <climits>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace lacuna::cli {
namespace {

struct DetectOptions {
    std::string input;
    std::string output;
    int page = 1;
    DamageOptions damage;
    std::string infrared;  ///< "auto" or a file; empty: by the photograph itself
    bool json = false;
    bool quiet = false;
};

ImageBuffer infraredFor(const DetectOptions& options, const Photograph& photo) {
    if (options.infrared != "auto") {
        ImageBuffer infrared = toGrey(readPhotograph(options.infrared).pixels);
        if (infrared.width() == photo.pixels.width() && infrared.height() == photo.pixels.height())
            return infrared;
        throw Error(ErrorCode::MaskMismatch, options.infrared,
                    "it has " + std::to_string(infrared.width()) + " x " + std::to_string(infrared.height()) +
                        " pixels, the photograph " + std::to_string(photo.pixels.width()) + " x " +
                        std::to_string(photo.pixels.height()));
    }
    if (std::optional<ImageBuffer> own = infraredOf(photo, readFile(options.input), options.input))
        return *own;
    throw Error(ErrorCode::Usage, "--infrared",
                "the file has neither a further channel nor a grey page of the photograph's size");
}

ImageBuffer maskByInfrared(const DetectOptions& options, const Photograph& photo) {
    InfraredDust dust = infraredDust(photo.pixels, infraredFor(options, photo), options.damage.sensitivity);
    if (dust.share > kTooMuchDust && !options.quiet)
        std::fprintf(stderr,
                     "%.0f %% is dark in infrared: it seems to show the picture, as with black-and-white "
                     "film, and not dust\n",
                     100 * dust.share);
    return std::move(dust.mask);
}

int detect(const DetectOptions& options) {
    requireWritablePicture(options.output);
    const Photograph whole = readPhotograph(options.input, {.page = options.page});
    const ImageBuffer& photo = whole.pixels;
    const auto start = std::chrono::steady_clock::now();
    const ImageBuffer mask = options.infrared.empty()
                                 ? damageMask(damageProbability(photo), options.damage.choice())
                                 : maskByInfrared(options, whole);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    writeMask(mask, options.output);

    const auto marked = std::count(mask.data(), mask.data() + mask.byteCount(), std::byte{255});
    const double share = static_cast<double>(marked) / static_cast<double>(mask.byteCount());
    if (options.json) {
        printJson({{"input", options.input},
                   {"output", options.output},
                   {"width", mask.width()},
                   {"height", mask.height()},
                   {"method", options.infrared.empty() ? kFindDamageMethod : "infrared"},
                   {"sensitivity", options.damage.sensitivity},
                   {"marked", marked},
                   {"share", share},
                   {"seconds", seconds.count()}});
    } else if (!options.quiet) {
        std::printf("marked %td pixels, %.2f %%\n", marked, 100 * share);
    }
    return 0;
}

Command addDetectCommand(CLI::App& mask) {
    CLI::App* app = mask.add_subcommand(
        "detect", "Suggest a mask for a photograph's scratches, hairs and dust; check it before you use it");
    const auto options = std::make_shared<DetectOptions>();
    app->add_option("input", options->input, "The photograph")->required()->option_text("PHOTO");
    app->add_option("-o,--output", options->output,
                    "File to write the mask to: a picture in a lossless format")
        ->required()
        ->option_text("MASK.png");
    app->add_option("--page", options->page, "Which page of a TIFF with several; default 1")
        ->check(CLI::Range(1, INT_MAX))
        ->option_text("N");
    addDamageOptions(*app, options->damage);
    app->add_option("--infrared", options->infrared,
                    "Go by the infrared picture of a film scanner: that in the photograph's own file (a "
                    "further channel, "
                    "or a grey page), or another file of the same size")
        ->excludes("--classes")
        ->excludes("--largest")
        ->option_text("auto|FILE");
    app->add_flag("--json", options->json, "Report as one JSON object");
    app->add_flag("--quiet", options->quiet, "No report");
    return {app, [options] { return detect(*options); }};
}

}  // namespace

Command addMaskCommand(CLI::App& parent) {
    CLI::App* app = addSubcommand(parent, "mask");
    app->require_subcommand(1);
    const Command detection = addDetectCommand(*app);
    return {app, detection.run};
}

}  // namespace lacuna::cli
