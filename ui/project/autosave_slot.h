// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QString>

#include <memory>

namespace lacuna::ui {

/// A folder for the autosaved state of one document, in the user's data folder. A lock next to it says which
/// process it belongs to. The destructor removes the folder. So a folder that is found at the next start
/// belongs to a process that crashed, and stays until discard().
class AutosaveSlot {
  public:
    /// Null if the data folder can't be written to.
    static std::shared_ptr<AutosaveSlot> make();
    /// Takes over the newest slot whose process is gone; null if there is none.
    static std::shared_ptr<AutosaveSlot> takeOrphan();

    ~AutosaveSlot();
    AutosaveSlot(const AutosaveSlot&) = delete;
    AutosaveSlot& operator=(const AutosaveSlot&) = delete;

    /// The folder of all slots.
    static QString place();
    QString folder() const { return mFolder; }
    /// Its content is no longer needed: the destructor removes the folder.
    void discard() { mStays = false; }
    /// Keeps an unreadable folder under a name that takeOrphan() ignores.
    void setAside();

  private:
    AutosaveSlot(const QString& folder, bool stays);

    QString mFolder;
    QLockFile mLock;
    bool mStays;
};

}  // namespace lacuna::ui
