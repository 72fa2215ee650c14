// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna::ui {

/// What a picture is compared with. With the original: a vertical divider, a horizontal one, two synchronised
/// views, or the difference. With the data: the residual, and what the prior added.
enum class Compare { Off, Split, SplitRows, SideBySide, Difference, Consistency, Invented };

enum class MaskLook { Overlay, Outline };

/// What is shown of a run: D, x_t, or x_t and D side by side.
enum class Iterate { Estimate, Noisy, Both };

}  // namespace lacuna::ui
