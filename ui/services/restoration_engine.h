// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model_catalog.h"
#include "core/session.h"

#include <functional>
#include <memory>
#include <vector>

namespace lacuna::ui {

/// The studio's interface to the engine. Made, used and destroyed on the worker's thread; throws what Session
/// throws. Tests replace it with a scripted one.
class RestorationEngine {
  public:
    virtual ~RestorationEngine() = default;
    virtual std::vector<DeviceInfo> devices() = 0;
    virtual std::vector<InstalledModel> models() = 0;
    /// `progress` is called with the part of the model that has been read, from 0 to 1.
    virtual void preload(const ModelRef& model, const ComputeSpec& compute,
                         const std::function<void(double)>& progress) = 0;
    virtual Plan plan(const RestorationJob& job) = 0;
    virtual RegionJob cut(const RestorationJob& job, const PhotoRegion& region) = 0;
    virtual Outcome run(const RestorationJob& job, FrameSink& sink, RunControl& control) = 0;
    virtual Outcome resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                           RunControl& control) = 0;
    virtual Photograph degrade(const RestorationJob& job) = 0;
    virtual Analysis analyse(const RestorationJob& job, const ImageBuffer& result) = 0;
};

using EngineFactory = std::function<std::unique_ptr<RestorationEngine>()>;

/// The real one, around a lacuna::Session.
std::unique_ptr<RestorationEngine> makeSessionEngine();

}  // namespace lacuna::ui
