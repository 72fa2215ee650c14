// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

namespace lacuna::ui {

/// An undo command that knows how many bytes it alone keeps alive: what the document or another owner holds
/// as well costs the history nothing.
class SizedCommand : public QUndoCommand {
  public:
    using QUndoCommand::QUndoCommand;
    virtual qsizetype byteCount() const = 0;
};

/// For QUndoCommand::id(); commands that merge have one.
enum class CommandId { ChangeSettings = 1 };

}  // namespace lacuna::ui
