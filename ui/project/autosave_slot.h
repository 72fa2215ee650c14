// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QString>

#include <memory>

namespace lacuna::ui {

/// A folder for the autosaved state of one document, in the user's data folder, with a lock beside it that
/// says whose process it belongs to. A slot that ends takes its folder with it: what is found at the next
/// start belonged to a process that did not come to its end.
class AutosaveSlot {
  public:
    /// Null where the data folder can't be written to.
    static std::shared_ptr<AutosaveSlot> make();
    /// The newest one whose process is gone, now ours; null where there is none.
    static std::shared_ptr<AutosaveSlot> takeOrphan();

    ~AutosaveSlot();
    AutosaveSlot(const AutosaveSlot&) = delete;
    AutosaveSlot& operator=(const AutosaveSlot&) = delete;

    QString folder() const { return mFolder; }
    /// Leaves the folder where it is, under a name that takeOrphan() passes over: it can't be read.
    void setAside();

  private:
    explicit AutosaveSlot(const QString& folder);

    QString mFolder;
    QLockFile mLock;
};

}  // namespace lacuna::ui
