// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "ui/document/image_document.h"
#include "ui/document/restoration_result.h"
#include "ui/services/restoration_engine.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lacuna::ui {

class Restoration;
class RunToken;

/// What the engine says of itself when it has started.
struct EngineFacts {
    std::vector<DeviceInfo> devices;
    std::vector<InstalledModel> models;
};

struct MeasuredSpeed {
    double gigaflopsPerSecond = 0;
    double megapixel = 0;  ///< gigaflops that one evaluation of a megapixel takes
};

/// What a run will do, and whether it mixes light (OperatorSpec::inLight), which costs more than the plan
/// says.
struct PlannedRun {
    Plan plan;
    bool inLight = false;
};

/// A photograph that was damaged on purpose, and the settings that restore it.
struct DegradedPhoto {
    LoadedPhoto photo;
    MaskLayer mask;
    RestorationSettings settings;
};

struct AnalysisPictures {
    DisplayImage consistency;
    DisplayImage invented;
};

/// Owns the engine. Every function is called on the engine's thread, and throws what the engine throws.
class RestorationWorker {
  public:
    using Loading = std::function<void(double)>;  ///< called with the part of a model that has been read

    /// `loading` is called on the engine's thread, for visible changes.
    RestorationWorker(EngineFactory factory, Loading loading);

    EngineFacts start();
    /// `loading` is told besides the constructor's.
    void preload(const ModelRef& model, const ComputeSpec& compute, const Loading& loading);
    /// Makes short runs on a small grey picture, for three seconds in total. Nothing if stopped.
    std::optional<MeasuredSpeed> measureSpeed(const ModelRef& model, const ComputeSpec& compute,
                                              RunControl& control);
    /// Drops the photograph that the last request was for.
    void forget();
    PlannedRun plan(const RunRequest& request);
    DegradedPhoto degrade(const DegradeRequest& request);
    /// `request` is the one that made the result.
    AnalysisPictures analyse(const RunRequest& request, const RestorationResult& result);
    /// `withNoisy`: whether live frames include the noisy state.
    ResultPtr run(Restoration& restoration, const std::atomic<bool>& withNoisy, RunToken& token);
    /// The last call.
    void end() { mEngine.reset(); }

  private:
    friend class RestorationSink;

    RestorationEngine& engine();
    void reportLoading(double share);
    const RestorationJob& jobFor(const RunRequest& request);

    EngineFactory mFactory;
    Loading mLoading;
    std::unique_ptr<RestorationEngine> mEngine;
    int mLoadedPart = -1;
    // The last job and its photograph, kept so that a plan and the following run don't copy it again.
    StoredPhoto mJobPhoto;
    RestorationJob mJob;
};

}  // namespace lacuna::ui
