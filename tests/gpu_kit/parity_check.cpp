// SPDX-License-Identifier: GPL-3.0-or-later
// The references of tests/data/parity, as test_parity reads them; those whose weights are drawn by that test
// are left out.
#include "core/checkpoints/npy.h"
#include "core/files/file_bytes.h"
#include "core/session.h"
#include "tests/gpu_kit/checks.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>

namespace lacuna::kit {
namespace {

constexpr double kMostError = 1e-4;  // of test_parity

std::filesystem::path arrayOf(const std::filesystem::path& folder, const char* kind, double sigma) {
    char name[64];
    std::snprintf(name, sizeof(name), "%s_%.6g.npy", kind, sigma);
    return folder / name;
}

/// ‖D − expected‖ / ‖expected‖.
double errorOf(const std::vector<float>& values, const std::vector<float>& expected) {
    double difference = 0, length = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        difference += std::pow(static_cast<double>(values[i]) - expected[i], 2);
        length += std::pow(static_cast<double>(expected[i]), 2);
    }
    return values.size() == expected.size() ? std::sqrt(difference / length) : INFINITY;
}

}  // namespace

bool checkParity(const Setting& setting) {
    const auto folder = setting.data / "parity";
    const auto references = nlohmann::json::parse(readText(folder / "references.json"));
    ComputeSpec compute;
    compute.device = setting.device;
    Session session;
    int checked = 0, bad = 0;
    double worst = 0;
    for (const auto& reference : references) {
        ModelRef model;
        model.nameOrPath = (folder / reference["model"].get<std::string>()).string();
        if (model.nameOrPath.ends_with(".txt") ||
            std::filesystem::exists(model.nameOrPath + "/tensors.txt") ||
            !std::filesystem::exists(model.nameOrPath))
            continue;
        model.precision = Precision::Float32;
        model.label = reference["label"].get<int>();
        model.trustsPrograms = true;
        for (const double sigma : reference["sigmas"]) {
            const auto arrays = folder / reference["data"].get<std::string>();
            const NpyArray x = readNpy(arrayOf(arrays, "x", sigma)),
                           expected = readNpy(arrayOf(arrays, "D", sigma));
            const std::vector<float> D =
                session.evaluate(model, compute, x.values, static_cast<int>(x.shape[0]),
                                 static_cast<int>(x.shape[2]), static_cast<int>(x.shape[3]), sigma);
            const double error = errorOf(D, expected.values);
            worst = std::max(worst, error);
            ++checked;
            if (error < kMostError) continue;
            ++bad;
            std::printf("- %s at sigma %g: %.2e\n", reference["model"].get<std::string>().c_str(), sigma,
                        error);
        }
    }
    char text[160];
    std::snprintf(text, sizeof(text),
                  "%d of %d evaluations within %.0e of the reference, in float32; the worst %.1e",
                  checked - bad, checked, kMostError, worst);
    return require(checked > 10 && bad == 0, text);
}

}  // namespace lacuna::kit
