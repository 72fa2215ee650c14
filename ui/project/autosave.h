// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project/autosave_slot.h"
#include "ui/worker/failure.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace lacuna::ui {

class ImageDocument;
class ProjectService;

/// Saves a document's state every minute ("autosave/seconds" in the settings) where it has changed, and as
/// soon as a result has come or gone, into a slot that a crash leaves behind.
class Autosave : public QObject {
    Q_OBJECT

  public:
    explicit Autosave(ProjectService& service, QObject* parent = nullptr);

    /// The slot of the document before goes. `recoveredFrom` is kept until the new one is saved.
    void setDocument(ImageDocument* document, std::shared_ptr<AutosaveSlot> recoveredFrom = nullptr);

  Q_SIGNALS:
    /// For the first time since it last worked.
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
    bool mSaving = false;
    bool mFailed = false;
};

}  // namespace lacuna::ui
