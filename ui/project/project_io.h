// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project/project.h"

namespace lacuna::ui {

class ProjectSink;
class ProjectSource;

/// Parts of a project: "project.json" (settings, reports, and the names of the others),
/// "source.EXT" (the file that the photograph was read from, byte for byte) or "source-pixels.png" (of one
/// that was pasted or degraded), "mask.png", "clean.png" and "clean-mask.png" (of a photograph that was
/// degraded), "results/ID.png" and "results/ID-mask.png"; if the user wants the timelines
/// in projects, "results/ID-step-N.bin" (core/trajectory/kept_step.h). Results keep the photograph's
/// metadata, so that only their pixels are stored. Version 2 has "framings" of a photograph that was cropped
/// or turned: they are applied anew to the file that it was read from. Whatever has none is written as
/// version 1.
inline constexpr int kProjectVersion = 2;

/// Not on the GUI thread. Throws Error OutputFile, DiskFull, OutOfMemory.
void writeProject(const Project& project, ProjectSink& sink);
/// Reads what is whole; Project::missing names the rest. In the place of a photograph that is damaged, there
/// is the file that it was read from, if that is still the same; or else a grey picture of its size, so that
/// its results can be saved. Not on the GUI thread. Throws Error InputFile with what is wrong if it is no
/// project, is one of a newer version, or holds no picture that can be read; OutOfMemory.
Project readProject(const ProjectSource& source);

}  // namespace lacuna::ui
