// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/estimate/measure_noise.h"
#include "core/job/restoration_job.h"
#include "ui/document/restoration_settings.h"
#include "ui/flows/per_document.h"
#include "ui/services/run_queue.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

namespace lacuna::ui {

class FileService;
class ImageDocument;
class MessageBar;
class RunFlow;
class TaskPanel;

/// Measuring a photograph's noise: when the panel asks for it, and unasked when a task that removes noise is
/// chosen for the first time. What is measured then takes the place of the task's start value, as long as
/// nobody has set another one. That is no undo step.
class NoiseFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        TaskPanel& panel;
        FileService& files;
        const RunFlow& runs;
        MessageBar& messages;
    };
    explicit NoiseFlow(const Parts& parts, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// Whether a measurement is under way.
    bool isBusy() const { return mRun.isActive(); }

  private:
    struct State {
        bool isSettled = false;  ///< nothing is to be measured unasked any more
        std::optional<NoiseMeasurement> measured;
    };

    void noteSettings();
    void measure();
    void measureUnasked();
    RunOf<NoiseMeasurement> ask(std::function<void(const NoiseMeasurement&)> tell);
    void begin(const RestorationSettings& settings);
    bool hasStartLevel() const;

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    RestorationSettings mSettings;  ///< the document's, as last seen
    PerDocument<State> mStates;
    LatestRun mRun;
    bool mIsUnasked = false;  ///< the measurement under way
};

}  // namespace lacuna::ui
