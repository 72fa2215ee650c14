// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_result.h"
#include "ui/services/run_queue.h"

#include <QObject>
#include <QPointer>
#include <QString>

namespace lacuna::ui {

class ImageDocument;
class MessageBar;
class TaskPanel;

/// What is done to the results of a chain besides running them: choosing the one to go on from, loading the
/// settings of one, blending one with what it was made from.
class StageFlow : public QObject {
    Q_OBJECT

  public:
    StageFlow(Runs& runs, TaskPanel& panel, MessageBar& messages, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// The next run starts from the stage (empty: the original), which is shown.
    void goOnFrom(const QString& stage);
    /// Loads the stage's settings and mask, as undo steps, so that the next run may replace it.
    void change(const QString& stage);
    /// Brings the version back that the last run replaced; the current one becomes the previous one.
    void bringBack(const QString& stage);
    /// Sets the share of the restoration, 0 to 1. Computed in the background; of several requests in a row
    /// only the last one is certain to be computed.
    void blend(const QString& stage, double share);

  private:
    void takeBlend(ImageDocument& document, const ResultPtr& before, const ResultPtr& after);

    Runs& mRuns;
    TaskPanel& mPanel;
    MessageBar& mMessages;
    QPointer<ImageDocument> mDocument;
    LatestRun mBlend;
};

}  // namespace lacuna::ui
