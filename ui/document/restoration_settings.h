// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/presets.h"
#include "ui/document/stored_photo.h"

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

/// The settings of the task panel, for all tasks at once, so that switching to another task and back loses
/// nothing. A value type.
struct RestorationSettings {
    Task task{};
    KernelSpec kernel;  ///< with the values of every kind, so that their sliders keep their places
    int scale = 2;
    std::vector<double> noise;  ///< by Task, 8-bit levels
    bool keepUnmasked = true;
    Strength strength = Strength::Balanced;
    Effort effort = Effort::Normal;
    bool isCustom = false;  ///< the solver's settings are `custom`; strength and effort don't count
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

/// What a run needs. Cheap to pass to another thread, because pictures are shared. The worker makes the
/// RestorationJob from it.
struct RunRequest {
    StoredPhoto photo;
    QImage mask;  ///< grey, 8 bit; null: none
    RestorationSettings settings;
    /// The perfect result; null: not known. Used only if the result has its size.
    std::shared_ptr<const Photograph> reference;
    std::string trustedProgram;  ///< for ModelRef; the user's decision, so not a setting of the photograph
    QRect region;                ///< the part of the photograph to restore; null: all of it
    std::shared_ptr<const Trajectory> branchFrom;  ///< a run to continue; null: starts from the beginning
    int branchIndex = -1;                          ///< index of the last step of that run that is kept
    QRect view;                                    ///< the part in view, which is computed first
    bool keepsSteps = true;  ///< whether to record a timeline, if all of the photograph is restored
    std::shared_ptr<Trajectory> trajectory;  ///< records the steps; null: none

    /// Whether there is nothing to do, because the task restores marked pixels and none is marked.
    bool lacksMask() const;
};

/// Makes `kernel` the blur of the settings; the values of other kinds stay.
void takeKernel(KernelSpec& into, const KernelSpec& kernel);

/// H and σ_y of a run with these settings.
OperatorSpec operationOf(const RestorationSettings& settings);

/// Copies the mask: not on the GUI thread. `photo` is request.photo's, copied or moved by the caller.
RestorationJob makeJob(const RunRequest& request, Photograph photo);

}  // namespace lacuna::ui
