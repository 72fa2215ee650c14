// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/worker/restoration_controller.h"
#include "ui/worker/timeline_service.h"

#include <QObject>
#include <QPointer>
#include <QRect>
#include <QString>
#include <QTimer>

#include <optional>
#include <utility>

namespace lacuna::ui {

class CanvasView;
class ImageDocument;
class MessageBar;
class RunStrip;
class StatusLine;
class TaskPanel;

/// What happens from pressing Restore to the result in the document.
class RunFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        RestorationController& controller;
        CanvasView& canvas;
        TaskPanel& panel;
        RunStrip& strip;
        StatusLine& status;
        MessageBar& messages;
    };

    explicit RunFlow(const Parts& parts, QObject* parent = nullptr);

    /// A run of the document before is stopped and its result dropped.
    void setDocument(ImageDocument* document);
    /// Loads the model before anybody asks for it.
    void preload();
    void start();
    /// Restores a part of the photograph; what comes out is looked at and is no result.
    void startTrial(const QRect& region);
    /// Goes on from a step of a run with the settings and the mask as they are; a run that is under way is
    /// stopped first, and its estimate kept as a result.
    void branch(const TrajectoryPtr& trajectory, int index);
    void stop();
    /// A run is under way, and neither a trial nor about to stop.
    bool isRestoring() const;
    /// SHA-256 of the TorchScript file that may run.
    void setTrustedProgram(const QString& hash);
    /// What a restoration of one megapixel takes here; 0: not measured yet.
    static double megapixelSeconds();
    void measureComputer();
    /// Takes the last trial off the photograph.
    void clearTrial();

  Q_SIGNALS:
    void computerMeasured();

  private:
    void connectController();
    void connectLoading();
    void askForPlan();
    void finish(const ResultPtr& result);
    void run(const RunRequest& request);
    void endRun();
    void showTrial(const ResultPtr& result);
    void adoptResult(const ResultPtr& result);
    void showPlan(const Plan& plan);
    QString speedKey() const;

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    QPointer<ImageDocument> mRunDocument;
    quint64 mRunRevision = 0;
    bool mRestart = false;
    QRect mTrial;  ///< of the run under way; null: it is of the whole photograph
    bool mTrialShown = false;
    TrajectoryPtr mBranch;  ///< to go on from once the run under way has stopped; null: none
    int mBranchIndex = -1;
    bool mIntroduced = false;  ///< the comparison, for this document
    QTimer mLoadNotice;        ///< until loading is worth telling
    double mLoaded = -1;       ///< share of the model; negative: none is being read
    std::optional<std::pair<ModelRef, ComputeSpec>>
        mPreloaded;  ///< what the controller was last told to load
};

}  // namespace lacuna::ui
