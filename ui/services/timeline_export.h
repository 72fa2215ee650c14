// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/display_image.h"
#include "ui/services/timeline_service.h"

#include <QObject>
#include <QString>

namespace lacuna::ui {

/// Writes the steps of a run as pictures or as a film, on a thread of its own, one export at a time.
class TimelineExport : public QObject {
    Q_OBJECT

  public:
    struct Job {
        TrajectoryPtr trajectory;
        PhotoPtr photo;
        DisplayImage original;  ///< background of the regions
        int framesPerSecond = 8;
    };

    explicit TimelineExport(QObject* parent = nullptr);
    ~TimelineExport() override;

    /// ffmpeg's path; empty if it isn't installed.
    static QString filmEncoder();
    bool isBusy() const { return mBusy; }
    /// Writes step-001.png, … to a folder, which is created. Existing files with these names are replaced.
    void writePictures(const Job& job, const QString& folder);
    /// Writes at most a dozen evenly spaced steps side by side, with their noise levels.
    void writeFilmStrip(const Job& job, const QString& path);
    /// Writes a film with ffmpeg. The extension decides: .webp (animated) or .mp4 (H.264). The last step
    /// stays for a second.
    void writeFilm(const Job& job, const QString& path);

  Q_SIGNALS:
    void finished(const QString& path);
    void failed(const lacuna::ui::Failure& failure);

  private:
    void post(const QString& path, std::function<void()> work);

    bool mBusy = false;
    std::shared_ptr<std::atomic<bool>> mStop = std::make_shared<std::atomic<bool>>(false);
    BackgroundThread mThread;
};

}  // namespace lacuna::ui
