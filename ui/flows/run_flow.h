// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/restoration_controller.h"
#include "ui/services/timeline_service.h"

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

/// Everything from pressing Restore to the result in the document.
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

    /// Stops a run of the previous document and drops its result.
    void setDocument(ImageDocument* document);
    /// Loads the model in advance.
    void preload();
    /// Makes the result anew whose settings are being changed, or else a new one.
    void start();
    /// Makes a new result in any case.
    void startNew();
    /// Makes every stale result anew, each from what stands above it, until all are done or the user stops.
    void startAgain();
    /// Restores a part of the photograph, for viewing only: it doesn't become a result.
    void startTrial(const QRect& region);
    /// Continues from a step of a run with the current settings and mask. A current run is stopped first, and
    /// its estimate kept as a result.
    void branch(const TrajectoryPtr& trajectory, int index);
    void stop();
    /// Whether a run that is no trial is in progress and not about to stop.
    bool isRestoring() const;
    /// SHA-256 of the TorchScript file that may run.
    void setTrustedProgram(const QString& hash);
    /// How long a restoration of one megapixel takes on this computer; 0: not measured yet.
    static double megapixelSeconds();
    void measureComputer();
    /// Removes the last trial from the photograph.
    void clearTrial();

  Q_SIGNALS:
    void computerMeasured();

  private:
    void connectController();
    void connectLoading();
    void askForPlan();
    void finish(const ResultPtr& result);
    /// The next of startAgain().
    bool runNext();
    void endSeries();
    void sayWhatIsStale(const ResultPtr& updated);
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
    QRect mTrial;  ///< region of the current run; null: the whole photograph
    bool mTrialShown = false;
    TrajectoryPtr mBranch;  ///< to continue from once the current run has stopped; null: none
    int mBranchIndex = -1;
    int mSeries = 0;  ///< results that startAgain() makes anew; 0: it isn't under way
    int mSeriesDone = 0;
    QString mShownBefore;      ///< stage that was shown when it began
    bool mIntroduced = false;  ///< the comparison, for this document
    QTimer mLoadNotice;        ///< until loading is announced
    double mLoaded = -1;       ///< share of the model; negative: none is being read
    std::optional<std::pair<ModelRef, ComputeSpec>>
        mPreloaded;  ///< what the controller was last told to load
};

}  // namespace lacuna::ui
