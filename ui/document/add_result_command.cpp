// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/add_result_command.h"

#include "ui/document/image_document.h"

#include <algorithm>
#include <utility>

namespace lacuna::ui {

AddResultCommand::AddResultCommand(ImageDocument& document, ResultPtr result)
    : SizedCommand(resultName(result->settings)),
      mDocument(document),
      mResult(std::move(result)),
      mName(document.nextName(mResult->settings)),
      mIndex(int(document.results().size())),
      mShownBefore(document.shownIndex()) {}

qsizetype AddResultCommand::byteCount() const {
    return qsizetype(sizeof(*this)) + (mApplied ? 0 : mResult->byteCount());
}

void AddResultCommand::undo() {
    mDocument.show(std::min(mShownBefore, int(mDocument.results().size()) - 1));
    mDocument.takeResult(mIndex);
    mApplied = false;
}

void AddResultCommand::redo() {
    if (mDocument.givenName(mResult->id).isEmpty()) mDocument.setGivenName(mResult->id, mName);
    mDocument.insertResult(mIndex, mResult);
    mDocument.show(mIndex);
    mApplied = true;
}

}  // namespace lacuna::ui
