// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lacuna {

struct KernelSpec;

/// A point spread function: rows top to bottom, sum 1. No shift is at (width / 2, height / 2).
struct Kernel {
    int width = 1;
    int height = 1;
    std::vector<double> weights{1.0};
    std::string name;  ///< for reports: "Gaussian 1.6 px"

    double at(int x, int y) const {
        return weights[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                       static_cast<std::size_t>(x)];
    }
    /// (2 · radius + 1)², all 0.
    static Kernel square(int radius);
};

/// A kind of blur that a few numbers describe: a row of the registry. Texts are English and translated by the
/// studio (context "Kernel").
struct KernelKind {
    const char* id;                     ///< in JSON: "motion"
    const char* prefix;                 ///< on the command line: "motion", as in motion:15,30
    const char* symbols;                ///< of its parameters there: "LENGTH,ANGLE"
    const char* title;                  ///< in the studio's list
    const char* label;                  ///< of one of them: "motion %L1 px at %L2°"
    std::vector<Parameter> parameters;  ///< numbers, in the order of the command line and the label
    /// Unnormalised weights. `values` are the parameters, checked, in their order.
    Kernel (*make)(std::span<const double> values);
};

/// All kinds, in the studio's order. Kinds with the same prefix differ in the number of their parameters.
std::span<const KernelKind> kernelKinds();
/// Null for kernels without a kind: none, and weights.
const KernelKind* findKernelKind(std::string_view id);

/// A kernel of that kind, with its defaults and `values` in their place.
KernelSpec kernelOf(std::string_view id, std::initializer_list<double> values = {});

/// The weights of a kernel, normalised. Throws Error KernelInvalid where a value is out of its range, there
/// is no such kind, or weights are empty, negative, not finite or all 0.
Kernel makeKernel(const KernelSpec& spec);
/// For reports and file names: "Gaussian 1.6 px", "motion 15 px at 30°", the file's name; "" for none.
std::string kernelLabel(const KernelSpec& spec);

/// Whether the text begins with a kind's prefix and a colon, as parseKernel() takes it.
bool isKernelText(std::string_view text);
/// Parses "gaussian:1.6", "motion:15,30" and the like. Throws Error Usage for anything else.
KernelSpec parseKernel(std::string_view text);
/// What parseKernel() takes: "gaussian:SIGMA, motion:LENGTH,ANGLE, …".
std::string kernelUsage();

}  // namespace lacuna
