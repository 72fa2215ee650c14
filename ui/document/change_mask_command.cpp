// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/change_mask_command.h"

#include "ui/document/image_document.h"

namespace lacuna::ui {

ChangeMaskCommand::ChangeMaskCommand(ImageDocument& document, const QString& text, const MaskLayer& mask,
                                     Applied applied)
    : SizedCommand(text),
      mDocument(document),
      mPatch(mask, document.mask()),
      mApplied(applied == Applied::Yes) {}

bool ChangeMaskCommand::isNoOp() const {
    return mPatch.rect().isEmpty();
}

void ChangeMaskCommand::undo() {
    mDocument.exchangeMask(mPatch);
    mApplied = false;
}

void ChangeMaskCommand::redo() {
    if (!mApplied) mDocument.exchangeMask(mPatch);
    mApplied = true;
}

}  // namespace lacuna::ui
