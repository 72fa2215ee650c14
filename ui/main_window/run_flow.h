// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/worker/restoration_controller.h"

#include <QObject>
#include <QPointer>

#include <optional>
#include <utility>

namespace lacuna::ui {

class CanvasView;
class ImageDocument;
class MessageBar;
class RunStrip;
class StatusLine;
class TaskPanel;

/// What happens from pressing Restore to the result in the document.
class RunFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        RestorationController& controller;
        CanvasView& canvas;
        TaskPanel& panel;
        RunStrip& strip;
        StatusLine& status;
        MessageBar& messages;
    };

    explicit RunFlow(const Parts& parts, QObject* parent = nullptr);

    /// A run of the document before is stopped and its result dropped.
    void setDocument(ImageDocument* document);
    /// Loads the model before anybody asks for it.
    void preload();
    void start();
    void stop();

  private:
    void connectController();
    void askForPlan();
    void finish(const ResultPtr& result);
    void endRun();
    void adoptResult(const ResultPtr& result);
    void showPlan(const Plan& plan);
    QString speedKey() const;

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    QPointer<ImageDocument> mRunDocument;
    quint64 mRunRevision = 0;
    bool mRestart = false;
    bool mIntroduced = false;  ///< the comparison, for this document
    std::optional<std::pair<ModelRef, ComputeSpec>>
        mPreloaded;  ///< what the controller was last told to load
};

}  // namespace lacuna::ui
