// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lacuna::kit {

/// What the checks are to be made with.
struct Setting {
    DeviceChoice device = DeviceChoice::Auto;
    std::string model;           ///< for all but parity
    std::filesystem::path data;  ///< holds parity/ and samples/
    bool quick = false;          ///< small pictures and one step, to try the checks themselves
};

/// Prints a line of the report that says whether something is so. Returns `passed`.
bool require(bool passed, const std::string& what);

/// Each prints its section of the report, in Markdown, and returns whether all that must be so is.
bool checkParity(const Setting& setting);
bool checkTasks(const Setting& setting);
bool checkSpeed(const Setting& setting);
bool checkRecordings(const Setting& setting);
bool checkStop(const Setting& setting);
bool checkOutOfMemory(const Setting& setting);

/// What the device computes in: float16 is left out where LibTorch doesn't have it.
std::vector<Precision> precisionsOf(const Setting& setting);
/// A photograph of the samples, cropped to at most side × side.
ImageBuffer sample(const Setting& setting, const char* name, int side);
/// A picture of any size with edges and texture.
ImageBuffer scene(int width, int height);

}  // namespace lacuna::kit
