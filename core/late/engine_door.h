// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/standard_damage.h"
#include "core/session.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace lacuna {

class Checkpoint;
struct ModelDescription;

/// What the studio uses of Session, made in liblacuna-engine.so.
class LateSession {
  public:
    virtual ~LateSession() = default;
    virtual std::vector<DeviceInfo> devices() const = 0;
    virtual void preload(const ModelRef& model, const ComputeSpec& compute,
                         const std::function<void(double)>& progress) = 0;
    virtual Plan plan(const RestorationJob& job) = 0;
    virtual RegionJob cut(const RestorationJob& job, const PhotoRegion& region) = 0;
    virtual Outcome run(const RestorationJob& job, FrameSink& sink, RunControl& control) = 0;
    virtual Outcome resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                           RunControl& control) = 0;
    virtual Analysis analyse(const RestorationJob& job, const ImageBuffer& result) = 0;
    virtual Photograph degrade(const RestorationJob& job) = 0;
};

/// The way into liblacuna-engine.so, which holds all that needs LibTorch. Each function is the one of that
/// name in the engine.
class EngineDoor {
  public:
    virtual std::unique_ptr<LateSession> makeSession() const = 0;
    virtual void checkModel(const Checkpoint& checkpoint, const ModelDescription& model,
                            bool readsValues) const = 0;
    virtual ImageBuffer damageProbability(const ImageBuffer& photo) const = 0;
    virtual Photograph damaged(const Photograph& photo, const Damage& damage, std::uint64_t seed) const = 0;
    virtual SolverSpec withinBudget(const SolverSpec& spec, int evaluations, bool keepsInner) const = 0;
    /// The address of log::write() as the library sees it. If it isn't the program's own, there are two of
    /// everything that has a state.
    virtual const void* shared() const = 0;

  protected:
    ~EngineDoor() = default;
};

/// Name and type of the one function that the library is loaded for.
inline constexpr const char* kEngineDoorName = "lacunaEngineDoor";
using EngineDoorFunction = const EngineDoor*();

}  // namespace lacuna
