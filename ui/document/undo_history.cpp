// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/undo_history.h"

#include "ui/document/sized_command.h"

#include <iterator>
#include <numeric>
#include <utility>

namespace lacuna::ui {

UndoHistory::UndoHistory(QObject* parent) : QObject(parent) {}

UndoHistory::~UndoHistory() = default;

void UndoHistory::push(SizedCommand* command) {
    std::unique_ptr<SizedCommand> owned(command);
    owned->redo();
    mCommands.erase(mCommands.begin() + std::ptrdiff_t(mDone), mCommands.end());
    append(std::move(owned));
    mDone = mCommands.size();
    ++mMoves;
    trim();
    Q_EMIT changed();
}

void UndoHistory::append(std::unique_ptr<SizedCommand> command) {
    if (command->isObsolete()) return;
    if (!mCommands.empty() && command->id() != -1 && mCommands.back()->id() == command->id() &&
        mCommands.back()->mergeWith(command.get())) {
        if (mCommands.back()->isObsolete()) mCommands.pop_back();
        return;
    }
    mCommands.push_back(std::move(command));
}

QString UndoHistory::undoText() const {
    return canUndo() ? mCommands[mDone - 1]->text() : QString();
}

QString UndoHistory::redoText() const {
    return canRedo() ? mCommands[mDone]->text() : QString();
}

qsizetype UndoHistory::byteCount() const {
    return std::accumulate(mCommands.begin(), mCommands.end(), qsizetype(0),
                           [](qsizetype sum, const auto& command) { return sum + command->byteCount(); });
}

void UndoHistory::setByteLimit(qsizetype bytes) {
    mByteLimit = bytes;
    trim();
    Q_EMIT changed();
}

void UndoHistory::trim() {
    qsizetype excess = byteCount() - mByteLimit;
    std::size_t forgotten = 0;
    // Undone steps are not forgotten here; the next push drops them.
    for (; excess > 0 && forgotten + 1 < mDone; ++forgotten)
        excess -= mCommands[forgotten]->byteCount();
    mCommands.erase(mCommands.begin(), mCommands.begin() + std::ptrdiff_t(forgotten));
    mDone -= forgotten;
}

void UndoHistory::undo() {
    if (!canUndo()) return;
    ++mMoves;
    mCommands[--mDone]->undo();
    Q_EMIT changed();
}

void UndoHistory::redo() {
    if (!canRedo()) return;
    ++mMoves;
    mCommands[mDone++]->redo();
    Q_EMIT changed();
}

}  // namespace lacuna::ui
