// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_result.h"

#include <vector>

namespace lacuna::ui {

// A document's results are stages of a tree: each was made from the photograph or from another result. The
// list holds every stage above those that were made from it, and before the next stage of its own parent.

using Results = std::vector<ResultPtr>;

/// Index of the result at that place of the chain; −1: none.
int indexOfStage(const Results& results, const QString& stage);
/// 0 for what was made from the photograph.
int depthOf(const Results& results, int index);
/// Index after the last result that was made from this one, directly or not.
int endOfBranch(const Results& results, int index);
/// Whether what it was made from, or anything before that, has been made anew since, or is gone.
bool isStale(const Results& results, int index);
/// The results that lead to this one, from the photograph on, itself last. Empty if it is stale: then none of
/// the results it was made from need exist any more.
Results chainTo(const Results& results, int index);
/// The same results in the order of the tree. Those with the same parent keep their order; those whose parent
/// is missing stand as if they were made from the photograph.
Results inTreeOrder(const Results& results);

}  // namespace lacuna::ui
