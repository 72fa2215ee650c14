// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

/// Thrown between two network calls by a Denoiser that makes several per evaluation, if the run should end.
/// Not an error: the caller of the solver ends as after a stop, with the last completed estimate. It isn't a
/// std::exception, so that handlers of faults don't catch it.
struct Interrupted {};

}  // namespace lacuna
