// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/job/frame.h"
#include "core/job/restoration_job.h"
#include "core/trajectory/coarse_picture.h"
#include "core/trajectory/spill_store.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace lacuna {

/// One outer step in one region of a run.
struct TrajectoryStep {
    Progress progress;
    int x = 0;  ///< position of its pictures in the result, pixels
    int y = 0;
    int width = 0;
    int height = 0;
    int resultWidth = 0;
    int resultHeight = 0;
};

/// What a step keeps for each pixel of its region, margins aside: both pictures, and x and D of the state.
inline constexpr int kStepBytesPerPixel = 2 * 6 + 12 + 6;

/// The two pictures of a step: D, and x_t · noisyScale(σ).
enum class StepPicture { Estimate, Noisy };

/// The history of a run, in the order of computation. Holds for every outer step the estimate D and the noisy
/// state x_t, in half precision and, if they are large, also as a small overview, and the solver's state to
/// continue from. Pictures of coarse levels are kept at the level's own size and enlarged when somebody looks
/// at them. Its store limits the size: it forgets states (every second one first) before noisy pictures, and
/// these before estimates. Any thread may call any function; only the run's thread adds.
class Trajectory {
  public:
    /// The store may be shared. The destructor frees what this run keeps in it.
    explicit Trajectory(std::shared_ptr<SpillStore> store);
    /// For a run that continues another one: begins with the first `count` steps of `before`.
    Trajectory(std::shared_ptr<SpillStore> store, std::shared_ptr<const Trajectory> before, int count);
    ~Trajectory();
    Trajectory(const Trajectory&) = delete;
    Trajectory& operator=(const Trajectory&) = delete;

    /// `added` is called after add(), on its thread, with the new size. Set it before the run.
    void setOnAdded(std::function<void(int)> added) { mOnAdded = std::move(added); }

    int size() const;
    TrajectoryStep step(int index) const;
    /// 8-bit RGB; empty if it was forgotten.
    ImageBuffer picture(int index, StepPicture which) const;
    /// Only `part` of the picture, which must lie inside (asserted). The time depends on the part's size.
    ImageBuffer picture(int index, StepPicture which, const PhotoRegion& part) const;
    /// The picture reduced by overviewFactor(), with sides rounded up; each pixel is the mean of factor ×
    /// factor pixels. The picture itself if the factor is 1. Empty if it was forgotten.
    ImageBuffer overview(int index, StepPicture which) const;
    /// The same for any power of two, 1 included; each pixel is at least nearly that mean. Takes about as
    /// long as overview() where the factor is no smaller than overviewFactor().
    ImageBuffer reduced(int index, StepPicture which, int factor) const;
    /// Whether a run can continue after that step.
    bool hasStates(int index) const;

    /// A step as the store has it; null: forgotten.
    struct Raw {
        TrajectoryStep step;
        int run = 0;  ///< how many runs were continued before the one that made it
        std::shared_ptr<const Bytes> estimate;
        std::shared_ptr<const Bytes> noisy;
        std::shared_ptr<const Bytes> state;  ///< of the step's own region
    };
    Raw raw(int index) const;

    /// Adds a step. Pictures are interleaved RGB in IEEE half precision on [−1, 1], width × height × 3 each
    /// (asserted); empty: it was forgotten before.
    void add(const TrajectoryStep& step, Bytes estimate, Bytes noisy);
    /// Adds a step of a coarse level, with pictures of the size that `place` says; they cover the region
    /// (asserted).
    void addCoarse(const TrajectoryStep& step, const CoarsePlace& place, Bytes estimate, Bytes noisy);
    /// What the estimates of a region's coarse levels show where the photograph is kept. Set it before the
    /// region's first coarse step; without it nothing is kept.
    void setBackdrop(int region, Backdrop backdrop);
    /// Adds the state of a region after `outerStep`, as packed by core/engine/solver_snapshot.h.
    void addState(int region, int outerStep, Bytes state);
    /// Called before a failed run is tried again, with smaller tiles or on another device. The steps of the
    /// new attempt replace those of the failed one, one by one; its states are dropped. The size never
    /// shrinks, because other threads may be reading.
    void startAgain();
    /// The states after the outer step of the step at `index`, of all regions that have one in the run that
    /// made it. The step's number doesn't suffice: a branch with another number of steps counts anew. Empty
    /// for an index beyond the last step.
    std::vector<std::shared_ptr<const Bytes>> states(int index) const;

  private:
    struct Blocks {
        std::size_t picture = 0;   ///< halves
        std::size_t overview = 0;  ///< 8 bits; only where the factor isn't 1
    };
    struct Item {
        TrajectoryStep step;
        Blocks estimate;
        Blocks noisy;
        std::optional<CoarsePlace> coarse;  ///< of both pictures, which have no overviews then

        const Blocks& of(StepPicture which) const {
            return which == StepPicture::Estimate ? estimate : noisy;
        }
    };
    /// The trajectory that holds a step, and the step's index there.
    std::pair<const Trajectory*, int> ownerOf(int index) const;
    /// The blocks of the states after an outer step of this run itself, by region.
    std::map<int, std::size_t> ownStates(int outerStep) const;
    Item item(int index) const;
    void add(const Item& item);
    void forget(const Item& item);
    void forget(const Blocks& blocks, int width, int height);
    void forgetStates();
    Blocks put(const TrajectoryStep& step, Bytes halves, StepPicture which);
    std::size_t putPicture(Bytes halves, StepPicture which);
    /// A picture of a coarse step; `part` as in coarsePicture(). Empty if it was forgotten.
    ImageBuffer coarse(const Item& item, StepPicture which, const PhotoRegion& part, int reduction) const;
    /// The backdrop of a region reduced by that factor; null: it has none or it was forgotten.
    std::shared_ptr<const Backdrop> backdropOf(int region, int reduction) const;
    /// A coarse step's picture as add() would have got it; null: forgotten.
    std::shared_ptr<const Bytes> expanded(const Item& item, StepPicture which) const;

    std::shared_ptr<SpillStore> mStore;
    std::shared_ptr<const Trajectory> mBefore;
    int mBeforeCount = 0;
    std::function<void(int)> mOnAdded;
    mutable std::mutex mMutex;
    std::vector<Item> mItems;
    std::size_t mNext =
        0;  ///< where the next item goes; below the size while a second attempt replaces items
    std::map<int, std::map<int, std::size_t>> mStates;  ///< by outer step, then region
    struct KeptBackdrop {
        int width = 0;
        int height = 0;
        Blocks blocks;
        int reduction = 0;                        ///< of `reduced`
        std::shared_ptr<const Backdrop> reduced;  ///< the last one that was asked for; thumbnails share it
    };
    mutable std::map<int, KeptBackdrop> mBackdrops;  ///< by region
};

/// The least power of two by which a picture must be reduced to have at most a megapixel.
int overviewFactor(int width, int height);

}  // namespace lacuna
