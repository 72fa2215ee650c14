// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/canvas_view.h"
#include "ui/document/restoration_result.h"

#include <QObject>
#include <QPointer>

class QMenu;

namespace lacuna::ui {

class Actions;
class FileService;
class ImageDocument;
class MessageBar;
class RestorationController;

/// How the shown result is compared with the original: the actions for it, and the picture of the difference.
class CompareFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        Actions& actions;
        CanvasView& canvas;
        FileService& files;
        RestorationController& controller;
        MessageBar& messages;
    };

    explicit CompareFlow(const Parts& parts, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    void fillMenu(QMenu& menu) const;
    void setEnabled(bool enabled);

  public Q_SLOTS:
    /// Compares with a result, or with the original (ImageDocument::kOriginal).
    void compareWith(int index);

  Q_SIGNALS:
    /// As compareWith() takes it.
    void comparedChanged(int index);

  private:
    void updateCompared();
    void choose(CanvasView::Compare mode);
    void next();
    void setGain(int gain);
    void showMode();
    void askForMap();
    void showAnalysis();

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    CanvasView::Compare mMode;  ///< what "compare" turns on
    int mGain;
    ResultPtr mAgainst;   ///< what is compared with; null: the original, or the clean photograph
    ResultPtr mAnalysed;  ///< what the two pictures are of; null: none
    DisplayImage mConsistency;
    DisplayImage mInvented;
};

}  // namespace lacuna::ui
