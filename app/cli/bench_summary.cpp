// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench_summary.h"

#include "core/base/joined.h"
#include "core/engine/standard_damage.h"

#include <algorithm>
#include <cstdio>

namespace lacuna::cli {
namespace {

template <typename T>
void addOnce(std::vector<T>& list, const T& value) {
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

void add(BenchMean& mean, const BenchRow& row) {
    ++mean.count;
    const auto include = [&mean](double& of, double value) { of += (value - of) / mean.count; };
    include(mean.evaluations, row.fullEvaluations);
    include(mean.psnr, row.psnr);
    include(mean.ssim, row.ssim);
    include(mean.msSsim, row.msSsim);
    include(mean.gmsd, row.gmsd);
    include(mean.gradient, row.gradient);
    include(mean.residual, row.residual);
    mean.times.insert(std::upper_bound(mean.times.begin(), mean.times.end(), row.seconds), row.seconds);
    const std::size_t middle = mean.times.size() / 2;
    mean.seconds =
        mean.times.size() % 2 == 1 ? mean.times[middle] : (mean.times[middle - 1] + mean.times[middle]) / 2;
    mean.megabytes = std::max(mean.megabytes, row.megabytes);
    if (mean.count == 1) mean.lpips = 0;
    if (!row.lpips) mean.lpips.reset();
    if (mean.lpips) include(*mean.lpips, *row.lpips);
}

/// The PSNRs by budget.
std::string qualityTable(const BenchGroup& group, int most) {
    std::string out = "| PSNR, dB |";
    std::string rule = "|---|";
    for (const int budget : group.budgets) {
        out += " " + std::to_string(budget) + " |";
        rule += "---|";
    }
    out += "\n" + rule + "\n";
    for (const std::string& solver : group.solvers) {
        out += "| " + solver + " |";
        for (const int budget : group.budgets) {
            const BenchMean* mean = group.mean(solver, budget);
            if (!mean) {
                out += " – |";
                continue;
            }
            const std::string value = fixed(mean->psnr, 2);
            out += group.best(budget) == solver ? " **" + value + "**" : " " + value;
            if (mean->count < most)
                out += " (" + std::to_string(mean->count) + " of " + std::to_string(most) + ")";
            out += " |";
        }
        out += "\n";
    }
    return out;
}

std::string measureTable(const BenchGroup& group) {
    const int budget = group.budgets.back();
    const bool lpips = hasLpips(group);
    std::string out =
        "| at " + std::to_string(budget) +
        " | evaluations | seconds (median) | SSIM | MS-SSIM | GMSD | gradient energy | residual / noise | "
        "peak, MB |" +
        (lpips ? " LPIPS |" : "") + "\n|---|---|---|---|---|---|---|---|---|" + (lpips ? "---|" : "") + "\n";
    for (const std::string& solver : group.solvers) {
        const BenchMean* mean = group.mean(solver, budget);
        if (!mean) continue;
        out += "| " + solver + " | " + fixed(mean->evaluations, 1) + " | " + fixed(mean->seconds, 2) + " | " +
               fixed(mean->ssim, 4) + " | " + fixed(mean->msSsim, 4) + " | " + fixed(mean->gmsd, 4) + " | " +
               fixed(mean->gradient, 3) + " | " + fixed(mean->residual, 3) + " | " +
               fixed(mean->megabytes, 0) + " |";
        if (lpips) out += mean->lpips ? " " + fixed(*mean->lpips, 4) + " |" : " – |";
        out += "\n";
    }
    return out;
}

/// "vml-map leads at 10 and 20 evaluations; ddrm at 50, by 0.31 dB".
std::string leaders(const BenchGroup& group, const std::string& favourite) {
    std::vector<std::string> led, lost;
    for (const int budget : group.budgets) {
        const std::string best = group.best(budget);
        const BenchMean* own = group.mean(favourite, budget);
        if (!own || best.empty()) continue;
        if (best == favourite)
            led.push_back(std::to_string(budget));
        else
            lost.push_back(best + " leads at " + std::to_string(budget) + " by " +
                           fixed(group.mean(best, budget)->psnr - own->psnr, 2) + " dB");
    }
    std::string out;
    if (!led.empty()) out = favourite + " leads at " + joined(led, ", ") + " evaluations.";
    for (const std::string& each : lost)
        out += (out.empty() ? "" : " ") + each + ".";
    return out;
}

}  // namespace

std::string fixed(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

bool hasLpips(const BenchGroup& group) {
    return std::any_of(group.means.begin(), group.means.end(),
                       [](const auto& cell) { return cell.second.lpips.has_value(); });
}

const BenchMean* BenchGroup::mean(const std::string& solver, int budget) const {
    const auto found = means.find({solver, budget});
    return found == means.end() ? nullptr : &found->second;
}

std::string BenchGroup::best(int budget) const {
    std::string best;
    for (const std::string& solver : solvers) {
        const BenchMean* own = mean(solver, budget);
        if (own && (best.empty() || own->psnr > mean(best, budget)->psnr)) best = solver;
    }
    return best;
}

std::vector<BenchGroup> groupsOf(const std::vector<BenchRow>& rows) {
    std::vector<BenchGroup> groups;
    for (const BenchRow& row : rows) {
        const BenchKey& key = row.key;
        auto group = std::find_if(groups.begin(), groups.end(), [&key](const BenchGroup& each) {
            return each.damage == key.damage && each.model == key.model;
        });
        if (group == groups.end()) {
            group = groups.insert(groups.end(), BenchGroup());
            group->damage = key.damage;
            group->model = key.model;
        }
        addOnce(group->solvers, key.solver);
        addOnce(group->budgets, key.budget);
        if (row.problem.empty())
            add(group->means[{key.solver, key.budget}], row);
        else
            group->problems[key.solver] = row.problem;
    }
    for (BenchGroup& group : groups)
        std::sort(group.budgets.begin(), group.budgets.end());
    return groups;
}

std::string benchMarkdown(const std::vector<BenchGroup>& groups, const std::string& favourite) {
    std::string out = "# Solvers side by side\n";
    for (const BenchGroup& group : groups) {
        int most = 0;
        for (const auto& [cell, mean] : group.means)
            most = std::max(most, mean.count);
        out += "\n## " + group.damage + ", " + group.model + "\n\n" + describeDamage(group.damage) +
               ". Means of " + std::to_string(most) +
               " restorations; the columns are evaluations of the network.\n\n" + qualityTable(group, most) +
               "\n" + measureTable(group);
        for (const auto& [solver, problem] : group.problems)
            out += "\n" + solver + ": " + problem + ".\n";
        if (const std::string text = leaders(group, favourite); !text.empty()) out += "\n" + text + "\n";
    }
    return out;
}

}  // namespace lacuna::cli
