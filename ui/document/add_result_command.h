// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_result.h"
#include "ui/document/sized_command.h"

namespace lacuna::ui {

class ImageDocument;

/// Adds the result of a finished run to the list under the next free name and shows it. Undo removes it and
/// shows what was shown before.
class AddResultCommand : public SizedCommand {
  public:
    AddResultCommand(ImageDocument& document, ResultPtr result);

    qsizetype byteCount() const override;
    void undo() override;
    void redo() override;

  private:
    ImageDocument& mDocument;
    ResultPtr mResult;
    QString mName;
    int mIndex;
    int mShownBefore;
    bool mApplied = false;
};

}  // namespace lacuna::ui
