// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_printer.h"

#include "core/base/error.h"
#include "core/io/image_io.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <system_error>
#include <utility>

namespace lacuna::cli {
namespace {

constexpr int kBarWidth = 30;

std::string describe(const Progress& progress) {
    std::string text;
    if (progress.regions > 1) {
        text = "part " + std::to_string(progress.region + 1) + "/" + std::to_string(progress.regions) + ", ";
    }
    char numbers[96];
    std::snprintf(numbers, sizeof numbers, "step %d/%d, sigma %.3g, evaluation %d/%d", progress.step + 1,
                  progress.steps, progress.sigma, progress.evaluations, progress.totalEvaluations);
    return text + numbers + timeLeft(progress.secondsLeft);
}

std::string bar(const Progress& progress) {
    const double share = static_cast<double>(progress.evaluations) / std::max(1, progress.totalEvaluations);
    const long filled = std::lround(std::clamp(share, 0.0, 1.0) * kBarWidth);
    std::string text(kBarWidth, '.');
    std::fill_n(text.begin(), filled, '#');
    return "[" + text + "] ";
}

std::string fileName(const Progress& progress) {
    char region[32] = "";
    if (progress.regions > 1) std::snprintf(region, sizeof region, "region-%03d-", progress.region + 1);
    char name[96];
    std::snprintf(name, sizeof name, "%sstep-%03d-sigma-%.4f.png", region, progress.step + 1, progress.sigma);
    return name;
}

}  // namespace

void ProgressPrinter::stage(const std::string& identifier) {
    if (identifier == "model") mLine.show(mChapter + "loading the model");
}

void ProgressPrinter::progress(const Progress& progress) {
    if (progress.evaluations != progress.totalEvaluations && !mLine.isDue()) return;
    mLine.show(mChapter + (mLine.isTerminal() ? bar(progress) : "") + describe(progress));
}

IterateWriter::IterateWriter(std::filesystem::path folder) : mFolder(std::move(folder)) {
    std::error_code fault;
    std::filesystem::create_directories(mFolder, fault);
    if (fault)
        throw Error(ErrorCode::OutputFile, mFolder.string(),
                    "the folder can't be created: " + fault.message());
}

void IterateWriter::add(Frame&& frame) {
    if (mFrame &&
        (mFrame->progress.step != frame.progress.step || mFrame->progress.region != frame.progress.region)) {
        finish();
    }
    mFrame = std::move(frame);
}

void IterateWriter::finish() {
    if (!mFrame) return;
    Photograph estimate;
    estimate.pixels = std::move(mFrame->estimate);
    writePhotograph(estimate, mFolder / fileName(mFrame->progress));
    mFrame.reset();
}

}  // namespace lacuna::cli
