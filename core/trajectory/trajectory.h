// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/frame.h"
#include "core/image_buffer.h"
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

/// What a run went through, in the order in which it was computed: after every outer step the estimate D and
/// the noisy state x_t, in half precision, and the solver's state to go on from. Bounded by its store, which
/// forgets states (every second one first) before noisy pictures and those before estimates. Any thread may
/// call any function; the solver's adds.
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
    ImageBuffer estimate(int index) const;
    /// x_t · noisyScale(σ), 8-bit RGB; empty where it was forgotten.
    ImageBuffer noisy(int index) const;
    /// Whether a run can go on from after this outer step.
    bool hasStates(int outerStep) const;

    /// Interleaved RGB in IEEE half precision on [−1, 1], width × height × 3 each.
    void add(const TrajectoryStep& step, const std::vector<std::uint16_t>& estimate,
             const std::vector<std::uint16_t>& noisy);
    /// As the engine packs it (core/engine/solver_snapshot.h): after `outerStep` of a region.
    void addState(int region, int outerStep, Bytes state);
    /// Of all regions that have one after that step.
    std::vector<std::shared_ptr<const Bytes>> states(int outerStep) const;

  private:
    struct Item {
        TrajectoryStep step;
        std::size_t estimate;
        std::size_t noisy;
    };
    /// The one that a step is kept in, and its index there.
    std::pair<const Trajectory*, int> ownerOf(int index) const;
    Item item(int index) const;

    std::shared_ptr<SpillStore> mStore;
    std::shared_ptr<const Trajectory> mBefore;
    int mBeforeCount = 0;
    std::function<void(int)> mOnAdded;
    mutable std::mutex mMutex;
    std::vector<Item> mItems;
    std::map<int, std::map<int, std::size_t>> mStates;  ///< by outer step, then region
};

/// Interleaved half-precision RGB, `scale` · value on [−1, 1], rounded to 8 bits. `bytes` holds width ×
/// height × 3 halves (asserted).
ImageBuffer fromHalves(const Bytes& bytes, int width, int height, double scale);

}  // namespace lacuna
