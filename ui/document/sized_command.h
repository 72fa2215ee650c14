// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

namespace lacuna::ui {

/// An undo command that knows how many bytes it alone keeps alive. Data that the document or another owner
/// also holds doesn't count.
class SizedCommand : public QUndoCommand {
  public:
    using QUndoCommand::QUndoCommand;
    virtual qsizetype byteCount() const = 0;
};

/// Values of QUndoCommand::id() for commands that merge.
enum class CommandId { ChangeSettings = 1, ChangeBlend };

}  // namespace lacuna::ui
