// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_result.h"
#include "ui/document/sized_command.h"

namespace lacuna::ui {

class ImageDocument;

/// Exchanges a result for the same one with another share of the restoration. Consecutive changes of one
/// result (a drag) are merged. Does nothing to a result that a run has made anew since.
class ChangeBlendCommand : public SizedCommand {
  public:
    /// `before` is in the document.
    ChangeBlendCommand(ImageDocument& document, ResultPtr before, ResultPtr after);

    qsizetype byteCount() const override;
    int id() const override { return int(CommandId::ChangeBlend); }
    bool mergeWith(const QUndoCommand* other) override;
    void undo() override;
    void redo() override;

  private:
    void exchange(const ResultPtr& from, const ResultPtr& to);

    ImageDocument& mDocument;
    ResultPtr mBefore;
    ResultPtr mAfter;
    bool mApplied = false;
};

}  // namespace lacuna::ui
