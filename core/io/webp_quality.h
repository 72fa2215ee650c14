// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

namespace lacuna::io {

/// 100 for a lossless WebP. For a lossy one the quality setting (1–99) with which libwebp would choose the
/// quantiser that its frame header states (RFC 6386, 9.3–9.6); 90 where that can't be read.
int webpQuality(ByteView file);

}  // namespace lacuna::io
