// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lacuna::ui {

struct RestorationResult;

/// What a file's format would take away from a result: to be said before it is written.
struct SaveConcerns {
    bool reencodes = false;   ///< pixels that were to stay exactly as they were are compressed anew
    QString reencodingCause;  ///< in one clause, untranslated; for the details
    bool losesAlpha = false;
    bool losesDepth = false;

    bool any() const { return reencodes || losesAlpha || losesDepth; }
};

/// Reads the original's header: not on the GUI thread. `original` is the file that the photograph came from,
/// or empty. Where the original can't be read any more, that counts as re-encoding.
SaveConcerns findSaveConcerns(const RestorationResult& result, const QString& original,
                              const QString& target);

}  // namespace lacuna::ui
