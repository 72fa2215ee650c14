// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/presets.h"
#include "ui/document/mask_layer.h"
#include "ui/document/stored_photo.h"

#include <QRect>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
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
    std::vector<double> noise;               ///< by Task, 8-bit levels
    NoiseKind noiseKind = NoiseKind::White;  ///< of all tasks
    NoiseModel measuredNoise;                ///< what was measured of the photograph's; it has that kind
    bool keepUnmasked = true;
    bool onlyMarked = false;  ///< for a task that takes it: restore only what is marked
    // For a task that fills holes:
    Fill fill = Fill::MostProbable;
    Grain grain = Grain::Auto;  ///< counts only where unmarked pixels are kept
    bool hug = false;           ///< the mask grows over the damage's rim first (core/imaging/hug_damage.h)
    Strength strength = Strength::Balanced;
    Effort effort = Effort::Normal;
    bool isCustom = false;  ///< the solver's settings are `custom`; strength and effort don't count
    SolverSpec custom;
    ModelRef model;
    ComputeSpec compute;
    quint64 seed = 0;
    std::optional<Depth> depth;  ///< of the result; unset: that of what the run starts from
    std::optional<bool> dither;  ///< unset: as usual for the task
    /// Whether the blur or the reduction mixed light. Of a result: never Auto, if its task takes it.
    LinearLight linearLight = LinearLight::Auto;

    RestorationSettings();
    double taskNoise() const { return noise[std::size_t(task)]; }
    /// The noise that a run assumes.
    NoiseModel noiseModel() const { return reducedTo(noiseKind, measuredNoise); }
    /// The solver settings that a run will use.
    SolverSpec solver() const;
    /// Whether the task fills what is marked from its surroundings.
    bool fillsHoles() const;
    /// Whether fills can be given the grain of what surrounds them.
    bool takesGrain() const { return fillsHoles() && keepUnmasked; }
    /// Whether the mask says which part to restore (RestorationJob::onlyMarked).
    bool restoresPart() const;
    /// Whether a mask matters to a run with these settings, and whether there is nothing to do without one.
    bool takesMask() const;
    bool needsMask() const;
    /// Whether a run leaves unmarked pixels as they are.
    bool keepsUnmarked() const;
    /// RestorationJob::dither of a run.
    bool dithers() const;
    bool operator==(const RestorationSettings&) const = default;
};

/// What a run needs. Cheap to pass to another thread, because pictures are shared. The worker makes the
/// RestorationJob from it.
struct RunRequest {
    StoredPhoto photo;   ///< what the run starts from: the original, or a result
    int photoScale = 1;  ///< how many times as large as the original that is; mask, region and view are not
    QString parent;      ///< RestorationResult::parent and parentId of the result
    QString parentId;
    bool photoKeepsUnmarked = true;  ///< RestorationResult::keepsUnmarked of what the run starts from
    QString stage;                   ///< the stage that the result replaces; empty: it becomes a new one
    double blend = 1;                ///< RestorationResult::blend of the result
    MaskLayer mask;                  ///< of the original's size; null: none
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

    /// Whether there is nothing to do, because marked pixels are to be restored and none is marked.
    bool lacksMask() const { return settings.needsMask() && mask.isNull(); }
};

/// Makes `kernel` the blur of the settings; the values of other kinds stay.
void takeKernel(KernelSpec& into, const KernelSpec& kernel);

/// H and σ_y of a run with these settings. With LinearLight::Auto, the photograph decides whether it is in
/// light: makeJob().
OperatorSpec operationOf(const RestorationSettings& settings);

/// Copies the mask: not on the GUI thread. `photo` is request.photo's, copied or moved by the caller.
RestorationJob makeJob(const RunRequest& request, Photograph photo);

}  // namespace lacuna::ui
