// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/presets.h"

#include <QImage>
#include <QRect>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lacuna {
class Trajectory;
}

namespace lacuna::ui {

/// What the panel on the right sets, for every task at once, so that going to another task and back loses
/// nothing. A value.
struct RestorationSettings {
    Task task{};
    KernelSpec kernel;  ///< with the values of every kind, so that their sliders keep their places
    int scale = 2;
    std::vector<double> noise;  ///< by Task, 8-bit levels
    bool keepUnmasked = true;
    Strength strength = Strength::Balanced;
    Effort effort = Effort::Normal;
    bool isCustom = false;  ///< the solver's numbers are `custom`, whatever strength and effort are
    SolverSpec custom;
    ModelRef model;
    ComputeSpec compute;
    quint64 seed = 0;

    RestorationSettings();
    double taskNoise() const { return noise[std::size_t(task)]; }
    /// The solver settings that a run will use.
    SolverSpec solver() const;
    bool operator==(const RestorationSettings&) const = default;
};

/// What a run needs, cheap to hand to another thread: pictures are shared. The worker makes the
/// RestorationJob.
struct RunRequest {
    std::shared_ptr<const Photograph> photo;
    QImage mask;  ///< grey, 8 bit; null: none
    RestorationSettings settings;
    /// What a perfect result would be; null: not known. Only used where the result has its size.
    std::shared_ptr<const Photograph> reference;
    std::string trustedProgram;  ///< ModelRef's: the user's word, so no setting of the photograph
    QRect region;                ///< the part of the photograph to restore; null: all of it
    std::shared_ptr<const Trajectory> branchFrom;  ///< a run to go on from; null: from the start
    int branchIndex = -1;                          ///< the last of its steps that is kept, as it counts them
    QRect view;                                    ///< what is looked at, and comes first
    bool keepsSteps = true;                        ///< on a timeline, where all of the photograph is restored
    std::shared_ptr<Trajectory> trajectory;        ///< where the steps go; null: nowhere

    /// Whether there is nothing to do: the task restores what is marked, and nothing is.
    bool lacksMask() const;
};

/// Makes `kernel` the blur of the settings; the values of other kinds stay.
void takeKernel(KernelSpec& into, const KernelSpec& kernel);

/// H and σ_y of a run with these settings.
OperatorSpec operationOf(const RestorationSettings& settings);

/// Copies the mask: not on the GUI thread. `photo` is request.photo's, copied or moved by the caller.
RestorationJob makeJob(const RunRequest& request, Photograph photo);

}  // namespace lacuna::ui
