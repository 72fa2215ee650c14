// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/edm_config.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/files/in_quotes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lacuna {
namespace {

constexpr const char* kDiscrete = "iDDPMPrecond";

const ModuleRecord* findModule(const Checkpoint& checkpoint, const std::string& path) {
    for (const ModuleRecord& module : checkpoint.modules())
        if (module.path == path) return &module;
    return nullptr;
}

double attribute(const ModuleRecord& module, const char* name, double otherwise) {
    const auto found = module.numbers.find(name);
    return found == module.numbers.end() ? otherwise : found->second;
}

/// The attribute within the range, or what it usually is.
double positive(const ModuleRecord& module, const char* name, double usual) {
    const double value = attribute(module, name, usual);
    return std::isfinite(value) && value > 0 ? value : usual;
}

/// The attribute, which isn't negative, or what it usually is where there is none.
double given(const Checkpoint& checkpoint, const char* name, double usual) {
    const double value = attribute(checkpoint.modules().front(), name, usual);
    if (std::isfinite(value) && value >= 0) return value;
    throw Error(ErrorCode::ModelFile, checkpoint.path().string(),
                "the preconditioning's " + inQuotes(name) + " makes no sense");
}

/// The steps u_j of arXiv 2206.00364, table 1, column iDDPM: the network is given the nearest one's number.
PreconditioningSpec discretePreconditioning(const Checkpoint& checkpoint) {
    const double steps = given(checkpoint, "M", 1000);
    const double least = given(checkpoint, "C_1", 0.001);
    const double shift = given(checkpoint, "C_2", 0.008);
    constexpr double kMost = 10'000;
    if (steps < 2 || steps > kMost || steps != std::floor(steps))
        throw Error(ErrorCode::ModelFile, checkpoint.path().string(), "its steps make no sense");
    const auto alpha = [&](double j) {
        return std::pow(std::sin(std::numbers::pi / 2 * j / steps / (shift + 1)), 2);
    };
    PreconditioningSpec spec;
    spec.kind = "discrete";
    spec.isNearest = true;
    double sigma = 0;
    for (double j = steps; j >= 1; --j) {
        sigma = std::sqrt((sigma * sigma + 1) / std::max(alpha(j - 1) / alpha(j), least) - 1);
        spec.sigmas.push_back(sigma);
    }
    spec.sigmaMin = spec.sigmas.front();
    spec.sigmaMax = spec.sigmas.back();
    return spec;
}

PreconditioningSpec preconditioningOf(const Checkpoint& checkpoint) {
    const ModuleRecord& outer = checkpoint.modules().front();
    PreconditioningSpec spec;
    if (outer.className == "EDMPrecond") {
        // The pickles say 0 to infinity; this is what EDM's own sampler stays within.
        spec.kind = "edm";
        spec.sigmaData = positive(outer, "sigma_data", 0.5);
        spec.sigmaMin = positive(outer, "sigma_min", 0.002);
        spec.sigmaMax = positive(outer, "sigma_max", 80);
    } else if (outer.className == "VPPrecond") {
        spec.kind = "vp";
        spec.betaSlope = positive(outer, "beta_d", 19.9);
        spec.betaMin = given(checkpoint, "beta_min", 0.1);
        spec.steps = positive(outer, "M", 1000);
        const double first = positive(outer, "epsilon_t", 1e-5);
        const auto sigma = [&](double t) {
            return std::sqrt(std::expm1(0.5 * spec.betaSlope * t * t + spec.betaMin * t));
        };
        spec.sigmaMin = sigma(first);
        spec.sigmaMax = sigma(1);
    } else if (outer.className == "VEPrecond") {
        spec.kind = "ve";
        spec.sigmaMin = positive(outer, "sigma_min", 0.02);
        spec.sigmaMax = positive(outer, "sigma_max", 100);
    } else if (outer.className == kDiscrete) {
        spec = discretePreconditioning(checkpoint);
    } else {
        throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(),
                    "the preconditioning " + inQuotes(outer.className) + " isn't read");
    }
    if (!(spec.sigmaMin > 0 && spec.sigmaMin < spec.sigmaMax && std::isfinite(spec.sigmaMax)))
        throw Error(ErrorCode::ModelFile, checkpoint.path().string(), "its noise levels make no sense");
    return spec;
}

std::string describe(const EdmConfig& config, const Checkpoint& checkpoint) {
    return std::string(config.isSong ? "SongUNet" : "DhariwalUNet") + " in " +
           checkpoint.modules().front().className + ", " + std::to_string(config.imageSize) + "×" +
           std::to_string(config.imageSize);
}

}  // namespace

bool EdmConfig::recognises(const Checkpoint& checkpoint) {
    return !checkpoint.modules().empty();
}

EdmConfig EdmConfig::read(const Checkpoint& checkpoint) {
    const ModuleRecord& outer = checkpoint.modules().front();
    const ModuleRecord* inner = findModule(checkpoint, "model");
    const std::string network = inner == nullptr ? "nothing" : inner->className;
    if (network != "SongUNet" && network != "DhariwalUNet")
        throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(),
                    "the pickled network is a " + inQuotes(outer.className) + " of " + inQuotes(network) +
                        "; only EDM's SongUNet and DhariwalUNet are read");
    EdmConfig config;
    config.isSong = network == "SongUNet";
    config.hasVariance = outer.className == kDiscrete;
    if (attribute(outer, "img_channels", 3) != 3)
        throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(),
                    "the pickled network is not for colour pictures");
    constexpr double kMost = 1 << 20;
    config.imageSize =
        static_cast<std::int64_t>(std::clamp(positive(outer, "img_resolution", 0.5), 0.5, kMost));
    config.classes = static_cast<std::int64_t>(std::clamp(positive(outer, "label_dim", 0.5), 0.5, kMost));
    config.classIsOptional = true;
    config.preconditioning = preconditioningOf(checkpoint);
    config.architecture = describe(config, checkpoint);
    return config;
}

}  // namespace lacuna
