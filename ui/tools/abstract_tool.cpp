// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/abstract_tool.h"

#include "ui/document/image_document.h"

namespace lacuna::ui {

AbstractTool::~AbstractTool() = default;

void AbstractTool::setDocument(ImageDocument* document) {
    if (mDocument) cancel();
    mDocument = document;
}

ImageDocument* AbstractTool::document() const {
    return mDocument;
}

}  // namespace lacuna::ui
