// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/abstract_tool.h"

#include "ui/document/image_document.h"

#include <QPainter>

namespace lacuna::ui {

AbstractTool::~AbstractTool() = default;

void AbstractTool::setDocument(ImageDocument* document) {
    if (mDocument) cancel();
    mDocument = document;
}

double AbstractTool::hairline(const QPainter& painter) {
    return painter.device()->devicePixelRatioF();
}

ImageDocument* AbstractTool::document() const {
    return mDocument;
}

}  // namespace lacuna::ui
