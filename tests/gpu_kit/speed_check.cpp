// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/session.h"
#include "tests/gpu_kit/checks.h"

#include <cstdio>
#include <utility>
#include <vector>

namespace lacuna::kit {
namespace {

constexpr double kMiB = 1024.0 * 1024;
/// A plan may expect this much too little of the memory that a run takes.
constexpr double kSlack = 1.15;
/// What isn't worth planning for.
constexpr double kLittle = 64 * kMiB;

struct Size {
    int width, height, steps;
};

}  // namespace

bool checkSpeed(const Setting& setting) {
    std::printf(
        "| picture | precision | evaluations | s for each | megapixels/s | peak, MiB | planned | tiles |\n"
        "|---|---|---|---|---|---|---|---|\n");
    // Twelve megapixels take minutes on a CPU.
    const std::vector<Size> sizes = setting.quick
                                        ? std::vector<Size>{{64, 64, 1}}
                                        : std::vector<Size>{{256, 256, 10}, {512, 512, 10}, {4000, 3000, 1}};
    bool planned = true;
    for (const Size& size : sizes)
        for (const Precision precision : precisionsOf(setting)) {
            RestorationJob job;
            job.photo.pixels = scene(size.width, size.height);
            job.operation.task = Task::Denoise;
            job.operation.noise = 15;
            job.model.nameOrPath = setting.model;
            job.model.precision = precision;
            job.compute.device = setting.device;
            job.solver.values.set("steps", size.steps);
            FrameSink nobody;
            RunControl control;
            Session session;
            session.preload(job.model, job.compute);
            RestorationJob warm = job;
            warm.solver.values.set("steps", 1);
            if (size.steps > 1) session.run(warm, nobody, control);  // algorithms are chosen at the first run
            const Report report = session.run(job, nobody, control).report;
            const double each = report.seconds / report.evaluations;
            std::printf("| %d × %d | %s | %d | %.4f | %.2f | %.0f | %.0f | %d |\n", size.width, size.height,
                        report.precision.c_str(), report.evaluations, each,
                        1e-6 * size.width * size.height / each, static_cast<double>(report.peakBytes) / kMiB,
                        static_cast<double>(report.plan.expectedPeak) / kMiB,
                        report.plan.regions.front().tiles);
            std::fflush(stdout);
            planned = planned && static_cast<double>(report.peakBytes) <=
                                     kSlack * static_cast<double>(report.plan.expectedPeak) + kLittle;
        }
    std::printf("\n");
    return require(planned, "no run took more memory than planned");
}

}  // namespace lacuna::kit
