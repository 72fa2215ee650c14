// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/change_blend_command.h"

#include "ui/document/image_document.h"

#include <QCoreApplication>

#include <utility>

namespace lacuna::ui {

ChangeBlendCommand::ChangeBlendCommand(ImageDocument& document, ResultPtr before, ResultPtr after)
    : SizedCommand(QCoreApplication::translate("Commands", "Blend of %1").arg(document.nameOf(*before))),
      mDocument(document),
      mBefore(std::move(before)),
      mAfter(std::move(after)) {}

qsizetype ChangeBlendCommand::byteCount() const {
    return qsizetype(sizeof(*this)) + (mApplied ? mBefore : mAfter)->byteCount();
}

bool ChangeBlendCommand::mergeWith(const QUndoCommand* other) {
    const auto* next = static_cast<const ChangeBlendCommand*>(other);  // id() is ours
    if (next->mBefore != mAfter) return false;
    mAfter = next->mAfter;
    setObsolete(mAfter->id == mBefore->id);
    return true;
}

void ChangeBlendCommand::undo() {
    exchange(mAfter, mBefore);
    mApplied = false;
}

void ChangeBlendCommand::redo() {
    exchange(mBefore, mAfter);
    mApplied = true;
}

void ChangeBlendCommand::exchange(const ResultPtr& from, const ResultPtr& to) {
    if (mDocument.at(from->stage) == from) mDocument.replaceResult(to);
}

}  // namespace lacuna::ui
