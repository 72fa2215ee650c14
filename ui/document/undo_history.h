// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace lacuna::ui {

class SizedCommand;

/// The steps that can be undone, limited by the bytes that they alone keep alive. QUndoStack can only limit
/// their number, but a stroke and a 24-megapixel result differ greatly in size. The oldest steps are
/// forgotten first; the newest one always stays.
class UndoHistory : public QObject {
    Q_OBJECT

  public:
    static constexpr qsizetype kDefaultByteLimit = qsizetype(256) << 20;

    explicit UndoHistory(QObject* parent = nullptr);
    ~UndoHistory() override;

    /// Takes ownership of the command, executes it, and forgets the undone steps. The command may be merged
    /// with the previous one (QUndoCommand::mergeWith); an obsolete command is dropped.
    void push(SizedCommand* command);
    bool canUndo() const { return mDone > 0; }
    bool canRedo() const { return mDone < mCommands.size(); }
    QString undoText() const;
    QString redoText() const;
    /// How many steps redo would bring back.
    int undone() const { return int(mCommands.size() - mDone); }
    /// Grows with every step that is made, undone or made again.
    quint64 moves() const { return mMoves; }
    /// The number of steps kept, both done and undone.
    int count() const { return int(mCommands.size()); }
    qsizetype byteCount() const;
    qsizetype byteLimit() const { return mByteLimit; }
    void setByteLimit(qsizetype bytes);

  public Q_SLOTS:
    void undo();
    void redo();

  Q_SIGNALS:
    /// The list of steps, or the position in it, has changed.
    void changed();

  private:
    void append(std::unique_ptr<SizedCommand> command);
    void trim();

    std::vector<std::unique_ptr<SizedCommand>> mCommands;  ///< oldest first
    std::size_t mDone = 0;                                 ///< how many of them are not undone
    quint64 mMoves = 0;
    qsizetype mByteLimit = kDefaultByteLimit;
};

}  // namespace lacuna::ui
