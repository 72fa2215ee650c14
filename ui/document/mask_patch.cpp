// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/mask_patch.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace lacuna::ui {

namespace {

/// With more tiles, coding would take longer than a frame.
constexpr std::size_t kMostCoded = 256;
constexpr int kPixels = MaskLayer::kTileSide * MaskLayer::kTileSide;

QByteArray coded(const MaskTile& tile) {
    QByteArray runs;
    const uchar* at = tile.row(0, 0);
    const uchar* end = at + kPixels;
    while (at != end) {
        const uchar value = *at;
        const uchar* stop = std::find_if(at, end, [value](uchar sample) { return sample != value; });
        runs.append(char(value));
        auto length = quint32(stop - at);
        for (; length >= 128; length >>= 7)
            runs.append(char((length & 127) | 128));
        runs.append(char(length));
        at = stop;
    }
    runs.squeeze();
    return runs;
}

MaskLayer::TilePtr decoded(const QByteArray& runs) {
    auto tile = std::make_shared<MaskTile>();
    uchar* out = tile->row(0, 0);
    for (const char* code = runs.constData(); code != runs.constData() + runs.size();) {
        const auto value = uchar(*code++);
        quint32 length = 0;
        for (int shift = 0;; shift += 7) {
            const auto digit = uchar(*code++);
            length |= quint32(digit & 127) << shift;
            if (digit < 128) break;
        }
        std::memset(out, value, length);
        out += length;
    }
    tile->update(0, 0, MaskLayer::kTileSide - 1, MaskLayer::kTileSide - 1);
    return tile;
}

}  // namespace

MaskPatch::MaskPatch(const MaskLayer& mask, const MaskLayer& now) {
    Q_ASSERT(mask.size() == now.size());
    for (int i = 0; i < mask.tiles(); ++i) {
        const MaskLayer::TilePtr& one = mask.tile(i);
        const MaskLayer::TilePtr& other = now.tile(i);
        if (one == other || (one && other && one->hasEqualPixels(*other))) continue;
        mParts.push_back({i, one, {}});
        mRect |= mask.tileRect(i);
    }
    pack();
}

void MaskPatch::pack() {
    if (mParts.size() > kMostCoded) return;
    for (Part& part : mParts) {
        if (!part.tile) continue;
        part.runs = coded(*part.tile);
        part.tile.reset();
    }
}

qsizetype MaskPatch::byteCount() const {
    qsizetype sum = sizeof(*this);
    for (const Part& part : mParts)
        sum += qsizetype(sizeof(part)) + part.runs.size() + (part.tile ? qsizetype(sizeof(MaskTile)) : 0);
    return sum;
}

void MaskPatch::exchangeWith(MaskLayer& layer) {
    for (Part& part : mParts) {
        MaskLayer::TilePtr former = layer.tile(part.index);
        layer.setTile(part.index, part.runs.isEmpty() ? std::move(part.tile) : decoded(part.runs));
        part = {part.index, std::move(former), {}};
    }
    layer.changedTiles(mRect);
    pack();
}

}  // namespace lacuna::ui
