// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_result.h"
#include "ui/document/sized_command.h"

namespace lacuna::ui {

class ImageDocument;

/// Removes a result from the list. Undo puts it back in its place and shows it.
class RemoveResultCommand : public SizedCommand {
  public:
    RemoveResultCommand(ImageDocument& document, int index);

    qsizetype byteCount() const override;
    void undo() override;
    void redo() override;

  private:
    ImageDocument& mDocument;
    ResultPtr mResult;  ///< while it is out of the list
    int mIndex;
};

}  // namespace lacuna::ui
