// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/result_tree.h"

#include <algorithm>

namespace lacuna::ui {

namespace {

void appendBranches(const Results& from, const QString& parent, Results& to) {
    for (const ResultPtr& result : from) {
        const bool isRoot = indexOfStage(from, result->parent) < 0;
        if (parent.isEmpty() ? !isRoot : result->parent != parent) continue;
        to.push_back(result);
        appendBranches(from, result->stage, to);
    }
}

}  // namespace

int indexOfStage(const Results& results, const QString& stage) {
    const auto found = std::find_if(results.begin(), results.end(),
                                    [&stage](const ResultPtr& result) { return result->stage == stage; });
    return found == results.end() ? -1 : int(found - results.begin());
}

int depthOf(const Results& results, int index) {
    int depth = 0;
    for (index = indexOfStage(results, results[std::size_t(index)]->parent); index >= 0;
         index = indexOfStage(results, results[std::size_t(index)]->parent))
        ++depth;
    return depth;
}

int endOfBranch(const Results& results, int index) {
    const int depth = depthOf(results, index);
    int end = index + 1;
    while (end < int(results.size()) && depthOf(results, end) > depth)
        ++end;
    return end;
}

bool isStale(const Results& results, int index) {
    const RestorationResult& result = *results[std::size_t(index)];
    if (result.parent.isEmpty()) return false;
    const int parent = indexOfStage(results, result.parent);
    return parent < 0 || results[std::size_t(parent)]->id != result.parentId || isStale(results, parent);
}

Results chainTo(const Results& results, int index) {
    Results chain;
    if (isStale(results, index)) return chain;
    for (; index >= 0; index = indexOfStage(results, results[std::size_t(index)]->parent))
        chain.insert(chain.begin(), results[std::size_t(index)]);
    return chain;
}

Results inTreeOrder(const Results& results) {
    Results ordered;
    ordered.reserve(results.size());
    appendBranches(results, {}, ordered);
    return ordered;
}

}  // namespace lacuna::ui
