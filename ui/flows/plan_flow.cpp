// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/plan_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/main_window/status_line.h"
#include "ui/panels/fill_page.h"
#include "ui/panels/task_panel.h"
#include "ui/services/restoration_controller.h"

#include <QSettings>

#include <algorithm>

namespace lacuna::ui {

namespace {

/// The duration of a shorter run depends more on its start than on the computer's speed.
constexpr double kTellingSeconds = 0.5;
constexpr auto kMegapixelKey = "computer/megapixelSeconds";
constexpr int kMostEvaluations = 20;

/// How many times a run in light takes as long, as long as this computer hasn't shown it: 1.6 to 2.7 were
/// measured (tests/quality/linear_light.md).
constexpr double kUsualCostOfLight = 2;

/// Runs in light solve equations besides, so they have a speed of their own.
QString speedKey(const RestorationSettings& settings, bool inLight = false) {
    const QString model =
        QString::fromStdString(settings.model.nameOrPath).replace(QLatin1Char('/'), QLatin1Char('_'));
    return QStringLiteral("speed/%1/%2/%3%4")
        .arg(model)
        .arg(int(settings.model.precision))
        .arg(int(settings.compute.device))
        .arg(inLight ? QStringLiteral("-light") : QString());
}

/// 0: not known yet.
double speedOf(const RestorationSettings& settings, bool inLight) {
    const QSettings store;
    const double onValues = store.value(speedKey(settings), 0.0).toDouble();
    return inLight ? store.value(speedKey(settings, true), onValues / kUsualCostOfLight).toDouble()
                   : onValues;
}

}  // namespace

PlanFlow::PlanFlow(const Parts& parts, QObject* parent) : QObject(parent), mParts(parts) {
    RestorationController& controller = mParts.controller;
    connect(&controller, &RestorationController::preloadFailed, this, [this](const Failure& failure) {
        mParts.messages.show(describeFailure(failure, Attempt::LoadModel));
    });
    connect(&controller, &RestorationController::preloaded, this, &PlanFlow::ask);
    connect(&controller, &RestorationController::speedMeasured, this, [this](double speed, double megapixel) {
        QSettings().setValue(speedKey(settings()), speed);
        // The evaluations of the slowest default settings of all tasks.
        QSettings().setValue(QLatin1String(kMegapixelKey), kMostEvaluations * megapixel / speed);
        Q_EMIT computerMeasured();
        ask();
    });
    connect(&controller, &RestorationController::planned, this, &PlanFlow::showPlan);
    connect(&controller, &RestorationController::planFailed, this, [this] { mParts.status.clearEstimate(); });
}

void PlanFlow::setDocument(ImageDocument* document) {
    mDocument = document;
}

void PlanFlow::setTrustedProgram(const QString& hash) {
    mParts.controller.setTrustedProgram(hash.toStdString());
    mPreloaded.reset();
}

double PlanFlow::megapixelSeconds() {
    return QSettings().value(QLatin1String(kMegapixelKey), 0.0).toDouble();
}

void PlanFlow::measureComputer() {
    const RestorationSettings settings = this->settings();
    mParts.controller.preload(settings.model, settings.compute, true);
}

void PlanFlow::preload() {
    const RestorationSettings settings = this->settings();
    if (mPreloaded == std::pair(settings.model, settings.compute)) {
        ask();
        return;
    }
    mPreloaded = std::pair(settings.model, settings.compute);
    mParts.controller.preload(settings.model, settings.compute, !QSettings().contains(speedKey(settings)),
                              tr("Loading the model …"));
}

void PlanFlow::ask() {
    if (!mDocument || mParts.controller.isBusy() || !mParts.controller.isPreloaded()) return;
    RunRequest request = mDocument->request();
    // A rim hardly changes the plan, and to find it takes a second in a large photograph.
    request.settings.hug = false;
    if (request.lacksMask()) {
        mParts.status.clearEstimate();
        mParts.panel.fillPage()->setWideHole(false);
        return;
    }
    mParts.controller.requestPlan(request);
}

void PlanFlow::showPlan(const Plan& plan, bool inLight) {
    const double speed = speedOf(settings(), inLight);
    int tiles = 1;
    for (const PlannedRegion& region : plan.regions)
        tiles = std::max(tiles, region.tiles);
    mParts.panel.fillPage()->setWideHole(plan.hasWideHole);
    mParts.status.setEstimate(speed > 0 ? plan.networkGigaflops / speed : -1, tiles, plan.reason);
}

void PlanFlow::noteSpeed(const RestorationResult& result) {
    const Report& report = result.report;
    if (result.stoppedEarly || report.seconds < kTellingSeconds || report.plan.networkGigaflops <= 0) return;
    const double speed = report.plan.networkGigaflops / report.seconds;
    const QString key = speedKey(result.settings, operationOf(result.settings).inLight);
    // A trial is small: much of its time goes into its beginning, which a whole photograph's doesn't.
    if (result.region.isNull() || speed > QSettings().value(key, 0.0).toDouble())
        QSettings().setValue(key, speed);
}

RestorationSettings PlanFlow::settings() const {
    return mDocument ? mDocument->settings() : RestorationSettings();
}

}  // namespace lacuna::ui
