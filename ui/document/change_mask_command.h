// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/mask_patch.h"
#include "ui/document/sized_command.h"

#include <QString>

namespace lacuna::ui {

class ImageDocument;

/// Any change of the mask. Keeps only what differs, and exchanges old and new pixels.
class ChangeMaskCommand : public SizedCommand {
  public:
    enum class Applied { Yes, No };

    /// Applied::Yes, for strokes: the mask already holds the change, `mask` is the one before it, and pushing
    /// changes nothing. Applied::No: pushing replaces the mask by `mask`, of the document's size.
    ChangeMaskCommand(ImageDocument& document, const QString& text, const MaskLayer& mask,
                      Applied applied = Applied::No);

    /// Whether old and new are the same, so that there is nothing to push.
    bool isNoOp() const;
    qsizetype byteCount() const override { return mPatch.byteCount(); }
    void undo() override;
    void redo() override;

  private:
    ImageDocument& mDocument;
    MaskPatch mPatch;
    bool mApplied;
};

}  // namespace lacuna::ui
