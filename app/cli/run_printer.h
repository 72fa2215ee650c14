// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/frame.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace lacuna::cli {

/// Shows on standard error how far a run is: a bar that is drawn over on a terminal, else a line now and
/// then.
class ProgressPrinter {
  public:
    /// `quiet`: nothing at all.
    explicit ProgressPrinter(bool quiet);
    /// Ends the bar's line.
    ~ProgressPrinter();

    void stage(const std::string& identifier);
    void progress(const Progress& progress);

  private:
    void draw(const std::string& text);

    bool mQuiet;
    bool mTerminal;
    bool mDrawn = false;
    std::chrono::steady_clock::time_point mLast;
};

/// Writes the last estimate of every outer step into a folder: step-NNN-sigma-S.png, NNN from 1; with
/// region-RRR- in front where the photograph is restored in several parts.
class IterateWriter {
  public:
    /// Makes the folder if there is none. Throws Error OutputFile.
    explicit IterateWriter(std::filesystem::path folder);

    /// Keeps the frame, and writes the one before it where that was the last of its step. Throws Error
    /// OutputFile or DiskFull.
    void add(Frame&& frame);
    /// Writes the frame that is kept.
    void finish();

  private:
    std::filesystem::path mFolder;
    std::optional<Frame> mFrame;
};

/// Passes on what a run shows to both.
class RunPrinter : public FrameSink {
  public:
    /// `iterates`: none if null. Both must outlive it.
    RunPrinter(ProgressPrinter& printer, IterateWriter* iterates) : mPrinter(printer), mIterates(iterates) {}

    void stage(const std::string& identifier) override { mPrinter.stage(identifier); }
    void progress(const Progress& progress) override { mPrinter.progress(progress); }
    bool wantsFrame() override { return mIterates != nullptr; }
    void frame(Frame&& frame) override { mIterates->add(std::move(frame)); }

  private:
    ProgressPrinter& mPrinter;
    IterateWriter* mIterates;
};

}  // namespace lacuna::cli
