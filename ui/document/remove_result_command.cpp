// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/remove_result_command.h"

#include "ui/document/image_document.h"

#include <QCoreApplication>

#include <utility>

namespace lacuna::ui {

RemoveResultCommand::RemoveResultCommand(ImageDocument& document, int index)
    : SizedCommand(QCoreApplication::translate("Commands", "Delete %1")
                       .arg(document.nameOf(*document.results()[std::size_t(index)]))),
      mDocument(document),
      mIndex(index) {}

qsizetype RemoveResultCommand::byteCount() const {
    return qsizetype(sizeof(*this)) + (mResult ? mResult->byteCount() : 0);
}

void RemoveResultCommand::undo() {
    mDocument.insertResult(mIndex, std::exchange(mResult, nullptr));
    mDocument.show(mIndex);
}

void RemoveResultCommand::redo() {
    mResult = mDocument.takeResult(mIndex);
}

}  // namespace lacuna::ui
