// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/failure.h"
#include "ui/project/autosave_slot.h"
#include "ui/services/run.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace lacuna::ui {

class ImageDocument;
class ProjectService;

/// Saves a document's state to a slot that survives a crash: every minute ("autosave/seconds" in the
/// settings) if it has changed, and as soon as a result is added or removed.
class Autosave : public QObject {
    Q_OBJECT

  public:
    explicit Autosave(ProjectService& service, QObject* parent = nullptr);

    /// Removes the previous document's slot. `recoveredFrom` is kept until the new slot is saved.
    void setDocument(ImageDocument* document, std::shared_ptr<AutosaveSlot> recoveredFrom = nullptr);

  Q_SIGNALS:
    /// Emitted for the first failure after a success.
    void failed(const lacuna::ui::Failure& failure);

  private:
    void markDirty() { mDirty = true; }
    void fail(const Failure& failure);
    void save();

    ProjectService& mService;
    QPointer<ImageDocument> mDocument;
    std::shared_ptr<AutosaveSlot> mSlot;
    std::shared_ptr<AutosaveSlot> mRecoveredFrom;
    QTimer mTimer;
    QTimer mSoon;
    bool mDirty = false;
    LatestRun mRun;
    bool mFailed = false;
};

}  // namespace lacuna::ui
