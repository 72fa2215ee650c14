// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QString>

#include <memory>

namespace lacuna::ui {

/// A folder for the autosaved state of one document, in the user's data folder, with a lock beside it that
/// says whose process it belongs to. A slot that ends takes its folder with it: what is found at the next
/// start belonged to a process that did not come to its end, and stays until discard().
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
    /// What it holds is not needed any more: the folder goes with the slot.
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
