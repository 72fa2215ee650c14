// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <optional>
#include <utility>

namespace lacuna::ui {

class MessageBar;
class RestorationController;
class StatusLine;
class TaskPanel;

/// What can be known before a run: loads the model in advance, measures how fast it computes on this
/// computer, and shows how long the run would take.
class PlanFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        RestorationController& controller;
        TaskPanel& panel;
        StatusLine& status;
        MessageBar& messages;
    };

    explicit PlanFlow(const Parts& parts, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// Loads the model of the settings, unless that was the last one, and asks for a plan.
    void preload();
    void ask();
    /// SHA-256 of the TorchScript file that may run.
    void setTrustedProgram(const QString& hash);
    /// Learns from a finished run.
    void noteSpeed(const RestorationResult& result);
    /// How long a restoration of one megapixel takes on this computer; 0: not measured yet.
    static double megapixelSeconds();
    void measureComputer();

  Q_SIGNALS:
    void computerMeasured();

  private:
    void showPlan(const Plan& plan, bool inLight);
    RestorationSettings settings() const;

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    std::optional<std::pair<ModelRef, ComputeSpec>>
        mPreloaded;  ///< what the controller was last told to load
};

}  // namespace lacuna::ui
