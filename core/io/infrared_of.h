// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace lacuna {

/// Whether a photograph's file may hold an infrared picture, as film scanners write it.
bool mayHaveInfrared(const Photograph& photo);

/// The infrared picture in the photograph's file: the only channel that is neither colour nor transparency
/// (VueScan), or else the first other page that is grey and has the photograph's size (SilverFast HDRi). One
/// channel; nothing if there is none. `file` is what the photograph was read from; it is empty if there is no
/// such file or the photograph has been cropped since. `name` is the subject of errors. Throws as
/// decodePhotograph.
std::optional<ImageBuffer> infraredOf(const Photograph& photo, std::span<const std::uint8_t> file,
                                      const std::string& name);

}  // namespace lacuna
