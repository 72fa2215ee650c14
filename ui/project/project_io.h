// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project/project.h"

namespace lacuna::ui {

class ProjectSink;
class ProjectSource;

/// Parts of a project, version 1: "project.json" (settings, reports, and the names of the others),
/// "source.EXT" (the photograph's file, byte for byte, or a PNG of it where that file is gone or has changed
/// since it was opened), "mask.png", "clean.png" and "clean-mask.png" (of a photograph that was degraded),
/// "results/ID.png" and "results/ID-mask.png". Results keep the photograph's metadata, so that only their
/// pixels are stored.
inline constexpr int kProjectVersion = 1;

/// Not on the GUI thread. Throws Error OutputFile, DiskFull, OutOfMemory.
void writeProject(const Project& project, ProjectSink& sink);
/// Not on the GUI thread. Throws Error InputFile with what is wrong, OutOfMemory.
Project readProject(const ProjectSource& source);

}  // namespace lacuna::ui
