// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/session_engine.h"

#include "ui/base/thread_guard.h"

#include <utility>

namespace lacuna::ui {

namespace {

class SessionEngine : public RestorationEngine {
  public:
    explicit SessionEngine(std::unique_ptr<Session> session) : mSession(std::move(session)) {}
    ~SessionEngine() override { mustNotBlockGui("Session::~Session"); }

    std::vector<DeviceInfo> devices() override {
        mustNotBlockGui("Session::devices");
        return mSession->devices();
    }
    std::vector<InstalledModel> models() override {
        mustNotBlockGui("ModelCatalog::list");
        return ModelCatalog().list();
    }
    void preload(const ModelRef& model, const ComputeSpec& compute,
                 const std::function<void(double)>& progress) override {
        mustNotBlockGui("Session::preload");
        mSession->preload(model, compute, progress);
    }
    Plan plan(const RestorationJob& job) override {
        mustNotBlockGui("Session::plan");
        return mSession->plan(job);
    }
    RegionJob cut(const RestorationJob& job, const PhotoRegion& region) override {
        mustNotBlockGui("Session::cut");
        return mSession->cut(job, region);
    }
    Outcome run(const RestorationJob& job, FrameSink& sink, RunControl& control) override {
        mustNotBlockGui("Session::run");
        return mSession->run(job, sink, control);
    }
    Outcome resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                   RunControl& control) override {
        mustNotBlockGui("Session::resume");
        return mSession->resume(job, from, index, sink, control);
    }
    Photograph degrade(const RestorationJob& job) override {
        mustNotBlockGui("Session::degrade");
        return mSession->degrade(job);
    }
    Analysis analyse(const RestorationJob& job, const ImageBuffer& result) override {
        mustNotBlockGui("Session::analyse");
        return mSession->analyse(job, result);
    }

  private:
    std::unique_ptr<Session> mSession;
};

}  // namespace

std::unique_ptr<RestorationEngine> makeSessionEngine() {
    mustNotBlockGui("Session::Session");
    return makeSessionEngine(std::make_unique<Session>());
}

std::unique_ptr<RestorationEngine> makeSessionEngine(std::unique_ptr<Session> session) {
    return std::make_unique<SessionEngine>(std::move(session));
}

}  // namespace lacuna::ui
