// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lacuna {

struct KernelSpec;

/// A point spread function: rows top to bottom, sum 1. The element at (width / 2, height / 2) stands for no
/// shift.
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

/// A kind of blur that is described by a few numbers: one row of the registry. Texts are English; the studio
/// translates them (context "Kernel").
struct KernelKind {
    const char* id;                     ///< in JSON: "motion"
    const char* prefix;                 ///< on the command line: "motion", as in motion:15,30
    const char* symbols;                ///< the parameters on the command line: "LENGTH,ANGLE"
    const char* title;                  ///< in the studio's list
    const char* label;                  ///< for one kernel of this kind: "motion %L1 px at %L2°"
    std::vector<Parameter> parameters;  ///< numbers, in the order of the command line and the label
    /// Returns weights, not normalised. `values` are the checked parameters in their order.
    Kernel (*make)(std::span<const double> values);
};

/// All kinds, in the studio's order. Kinds with the same prefix differ in the number of their parameters.
std::span<const KernelKind> kernelKinds();
/// Null if no kind has this id, as for weights and for no kernel.
const KernelKind* findKernelKind(std::string_view id);

/// A kernel of that kind. `values` replace the defaults of the first parameters.
KernelSpec kernelOf(std::string_view id, std::initializer_list<double> values = {});

/// The weights of a kernel, normalised. Throws Error KernelInvalid if a value is out of range, the kind is
/// unknown, or the weights are empty, negative, not finite or all 0.
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
