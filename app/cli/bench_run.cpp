// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench_run.h"

#include "core/base/error.h"
#include "core/base/machine.h"
#include "core/engine/budget.h"
#include "core/engine/standard_damage.h"
#include "core/engine/validate.h"
#include "core/imaging/metrics.h"
#include "core/imaging/structure_metrics.h"
#include "core/io/image_io.h"
#include "core/job/frame.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace lacuna::cli {
namespace {

/// Around the square, so that a blur reaches real pixels.
constexpr int kMargin = 32;
constexpr int kPictureQuality = 90;

/// The same for the same file name, wherever it lies.
std::uint64_t seedOf(const std::string& name) {
    std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

/// The middle of a photograph, 8 bits, without anything but its pixels; narrower if the photograph is.
Photograph middleOf(const Photograph& photo, int side) {
    const int width = std::min(side, photo.pixels.width()), height = std::min(side, photo.pixels.height());
    Photograph out;
    out.pixels =
        photo.pixels
            .cropped((photo.pixels.width() - width) / 2, (photo.pixels.height() - height) / 2, width, height)
            .converted(Depth::UInt8);
    return out;
}

std::string fileNameOf(const std::string& text) {
    std::string name = text;
    std::replace_if(
        name.begin(), name.end(),
        [](char c) { return c == '/' || c == ':' || c == '=' || c == ' ' || c == '\\'; }, '_');
    return name;
}

void write(ImageBuffer pixels, const std::filesystem::path& path) {
    Photograph photo;
    photo.pixels = std::move(pixels);
    photo.quality = kPictureQuality;
    writePhotograph(photo, path);
}

/// Begins the count of the process's peak memory anew, where the system lets it.
}  // namespace

std::string pictureName(const BenchKey& key) {
    return fileNameOf(key.photo + "_" + key.damage + "_" + key.model + "_" + key.solver + "_" +
                      std::to_string(key.budget) + "_" + std::to_string(key.seed)) +
           ".jpg";
}

std::string cleanName(const BenchKey& key) {
    return fileNameOf(key.photo) + "_clean.jpg";
}

std::string damagedName(const BenchKey& key) {
    return fileNameOf(key.photo + "_" + key.damage) + "_damaged.jpg";
}

std::optional<BenchRow> runBench(Session& session, const BenchKey& key, const BenchSettings& settings,
                                 RunControl& control) {
    const std::uint64_t damageSeed = seedOf(key.photo);
    const Photograph whole = readPhotograph(settings.photos / key.photo);
    Photograph clean = middleOf(whole, settings.side);
    const Damage damage = damageFor(key.damage, clean.pixels.width(), clean.pixels.height(), damageSeed);

    RestorationJob job;
    job.photo =
        damaged(damage.operation.task == Task::Deblur ? middleOf(whole, settings.side + 2 * kMargin) : clean,
                damage, damageSeed);
    if (damage.operation.task == Task::Deblur) job.photo = middleOf(job.photo, settings.side);
    job.mask = damage.mask;
    job.operation = damage.operation;
    job.operation.noise = noiseToAssume(damage);
    job.keepUnmasked = !damage.operation.noise;
    job.grain = Grain::Off;
    const bool keepsInner =
        key.solver.find(":inner=") != std::string::npos || key.solver.find(":flips=") != std::string::npos;
    job.solver =
        withinBudget(solverFromText(key.solver, job.operation, *job.operation.noise), key.budget, keepsInner);
    job.model.nameOrPath = key.model;
    job.model.precision = settings.precision;
    job.compute = settings.compute;
    job.seed = key.seed;

    BenchRow row;
    row.key = key;
    try {
        validate(job);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Usage) throw;
        row.problem = error.detail();
        return row;
    }
    session.preload(job.model, job.compute);
    restartPeak();
    FrameSink nobody;
    Outcome outcome;
    try {
        outcome = session.run(job, nobody, control);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Numerical) throw;
        row.problem = "diverged at " + std::to_string(key.budget) + " evaluations";
        return row;
    }
    if (outcome.report.isStoppedByMemory())
        throw Error(ErrorCode::OutOfMemory, key.photo, "memory ran out before the end");
    if (outcome.status == Outcome::Status::Cancelled) return std::nullopt;
    row.megabytes = static_cast<double>(peakResidentBytes()) / (1 << 20);
    row.evaluations = outcome.report.evaluations;
    row.fullEvaluations = outcome.report.fullEvaluations;
    row.residual = outcome.report.residual;
    row.seconds = outcome.report.seconds;

    const ImageBuffer& result = outcome.image.pixels;
    // Upscaling leaves out what isn't a multiple of its factor.
    const ImageBuffer reference = clean.pixels.cropped(0, 0, result.width(), result.height());
    const Metrics metrics = compare(result, reference);
    row.psnr = metrics.psnr;
    row.ssim = metrics.ssim;
    row.msSsim = msSsim(result, reference);
    row.gmsd = gmsd(result, reference);
    row.gradient = gradientEnergy(result, reference);
    if (settings.lpips) row.lpips = settings.lpips->between(result, reference);
    write(result, settings.pictures / pictureName(key));
    for (const auto& [name, pixels] :
         {std::pair(cleanName(key), reference), std::pair(damagedName(key), job.photo.pixels)})
        if (!std::filesystem::exists(settings.pictures / name)) write(pixels, settings.pictures / name);
    return row;
}

}  // namespace lacuna::cli
