// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "ui/document/image_document.h"
#include "ui/document/restoration_result.h"
#include "ui/worker/display_frame.h"
#include "ui/worker/failure.h"
#include "ui/worker/restoration_engine.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <memory>
#include <vector>

namespace lacuna::ui {

/// Owns the engine and lives on the worker thread, where all of this runs and where it is deleted. It is the
/// only catch-all: every fault leaves as a Failure. `id`s are the controller's, and come back with what they
/// asked for.
class RestorationWorker : public QObject {
    Q_OBJECT

  public:
    RestorationWorker(EngineFactory factory, std::shared_ptr<DisplayMailbox> mailbox);
    ~RestorationWorker() override;

    /// Whether live frames bring the noisy state along. Any thread.
    void setNoisyWanted(bool wanted) { mNoisyWanted = wanted; }
    bool isNoisyWanted() const { return mNoisyWanted; }

  public Q_SLOTS:
    void start();
    void preload(const ModelRef& model, const ComputeSpec& compute);
    /// Short runs on a small grey picture, three seconds in all. Says nothing where it was stopped or failed.
    void measureSpeed(const ModelRef& model, const ComputeSpec& compute, std::shared_ptr<RunControl> control);
    void plan(quint64 id, const RunRequest& request);
    void run(quint64 id, const RunRequest& request, std::shared_ptr<RunControl> control);
    void degrade(quint64 id, const DegradeRequest& request);

    /// Called by what the engine tells its progress to; passes on what can be seen of it.
    void reportLoading(double share);

    /// `request` is what made the result.
    void analyse(quint64 id, const RunRequest& request, const ResultPtr& result);

  Q_SIGNALS:
    void degraded(quint64 id, const lacuna::ui::LoadedPhoto& photo, const QImage& mask,
                  const lacuna::ui::RestorationSettings& settings);
    void degradeFailed(quint64 id, const lacuna::ui::Failure& failure);
    void analysed(quint64 id, const lacuna::ui::DisplayImage& consistency,
                  const lacuna::ui::DisplayImage& invented);
    void devicesKnown(const std::vector<lacuna::DeviceInfo>& devices);
    void modelsKnown(const std::vector<lacuna::InstalledModel>& models);
    /// How much of the model has been read, from 0 to 1, before preloaded() or in a run.
    void loading(double share);
    void preloaded();
    void preloadFailed(const lacuna::ui::Failure& failure);
    /// `megapixel`: gigaflops that one evaluation of a megapixel takes.
    void speedMeasured(double gigaflopsPerSecond, double megapixel);
    void planned(quint64 id, const lacuna::Plan& plan);
    void planFailed(quint64 id, const lacuna::ui::Failure& failure);
    void stageChanged(quint64 id, const QString& stage);
    void progressed(quint64 id, const lacuna::Progress& progress);
    void tileDone(quint64 id, int done, int of);
    void finished(quint64 id, const lacuna::ui::ResultPtr& result);
    void failed(quint64 id, const lacuna::ui::Failure& failure);

  private:
    const RestorationJob& jobFor(const RunRequest& request);

    EngineFactory mFactory;
    std::unique_ptr<RestorationEngine> mEngine;
    std::atomic<bool> mNoisyWanted{false};
    std::shared_ptr<DisplayMailbox> mMailbox;
    int mLoadedPart = -1;
    // The last job and the photograph in it, which is not copied again for a plan and the run that follows.
    std::shared_ptr<const Photograph> mJobPhoto;
    RestorationJob mJob;
};

}  // namespace lacuna::ui
