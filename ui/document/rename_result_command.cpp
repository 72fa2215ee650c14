// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/rename_result_command.h"

#include "ui/document/image_document.h"

#include <QCoreApplication>

namespace lacuna::ui {

RenameResultCommand::RenameResultCommand(ImageDocument& document, const ResultPtr& result,
                                         const QString& name)
    : SizedCommand(QCoreApplication::translate("Commands", "Rename result")),
      mDocument(document),
      mId(result->stage),
      mBefore(document.givenName(result->stage)),
      mAfter(name) {}

qsizetype RenameResultCommand::byteCount() const {
    return qsizetype(sizeof(*this)) + 2 * (mBefore.size() + mAfter.size());
}

void RenameResultCommand::undo() {
    mDocument.setGivenName(mId, mBefore);
}

void RenameResultCommand::redo() {
    mDocument.setGivenName(mId, mAfter);
}

}  // namespace lacuna::ui
