// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/mask_patch.h"

#include "ui/document/mask_layer.h"

#include <algorithm>
#include <cstring>

namespace lacuna::ui {

namespace {

void appendRun(QByteArray& runs, uchar value, quint32 length) {
    runs.append(char(value));
    for (; length >= 128; length >>= 7)
        runs.append(char((length & 127) | 128));
    runs.append(char(length));
}

}  // namespace

MaskPatch::MaskPatch(const QImage& mask, const QRect& rect) : mRect(rect & mask.rect()) {
    Q_ASSERT(mask.format() == QImage::Format_Grayscale8);
    if (mRect.isEmpty()) return;
    uchar value = mask.constScanLine(mRect.top())[mRect.left()];
    quint32 length = 0;
    for (int y = mRect.top(); y <= mRect.bottom(); ++y) {
        const uchar* at = mask.constScanLine(y) + mRect.left();
        const uchar* end = at + mRect.width();
        while (at != end) {
            const uchar* stop = std::find_if(at, end, [value](uchar sample) { return sample != value; });
            length += quint32(stop - at);
            at = stop;
            if (at == end) break;
            appendRun(mRuns, value, length);
            value = *at;
            length = 0;
        }
    }
    appendRun(mRuns, value, length);
    mRuns.squeeze();
}

void MaskPatch::exchangeWith(MaskLayer& layer) {
    MaskPatch before(layer.image(), mRect);
    const char* code = mRuns.constData();
    quint32 left = 0;
    uchar value = 0;
    for (int y = mRect.top(); y <= mRect.bottom(); ++y) {
        uchar* row = layer.scanLine(y) + mRect.left();
        for (quint32 done = 0; done < quint32(mRect.width());) {
            while (left == 0) {
                value = uchar(*code++);
                for (int shift = 0;; shift += 7) {
                    const auto digit = uchar(*code++);
                    left |= quint32(digit & 127) << shift;
                    if (digit < 128) break;
                }
            }
            const quint32 count = std::min(left, quint32(mRect.width()) - done);
            std::memset(row + done, value, count);
            done += count;
            left -= count;
        }
    }
    layer.changed(mRect);
    *this = std::move(before);
}

}  // namespace lacuna::ui
