// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/status_line.h"

#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace lacuna::cli {
namespace {

constexpr std::chrono::milliseconds kRedraw(100);
constexpr std::chrono::seconds kLine(5);

}  // namespace

StatusLine::StatusLine(bool quiet)
    : mQuiet(quiet), mTerminal(isatty(STDERR_FILENO) == 1), mLast(std::chrono::steady_clock::now()) {}

StatusLine::~StatusLine() {
    if (mDrawn) std::fputc('\n', stderr);
}

bool StatusLine::isDue() const {
    return std::chrono::steady_clock::now() - mLast >=
           (mTerminal ? std::chrono::milliseconds(kRedraw) : kLine);
}

void StatusLine::show(const std::string& text) {
    if (mQuiet) return;
    mLast = std::chrono::steady_clock::now();
    if (mTerminal) {
        std::fprintf(stderr, "\r%s\033[K", text.c_str());
        mDrawn = true;
        mShown = text;
    } else {
        std::fprintf(stderr, "%s\n", text.c_str());
    }
    std::fflush(stderr);
}

void StatusLine::message(const std::string& text) {
    if (mDrawn) std::fputs("\r\033[K", stderr);
    std::fprintf(stderr, "%s\n", text.c_str());
    if (mDrawn) std::fputs(mShown.c_str(), stderr);
    std::fflush(stderr);
}

std::string timeLeft(double seconds) {
    if (seconds < 0) return "";
    const auto whole = static_cast<long>(std::lround(seconds));
    char text[48];
    if (whole < 60) {
        std::snprintf(text, sizeof text, ", %ld s left", whole);
    } else if (whole < 3600) {
        std::snprintf(text, sizeof text, ", %ld min %02ld s left", whole / 60, whole % 60);
    } else {
        std::snprintf(text, sizeof text, ", %ld h %02ld min left", whole / 3600, whole / 60 % 60);
    }
    return text;
}

}  // namespace lacuna::cli
