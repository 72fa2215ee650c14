// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/canvas_view.h"
#include "ui/document/restoration_result.h"
#include "ui/flows/per_document.h"
#include "ui/services/restoration_worker.h"
#include "ui/services/run.h"

#include <QObject>
#include <QPointer>

class QMenu;

namespace lacuna::ui {

class Actions;
class FileService;
class ImageDocument;
class MessageBar;
class RestorationController;

/// Compares the shown result with the original: the actions, and the picture of the difference.
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
    /// `index` is as in compareWith().
    void comparedChanged(int index);

  private:
    void updateCompared();
    void choose(Compare mode);
    void next();
    void setGain(int gain);
    void showMode();
    void askForMap();
    void analyse(const ResultPtr& result);
    void showAnalysis();

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    Compare mMode;  ///< the mode that "compare" turns on
    int mGain;
    struct State {
        ResultPtr against;   ///< the result to compare with; null: the original, or the clean photograph
        ResultPtr analysed;  ///< the result of `pictures`; null: none
        AnalysisPictures pictures;
    };
    State& state() { return mStates.of(*mDocument); }

    PerDocument<State> mStates;
    LatestRun mDifference;
    LatestRun mAnalysis;
};

}  // namespace lacuna::ui
