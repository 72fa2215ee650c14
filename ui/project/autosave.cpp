// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/autosave.h"

#include "ui/document/image_document.h"
#include "ui/project/project_service.h"

#include <QSettings>

#include <algorithm>
#include <chrono>
#include <utility>

namespace lacuna::ui {

namespace {
constexpr int kDefaultSeconds = 60;
}

Autosave::Autosave(ProjectService& service, QObject* parent) : QObject(parent), mService(service) {
    const int seconds = QSettings().value(QStringLiteral("autosave/seconds"), kDefaultSeconds).toInt();
    mTimer.setInterval(std::chrono::seconds(std::clamp(seconds, 1, 3600)));
    mSoon.setInterval(0);
    mSoon.setSingleShot(true);
    connect(&mTimer, &QTimer::timeout, this, &Autosave::save);
    connect(&mSoon, &QTimer::timeout, this, &Autosave::save);
}

void Autosave::setDocument(ImageDocument* document, std::shared_ptr<AutosaveSlot> recoveredFrom) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mRun.cancel();
    mSlot = nullptr;
    mRecoveredFrom = std::move(recoveredFrom);
    mDirty = false;
    mTimer.stop();
    if (!document) return;
    connect(document, &ImageDocument::maskChanged, this, &Autosave::markDirty);
    connect(document, &ImageDocument::settingsChanged, this, &Autosave::markDirty);
    connect(document, &ImageDocument::savedChanged, this, &Autosave::markDirty);
    connect(document, &ImageDocument::resultsChanged, this, [this] {
        markDirty();
        mSoon.start();
    });
    mTimer.start();
    // A restored photograph of the queue comes with its result.
    if (mRecoveredFrom || document->hasUnsavedResults()) {
        markDirty();
        mSoon.start();
    }
}

/// Told once, until it works again.
void Autosave::fail(const Failure& failure) {
    mDirty = true;
    if (!std::exchange(mFailed, true)) Q_EMIT failed(failure);
}

void Autosave::save() {
    if (!mDocument || !mDirty || mRun.isActive()) return;
    if (!mSlot) mSlot = AutosaveSlot::make();
    if (!mSlot) {
        fail({ErrorCode::OutputFile, AutosaveSlot::place(), QStringLiteral("can't be written to")});
        return;
    }
    mDirty = false;
    mRun.replace(mService.autosave(mSlot, snapshot(*mDocument)))
        .then(this,
              [this] {
                  mFailed = false;
                  if (mRecoveredFrom) mRecoveredFrom->discard();
                  mRecoveredFrom = nullptr;
              })
        // The next try comes with the next turn.
        .orElse(this, [this](const Failure& failure) { fail(failure); });
}

}  // namespace lacuna::ui
