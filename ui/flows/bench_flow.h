// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/file_service.h"

#include <QObject>
#include <QPointer>

namespace lacuna::ui {

class MessageBar;
class RestorationController;

/// Damaging a clean photograph on purpose, and the recipes of results.
class BenchFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        FileService& files;
        RestorationController& controller;
        MessageBar& messages;
    };

    explicit BenchFlow(const Parts& parts, QObject* parent = nullptr);

    void setDocument(ImageDocument* document) { mDocument = document; }
    void askAndDegrade();
    void saveRecipe();

  Q_SIGNALS:
    /// The degraded photograph, to be a document of its own.
    void opened(const lacuna::ui::OpenedPhoto& opened);

  private:
    void degrade(const DegradeRequest& request, quint64 seed);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
};

}  // namespace lacuna::ui
