// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/remove_result_command.h"

#include "ui/document/image_document.h"

#include <QCoreApplication>

#include <numeric>

namespace lacuna::ui {

namespace {

QString textFor(const ImageDocument& document, int index) {
    const QString name = document.nameOf(*document.results()[std::size_t(index)]);
    const int below = endOfBranch(document.results(), index) - index - 1;
    if (below == 0) return QCoreApplication::translate("Commands", "Delete %1").arg(name);
    return QCoreApplication::translate("Commands", "Delete %1 and %n result(s) made from it", nullptr, below)
        .arg(name);
}

}  // namespace

RemoveResultCommand::RemoveResultCommand(ImageDocument& document, int index)
    : SizedCommand(textFor(document, index)),
      mDocument(document),
      mStage(document.results()[std::size_t(index)]->stage),
      mIndex(index) {}

qsizetype RemoveResultCommand::byteCount() const {
    return std::accumulate(mRemoved.begin(), mRemoved.end(), qsizetype(sizeof(*this)),
                           [](qsizetype sum, const ResultPtr& result) { return sum + result->byteCount(); });
}

void RemoveResultCommand::undo() {
    for (std::size_t i = 0; i < mRemoved.size(); ++i)
        mDocument.insertResult(mIndex + int(i), mRemoved[i]);
    mRemoved.clear();
    mDocument.show(indexOfStage(mDocument.results(), mStage));
}

void RemoveResultCommand::redo() {
    mIndex = indexOfStage(mDocument.results(), mStage);
    for (int i = endOfBranch(mDocument.results(), mIndex) - 1; i >= mIndex; --i)
        mRemoved.insert(mRemoved.begin(), mDocument.takeResult(i));
}

}  // namespace lacuna::ui
