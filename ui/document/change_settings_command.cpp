// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/change_settings_command.h"

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
    const auto numbers = [](const RestorationSettings& settings) {
        return settings.kernel.weights.size() + settings.measuredNoise.spectrum.size();
    };
    const std::size_t weights = numbers(mBefore) + numbers(mAfter);
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
    exchange(mAfter, mBefore);
}

void ChangeSettingsCommand::redo() {
    exchange(mBefore, mAfter);
}

/// A change of the preferences is no undo step, so undo keeps their values unless this step changed them.
void ChangeSettingsCommand::exchange(const RestorationSettings& from, const RestorationSettings& to) {
    RestorationSettings settings = to;
    if (from.compute == to.compute) settings.compute = mDocument.settings().compute;
    mDocument.setSettings(settings);
}

}  // namespace lacuna::ui
