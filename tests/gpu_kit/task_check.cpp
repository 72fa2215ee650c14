// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/metrics.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "core/session.h"
#include "tests/gpu_kit/checks.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace lacuna::kit {
namespace {

constexpr int kSide = 256;

/// The least PSNR, in dB, of a device's result against the CPU's in float32: rounding grows through the
/// steps, but can't be seen. bfloat16 has two to three digits, float16 three to four.
double leastPsnr(Precision precision) {
    switch (precision) {
        case Precision::BFloat16:
            return 35;
        case Precision::Float16:
            return 45;
        case Precision::Auto:
        case Precision::Float32:
            break;
    }
    return 55;
}

RestorationJob jobOf(const Setting& setting, const TaskRow& row) {
    RestorationJob job;
    job.photo.pixels = sample(setting, "church.jpg", setting.quick ? 64 : kSide);
    job.operation.task = row.task;
    job.operation.noise = row.startNoise;
    if (row.takesKernel) job.operation.kernel = parseKernel("gaussian:1.6");
    if (row.takesScale) job.operation.scale = 2;
    job.model.nameOrPath = setting.model;
    job.solver = row.solver(row.startNoise);
    if (setting.quick) job.solver.values.set("steps", 1);
    if (row.mask == MaskUse::Restored) {
        job.mask = ImageBuffer(job.photo.pixels.width(), job.photo.pixels.height(), 1, Depth::UInt8);
        for (int i = 8; i < std::min(job.mask.width(), job.mask.height()) - 12; ++i)
            for (int d = 0; d < 4; ++d)
                job.mask.setSample(i + d, i, 0, 255);
    }
    return job;
}

ImageBuffer restored(RestorationJob job, DeviceChoice device, Precision precision) {
    job.compute.device = device;
    job.model.precision = precision;
    FrameSink nobody;
    RunControl control;
    return Session().run(job, nobody, control).image.pixels;
}

int largestDifference(const ImageBuffer& a, const ImageBuffer& b) {
    int largest = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            for (int c = 0; c < a.channels(); ++c)
                largest = std::max(largest, std::abs(a.sample(x, y, c) - b.sample(x, y, c)));
    return largest;
}

}  // namespace

bool checkTasks(const Setting& setting) {
    bool passed = true;
    for (const TaskRow& row : taskRows()) {
        const RestorationJob job = jobOf(setting, row);
        const ImageBuffer expected = restored(job, DeviceChoice::Cpu, Precision::Float32);
        for (const Precision precision : precisionsOf(setting)) {
            const ImageBuffer found = restored(job, setting.device, precision);
            const double db = psnr(found, expected);
            char text[160];
            std::snprintf(text, sizeof(text),
                          "%s, %s: PSNR %.1f dB against the CPU in float32, at most %d levels", row.name,
                          toString(precision), db, largestDifference(found, expected));
            passed = require(db >= leastPsnr(precision), text) && passed;
        }
        const bool again = largestDifference(restored(job, setting.device, Precision::Float32),
                                             restored(job, setting.device, Precision::Float32)) == 0;
        passed = require(again, std::string(row.name) + ": the same bits again") && passed;
    }
    return passed;
}

}  // namespace lacuna::kit
