// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/kernels.h"

#include "core/base/error.h"
#include "core/base/joined.h"
#include "core/job/restoration_job.h"
#include "core/operators/kernels/anisotropic_gaussian.h"
#include "core/operators/kernels/disc.h"
#include "core/operators/kernels/gaussian.h"
#include "core/operators/kernels/motion.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <numeric>

namespace lacuna {
namespace {

const std::vector<KernelKind>& kinds() {
    static const std::vector<KernelKind> all{
        gaussianKernel(),
        anisotropicGaussianKernel(),
        motionKernel(),
        discKernel(),
    };
    return all;
}

void require(bool condition, const std::string& subject, const std::string& detail) {
    if (!condition) throw Error(ErrorCode::KernelInvalid, subject, detail);
}

Kernel fromWeights(const KernelSpec& spec) {
    const std::string subject = spec.path.empty() ? "kernel" : spec.path;
    require(spec.width >= 1 && spec.height >= 1, subject, "the kernel is empty");
    require(
        spec.weights.size() == static_cast<std::size_t>(spec.width) * static_cast<std::size_t>(spec.height),
        subject, "the kernel's weights don't fill its width and height");
    Kernel kernel;
    kernel.width = spec.width;
    kernel.height = spec.height;
    kernel.weights.assign(spec.weights.begin(), spec.weights.end());
    for (const double weight : kernel.weights) {
        require(std::isfinite(weight) && weight >= 0, subject,
                "a weight of the kernel is negative or not finite");
    }
    return kernel;
}

/// The values of the kind's parameters in their order; missing ones get their defaults.
std::vector<double> valuesOf(const KernelKind& kind, const KernelSpec& spec) {
    const ParameterValues whole = completed(kind.parameters, spec.values);
    std::vector<double> values;
    for (const Parameter& parameter : kind.parameters)
        values.push_back(whole.real(parameter.name));
    return values;
}

Kernel unnormalised(const KernelSpec& spec) {
    if (spec.isWeights()) return fromWeights(spec);
    const KernelKind* kind = findKernelKind(spec.kind);
    require(kind != nullptr, "kernel",
            spec.kind.empty() ? "there is none" : "there is no kind '" + spec.kind + "'");
    try {
        return kind->make(valuesOf(*kind, spec));
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Usage) throw;
        throw Error(ErrorCode::KernelInvalid, "kernel " + error.subject(), error.detail());
    }
}

/// The numbers of a comma-separated list. Throws Error Usage if one isn't a number.
std::vector<double> numbers(std::string_view list) {
    std::vector<double> out;
    while (true) {
        const auto comma = list.find(',');
        const auto item = list.substr(0, comma);
        double value = 0;
        const auto [end, fault] = std::from_chars(item.data(), item.data() + item.size(), value);
        if (fault != std::errc{} || end != item.data() + item.size() || !std::isfinite(value))
            throw Error(ErrorCode::Usage, "kernel", "'" + std::string(item) + "' is not a number");
        out.push_back(value);
        if (comma == std::string_view::npos) return out;
        list.remove_prefix(comma + 1);
    }
}

std::string_view prefixOf(std::string_view text) {
    return text.substr(0, std::min(text.find(':'), text.size()));
}

std::string usageOf(const KernelKind& kind) {
    return std::string(kind.prefix) + ":" + kind.symbols;
}

}  // namespace

Kernel Kernel::square(int radius) {
    Kernel kernel;
    kernel.width = kernel.height = 2 * radius + 1;
    kernel.weights.assign(static_cast<std::size_t>(kernel.width) * static_cast<std::size_t>(kernel.height),
                          0.0);
    return kernel;
}

std::span<const KernelKind> kernelKinds() {
    return kinds();
}

const KernelKind* findKernelKind(std::string_view id) {
    const auto found =
        std::find_if(kinds().begin(), kinds().end(), [id](const KernelKind& kind) { return id == kind.id; });
    return found == kinds().end() ? nullptr : &*found;
}

KernelSpec kernelOf(std::string_view id, std::initializer_list<double> values) {
    const KernelKind* kind = findKernelKind(id);
    if (!kind || values.size() > kind->parameters.size())
        throw Error(ErrorCode::Internal, "kernel", "there is no such '" + std::string(id) + "'");
    KernelSpec spec;
    spec.kind = id;
    spec.values = completed(kind->parameters, {});
    auto parameter = kind->parameters.begin();
    for (const double value : values)
        spec.values.set((parameter++)->name, value);
    return spec;
}

Kernel makeKernel(const KernelSpec& spec) {
    Kernel kernel = unnormalised(spec);
    const double sum = std::accumulate(kernel.weights.begin(), kernel.weights.end(), 0.0);
    require(sum > 0 && std::isfinite(sum), spec.path.empty() ? "kernel" : spec.path,
            "the kernel's weights are all zero");
    for (double& weight : kernel.weights)
        weight /= sum;
    kernel.name = kernelLabel(spec);
    return kernel;
}

std::string kernelLabel(const KernelSpec& spec) {
    if (spec.isWeights()) {
        return spec.path.empty() ? std::to_string(spec.width) + " × " + std::to_string(spec.height) + " px"
                                 : std::filesystem::path(spec.path).filename().string();
    }
    const KernelKind* kind = findKernelKind(spec.kind);
    if (!kind) return "";
    std::string label = kind->label;
    int number = 0;
    for (const double value : valuesOf(*kind, spec)) {
        const std::string place = "%L" + std::to_string(++number);
        label.replace(label.find(place), place.size(), toString(ParameterValue(value)));
    }
    return label;
}

bool isKernelText(std::string_view text) {
    return text.find(':') != std::string_view::npos &&
           std::any_of(kinds().begin(), kinds().end(),
                       [&](const KernelKind& kind) { return prefixOf(text) == kind.prefix; });
}

KernelSpec parseKernel(std::string_view text) {
    if (!isKernelText(text))
        throw Error(ErrorCode::Usage, "kernel", "'" + std::string(text) + "' is none of " + kernelUsage());
    const std::vector<double> values = numbers(text.substr(text.find(':') + 1));
    std::string expected;
    for (const KernelKind& kind : kinds()) {
        if (prefixOf(text) != kind.prefix) continue;
        expected += (expected.empty() ? "" : " or ") + usageOf(kind);
        if (values.size() != kind.parameters.size()) continue;
        KernelSpec spec;
        spec.kind = kind.id;
        for (std::size_t i = 0; i < values.size(); ++i)
            spec.values.set(kind.parameters[i].name, values[i]);
        return spec;
    }
    throw Error(ErrorCode::Usage, "kernel", "'" + std::string(text) + "' should be " + expected);
}

std::string kernelUsage() {
    return joined(kinds(), ", ", usageOf);
}

}  // namespace lacuna
