// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "ui/base/failure.h"
#include "ui/document/display_frame.h"
#include "ui/document/image_document.h"
#include "ui/document/restoration_result.h"
#include "ui/services/restoration_engine.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <memory>
#include <vector>

namespace lacuna::ui {

/// Owns the engine. Lives on the worker thread, where everything runs and is deleted. This is the only
/// catch-all: every fault becomes a Failure. Each `id` comes from the controller and is returned with the
/// answer.
class RestorationWorker : public QObject {
    Q_OBJECT

  public:
    RestorationWorker(EngineFactory factory, std::shared_ptr<DisplayMailbox> mailbox);
    ~RestorationWorker() override;

    /// Whether live frames include the noisy state. Any thread.
    void setNoisyWanted(bool wanted) { mNoisyWanted = wanted; }
    bool isNoisyWanted() const { return mNoisyWanted; }

  public Q_SLOTS:
    void start();
    void preload(const ModelRef& model, const ComputeSpec& compute);
    /// Makes short runs on a small grey picture, for three seconds in total. Emits nothing if stopped or
    /// failed.
    void measureSpeed(const ModelRef& model, const ComputeSpec& compute, std::shared_ptr<RunControl> control);
    void plan(quint64 id, const RunRequest& request);
    /// Frees the job that was kept for the next request.
    void forget();
    void run(quint64 id, const RunRequest& request, std::shared_ptr<RunControl> control);
    void degrade(quint64 id, const DegradeRequest& request);

    /// Called with the engine's loading progress; passes on visible changes.
    void reportLoading(double share);

    /// `request` is the one that made the result.
    void analyse(quint64 id, const RunRequest& request, const ResultPtr& result);

  Q_SIGNALS:
    void degraded(quint64 id, const lacuna::ui::LoadedPhoto& photo, const QImage& mask,
                  const lacuna::ui::RestorationSettings& settings);
    void degradeFailed(quint64 id, const lacuna::ui::Failure& failure);
    void analysed(quint64 id, const lacuna::ui::DisplayImage& consistency,
                  const lacuna::ui::DisplayImage& invented);
    void devicesKnown(const std::vector<lacuna::DeviceInfo>& devices);
    void modelsKnown(const std::vector<lacuna::InstalledModel>& models);
    /// The part of the model that has been read, from 0 to 1, before preloaded() or in a run.
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
    // The last job and its photograph, kept so that a plan and the following run don't copy it again.
    StoredPhoto mJobPhoto;
    RestorationJob mJob;
};

}  // namespace lacuna::ui
