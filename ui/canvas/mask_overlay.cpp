// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/mask_overlay.h"

#include "core/base/mask.h"
#include "ui/base/view_transform.h"
#include "ui/document/mask_layer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

namespace lacuna::ui {

namespace {

/// The mask's value at every device pixel (0: not marked) of a rectangle with a frame of `margin` around it.
class Samples {
  public:
    Samples(const MaskLayer& mask, const ViewTransform& view, const QRect& device, int margin)
        : mMargin(margin),
          mStride(device.width() + 2 * margin),
          mMarked(mStride * std::size_t(device.height() + 2 * margin)) {
        // The coarsest level whose pixels are no larger than a device pixel; coarser ones would thicken the
        // mask.
        int level = 0;
        while (level + 1 < mask.levels() && view.scale() * (2 << level) <= 1.0)
            ++level;
        const QSize size = mask.levelSize(level);
        const double step = 1.0 / (view.scale() * (1 << level));
        const QPointF first =
            view.toScene(QPointF(device.topLeft() - QPoint(margin, margin)) + QPointF(0.5, 0.5)) /
            double(1 << level);
        // The device pixels that lie on the mask, and the mask's pixels under them.
        std::vector<int> columns(mStride);
        for (std::size_t i = 0; i < mStride; ++i)
            columns[i] = int(std::floor(first.x() + double(i) * step));
        const auto begin = std::lower_bound(columns.begin(), columns.end(), 0);
        const auto end = std::lower_bound(begin, columns.end(), size.width());
        if (begin == end) return;
        const int left = *begin;
        std::vector<uchar> row(std::size_t(*(end - 1) - left + 1));
        int lastY = -1;
        for (int j = 0; j < device.height() + 2 * margin; ++j) {
            const int y = int(std::floor(first.y() + j * step));
            if (y < 0 || y >= size.height()) continue;
            uchar* out = mMarked.data() + std::size_t(j) * mStride;
            if (y == lastY) {
                std::memcpy(out, out - mStride, mStride);
                continue;
            }
            lastY = y;
            mask.readRow(level, y, left, int(row.size()), row.data());
            out += begin - columns.begin();
            for (auto column = begin; column != end; ++column, ++out) {
                const uchar value = row[std::size_t(*column - left)];
                *out = isMarked(value) ? value : 0;
            }
        }
    }

    const uchar* row(int y) const { return mMarked.data() + std::size_t(y + mMargin) * mStride + mMargin; }
    std::ptrdiff_t stride() const { return std::ptrdiff_t(mStride); }

  private:
    int mMargin;
    std::size_t mStride;
    std::vector<uchar> mMarked;
};

/// The fill for every mask value: where a restoration will fade into the photograph, the fill fades, too.
std::array<QRgb, 256> fillTable(const MaskStyle& style) {
    constexpr int kSpan = 255 - kMarkedAbove;
    std::array<QRgb, 256> table{};
    if (!style.filled) return table;
    for (int value = kMarkedAbove + 1; value < 256; ++value) {
        QColor fill = style.fill;
        fill.setAlpha(fill.alpha() * (value - kMarkedAbove) / kSpan);
        table[std::size_t(value)] = qPremultiply(fill.rgba());
    }
    return table;
}

}  // namespace

QImage renderMaskOverlay(const MaskLayer& mask, const ViewTransform& view, const QRect& device,
                         const MaskStyle& style) {
    if (device.isEmpty() || mask.isEmpty() || !(style.filled || style.outlined)) return {};
    const int reach = style.outlined ? style.lineWidth : 0;
    if (!mask.mayMark(view.touchedPixels(device.adjusted(-reach, -reach, reach, reach)))) return {};

    const Samples samples(mask, view, device, reach);
    QImage overlay(device.size(), QImage::Format_ARGB32_Premultiplied);
    const std::array<QRgb, 256> inside = fillTable(style);
    const QRgb light = qPremultiply(qRgba(255, 255, 255, int(225 * style.outlineOpacity)));
    const QRgb dark = qPremultiply(qRgba(0, 0, 0, int(190 * style.outlineOpacity)));
    for (int y = 0; y < overlay.height(); ++y) {
        auto* out = reinterpret_cast<QRgb*>(overlay.scanLine(y));
        const uchar* here = samples.row(y);
        for (int x = 0; x < overlay.width(); ++x, ++here) {
            bool edge = false;
            for (int r = 1; r <= reach && !edge; ++r)
                edge = !here[-r] != !*here || !here[r] != !*here || !here[-r * samples.stride()] != !*here ||
                       !here[r * samples.stride()] != !*here;
            out[x] = edge ? (*here ? light : dark) : inside[*here];
        }
    }
    return overlay;
}

}  // namespace lacuna::ui
