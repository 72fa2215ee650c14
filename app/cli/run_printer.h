// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/status_line.h"
#include "core/job/frame.h"

#include <filesystem>
#include <optional>
#include <string>

namespace lacuna::cli {

/// Shows a run's progress on standard error: on a terminal as a bar that is redrawn, else as a line now and
/// then.
class ProgressPrinter {
  public:
    /// `quiet`: shows nothing.
    explicit ProgressPrinter(bool quiet) : mLine(quiet) {}

    /// What the following progress belongs to: "stage 2 of 3 (denoise)".
    void chapter(const std::string& name) { mChapter = name + ": "; }
    void stage(const std::string& identifier);
    void progress(const Progress& progress);

  private:
    StatusLine mLine;
    std::string mChapter;
};

/// Writes the last estimate of every outer step into a folder: step-NNN-sigma-S.png, NNN from 1; with
/// region-RRR- in front if the photograph is restored in several parts.
class IterateWriter {
  public:
    /// Creates the folder if necessary. Throws Error OutputFile.
    explicit IterateWriter(std::filesystem::path folder);

    /// Keeps the frame. Writes the previous one if it was the last of its step. Throws Error OutputFile or
    /// DiskFull.
    void add(Frame&& frame);
    /// Writes the frame that is kept.
    void finish();

  private:
    std::filesystem::path mFolder;
    std::optional<Frame> mFrame;
};

/// Passes a run's progress and frames to both.
class RunPrinter : public FrameSink {
  public:
    /// `iterates` may be null. Both must outlive this.
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
