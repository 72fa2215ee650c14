// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/noise_flow.h"

#include "core/operators/task.h"
#include "ui/base/message_bar.h"
#include "ui/document/image_document.h"
#include "ui/flows/run_flow.h"
#include "ui/panels/noise_row.h"
#include "ui/panels/task_panel.h"
#include "ui/services/file_service.h"

#include <cmath>
#include <utility>

namespace lacuna::ui {

namespace {

/// The task whose very purpose the noise is.
bool removesNoise(Task task) {
    return task == Task::Denoise;
}

double rounded(double levels) {
    return std::round(levels * 10) / 10;
}

}  // namespace

NoiseFlow::NoiseFlow(const Parts& parts, QObject* parent) : QObject(parent), mParts(parts) {
    connect(&mParts.panel, &TaskPanel::noiseMeasureWanted, this, &NoiseFlow::measure);
    // It keeps the level that it began with.
    connect(&mParts.runs, &RunFlow::currentChanged, this, [this](const RestorationPtr& run) {
        if (!run || !mRun.isActive() || !mIsUnasked) return;
        mStates.of(*mDocument).isSettled = true;
        mRun.cancel();
    });
}

void NoiseFlow::setDocument(ImageDocument* document) {
    mRun.cancel();
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    if (!document) return;
    mSettings = document->settings();
    connect(document, &ImageDocument::settingsChanged, this, &NoiseFlow::noteSettings);
}

bool NoiseFlow::hasStartLevel() const {
    return mSettings.taskNoise() == taskRow(mSettings.task).startNoise &&
           mSettings.noiseKind == NoiseKind::White;
}

/// Only a choice of the task asks for it: a recipe, a project or a result brings the noise that it was made
/// with.
void NoiseFlow::noteSettings() {
    RestorationSettings before = std::exchange(mSettings, mDocument->settings());
    if (mRun.isActive() && mIsUnasked && !(removesNoise(mSettings.task) && hasStartLevel())) mRun.cancel();
    if (before.task == mSettings.task || !removesNoise(mSettings.task) || !hasStartLevel()) return;
    before.task = mSettings.task;
    if (!(before == mSettings)) return;
    const State* state = mStates.find(mDocument);
    if (state && state->measured) {
        begin(mSettings);
    } else if (!state || !state->isSettled) {
        measureUnasked();
    }
}

void NoiseFlow::measure() {
    ImageDocument* const asked = mDocument;
    mIsUnasked = false;
    ask([this, asked, task = asked->settings().task](const NoiseMeasurement& measured) {
        if (asked->settings().task == task)  // else it was changed in the meantime
            mParts.panel.setMeasuredNoise(measured);
    }).orElse(asked, [this](const Failure&) {
        mParts.panel.setMeasuring(false);
        mParts.messages.show(
            {Message::Kind::Information, tr("The noise could not be measured."),
             tr("The photograph is too small to tell noise from detail. Set the noise by eye."), QString()});
    });
}

void NoiseFlow::measureUnasked() {
    ImageDocument* const asked = mDocument;
    mIsUnasked = true;
    ask([this, asked](const NoiseMeasurement& measured) {
        State& state = mStates.of(*asked);
        state.isSettled = true;
        state.measured = measured;
        begin(asked->settings());
    }).orElse(asked, [this, asked](const Failure&) {
        // Too small a photograph: the start value stays.
        mParts.panel.setMeasuring(false);
        mStates.of(*asked).isSettled = true;
    });
}

/// Measures the document's photograph; a failure is the caller's to handle.
RunOf<NoiseMeasurement> NoiseFlow::ask(std::function<void(const NoiseMeasurement&)> tell) {
    mParts.panel.setMeasuring(true);
    return mRun.replace(mParts.files.measureNoise(mDocument->request().photo))
        .then(mDocument,
              [this, tell = std::move(tell)](const NoiseMeasurement& measured) {
                  mParts.panel.setMeasuring(false);
                  tell(measured);
              })
        .ifCancelled(this, [this] { mParts.panel.setMeasuring(false); });
}

/// Lets the task begin with what was measured.
void NoiseFlow::begin(const RestorationSettings& settings) {
    const NoiseMeasurement& measured = *mStates.of(*mDocument).measured;
    RestorationSettings begun = settings;
    begun.noise[std::size_t(begun.task)] = rounded(measured.levelFor(measured.kind));
    begun.noiseKind = measured.kind;
    begun.measuredNoise = measured.model;
    mDocument->setSettings(begun);
    mParts.panel.noiseRow()->tellMeasured(measured);
}

}  // namespace lacuna::ui
