// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_printer.h"

#include "core/base/error.h"
#include "core/io/image_io.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace lacuna::cli {
namespace {

constexpr int kBarWidth = 30;
constexpr std::chrono::milliseconds kRedraw(100);
constexpr std::chrono::seconds kLine(5);

std::string timeLeft(double seconds) {
    if (seconds < 0) return "";
    const auto whole = static_cast<long>(std::lround(seconds));
    char text[48];
    if (whole < 60) {
        std::snprintf(text, sizeof text, ", %ld s left", whole);
    } else {
        std::snprintf(text, sizeof text, ", %ld min %02ld s left", whole / 60, whole % 60);
    }
    return text;
}

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

ProgressPrinter::ProgressPrinter(bool quiet)
    : mQuiet(quiet), mTerminal(isatty(STDERR_FILENO) == 1), mLast(std::chrono::steady_clock::now()) {}

ProgressPrinter::~ProgressPrinter() {
    if (mDrawn) std::fputc('\n', stderr);
}

void ProgressPrinter::stage(const std::string& identifier) {
    if (!mQuiet && identifier == "model") draw("loading the model");
}

void ProgressPrinter::progress(const Progress& progress) {
    const auto now = std::chrono::steady_clock::now();
    const bool last = progress.evaluations == progress.totalEvaluations;
    if (mQuiet || (!last && now - mLast < (mTerminal ? std::chrono::milliseconds(kRedraw) : kLine))) return;
    mLast = now;
    draw(mTerminal ? bar(progress) + describe(progress) : describe(progress));
}

void ProgressPrinter::draw(const std::string& text) {
    if (mTerminal) {
        std::fprintf(stderr, "\r%s%s\033[K", mChapter.c_str(), text.c_str());
        mDrawn = true;
    } else {
        std::fprintf(stderr, "%s%s\n", mChapter.c_str(), text.c_str());
    }
    std::fflush(stderr);
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
