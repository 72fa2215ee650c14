// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/mask_patch.h"
#include "ui/document/sized_command.h"

#include <QImage>
#include <QRect>
#include <QString>

namespace lacuna::ui {

class ImageDocument;

/// Any change of the mask. Keeps only the dirty rectangle, and exchanges old and new pixels.
class ChangeMaskCommand : public SizedCommand {
  public:
    /// For strokes: the mask already holds the change; `before` is the mask before it. Pushing changes
    /// nothing.
    ChangeMaskCommand(ImageDocument& document, const QString& text, const QImage& before, const QRect& dirty);
    /// For whole masks: pushing replaces the mask by `replacement` (grey, 8 bit, of the document's size).
    ChangeMaskCommand(ImageDocument& document, const QString& text, const QImage& replacement);

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
