// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/framing.h"
#include "ui/services/file_service.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace lacuna::ui {

class CropPage;
class MessageBar;

/// Cropping, straightening, turning and mirroring. The picture that is shown, photograph or result, becomes a
/// photograph of its own in a tab of its own: masks, results and timelines of the old one go on belonging to
/// its pixels, so that closing the new tab is all the undo there need be. The mask comes along if the
/// photograph is shown. Saving, projects and recipes take it from there; made of the file's own photograph,
/// it is made anew from that file and the framings, so that a project is lossless and a recipe complete.
class FrameFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        Runs& runs;
        CropPage& page;
        MessageBar& messages;
        /// Whether a run of the photograph is in progress.
        std::function<bool(ImageDocument*)> isRestoring;
    };

    explicit FrameFlow(const Parts& parts, QObject* parent = nullptr);

    /// Another photograph or result ends the search for a frame.
    void setDocument(ImageDocument* document);
    bool isActive() const { return mActive; }

  public Q_SLOTS:
    /// Opens the page for the picture that is shown.
    void begin();
    void turnLeft();
    void turnRight();
    void mirror();

  Q_SIGNALS:
    /// The page is to be seen in the place of the canvas, or no longer.
    void activeChanged(bool active);
    /// To be a document of its own, on the wish of a user who saw `asked` at its `revision`.
    void opened(const lacuna::ui::OpenedPhoto& opened, lacuna::ui::ImageDocument* asked, quint64 revision);
    /// This one was only turned, nothing had been done to it, and its turned photograph is open.
    void replaced(lacuna::ui::ImageDocument* document);

  private:
    void setActive(bool active);
    void apply(const Framing& framing);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    bool mActive = false;
};

/// What becomes of a photograph, or of a result of it (null: none), in that frame. Not on the GUI thread.
OpenedPhoto reframedPhoto(const LoadedPhoto& source, const ResultPtr& result, const MaskLayer& mask,
                          const Framing& framing);

}  // namespace lacuna::ui
