// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"
#include "ui/services/run_queue.h"
#include "ui/services/screen_profile.h"

#include <QObject>
#include <QPointer>

namespace lacuna::ui {

class CanvasView;

/// Keeps the pictures on the screen right for the screen: when its colour profile changes, everything that
/// was converted for the former one is converted again, on another thread, from the photographs.
class ColourFlow : public QObject {
    Q_OBJECT

  public:
    /// `window`: whose screen counts.
    ColourFlow(QWidget& window, Runs& runs, CanvasView& canvas, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    ScreenProfile& screen() { return mScreen; }
    /// Puts the picture that is shown on the clipboard, with its depth and its colour profile, a moment
    /// later.
    void copy();

  Q_SIGNALS:
    void copied();

  private:
    void adopt(const ProfileBytes& profile);
    void convertAll();
    void convert(const DisplayImage& shown, const StoredPhoto& photo);

    Runs& mRuns;
    CanvasView& mCanvas;
    QPointer<ImageDocument> mDocument;
    ScreenProfile mScreen;
    LatestRun mCopy;
};

}  // namespace lacuna::ui
