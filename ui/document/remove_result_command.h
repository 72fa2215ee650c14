// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/result_tree.h"
#include "ui/document/sized_command.h"

namespace lacuna::ui {

class ImageDocument;

/// Removes a result from the list, and with it those that were made from it. Undo puts them back in their
/// places and shows the first.
class RemoveResultCommand : public SizedCommand {
  public:
    RemoveResultCommand(ImageDocument& document, int index);

    qsizetype byteCount() const override;
    void undo() override;
    void redo() override;

  private:
    ImageDocument& mDocument;
    QString mStage;
    int mIndex;
    Results mRemoved;  ///< while they are out of the list
};

}  // namespace lacuna::ui
