// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/job/frame.h"
#include "core/job/restoration_job.h"
#include "core/trajectory/spill_store.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace lacuna {

/// One outer step in one region of a run.
struct TrajectoryStep {
    Progress progress;
    int x = 0;  ///< where its pictures lie in the result, pixels
    int y = 0;
    int width = 0;
    int height = 0;
    int resultWidth = 0;
    int resultHeight = 0;
};

/// What there is to see of a step: D, or x_t · noisyScale(σ).
enum class StepPicture { Estimate, Noisy };

/// What a run went through, in the order in which it was computed: after every outer step the estimate D and
/// the noisy state x_t, in half precision and, if they are large, once more small, and the solver's state to
/// go on from. Bounded by its store, which forgets states (every second one first) before noisy pictures and
/// those before estimates. Any thread may call any function; the run's adds.
class Trajectory {
  public:
    /// The store may be shared; what is in it of this run goes with the run.
    explicit Trajectory(std::shared_ptr<SpillStore> store);
    /// Of a run that goes on from another one: begins with that one's first `count` steps.
    Trajectory(std::shared_ptr<SpillStore> store, std::shared_ptr<const Trajectory> before, int count);
    ~Trajectory();
    Trajectory(const Trajectory&) = delete;
    Trajectory& operator=(const Trajectory&) = delete;

    /// Called after add() with the new size, on its thread. To be set before the run.
    void setOnAdded(std::function<void(int)> added) { mOnAdded = std::move(added); }

    int size() const;
    TrajectoryStep step(int index) const;
    /// 8-bit RGB; empty where it was forgotten.
    ImageBuffer picture(int index, StepPicture which) const;
    /// Only `part` of it, which lies inside (asserted), in the time that this takes.
    ImageBuffer picture(int index, StepPicture which, const PhotoRegion& part) const;
    /// 1 over overviewFactor() of the size, rounded up, each pixel the mean of factor × factor; the picture
    /// itself where the factor is 1. Empty where it was forgotten.
    ImageBuffer overview(int index, StepPicture which) const;
    /// Whether a run can go on from after this outer step.
    bool hasStates(int outerStep) const;

    /// Interleaved RGB in IEEE half precision on [−1, 1], width × height × 3 each (asserted).
    void add(const TrajectoryStep& step, Bytes estimate, Bytes noisy);
    /// As the engine packs it (core/engine/solver_snapshot.h): after `outerStep` of a region.
    void addState(int region, int outerStep, Bytes state);
    /// The run begins again, in smaller tiles or on another device: its steps take the places of those that
    /// were added, one by one, and its states are forgotten. The size stays, since others may be looking.
    void startAgain();
    /// Of all regions that have one after that step; of the run that this one goes on from only up to where
    /// it left it.
    std::vector<std::shared_ptr<const Bytes>> states(int outerStep) const;

  private:
    struct Blocks {
        std::size_t picture = 0;   ///< halves
        std::size_t overview = 0;  ///< 8 bits; only where the factor isn't 1
    };
    struct Item {
        TrajectoryStep step;
        Blocks estimate;
        Blocks noisy;

        const Blocks& of(StepPicture which) const {
            return which == StepPicture::Estimate ? estimate : noisy;
        }
    };
    /// The one that a step is kept in, and its index there.
    std::pair<const Trajectory*, int> ownerOf(int index) const;
    /// Whether the run that this one goes on from made that step for both.
    bool isBefore(int outerStep) const;
    Item item(int index) const;
    void forget(const Item& item);
    void forgetStates();
    Blocks put(const TrajectoryStep& step, Bytes halves, StepPicture which);

    std::shared_ptr<SpillStore> mStore;
    std::shared_ptr<const Trajectory> mBefore;
    int mBeforeCount = 0;
    std::function<void(int)> mOnAdded;
    mutable std::mutex mMutex;
    std::vector<Item> mItems;
    std::size_t mNext = 0;  ///< where the next item goes: at the end, or over one of an attempt that failed
    std::map<int, std::map<int, std::size_t>> mStates;  ///< by outer step, then region
};

/// Of a step's picture: the least power of two that brings it down to a megapixel.
int overviewFactor(int width, int height);

}  // namespace lacuna
