// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <string>
#include <vector>

namespace lacuna {

/// Marks the pattern of a Cause for translation. `context` is always "Causes".
#define LACUNA_CAUSE(context, text) text

/// Why something failed: an English clause without a full stop, in which %1 to %9 stand for the values. The
/// command line prints text(); the studio translates the pattern and makes it a sentence.
struct Cause {
    /// `clause` must live as long as the program.
    Cause(const char* clause, std::vector<std::string> replacements = {});

    std::string text() const;

    const char* pattern;
    std::vector<std::string> values;
};

/// An Error whose detail() is the text of a Cause. Throw it where people run into the error in everyday use,
/// so that the studio can state the reason in their language.
class CausedError : public Error {
  public:
    CausedError(ErrorCode code, std::string subject, Cause cause);

    const Cause& cause() const noexcept { return mCause; }

  private:
    Cause mCause;
};

}  // namespace lacuna
