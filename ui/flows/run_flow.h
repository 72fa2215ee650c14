// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/message_bar.h"
#include "ui/base/throttle.h"
#include "ui/flows/per_document.h"
#include "ui/services/restoration_controller.h"
#include "ui/services/timeline_service.h"

#include <QObject>
#include <QPointer>
#include <QRect>
#include <QString>

#include <chrono>
#include <optional>

namespace lacuna::ui {

class CanvasView;
class ImageDocument;
class PlanFlow;
class RunStrip;
class StatusLine;
class TaskPanel;

/// Everything from pressing Restore to the result in the document. A run belongs to its photograph: it goes
/// on while another one is shown.
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

    void setDocument(ImageDocument* document);
    PlanFlow* plans() const { return mPlans; }
    /// Makes the result anew whose settings are being changed, or else a new one.
    void start();
    /// Makes a new result in any case.
    void startNew();
    /// Makes every stale result anew, each from what stands above it, until all are done or the user stops.
    void startAgain();
    /// Restores a part of the photograph, for viewing only: it doesn't become a result.
    void startTrial(const QRect& region);
    /// Continues from a step of a run with the current settings and mask. A current run of this photograph is
    /// stopped first, and its estimate kept as a result.
    void branch(const TrajectoryPtr& trajectory, int index);
    /// Stops the run of the shown photograph.
    void stop();
    /// The run of the shown photograph; null: none.
    RestorationPtr current() const;
    /// Whether the photograph's run is in view, and not one of its results.
    bool isWatching() const;
    /// Whether a run of this photograph that is no trial is in progress and not about to stop.
    bool isRestoring(ImageDocument* document) const;
    /// Removes the last trial from the photograph.
    void clearTrial();

  Q_SIGNALS:
    /// Another run is in view; null: none.
    void currentChanged(const lacuna::ui::RestorationPtr& run);
    /// The state of the shown photograph's run has changed, or that of its view.
    void stateChanged();

  private:
    struct State {
        ~State();
        RestorationPtr run;  ///< null: none is in progress
        quint64 revision = 0;
        bool restart = false;
        bool isWatched = true;
        bool introduced = false;  ///< the comparison
        TrajectoryPtr branch;     ///< to continue from once the run has stopped; null: none
        int branchIndex = -1;
        ResultPtr trial;                ///< to be shown with the photograph
        std::optional<Message> unsaid;  ///< likewise
        int series = 0;                 ///< results that startAgain() updates; 0: it isn't under way
        int seriesDone = 0;
        QString seriesWords;
        QString shownBefore;  ///< stage that was shown when it began
    };

    void connectLoading();
    void connectRun(const RestorationPtr& run);
    void startFor(ImageDocument& document);
    void updateStale(ImageDocument& document);
    bool runNext(ImageDocument& document);
    void continueSeries(ImageDocument& document, const ResultPtr& result);
    void stopSeries(ImageDocument& document);
    void endSeries(ImageDocument& document);
    bool sayWhatIsStale(ImageDocument& document, const ResultPtr& updated);
    void sayWhatWasNoted(ImageDocument& document, const ResultPtr& result, bool suggests);
    void run(ImageDocument& document, const RunRequest& request);
    void finish(ImageDocument& document, const ResultPtr& result);
    bool goOn(ImageDocument& document, const QRect& region);
    RestorationPtr endRun(ImageDocument& document);
    void tryAgain(ImageDocument& document, const ResultPtr& result, const RestorationSettings& settings);
    void startTrial(ImageDocument& document, const QRect& region);
    void branch(ImageDocument& document, const TrajectoryPtr& trajectory, int index);
    void tellStopped(ImageDocument& document);
    void say(ImageDocument& document, const Message& message);
    void setWatched(bool watched);
    void showRun();
    void showProgress();
    void showTrial(const ResultPtr& result);
    void adoptResult(ImageDocument& document, const ResultPtr& result);

    Parts mParts;
    PlanFlow* mPlans;
    QPointer<ImageDocument> mDocument;
    PerDocument<State> mStates;
    Throttle mProgress{std::chrono::milliseconds(400), [this] { showProgress(); }};
    double mLoaded = -1;  ///< share of the model; negative: none is being read
    ResultPtr mTrial;     ///< the trial in view; null: none
};

}  // namespace lacuna::ui
