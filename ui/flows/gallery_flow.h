// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/file_service.h"

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

    /// Closes the previous document's gallery.
    void setDocument(ImageDocument* document);
    void open();
    GalleryWindow* window() const { return mWindow; }

  private:
    void make(int count);
    void next();
    void take(const ResultPtr& result);
    void end();
    void look(int index);
    void keep(int index);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    GalleryWindow* mWindow;
    RunRequest mRequest;
    quint64 mFirstSeed = 0;
    int mWanted = 0;      ///< number of runs in the current round; 0: no round is in progress
    bool mShows = false;  ///< the canvas shows a picture of the gallery
    std::vector<ResultPtr> mResults;
    DisplayImage mSpread;
};

}  // namespace lacuna::ui
