// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/flows/per_document.h"
#include "ui/services/file_service.h"
#include "ui/services/restoration.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace lacuna::ui {

class CanvasView;
class GalleryWindow;
class MessageBar;
class RestorationController;

/// Runs the same restoration from several random starts, one after the other, and shows the results.
class GalleryFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        FileService& files;
        RestorationController& controller;
        CanvasView& canvas;
        MessageBar& messages;
    };

    explicit GalleryFlow(const Parts& parts, QObject* parent = nullptr);

    /// Shows this document's gallery if its window was open; the previous one's goes on meanwhile.
    void setDocument(ImageDocument* document);
    void open();
    GalleryWindow* window() const { return mWindow; }

  private:
    struct State {
        ~State();
        RunRequest request;
        quint64 firstSeed = 0;
        int wanted = 0;  ///< number of runs in the current round; 0: no round is in progress
        RestorationPtr run;
        std::vector<ResultPtr> results;
        SpreadPicture spread;
        LatestRun spreadRun;
        bool isOpen = false;
    };

    void make(int count);
    void next(ImageDocument& document);
    void take(ImageDocument& document, const ResultPtr& result);
    void takeSpread(ImageDocument& document, const SpreadPicture& spread);
    void end(ImageDocument& document);
    void stop();
    void fill();
    void showProgress(const State& state);
    void look(int index);
    void keep(int index);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    GalleryWindow* mWindow;
    PerDocument<State> mStates;
    bool mShows = false;  ///< the canvas shows a picture of the gallery
};

}  // namespace lacuna::ui
