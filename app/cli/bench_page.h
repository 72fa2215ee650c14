// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/bench_summary.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lacuna::cli {

/// One HTML page that needs no other file: for every group plots of PSNR and MS-SSIM against evaluations and
/// seconds, the table of means, and a contact sheet of the first photograph and seed, whose pictures are
/// enlarged in step. `pictures` is BenchSettings::pictures; what isn't there is left out.
std::string benchPage(const std::vector<BenchGroup>& groups, const std::vector<BenchRow>& rows,
                      const std::filesystem::path& pictures);

}  // namespace lacuna::cli
