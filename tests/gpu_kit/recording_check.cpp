// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device_layer.h"
#include "core/models/recorded_network.h"
#include "core/session.h"
#include "tests/gpu_kit/checks.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace lacuna::kit {
namespace {

struct Run {
    ImageBuffer picture;
    double seconds;
};

/// The second run of a session of its own: the first one records.
Run runOf(const Setting& setting, int side, Precision precision, bool records) {
    ::setenv("LACUNA_GRAPHS", records ? "1" : "0", 1);
    RestorationJob job;
    job.photo.pixels = scene(side, side);
    job.operation.task = Task::Denoise;
    job.operation.noise = 15;
    job.model.nameOrPath = setting.model;
    job.model.precision = precision;
    job.compute.device = setting.device;
    job.solver.values.set("steps", setting.quick ? 4 : 20);
    FrameSink nobody;
    RunControl control;
    Session session;
    session.run(job, nobody, control);
    Outcome outcome = session.run(job, nobody, control);
    return {std::move(outcome.image.pixels), outcome.report.seconds / outcome.report.evaluations};
}

bool isSame(const ImageBuffer& a, const ImageBuffer& b) {
    return a.byteCount() == b.byteCount() && std::equal(a.data(), a.data() + a.byteCount(), b.data());
}

}  // namespace

bool checkRecordings(const Setting& setting) {
    const auto devices = torchDevices();
    ::unsetenv("LACUNA_GRAPHS");
    const bool records = static_cast<bool>(deviceRecorder(resolveDevice(setting.device, *devices)));
    std::printf(
        "%s\n\n| picture | precision | plain, s for each evaluation | recorded |\n|---|---|---|---|\n",
        records ? "The device records passes of the network."
                : "The device, or its LibTorch, records nothing: both columns are plain.");
    bool same = true;
    for (const int side : setting.quick ? std::vector<int>{48} : std::vector<int>{128, 256, 512})
        for (const Precision precision : precisionsOf(setting)) {
            const Run plain = runOf(setting, side, precision, false);
            const Run recorded = runOf(setting, side, precision, true);
            std::printf("| %d × %d | %s | %.5f | %.5f |\n", side, side, toString(precision), plain.seconds,
                        recorded.seconds);
            std::fflush(stdout);
            same = same && isSame(plain.picture, recorded.picture);
        }
    ::unsetenv("LACUNA_GRAPHS");
    std::printf("\n");
    return require(same, "the same bits with and without recordings");
}

}  // namespace lacuna::kit
