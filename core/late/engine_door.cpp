// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/late/engine_door.h"

#include "core/base/log.h"
#include "core/detect/find_damage.h"
#include "core/engine/budget.h"
#include "core/models/load_denoiser.h"

namespace lacuna {
namespace {

class OwnSession : public LateSession {
  public:
    std::vector<DeviceInfo> devices() const override { return mSession.devices(); }
    void preload(const ModelRef& model, const ComputeSpec& compute,
                 const std::function<void(double)>& progress) override {
        mSession.preload(model, compute, progress);
    }
    Plan plan(const RestorationJob& job) override { return mSession.plan(job); }
    RegionJob cut(const RestorationJob& job, const PhotoRegion& region) override {
        return mSession.cut(job, region);
    }
    Outcome run(const RestorationJob& job, FrameSink& sink, RunControl& control) override {
        return mSession.run(job, sink, control);
    }
    Outcome resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                   RunControl& control) override {
        return mSession.resume(job, from, index, sink, control);
    }
    Analysis analyse(const RestorationJob& job, const ImageBuffer& result) override {
        return mSession.analyse(job, result);
    }
    Photograph degrade(const RestorationJob& job) override { return mSession.degrade(job); }

  private:
    Session mSession;
};

class OwnDoor final : public EngineDoor {
  public:
    std::unique_ptr<LateSession> makeSession() const override { return std::make_unique<OwnSession>(); }
    void checkModel(const Checkpoint& checkpoint, const ModelDescription& model,
                    bool readsValues) const override {
        lacuna::checkModel(checkpoint, model, readsValues);
    }
    ImageBuffer damageProbability(const ImageBuffer& photo) const override {
        return lacuna::damageProbability(photo);
    }
    Photograph damaged(const Photograph& photo, const Damage& damage, std::uint64_t seed) const override {
        return lacuna::damaged(photo, damage, seed);
    }
    SolverSpec withinBudget(const SolverSpec& spec, int evaluations, bool keepsInner) const override {
        return lacuna::withinBudget(spec, evaluations, keepsInner);
    }
    const void* shared() const override { return reinterpret_cast<const void*>(&log::write); }
};

}  // namespace
}  // namespace lacuna

extern "C" const lacuna::EngineDoor* lacunaEngineDoor() {
    static const lacuna::OwnDoor door;
    return &door;
}
