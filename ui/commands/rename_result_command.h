// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/commands/sized_command.h"
#include "ui/document/restoration_result.h"

namespace lacuna::ui {

class ImageDocument;

/// Gives a result a name of the user's; an empty one takes it away again.
class RenameResultCommand : public SizedCommand {
  public:
    RenameResultCommand(ImageDocument& document, const ResultPtr& result, const QString& name);

    qsizetype byteCount() const override;
    void undo() override;
    void redo() override;

  private:
    ImageDocument& mDocument;
    QString mId;
    QString mBefore;
    QString mAfter;
};

}  // namespace lacuna::ui
