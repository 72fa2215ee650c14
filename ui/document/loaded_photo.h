// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"
#include "core/io/jpeg_blocks.h"
#include "core/job/framing.h"
#include "core/job/restoration_job.h"
#include "ui/document/display_image.h"
#include "ui/document/mask_layer.h"
#include "ui/document/picture_store.h"

#include <QDateTime>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace lacuna::ui {

/// The clean photograph that a degraded one was made from, and how.
struct CleanPhoto {
    std::shared_ptr<const Photograph> photo;  ///< has the size of a restoration
    DisplayImage display;
    QString path;  ///< its file; empty: none
    OperatorSpec operation;
    quint64 seed = 0;
    MaskLayer mask;  ///< the pixels that were painted over; null: none
};

/// What a photograph was made from by giving it another frame: by cropping, turning, mirroring or
/// straightening it. It is a picture of its own, as a pasted one is; no file holds it.
struct FramedFrom {
    QString path;  ///< the file that the names of its own files follow; empty: none
    bool isSample = false;
    StoredBytesPtr
        file;  ///< that file, if `framings` of it are the photograph; null: it was made of a result
    std::vector<Framing> framings;  ///< in the order in which they were made
    bool cutsOff() const;           ///< whether pixels were lost, and not only moved
};

/// A photograph that was read and is ready to become a document.
struct LoadedPhoto {
    QString path;   ///< empty: pasted
    QString title;  ///< the file's name, or a sample's
    std::shared_ptr<const Photograph> photo;
    DisplayImage display;
    QString profileName;  ///< name of its colour profile; empty: none
    bool isSample = false;
    std::shared_ptr<const CleanPhoto> clean;  ///< null: it wasn't degraded here
    QDateTime modified;                       ///< the file's time of change when it was read
    StoredBytesPtr original;                  ///< the file as it was then; null: there is none
    std::shared_ptr<const FramedFrom>
        framed;  ///< null: it wasn't given another frame here; else `path` is empty
};

/// The photograph with its picture for the screen, and the name of its profile; the rest is left to the
/// caller. While it is open, it counts against the picture store's budget. Not on the GUI thread.
LoadedPhoto readyToShow(Photograph photo);
/// The file that the photograph was read from, as it was then; nothing: there is none.
std::optional<OriginalBytes> originalOf(const LoadedPhoto& source);

}  // namespace lacuna::ui
