// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/failure.h"
#include "ui/base/message_bar.h"

namespace lacuna::ui {

/// What was attempted when an error occurred.
enum class Attempt {
    OpenPhoto,
    OpenProject,
    Recover,
    ReadMask,
    ReadKernel,
    EstimateKernel,
    Save,
    SaveMask,
    SaveProject,
    Autosave,
    ChangeMask,
    Restore,
    Blend,
    LoadModel,
    ImportModel,
    RemoveModel,
    KeepPreset,
    ExportSteps,
    SaveRecipe,
    ExportOriginal,
    Degrade,
    ChangeFrame
};

/// In the user's language: what happened, what was kept, what to do. The exception's own text goes into the
/// details.
Message describeFailure(const Failure& failure, Attempt attempt);
/// Only why, as a sentence.
QString failureReason(const Failure& failure, Attempt attempt);

}  // namespace lacuna::ui
