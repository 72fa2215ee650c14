// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/thread_guard.h"
#include "ui/services/restoration_engine.h"

namespace lacuna::ui {

namespace {

class SessionEngine : public RestorationEngine {
  public:
    SessionEngine() { mustNotBlockGui("Session::Session"); }
    ~SessionEngine() override { mustNotBlockGui("Session::~Session"); }

    std::vector<DeviceInfo> devices() override {
        mustNotBlockGui("Session::devices");
        return mSession.devices();
    }
    std::vector<InstalledModel> models() override {
        mustNotBlockGui("ModelCatalog::list");
        return ModelCatalog().list();
    }
    void preload(const ModelRef& model, const ComputeSpec& compute,
                 const std::function<void(double)>& progress) override {
        mustNotBlockGui("Session::preload");
        mSession.preload(model, compute, progress);
    }
    Plan plan(const RestorationJob& job) override {
        mustNotBlockGui("Session::plan");
        return mSession.plan(job);
    }
    RegionJob cut(const RestorationJob& job, const PhotoRegion& region) override {
        mustNotBlockGui("Session::cut");
        return mSession.cut(job, region);
    }
    Outcome run(const RestorationJob& job, FrameSink& sink, RunControl& control) override {
        mustNotBlockGui("Session::run");
        return mSession.run(job, sink, control);
    }
    Outcome resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                   RunControl& control) override {
        mustNotBlockGui("Session::resume");
        return mSession.resume(job, from, index, sink, control);
    }
    Photograph degrade(const RestorationJob& job) override {
        mustNotBlockGui("Session::degrade");
        return mSession.degrade(job);
    }
    Analysis analyse(const RestorationJob& job, const ImageBuffer& result) override {
        mustNotBlockGui("Session::analyse");
        return mSession.analyse(job, result);
    }

  private:
    Session mSession;
};

}  // namespace

std::unique_ptr<RestorationEngine> makeSessionEngine() {
    return std::make_unique<SessionEngine>();
}

}  // namespace lacuna::ui
