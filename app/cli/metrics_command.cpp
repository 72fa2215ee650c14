// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/print_json.h"
#include "app/cli/program.h"
#include "core/base/error.h"
#include "core/engine/perceptual_distance.h"
#include "core/imaging/metrics.h"
#include "core/io/image_io.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdio>
#include <memory>
#include <optional>

namespace lacuna::cli {
namespace {

struct MetricsOptions {
    std::string a;
    std::string b;
    int border = 0;
    std::string lpips;
    bool json = false;
};

ImageBuffer withoutBorder(const ImageBuffer& picture, int border) {
    return picture.cropped(border, border, picture.width() - 2 * border, picture.height() - 2 * border);
}

int compareFiles(const MetricsOptions& options) {
    const ImageBuffer a = readPhotograph(options.a).pixels;
    const ImageBuffer b = readPhotograph(options.b).pixels;
    Metrics metrics;
    try {
        metrics = compare(a, b, options.border);
    } catch (const Error& error) {
        const bool usage = error.code() == ErrorCode::Usage;
        throw Error(error.code(), usage ? "--border" : options.a + ", " + options.b, error.detail());
    }
    std::optional<double> lpips;
    if (!options.lpips.empty())
        lpips = PerceptualDistance(options.lpips)
                    .between(withoutBorder(a, options.border), withoutBorder(b, options.border));
    if (options.json) {
        nlohmann::ordered_json json = {{"a", options.a},
                                       {"b", options.b},
                                       {"width", a.width()},
                                       {"height", a.height()},
                                       {"border", options.border},
                                       {"psnr", metrics.psnr},
                                       {"ssim", metrics.ssim},
                                       {"psnr_luma", metrics.psnrLuma},
                                       {"ssim_luma", metrics.ssimLuma}};
        if (lpips) json["lpips"] = *lpips;
        printJson(json);
    } else {
        std::printf("RGB   PSNR %.3f dB  SSIM %.5f\n", metrics.psnr, metrics.ssim);
        std::printf("luma  PSNR %.3f dB  SSIM %.5f\n", metrics.psnrLuma, metrics.ssimLuma);
        if (lpips) std::printf("RGB   LPIPS %.5f\n", *lpips);
    }
    return 0;
}

}  // namespace

Command addMetricsCommand(CLI::App& parent) {
    CLI::App* app = addSubcommand(parent, "metrics");
    const auto options = std::make_shared<MetricsOptions>();
    app->add_option("a", options->a, "A picture")->required()->option_text("A");
    app->add_option("b", options->b, "Another picture of the same size")->required()->option_text("B");
    app->add_option("--border", options->border, "Pixels to ignore on every side; default 0")
        ->check(CLI::NonNegativeNumber)
        ->option_text("N");
    app->add_option("--lpips", options->lpips,
                    "Also measure with this TorchScript program, which is run: forward(a, b) of two pictures "
                    "(1, 3, H, W) on [-1, 1]. For LPIPS trace the published package: "
                    "torch.jit.trace(lpips.LPIPS(net='alex'), (x, x)).save(FILE)")
        ->option_text("FILE");
    app->add_flag("--json", options->json, "Report as one JSON object; infinity is null");
    return {app, [options] { return compareFiles(*options); }};
}

}  // namespace lacuna::cli
