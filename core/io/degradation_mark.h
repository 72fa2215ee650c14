// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace lacuna {

struct PhotoMetadata;

/// A photograph that was blurred or shrunk by this program says in its XMP whether light was mixed or encoded
/// values were, so that a restoration can follow: the property DegradedIn ("light" or "values") in the name
/// space https://lacuna-restoration.org/ns/1.0/. Every format that can be written keeps XMP.
///
/// Any thread. Replaces what the metadata said before.
void markDegradation(PhotoMetadata& metadata, bool inLight);
/// Nothing if the metadata don't say.
std::optional<bool> wasDegradedInLight(const PhotoMetadata& metadata);
/// What was restored isn't degraded any more.
void removeDegradationMark(PhotoMetadata& metadata);

}  // namespace lacuna
