// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_settings.h"
#include "ui/document/sized_command.h"

#include <QString>

namespace lacuna::ui {

class ImageDocument;

/// A change in the task panel. Consecutive changes of the same control (a drag) are merged.
class ChangeSettingsCommand : public SizedCommand {
  public:
    /// `control` says which control was used; 0 never merges.
    ChangeSettingsCommand(ImageDocument& document, const QString& text, const RestorationSettings& settings,
                          int control);

    qsizetype byteCount() const override;
    int id() const override { return int(CommandId::ChangeSettings); }
    bool mergeWith(const QUndoCommand* other) override;
    void undo() override;
    void redo() override;

  private:
    void exchange(const RestorationSettings& from, const RestorationSettings& to);

    ImageDocument& mDocument;
    RestorationSettings mBefore;
    RestorationSettings mAfter;
    int mControl;
};

}  // namespace lacuna::ui
