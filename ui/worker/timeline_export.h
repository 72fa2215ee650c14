// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/display_image.h"
#include "ui/worker/timeline_service.h"

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
        DisplayImage original;  ///< what the regions lie on
        int framesPerSecond = 8;
    };

    explicit TimelineExport(QObject* parent = nullptr);
    ~TimelineExport() override;

    /// ffmpeg's path; empty where it isn't installed.
    static QString filmEncoder();
    bool isBusy() const { return mBusy; }
    /// step-001.png, … in a folder, which is made. Files of these names are replaced.
    void writePictures(const Job& job, const QString& folder);
    /// A dozen steps at most, evenly spaced, side by side with their noise levels.
    void writeFilmStrip(const Job& job, const QString& path);
    /// By ffmpeg, by the ending: .webp (animated) or .mp4 (H.264). The last step stays for a second.
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
