// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/change_settings_command.h"

#include "ui/document/image_document.h"

namespace lacuna::ui {

ChangeSettingsCommand::ChangeSettingsCommand(ImageDocument& document, const QString& text,
                                             const RestorationSettings& settings, int control)
    : SizedCommand(text),
      mDocument(document),
      mBefore(document.settings()),
      mAfter(settings),
      mControl(control) {}

qsizetype ChangeSettingsCommand::byteCount() const {
    const std::size_t weights = mBefore.kernel.weights.size() + mAfter.kernel.weights.size();
    return qsizetype(sizeof(*this) + weights * sizeof(float));
}

bool ChangeSettingsCommand::mergeWith(const QUndoCommand* other) {
    const auto* next = static_cast<const ChangeSettingsCommand*>(other);  // id() is ours
    if (mControl == 0 || next->mControl != mControl) return false;
    mAfter = next->mAfter;
    setObsolete(mAfter == mBefore);
    return true;
}

void ChangeSettingsCommand::undo() {
    mDocument.setSettings(mBefore);
}

void ChangeSettingsCommand::redo() {
    mDocument.setSettings(mAfter);
}

}  // namespace lacuna::ui
