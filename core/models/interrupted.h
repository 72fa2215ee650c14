// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

/// Thrown by a Denoiser that makes several network calls per evaluation, between two of them, once the run
/// should end. Not an error: whoever runs the solver ends as it does after a stop, with the last completed
/// estimate. No std::exception, so that a handler of faults doesn't take it for one.
struct Interrupted {};

}  // namespace lacuna
