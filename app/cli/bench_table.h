// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {

/// What one row of a benchmark is about.
struct BenchKey {
    std::string photo;   ///< the file's name
    std::string damage;  ///< damageFor()
    std::string solver;  ///< solverFromText()
    std::string model;
    int budget = 0;  ///< evaluations
    std::uint64_t seed = 0;

    auto operator<=>(const BenchKey&) const = default;
};

/// One restoration and how good it was.
struct BenchRow {
    BenchKey key;
    std::string problem;  ///< why there is no result; empty: there is one
    int evaluations = 0;
    double fullEvaluations = 0;  ///< Report::fullEvaluations
    double psnr = 0, ssim = 0, msSsim = 0, gmsd = 0;
    double gradient = 0;  ///< share of the reference's gradient energy
    double residual = 0;  ///< in units of the noise
    double seconds = 0;
    double megabytes = 0;  ///< the process's peak
    std::optional<double> lpips;
};

/// The rows of a CSV file; none if there is no file. A last line that was cut off is left out. Throws Error
/// InputFile if the file is of another kind.
std::vector<BenchRow> readBenchTable(const std::filesystem::path& path);

/// Adds rows to a CSV file, each as soon as it is known, so that a run can be stopped at any time.
class BenchTable {
  public:
    /// Begins the file with its header if it isn't there. `withLpips`: rows have a column for it. Throws
    /// Error OutputFile; Usage if the file is there and lacks that column.
    BenchTable(std::filesystem::path path, bool withLpips);
    void add(const BenchRow& row);

  private:
    void append(const std::string& line);

    std::filesystem::path mPath;
    bool mHasLpips;
};

}  // namespace lacuna::cli
