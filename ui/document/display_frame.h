// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/frame.h"
#include "core/job/frame_mailbox.h"
#include "ui/document/display_image.h"

#include <QRect>

namespace lacuna::ui {

/// An intermediate estimate, ready to be drawn.
struct DisplayFrame {
    QString name;  ///< name of the picture; empty: an estimate of a run
    Progress progress;
    DisplayImage picture;
    DisplayImage noisy;  ///< the picture's x_t; null: not requested
    QRect rect;          ///< position of the picture, in pixels of the result
    QSize resultSize;
};

using DisplayMailbox = Mailbox<DisplayFrame>;

}  // namespace lacuna::ui
