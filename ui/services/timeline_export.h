// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/display_image.h"
#include "ui/services/timeline_service.h"

#include <QCoreApplication>
#include <QString>

namespace lacuna::ui {

/// Writes the steps of a run as pictures or as a film. What is stopped leaves no film and no strip behind,
/// but the pictures that were complete.
class TimelineExport {
    Q_DECLARE_TR_FUNCTIONS(TimelineExport)

  public:
    struct Job {
        TrajectoryPtr trajectory;
        PhotoPtr photo;
        DisplayImage original;  ///< background of the regions
        int framesPerSecond = 8;
    };

    explicit TimelineExport(Runs& runs) : mRuns(runs) {}

    /// ffmpeg's path; empty if it isn't installed.
    static QString filmEncoder();
    /// Writes step-001.png, … to a folder, which is created. Existing files with these names are replaced.
    RunOf<Nothing> writePictures(const Job& job, const QString& folder);
    /// Writes at most a dozen evenly spaced steps side by side, with their noise levels.
    RunOf<Nothing> writeFilmStrip(const Job& job, const QString& path);
    /// Writes a film with ffmpeg. The extension decides: .webp (animated) or .mp4 (H.264). The last step
    /// stays for a second.
    RunOf<Nothing> writeFilm(const Job& job, const QString& path);

  private:
    Runs& mRuns;
};

}  // namespace lacuna::ui
