// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace lacuna::ui {

class SizedCommand;

/// The steps that can be undone, bounded by the bytes that they alone keep alive: QUndoStack can only bound
/// their number, and a stroke and a 24-megapixel result weigh very differently. The oldest steps are
/// forgotten first; the newest one always stays.
class UndoHistory : public QObject {
    Q_OBJECT

  public:
    static constexpr qsizetype kDefaultByteLimit = qsizetype(256) << 20;

    explicit UndoHistory(QObject* parent = nullptr);
    ~UndoHistory() override;

    /// Takes the command, does it, and forgets what was undone. It may merge with the one before
    /// (QUndoCommand::mergeWith); an obsolete command is dropped.
    void push(SizedCommand* command);
    bool canUndo() const { return mDone > 0; }
    bool canRedo() const { return mDone < mCommands.size(); }
    QString undoText() const;
    QString redoText() const;
    /// Steps kept, done and undone.
    int count() const { return int(mCommands.size()); }
    qsizetype byteCount() const;
    qsizetype byteLimit() const { return mByteLimit; }
    void setByteLimit(qsizetype bytes);

  public Q_SLOTS:
    void undo();
    void redo();

  Q_SIGNALS:
    /// What can be undone or redone has changed.
    void changed();

  private:
    void append(std::unique_ptr<SizedCommand> command);
    void trim();

    std::vector<std::unique_ptr<SizedCommand>> mCommands;  ///< oldest first
    std::size_t mDone = 0;                                 ///< how many of them are not undone
    qsizetype mByteLimit = kDefaultByteLimit;
};

}  // namespace lacuna::ui
