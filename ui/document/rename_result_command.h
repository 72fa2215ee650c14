// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_result.h"
#include "ui/document/sized_command.h"

namespace lacuna::ui {

class ImageDocument;

/// Sets the user's name for a result; an empty name removes it.
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
