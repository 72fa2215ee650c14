// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/occupancy.h"
#include "core/tiling/tile_layout.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lacuna;

class TestTileLayout : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void spans_data();
    void spans();
    void exactSpans_data();
    void exactSpans();
    void tooSmallATileHasNoCount();
    void moreTilesThanNeededAreShorter();
    void onlyTouchedTilesAreKept();
    void oneTileCoversItAll();
    void theBorderCounts();
};

void TestTileLayout::spans_data() {
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("tile");
    QTest::addColumn<int>("margin");
    QTest::addColumn<int>("ramp");
    QTest::addColumn<int>("stride");

    QTest::newRow("one pixel") << 1 << 256 << 32 << 16 << 16;
    QTest::newRow("shorter than a tile") << 255 << 256 << 32 << 16 << 16;
    QTest::newRow("just a tile") << 256 << 256 << 32 << 16 << 16;
    QTest::newRow("a pixel more than a tile") << 257 << 256 << 32 << 16 << 16;
    QTest::newRow("photograph") << 4000 << 768 << 64 << 16 << 16;
    QTest::newRow("odd length") << 3001 << 512 << 48 << 32 << 16;
    QTest::newRow("smallest tile") << 1999 << 192 << 48 << 16 << 16;
    QTest::newRow("no ramp") << 2000 << 256 << 48 << 0 << 16;
    QTest::newRow("no overlap") << 100 << 24 << 0 << 0 << 8;
    QTest::newRow("stride 1") << 1000 << 97 << 13 << 7 << 1;
    QTest::newRow("ramp longer than the stride") << 777 << 300 << 16 << 64 << 8;
    QTest::newRow("10000 pixels") << 10000 << 256 << 48 << 16 << 16;
}

void TestTileLayout::spans() {
    QFETCH(int, length);
    QFETCH(int, tile);
    QFETCH(int, margin);
    QFETCH(int, ramp);
    QFETCH(int, stride);
    const TileOverlap overlap{margin, ramp};
    const int count = tilesNeeded(length, tile, overlap, stride);
    QVERIFY(count >= 1);
    QCOMPARE(count == 1, length <= tile / stride * stride);

    const std::vector<TileSpan> spans = tilesAlong(length, count, overlap, stride);
    QCOMPARE(static_cast<int>(spans.size()), count);
    std::vector<double> sum(length, 0.0);
    for (int i = 0; i < count; ++i) {
        const TileSpan& span = spans[i];
        QCOMPARE(span.origin % stride, 0);
        QVERIFY(span.length <= tile);
        if (i + 1 < count)
            QCOMPARE(span.length, count == 1 ? length : tileLength(length, count, overlap, stride));
        if (i > 0) QVERIFY(span.first - span.origin >= margin);
        if (i + 1 < count) QVERIFY(span.origin + span.length - span.end() >= margin);
        for (int p = span.first; p < span.end(); ++p) {
            const double w = span.weight[p - span.first];
            QVERIFY(w > 0 && w <= 1);
            sum[p] += w;
        }
    }
    QCOMPARE(spans.front().origin, 0);
    QCOMPARE(spans.back().origin + spans.back().length, length);
    if (count > 1) QVERIFY(spans.front().length - spans.back().length < stride);
    for (const double total : sum)
        QVERIFY(std::abs(total - 1) < 1e-6);
}

void TestTileLayout::exactSpans_data() {
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("tile");
    QTest::addColumn<int>("margin");
    QTest::addColumn<int>("ramp");
    QTest::addColumn<int>("count");
    QTest::newRow("shorter") << 100 << 256 << 32 << 32 << 1;
    QTest::newRow("as long") << 256 << 256 << 32 << 32 << 1;
    QTest::newRow("a pixel more") << 257 << 256 << 32 << 32 << 2;
    QTest::newRow("somewhat more") << 300 << 256 << 32 << 32 << 2;
    QTest::newRow("two full steps") << 256 + 320 << 256 << 32 << 32 << 3;
    QTest::newRow("a pixel more than these") << 257 + 320 << 256 << 32 << 32 << 4;
    QTest::newRow("tiny tiles") << 1001 << 32 << 4 << 4 << 50;
    QTest::newRow("the tiniest") << 333 << 16 << 2 << 2 << 33;
    QTest::newRow("no ramp") << 999 << 64 << 8 << 0 << 21;
}

/// All of the length that the model knows, whatever the picture's.
void TestTileLayout::exactSpans() {
    QFETCH(int, length);
    QFETCH(int, tile);
    QFETCH(int, margin);
    QFETCH(int, ramp);
    QFETCH(int, count);
    const std::vector<TileSpan> spans = exactTilesAlong(length, tile, {margin, ramp});
    QCOMPARE(static_cast<int>(spans.size()), count);
    std::vector<double> sum(length, 0.0);
    for (int i = 0; i < count; ++i) {
        const TileSpan& span = spans[i];
        QCOMPARE(span.length, std::min(tile, length));
        if (i > 0) QVERIFY(span.first - span.origin >= margin);
        if (i + 1 < count) QVERIFY(span.origin + span.length - span.end() >= margin);
        for (int p = span.first; p < span.end(); ++p) {
            QVERIFY(span.weight[p - span.first] > 0);
            sum[p] += span.weight[p - span.first];
        }
    }
    QCOMPARE(spans.front().origin, 0);
    QCOMPARE(spans.back().origin + spans.back().length, length);
    for (const double total : sum)
        QVERIFY(std::abs(total - 1) < 1e-6);
}

void TestTileLayout::tooSmallATileHasNoCount() {
    const TileOverlap overlap{48, 16};
    const int least = overlap.shortestTile(16);
    QCOMPARE(tilesNeeded(2000, least - 1, overlap, 16), 0);
    QVERIFY(tilesNeeded(2000, least, overlap, 16) > 1);
    QCOMPARE(tilesNeeded(90, 96, overlap, 16), 1);
}

void TestTileLayout::moreTilesThanNeededAreShorter() {
    const TileOverlap overlap{32, 16};
    int last = tileLength(3000, 1, overlap, 16);
    QCOMPARE(last, 3008);
    for (int count = 2; count < 12; ++count) {
        const int length = tileLength(3000, count, overlap, 16);
        QVERIFY(length < last);
        QVERIFY(tilesNeeded(3000, length, overlap, 16) <= count);
        last = length;
    }
}

void TestTileLayout::onlyTouchedTilesAreKept() {
    TileLayout layout = TileLayout::of(1000, 700, 256, 256, {32, 16}, 16);
    const int all = layout.tileCount();
    QVERIFY(all > 6 && layout.isComplete());

    ImageBuffer mask(1000, 700, 1, Depth::UInt8);
    layout.keepTouching(Occupancy(mask));
    QCOMPARE(layout.tileCount(), 0);
    QCOMPARE(layout.networkPixels(16), 0.0);

    mask.setSample(500, 350, 0, 128);
    layout.keepTouching(Occupancy(mask));
    QVERIFY(layout.tileCount() >= 1 && layout.tileCount() <= 4);
    bool covered = false;
    double weight = 0;
    for (std::size_t r = 0; r < layout.rows.size(); ++r) {
        for (std::size_t c = 0; c < layout.columns.size(); ++c) {
            if (!layout.isNeeded(r, c)) continue;
            const TileSpan& column = layout.columns[c];
            const TileSpan& row = layout.rows[r];
            if (column.first <= 500 && 500 < column.end() && row.first <= 350 && 350 < row.end()) {
                covered = true;
                weight += column.weight[500 - column.first] * row.weight[350 - row.first];
            }
        }
    }
    QVERIFY(covered);
    QVERIFY(std::abs(weight - 1) < 1e-6);

    for (int x = 0; x < 1000; ++x) {
        for (int y = 0; y < 700; ++y)
            mask.setSample(x, y, 0, 255);
    }
    layout.keepTouching(Occupancy(mask));
    QCOMPARE(layout.tileCount(), all);
}

void TestTileLayout::oneTileCoversItAll() {
    TileLayout layout = TileLayout::whole(37, 5);
    QCOMPARE(layout.tileCount(), 1);
    QCOMPARE(layout.tileWidth(), 37);
    QCOMPARE(layout.tileHeight(), 5);
    QCOMPARE(layout.networkPixels(16), 48.0 * 16);
    QCOMPARE(layout.callPixels(16, 1), 48.0 * 16);
    QCOMPARE(layout.callPixels(16, 64), 64.0 * 64);
    layout.border = 8;
    QCOMPARE(layout.networkPixels(16), 64.0 * 32);
    QCOMPARE(layout.callPixels(16, 1), 64.0 * 32);
}

/// Only tiles at the picture's own border see beyond it, each on its side.
void TestTileLayout::theBorderCounts() {
    TileLayout layout = TileLayout::of(100, 64, 48, 64, {8, 4}, 4);
    QVERIFY(layout.columns.size() > 2 && layout.rows.size() == 1);
    const double before = layout.networkPixels(1), call = layout.callPixels(1, 1);
    layout.border = 6;
    double wide = 0;
    for (const TileSpan& span : layout.columns)
        wide += span.length;
    QCOMPARE(before, wide * 64);
    QCOMPARE(layout.networkPixels(1), (wide + 12) * (64 + 12));
    QCOMPARE(layout.callPixels(1, 1), (call / 64 + 6) * (64 + 12));
}

QTEST_GUILESS_MAIN(TestTileLayout)
#include "test_tile_layout.moc"
