// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/bench_table.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {

/// Of all photographs and seeds of one cell: means, but where it says otherwise.
struct BenchMean {
    int count = 0;
    double evaluations = 0, psnr = 0, ssim = 0, msSsim = 0, gmsd = 0, gradient = 0, residual = 0;
    double seconds = 0;           ///< the median: a run that other programs held up doesn't count for more
    std::vector<double> times;    ///< all of them, rising
    double megabytes = 0;         ///< the largest
    std::optional<double> lpips;  ///< unset unless all were measured
};

/// All cells of one damage and model.
struct BenchGroup {
    std::string damage, model;
    std::vector<std::string> solvers;                        ///< in the order of the rows
    std::vector<int> budgets;                                ///< rising
    std::map<std::pair<std::string, int>, BenchMean> means;  ///< by solver and budget
    std::map<std::string, std::string> problems;             ///< why solvers have no mean somewhere

    /// Null if there is none.
    const BenchMean* mean(const std::string& solver, int budget) const;
    /// The solver with the highest PSNR at that budget; "" if there is none.
    std::string best(int budget) const;
};

/// In the order of the rows.
std::vector<BenchGroup> groupsOf(const std::vector<BenchRow>& rows);

/// Whether LPIPS was measured anywhere.
bool hasLpips(const BenchGroup& group);

/// A table per group in Markdown: PSNR by budget with the best in bold, the other measures at the largest
/// budget, and where `favourite` leads and where it doesn't.
std::string benchMarkdown(const std::vector<BenchGroup>& groups, const std::string& favourite);

/// "31.42"
std::string fixed(double value, int decimals);

}  // namespace lacuna::cli
