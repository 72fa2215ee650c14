// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/similar_tool.h"

#include "ui/document/image_document.h"

#include <cmath>

namespace lacuna::ui {

void SimilarTool::press(QPointF position, bool secondary) {
    const QPoint pixel(int(std::floor(position.x())), int(std::floor(position.y())));
    if (!document() || !document()->mask().rect().contains(pixel)) return;
    Q_EMIT wanted(pixel, !secondary, pointer().modifiers & Qt::ShiftModifier);
}

}  // namespace lacuna::ui
