// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of the engine that need LibTorch, as the studio links them: each waits for the engine and
// passes on. Whatever else the studio came to use of what needs LibTorch would not link, and belongs here.
#include "core/detect/find_damage.h"
#include "core/engine/budget.h"
#include "core/late/engine_door.h"
#include "core/late/late_engine.h"
#include "core/models/load_denoiser.h"

namespace lacuna {

struct Session::Impl {
    std::unique_ptr<LateSession> session = lateEngine().makeSession();
};

Session::Session() : mImpl(std::make_unique<Impl>()) {}
Session::~Session() = default;

std::vector<DeviceInfo> Session::devices() const {
    return mImpl->session->devices();
}
void Session::preload(const ModelRef& model, const ComputeSpec& compute,
                      const std::function<void(double)>& progress) {
    const Computing computing;
    mImpl->session->preload(model, compute, progress);
}
Plan Session::plan(const RestorationJob& job) {
    const Computing computing;
    return mImpl->session->plan(job);
}
RegionJob Session::cut(const RestorationJob& job, const PhotoRegion& region) {
    const Computing computing;
    return mImpl->session->cut(job, region);
}
Outcome Session::run(const RestorationJob& job, FrameSink& sink, RunControl& control) {
    const Computing computing;
    return mImpl->session->run(job, sink, control);
}
Outcome Session::resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                        RunControl& control) {
    const Computing computing;
    return mImpl->session->resume(job, from, index, sink, control);
}
Analysis Session::analyse(const RestorationJob& job, const ImageBuffer& result) {
    const Computing computing;
    return mImpl->session->analyse(job, result);
}
Photograph Session::degrade(const RestorationJob& job) {
    const Computing computing;
    return mImpl->session->degrade(job);
}

void checkModel(const Checkpoint& checkpoint, const ModelDescription& model, bool readsValues) {
    lateEngine().checkModel(checkpoint, model, readsValues);
}
ImageBuffer damageProbability(const ImageBuffer& photo) {
    return lateEngine().damageProbability(photo);
}
Photograph damaged(const Photograph& photo, const Damage& damage, std::uint64_t seed) {
    return lateEngine().damaged(photo, damage, seed);
}
SolverSpec withinBudget(const SolverSpec& spec, int evaluations, bool keepsInner) {
    return lateEngine().withinBudget(spec, evaluations, keepsInner);
}

}  // namespace lacuna
