// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/mask_layer.h"

#include "core/base/mask.h"

#include <algorithm>

namespace lacuna::ui {

MaskLayer::MaskLayer(QSize size) {
    Q_ASSERT(!size.isEmpty());
    for (;;) {
        QImage level(size, QImage::Format_Grayscale8);
        level.fill(0);
        mLevels.push_back(std::move(level));
        if (size == QSize(1, 1)) return;
        size = QSize((size.width() + 1) / 2, (size.height() + 1) / 2);
    }
}

MaskLayer::MaskLayer(const QImage& image) : MaskLayer(image.size()) {
    mLevels.front() = image.convertToFormat(QImage::Format_Grayscale8);
    changed(rect());
}

bool MaskLayer::isMarked(QPoint pixel) const {
    return rect().contains(pixel) && lacuna::isMarked(image().constScanLine(pixel.y())[pixel.x()]);
}

bool MaskLayer::isEmpty() const {
    return mLevels.empty() || !lacuna::isMarked(mLevels.back().constScanLine(0)[0]);
}

QRect MaskLayer::bounds() const {
    QRect found;
    if (!isEmpty()) boundsBelow(levels() - 1, QPoint(0, 0), found);
    return found;
}

void MaskLayer::boundsBelow(int level, QPoint cell, QRect& found) const {
    const QImage& image = mLevels[std::size_t(level)];
    if (cell.x() >= image.width() || cell.y() >= image.height()) return;
    if (!lacuna::isMarked(image.constScanLine(cell.y())[cell.x()])) return;
    const QRect covers = QRect(cell * (1 << level), QSize(1 << level, 1 << level)) & rect();
    if (found.contains(covers)) return;
    if (level == 0) {
        found |= covers;
        return;
    }
    for (const QPoint& corner : {QPoint(0, 0), QPoint(1, 0), QPoint(0, 1), QPoint(1, 1)})
        boundsBelow(level - 1, cell * 2 + corner, found);
}

void MaskLayer::changed(const QRect& dirty) {
    QRect area = dirty & rect();
    if (area.isEmpty()) return;
    for (std::size_t k = 1; k < mLevels.size(); ++k) {
        const QImage& fine = mLevels[k - 1];
        QImage& coarse = mLevels[k];
        area.setCoords(area.left() / 2, area.top() / 2, area.right() / 2, area.bottom() / 2);
        for (int y = area.top(); y <= area.bottom(); ++y) {
            const uchar* top = fine.constScanLine(2 * y);
            const uchar* bottom = fine.constScanLine(std::min(2 * y + 1, fine.height() - 1));
            uchar* out = coarse.scanLine(y);
            const int last = fine.width() - 1;
            for (int x = area.left(); x <= area.right(); ++x) {
                const int right = std::min(2 * x + 1, last);
                out[x] = std::max(std::max(top[2 * x], top[right]), std::max(bottom[2 * x], bottom[right]));
            }
        }
    }
}

}  // namespace lacuna::ui
