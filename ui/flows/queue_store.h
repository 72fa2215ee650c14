// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_settings.h"
#include "ui/panels/queue_window.h"

#include <QLockFile>
#include <QString>

#include <memory>
#include <set>
#include <vector>

namespace lacuna::ui {

/// The queue as it was last kept. A value type.
struct StoredQueue {
    enum class State { Waiting, Done, Failed };
    struct Item {
        int number = 0;  ///< its own among all items
        QString path;
        RestorationSettings settings;
        MaskLayer mask;  ///< null: as the queue says
        State state = State::Waiting;
        QString words;   ///< what became of it; empty while it waits
        QString output;  ///< the result's file; empty: none
    };
    std::vector<Item> items;
    QueueMasks masks = QueueMasks::Found;
    QueueResults results = QueueResults::Beside;
    QString maskFolder;
    QString resultFolder;

    int waiting() const;
};

/// Keeps the queue in the user's data folder, so that it is there again after a restart, also after a crash.
/// Of several programs at the same time, the first one keeps its queue.
class QueueStore {
  public:
    /// Null if another program has it, or if the data folder can't be written to.
    static std::shared_ptr<QueueStore> open();
    /// The folder, in the user's data folder.
    static QString place();

    // Not on the GUI thread; one call at a time.
    /// Empty if nothing is kept. Throws Error InputFile if it can't be read.
    StoredQueue read() const;
    /// Replaces what is kept, completely or not at all. Throws Error OutputFile, DiskFull.
    void write(const StoredQueue& queue);
    /// Moves what can't be read out of the way.
    void setAside() const;

  private:
    explicit QueueStore(const QString& folder);
    QString pathOf(const QString& file) const;
    QString maskPath(int number) const;

    QString mFolder;
    QLockFile mLock;
    std::set<int> mMasks;  ///< numbers of the items whose masks are in files; a mask never changes
};

}  // namespace lacuna::ui
