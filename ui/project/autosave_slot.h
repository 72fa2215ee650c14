// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QString>

#include <memory>

namespace lacuna::ui {

/// A folder for the autosaved state of one document, in the user's data folder, with a lock beside it that
/// says whose process it belongs to. The destructor removes the folder. So a folder that is found at the next
/// start belongs to a process that crashed, and stays until discard().
class AutosaveSlot {
  public:
    /// Null where the data folder can't be written to.
    static std::shared_ptr<AutosaveSlot> make();
    /// The newest one whose process is gone, now ours; null where there is none.
    static std::shared_ptr<AutosaveSlot> takeOrphan();

    ~AutosaveSlot();
    AutosaveSlot(const AutosaveSlot&) = delete;
    AutosaveSlot& operator=(const AutosaveSlot&) = delete;

    /// Where all of them are.
    static QString place();
    QString folder() const { return mFolder; }
    /// Its content is no longer needed: the destructor removes the folder.
    void discard() { mStays = false; }
    /// Leaves the folder where it is, under a name that takeOrphan() passes over: it can't be read.
    void setAside();

  private:
    AutosaveSlot(const QString& folder, bool stays);

    QString mFolder;
    QLockFile mLock;
    bool mStays;
};

}  // namespace lacuna::ui
