// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report_printer.h"

#include "app/cli/print_json.h"
#include "core/base/error.h"
#include "core/files/in_quotes.h"
#include "core/session.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <sys/resource.h>

namespace lacuna::cli {
namespace {

/// Peak memory of this process so far.
std::uint64_t peakBytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

double mebibytes(std::uint64_t bytes) {
    return static_cast<double>(bytes) / (1 << 20);
}

std::vector<Note> notesOf(const Report& report, const RunContext& context) {
    std::vector<Note> notes = report.notes;
    notes.insert(notes.end(), context.losses.begin(), context.losses.end());
    return notes;
}

/// Why the tiles are no larger.
const char* because(TileReason reason) {
    switch (reason) {
        case TileReason::Damage:
            return " where the damage is";
        case TileReason::Stopping:
            return ", so that it can be stopped in between";
        case TileReason::Memory:
            return " for lack of memory";
        case TileReason::Model:
            return ", the only size that the model works on";
        case TileReason::None:
        case TileReason::Asked:
            break;
    }
    return "";
}

const char* verdictOn(Agreement agreement) {
    switch (agreement) {
        case Agreement::Unknown:
            break;
        case Agreement::Explained:
            return ": what was removed looks like the noise that was assumed";
        case Agreement::TooMuch:
            return ": more was removed than the noise that was assumed";
        case Agreement::TooLittle:
            return ": less was removed than the noise that was assumed";
    }
    return "";
}

/// What one stage did.
void printStage(const Report& report, const std::string& noiseMethod) {
    std::printf("  size       %d x %d\n", report.width, report.height);
    std::printf("  operator   %s\n", report.operation.c_str());
    if (!report.light.empty()) std::printf("  light      mixed; curve: %s\n", report.light.c_str());
    std::printf("  noise      %.3g of 255 levels, %s%s\n", report.noise,
                nameOf(report.noiseKind, kNoiseKinds),
                noiseMethod.empty() ? "" : (", estimated (" + noiseMethod + ")").c_str());
    std::printf("  solver     %s, N = %d, K = %d, %d evaluations\n", report.solver.c_str(), report.steps,
                report.inner, report.evaluations);
    if (report.levels > 0)
        std::printf("  levels     %d coarse, the work of %.1f evaluations at full size\n", report.levels,
                    report.fullEvaluations);
    if (report.grain > 0) std::printf("  grain      %.1f levels, as around the filling\n", report.grain);
    std::printf("  model      %s, %s, on %s, %d threads\n", report.model.c_str(), report.precision.c_str(),
                report.device.c_str(), report.threads);
    const std::string together =
        report.plan.tilesPerCall > 1 ? ", " + std::to_string(report.plan.tilesPerCall) + " at a time" : "";
    std::printf("  plan       %zu part(s), tiles of %d pixels%s%s, %.0f MiB expected\n",
                report.plan.regions.size(), report.plan.tile, together.c_str(), because(report.plan.reason),
                mebibytes(report.plan.expectedPeak));
    std::printf("  took       %.1f s, %.0f MiB for the run, at most %.0f MiB in all\n", report.seconds,
                mebibytes(report.peakBytes), mebibytes(peakBytes()));
    std::printf("  residual   %.3f of the noise%s\n", report.residual, verdictOn(report.agreement));
    if (report.psnr && report.ssim) {
        if (std::isinf(*report.psnr)) {
            std::printf("  reference  the same picture\n");
        } else {
            std::printf("  reference  PSNR %.2f dB, SSIM %.4f\n", *report.psnr, *report.ssim);
        }
    }
}

void printText(const Report& report, const RunContext& context) {
    std::printf("%s%s%s\n", context.input.c_str(), context.output.empty() ? "" : " -> ",
                context.output.c_str());
    const std::size_t stages = context.before.size() + 1;
    for (std::size_t i = 0; i < context.before.size(); ++i) {
        const Report& before = context.before[i];
        std::printf(" stage %zu of %zu, %s\n", i + 1, stages, before.task.c_str());
        printStage(before, {});
        for (const Note& note : before.notes)
            std::printf("  note       %s\n", toText(note).c_str());
    }
    if (stages > 1) std::printf(" stage %zu of %zu, %s\n", stages, stages, report.task.c_str());
    printStage(report, context.noiseMethod);
    if (context.blocks) {
        std::printf("  JPEG       %lld of %lld blocks re-encoded\n",
                    static_cast<long long>(context.blocks->changed),
                    static_cast<long long>(context.blocks->all));
    }
    if (context.sameBits)
        std::printf("  recipe     %s\n",
                    *context.sameBits ? "same result, bit for bit" : "not the same result, bit for bit");
    for (const Note& note : notesOf(report, context))
        std::printf("  note       %s\n", toText(note).c_str());
}

nlohmann::ordered_json toJson(const std::vector<Note>& notes) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Note& note : notes) {
        nlohmann::ordered_json json{{"code", toString(note.code)}};
        if (!note.device.empty()) json["device"] = note.device;
        if (note.tile > 0) json["tile"] = note.tile;
        json["text"] = toText(note);
        list.push_back(json);
    }
    return list;
}

/// What one stage did, without its notes.
nlohmann::ordered_json stageToJson(const Report& report) {
    nlohmann::ordered_json json = {
        {"task", report.task},
        {"width", report.width},
        {"height", report.height},
        {"operator", report.operation},
        {"linear_light", report.light.empty() ? "off" : report.light},
        {"noise", report.noise},
        {"noise_model", nameOf(report.noiseKind, kNoiseKinds)},
        {"solver", report.solver},
        {"steps", report.steps},
        {"inner", report.inner},
        {"evaluations", report.evaluations},
        {"full_evaluations", report.fullEvaluations},
        {"levels", report.levels},
        {"grain", report.grain},
        {"seed", report.seed},
        {"model", report.model},
        {"model_sha256", report.modelHash},
        {"device", report.device},
        {"precision", report.precision},
        {"threads", report.threads},
        {"seconds", report.seconds},
        {"peak_bytes", peakBytes()},
        {"run_peak_bytes", report.peakBytes},
        {"residual", report.residual},
        {"agreement", nameOf(report.agreement, kAgreements)},
        {"stationarity", report.stationarity},
        {"plan",
         {{"regions", report.plan.regions.size()},
          {"tile", report.plan.tile},
          {"tile_reason", toString(report.plan.reason)},
          {"tiles_per_call", report.plan.tilesPerCall},
          {"expected_peak_bytes", report.plan.expectedPeak},
          {"memory_limit_bytes", report.plan.memoryLimit},
          {"network_gigaflops", report.plan.networkGigaflops}}},
    };
    if (report.psnr) json["psnr"] = *report.psnr;
    if (report.ssim) json["ssim"] = *report.ssim;
    return json;
}

}  // namespace

void printLosses(const RunContext& context) {
    for (const Note& loss : context.losses)
        std::fprintf(stderr, "note: %s\n", toText(loss).c_str());
}

nlohmann::ordered_json reportToJson(const Report& report, const RunContext& context) {
    nlohmann::ordered_json json = {{"input", context.input}, {"output", context.output}};
    json.update(stageToJson(report));
    json["notes"] = toJson(notesOf(report, context));
    for (const Report& before : context.before) {
        nlohmann::ordered_json stage = stageToJson(before);
        stage["notes"] = toJson(before.notes);
        json["earlier_stages"].push_back(stage);
    }
    if (!context.noiseMethod.empty()) json["noise_method"] = context.noiseMethod;
    if (context.blocks) {
        json["jpeg_blocks"] = context.blocks->all;
        json["jpeg_blocks_changed"] = context.blocks->changed;
    }
    if (context.sameBits) json["same_bits"] = *context.sameBits;
    return json;
}

void printReport(const Report& report, const RunContext& context, bool json) {
    if (json) {
        printJson(reportToJson(report, context));
    } else {
        printText(report, context);
    }
}

int statusOf(const Report& report, const std::string& output) {
    if (!report.isStoppedByMemory()) return 0;
    std::fprintf(stderr, "lacuna-cli: memory ran out before the end%s\n",
                 output.empty() ? "" : ("; " + printable(output) + " holds the last estimate").c_str());
    return exitStatus(ErrorCode::OutOfMemory);
}

}  // namespace lacuna::cli
