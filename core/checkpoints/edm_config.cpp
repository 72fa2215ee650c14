// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/edm_config.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/edm_parts.h"
#include "core/files/in_quotes.h"
#include "core/files/json_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lacuna {
namespace {

constexpr const char* kDiscrete = "iDDPMPrecond";

/// What the sidecar calls them, and their attributes as EDM's training/networks.py sets them.
struct Wrapper {
    const char* word;
    const char* className;
    std::map<std::string, double> usual;
};

const std::array<Wrapper, 4>& wrappers() {
    static const std::array<Wrapper, 4> all{
        {{"edm", "EDMPrecond", {{"sigma_min", 0.002}, {"sigma_max", 80}, {"sigma_data", 0.5}}},
         {"vp", "VPPrecond", {{"beta_d", 19.9}, {"beta_min", 0.1}, {"M", 1000}, {"epsilon_t", 1e-5}}},
         {"ve", "VEPrecond", {{"sigma_min", 0.02}, {"sigma_max", 100}}},
         {"iddpm", kDiscrete, {{"C_1", 0.001}, {"C_2", 0.008}, {"M", 1000}}}}};
    return all;
}

bool isNetwork(const ModuleRecord& module) {
    return module.className == "SongUNet" || module.className == "DhariwalUNet";
}

/// The numbers that the object around the network, or the sidecar, states.
class Stated {
  public:
    Stated(const ModuleRecord& outer, std::string subject) : mOuter(outer), mSubject(std::move(subject)) {}

    const std::string& className() const { return mOuter.className; }
    /// A number of at least 0. Infinity is accepted only with `mayBeInfinite`.
    double number(const char* name, bool mayBeInfinite = false) const {
        const auto found = mOuter.numbers.find(name);
        if (found == mOuter.numbers.end())
            fail("the pickled " + inQuotes(className()) + " lacks its " + inQuotes(name));
        if (!(found->second >= 0) || (!mayBeInfinite && std::isinf(found->second)))
            fail("the " + inQuotes(name) + " of " + inQuotes(className()) + " makes no sense");
        return found->second;
    }
    double positive(const char* name) const {
        const double value = number(name);
        if (value <= 0) fail("the " + inQuotes(name) + " of " + inQuotes(className()) + " is not above 0");
        return value;
    }
    std::int64_t count(const char* name, double least, double most) const {
        const double value = number(name);
        if (value < least || value > most || value != std::floor(value))
            fail("the " + inQuotes(name) + " of " + inQuotes(className()) + " makes no sense");
        return static_cast<std::int64_t>(value);
    }
    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::ModelFile, mSubject, reason);
    }

  private:
    const ModuleRecord& mOuter;
    std::string mSubject;
};

/// The steps u_j of arXiv 2206.00364, table 1, column iDDPM: the network is given the nearest one's number.
PreconditioningSpec discretePreconditioning(const Stated& stated) {
    const auto steps = static_cast<double>(stated.count("M", 2, 10'000));
    const double least = stated.number("C_1");
    const double shift = stated.number("C_2");
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

PreconditioningSpec preconditioningOf(const Stated& stated) {
    PreconditioningSpec spec;
    if (stated.className() == "EDMPrecond") {
        // The pickles say 0 to infinity; EDM's own sampler stays within 0.002 to 80.
        spec.kind = "edm";
        spec.sigmaData = stated.positive("sigma_data");
        spec.sigmaMin = stated.number("sigma_min");
        spec.sigmaMax = stated.number("sigma_max", true);
        if (spec.sigmaMin == 0) spec.sigmaMin = 0.002;
        if (std::isinf(spec.sigmaMax)) spec.sigmaMax = 80;
    } else if (stated.className() == "VPPrecond") {
        spec.kind = "vp";
        spec.betaSlope = stated.positive("beta_d");
        spec.betaMin = stated.number("beta_min");
        spec.steps = stated.positive("M");
        const double first = stated.positive("epsilon_t");
        const auto sigma = [&](double t) {
            return std::sqrt(std::expm1(0.5 * spec.betaSlope * t * t + spec.betaMin * t));
        };
        spec.sigmaMin = sigma(first);
        spec.sigmaMax = sigma(1);
    } else if (stated.className() == "VEPrecond") {
        spec.kind = "ve";
        spec.sigmaMin = stated.positive("sigma_min");
        spec.sigmaMax = stated.positive("sigma_max");
    } else if (stated.className() == kDiscrete) {
        spec = discretePreconditioning(stated);
    } else {
        stated.fail("the preconditioning " + inQuotes(stated.className()) + " isn't read");
    }
    if (!(spec.sigmaMin > 0 && spec.sigmaMin < spec.sigmaMax && std::isfinite(spec.sigmaMax)))
        stated.fail("its noise levels make no sense");
    return spec;
}

/// The object around the network as the sidecar describes it.
ModuleRecord statedBeside(const Checkpoint& checkpoint, const std::vector<ModuleRecord>& parts) {
    const JsonReader said(checkpoint.sidecar(), checkpoint.sidecarFile().string());
    said.refuseMisspelt({"preconditioning", "sigma_data", "sigma_min", "sigma_max", "beta_d", "beta_min", "M",
                         "epsilon_t", "C_1", "C_2", "image_size"});
    const std::string word = said.text("preconditioning", "");
    const auto found = std::find_if(wrappers().begin(), wrappers().end(),
                                    [&](const Wrapper& wrapper) { return wrapper.word == word; });
    if (found == wrappers().end())
        throw Error(ErrorCode::ModelFile, checkpoint.path().string(),
                    "this is a network of EDM's without what it was wrapped in; write that into " +
                        said.subject() + R"(: {"preconditioning": "edm"}, or "vp", "ve" or "iddpm")");
    ModuleRecord outer{"", found->className, {{"img_channels", 3}}};
    for (const auto& [name, usual] : found->usual)
        outer.numbers[name] = said.number(name.c_str(), usual, 0, 1e6);
    double side = 0;
    for (const ModuleRecord& part : parts)  // "enc.64x64_conv"
        if (const std::size_t at = part.path.find("enc."); at != std::string::npos)
            side = std::max(side, std::strtod(part.path.c_str() + at + 4, nullptr));
    outer.numbers["img_resolution"] = static_cast<double>(
        said.integer("image_size", static_cast<std::int64_t>(std::clamp(side, 0.0, 65536.0)), 0, 1 << 16));
    outer.numbers["label_dim"] = 0;
    for (const ModuleRecord& part : parts)
        if (const auto inputs = part.numbers.find("in_features");
            part.path.ends_with("map_label") && inputs != part.numbers.end())
            outer.numbers["label_dim"] = inputs->second;
    return outer;
}

}  // namespace

bool isEdmNetwork(const std::vector<ModuleRecord>& modules) {
    return std::any_of(modules.begin(), modules.end(), isNetwork);
}

bool EdmConfig::recognises(const Checkpoint& checkpoint) {
    return isEdmNetwork(checkpoint.modules()) || areOfEdm(checkpoint.tensors());
}

EdmConfig EdmConfig::read(const Checkpoint& checkpoint) {
    EdmConfig config;
    config.modules =
        isEdmNetwork(checkpoint.modules()) ? checkpoint.modules() : edmPartsOf(checkpoint.tensors());
    const ModuleRecord& network = *std::find_if(config.modules.begin(), config.modules.end(), isNetwork);
    config.isSong = network.className == "SongUNet";
    config.prefix = network.path.empty() ? "" : network.path + ".";
    const ModuleRecord outer =
        network.path.empty() ? statedBeside(checkpoint, config.modules) : config.modules.front();
    const Stated stated(outer, checkpoint.path().string());
    config.hasVariance = outer.className == kDiscrete;
    config.preconditioning = preconditioningOf(stated);
    if (stated.number("img_channels") != 3)
        throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(),
                    "the pickled network is not for colour pictures");
    constexpr double kMost = 1 << 20;
    config.imageSize = stated.count("img_resolution", 1, kMost);
    config.classes = stated.count("label_dim", 0, kMost);
    config.classIsOptional = true;
    config.architecture = network.className + " in " + outer.className + ", " +
                          std::to_string(config.imageSize) + "×" + std::to_string(config.imageSize);
    return config;
}

}  // namespace lacuna
