// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench_page.h"

#include "app/cli/bench_run.h"
#include "core/engine/standard_damage.h"
#include "core/files/file_bytes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <utility>

namespace lacuna::cli {
namespace {

/// Distinct in print and to most who see colours differently (Okabe and Ito's, and three more).
constexpr std::array kColours = {"#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9",
                                 "#000000", "#7f7f7f", "#8c564b", "#9467bd", "#bcbd22"};
constexpr int kWidth = 460, kHeight = 300, kLeft = 52, kRight = 12, kTop = 12, kBottom = 40;

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Solvers side by side</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; color: #222; }
table { border-collapse: collapse; margin: 1em 0; } td, th { padding: .2em .7em; text-align: right; }
th { border-bottom: 1px solid #888; } td:first-child, th:first-child { text-align: left; }
.best { font-weight: bold; } .plots { display: flex; flex-wrap: wrap; gap: 1em; }
.sheet td { padding: .2em; text-align: center; font-size: 12px; } .sheet img { width: 160px; height: 160px;
object-fit: cover; object-position: var(--x, 50%) var(--y, 50%); cursor: zoom-in; image-rendering: auto; }
.sheet.near img { object-fit: none; width: 220px; height: 220px; cursor: zoom-out; image-rendering: pixelated; }
</style></head><body><h1>Solvers side by side</h1>
<p>Every point is the mean over all photographs and seeds. Click a picture to see all of its sheet at full size, at the
place you clicked.</p>
)";

constexpr const char* kTail = R"(<script>
for (const sheet of document.querySelectorAll('.sheet'))
  sheet.addEventListener('click', event => {
    if (event.target.tagName !== 'IMG') return;
    const box = event.target.getBoundingClientRect();
    sheet.style.setProperty('--x', 100 * (event.clientX - box.left) / box.width + '%');
    sheet.style.setProperty('--y', 100 * (event.clientY - box.top) / box.height + '%');
    sheet.classList.toggle('near');
  });
</script></body></html>
)";

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text)
        out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
    return out;
}

std::string base64(std::span<const std::uint8_t> bytes) {
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8 | (j < left ? bytes[i + j] : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            out += j <= left ? kDigits[group >> (18 - 6 * j) & 63] : '=';
    }
    return out;
}

const char* colourOf(const BenchGroup& group, const std::string& solver) {
    const auto place = std::find(group.solvers.begin(), group.solvers.end(), solver) - group.solvers.begin();
    return kColours[static_cast<std::size_t>(place) % kColours.size()];
}

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void include(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    /// Widened so that it isn't empty.
    void widen(double share) {
        const double margin = high > low ? share * (high - low) : std::max(1e-3, std::abs(low) * share);
        low -= margin;
        high += margin;
    }
    double at(double value) const { return (value - low) / (high - low); }
};

using Measure = double BenchMean::*;

/// One plot; x on a logarithmic scale.
std::string plot(const BenchGroup& group, Measure x, const char* xTitle, Measure y, const char* yTitle,
                 int decimals) {
    Range across, up;
    for (const auto& [cell, mean] : group.means) {
        across.include(std::log(std::max(1e-6, mean.*x)));
        up.include(mean.*y);
    }
    across.widen(0.03);
    up.widen(0.05);
    const auto column = [&across](double value) {
        return kLeft + across.at(std::log(std::max(1e-6, value))) * (kWidth - kLeft - kRight);
    };
    const auto line = [&up](double value) {
        return kHeight - kBottom - up.at(value) * (kHeight - kTop - kBottom);
    };
    std::string out = "<svg width=\"" + std::to_string(kWidth) + "\" height=\"" + std::to_string(kHeight) +
                      "\" font-size=\"11\" role=\"img\"><title>" + yTitle + " against " + xTitle + "</title>";
    constexpr int kTicks = 4;
    for (int i = 0; i <= kTicks; ++i) {
        const double value = up.low + (up.high - up.low) * i / kTicks;
        const double place = std::exp(across.low + (across.high - across.low) * i / kTicks);
        out += "<line x1=\"" + std::to_string(kLeft) + "\" x2=\"" + std::to_string(kWidth - kRight) +
               "\" y1=\"" + fixed(line(value), 1) + "\" y2=\"" + fixed(line(value), 1) +
               "\" stroke=\"#ddd\"/><text x=\"" + std::to_string(kLeft - 5) + "\" y=\"" +
               fixed(line(value) + 4, 1) + "\" text-anchor=\"end\">" + fixed(value, decimals) +
               "</text><text x=\"" + fixed(column(place), 1) + "\" y=\"" +
               std::to_string(kHeight - kBottom + 15) + "\" text-anchor=\"middle\">" +
               fixed(place, place < 10 ? 1 : 0) + "</text>";
    }
    out += "<text x=\"" + std::to_string((kLeft + kWidth) / 2) + "\" y=\"" + std::to_string(kHeight - 6) +
           "\" text-anchor=\"middle\">" + xTitle + "</text><text transform=\"translate(12," +
           std::to_string(kHeight / 2) + ") rotate(-90)\" text-anchor=\"middle\">" + yTitle + "</text>";
    for (const std::string& solver : group.solvers) {
        std::string points, dots;
        for (const int budget : group.budgets) {
            const BenchMean* mean = group.mean(solver, budget);
            if (!mean) continue;
            const std::string left = fixed(column(mean->*x), 1), top = fixed(line(mean->*y), 1);
            points += left + "," + top + " ";
            dots += "<circle cx=\"" + left + "\" cy=\"" + top + "\" r=\"3\" fill=\"" +
                    colourOf(group, solver) + "\"><title>" + escaped(solver) + ", " + fixed(mean->*x, 2) +
                    ": " + fixed(mean->*y, decimals + 1) + "</title></circle>";
        }
        if (points.empty()) continue;
        out += "<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"" +
               std::string(colourOf(group, solver)) + "\" points=\"" + points + "\"/>" + dots;
    }
    return out + "</svg>";
}

std::string table(const BenchGroup& group) {
    std::string out = "<table><tr><th>PSNR, dB</th>";
    for (const int budget : group.budgets)
        out += "<th>" + std::to_string(budget) + "</th>";
    out +=
        "<th>seconds (median)</th><th>SSIM</th><th>MS-SSIM</th><th>GMSD</th><th>gradient energy</th>"
        "<th>residual / noise</th><th>peak, MB</th>";
    const bool lpips = hasLpips(group);
    out += lpips ? "<th>LPIPS</th></tr>" : "</tr>";
    for (const std::string& solver : group.solvers) {
        out += "<tr><td><span style=\"color:" + std::string(colourOf(group, solver)) + "\">&#9679;</span> " +
               escaped(solver) + "</td>";
        const bool ran = std::any_of(group.budgets.begin(), group.budgets.end(),
                                     [&](int budget) { return group.mean(solver, budget) != nullptr; });
        if (const auto problem = group.problems.find(solver); !ran && problem != group.problems.end()) {
            out += "<td colspan=\"" + std::to_string(group.budgets.size() + (lpips ? 8 : 7)) + "\">" +
                   escaped(problem->second) + "</td></tr>";
            continue;
        }
        for (const int budget : group.budgets) {
            const BenchMean* mean = group.mean(solver, budget);
            out += group.best(budget) == solver ? "<td class=\"best\">" : "<td>";
            out += (mean ? fixed(mean->psnr, 2) : "–") + "</td>";
        }
        if (const BenchMean* mean = group.mean(solver, group.budgets.back())) {
            for (const auto& [value, decimals] :
                 {std::pair(mean->seconds, 2), std::pair(mean->ssim, 4), std::pair(mean->msSsim, 4),
                  std::pair(mean->gmsd, 4), std::pair(mean->gradient, 3), std::pair(mean->residual, 3),
                  std::pair(mean->megabytes, 0)})
                out += "<td>" + fixed(value, decimals) + "</td>";
            if (lpips) out += "<td>" + (mean->lpips ? fixed(*mean->lpips, 4) : "–") + "</td>";
        }
        out += "</tr>";
    }
    return out +
           "</table><p>The measures right of the PSNRs are those at the largest number of evaluations.</p>";
}

/// An <img> with the file inside it; "" if there is no such file.
std::string image(const std::filesystem::path& path, const std::string& caption) {
    std::error_code missing;
    if (!std::filesystem::exists(path, missing)) return {};
    return "<img alt=\"" + escaped(caption) + "\" title=\"" + escaped(caption) +
           "\" src=\"data:image/jpeg;base64," + base64(readFile(path)) + "\"><br>" + escaped(caption);
}

std::string sheet(const BenchGroup& group, const std::vector<BenchRow>& rows,
                  const std::filesystem::path& pictures) {
    const auto first = std::find_if(rows.begin(), rows.end(), [&group](const BenchRow& row) {
        return row.key.damage == group.damage && row.key.model == group.model && row.problem.empty();
    });
    if (first == rows.end()) return {};
    const BenchKey& key = first->key;
    std::string out = "<table class=\"sheet\"><tr><td>" + image(pictures / cleanName(key), "clean") +
                      "</td><td>" + image(pictures / damagedName(key), "damaged") + "</td></tr>";
    for (const std::string& solver : group.solvers) {
        out += "<tr>";
        for (const int budget : group.budgets) {
            BenchKey cell = key;
            cell.solver = solver;
            cell.budget = budget;
            const auto row = std::find_if(rows.begin(), rows.end(), [&cell](const BenchRow& each) {
                return each.key == cell && each.problem.empty();
            });
            if (row == rows.end()) continue;
            out += "<td>" +
                   image(pictures / pictureName(cell),
                         solver + ", " + std::to_string(budget) + ": " + fixed(row->psnr, 2) + " dB") +
                   "</td>";
        }
        out += "</tr>";
    }
    return out + "</table>";
}

}  // namespace

std::string benchPage(const std::vector<BenchGroup>& groups, const std::vector<BenchRow>& rows,
                      const std::filesystem::path& pictures) {
    std::string out = kHead;
    for (const BenchGroup& group : groups) {
        out += "<h2>" + escaped(group.damage) + ", " + escaped(group.model) + "</h2><p>" +
               escaped(describeDamage(group.damage)) + ".</p>";
        if (!group.means.empty()) {
            out += "<div class=\"plots\">";
            for (const auto& [measure, title, decimals] : {std::tuple(&BenchMean::psnr, "PSNR, dB", 1),
                                                           std::tuple(&BenchMean::msSsim, "MS-SSIM", 3)}) {
                out += plot(group, &BenchMean::evaluations, "evaluations", measure, title, decimals);
                out += plot(group, &BenchMean::seconds, "seconds", measure, title, decimals);
            }
            out += "</div>";
        }
        out += table(group) + sheet(group, rows, pictures);
    }
    return out + kTail;
}

}  // namespace lacuna::cli
