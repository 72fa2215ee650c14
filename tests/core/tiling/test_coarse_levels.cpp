// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/coarse_levels.h"

#include <QTest>

#include <algorithm>

using namespace lacuna;

namespace {

constexpr int kContext = 48;

ImageBuffer boxes(int width, int height, std::initializer_list<QRect> marked) {
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    for (const QRect& box : marked)
        for (int y = box.top(); y <= box.bottom(); ++y)
            for (int x = box.left(); x <= box.right(); ++x)
                mask.setSample(x, y, 0, 255);
    return mask;
}

Region whole(const ImageBuffer& mask) {
    return {0, 0, mask.width(), mask.height(), {}};
}

}  // namespace

class TestCoarseLevels : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theNumberFollowsFromTheHole_data() {
        QTest::addColumn<QRect>("hole");
        QTest::addColumn<int>("levels");
        QTest::newRow("a scratch of 5 pixels") << QRect(10, 100, 200, 5) << 0;
        QTest::newRow("a stroke of 12") << QRect(10, 100, 200, 12) << 1;
        QTest::newRow("a stroke of 24") << QRect(10, 100, 200, 24) << 2;
        QTest::newRow("a box of 64") << QRect(80, 80, 64, 64) << 4;
        QTest::newRow("at the border it is as wide as it is deep") << QRect(0, 0, 256, 5) << 1;
        QTest::newRow("no further than the photograph allows") << QRect(20, 20, 200, 200) << 4;
        QTest::newRow("nothing") << QRect() << 0;
    }
    void theNumberFollowsFromTheHole() {
        QFETCH(QRect, hole);
        QFETCH(int, levels);
        const ImageBuffer mask = boxes(256, 256, {hole});
        QCOMPARE(coarseLevels(mask, whole(mask), 6), levels);
        QCOMPARE(coarseLevels(mask, whole(mask), 1), std::min(levels, 1));
        QCOMPARE(coarseLevels(mask, whole(mask), 0), 0);
        const ImageBuffer strip = boxes(256, 20, {QRect(0, 0, 200, 20)});
        QCOMPARE(coarseLevels(strip, whole(strip), 6), 0);
    }

    /// Another region's hole doesn't count.
    void onlyTheRegionCounts() {
        const ImageBuffer mask = boxes(600, 256, {QRect(40, 40, 120, 120), QRect(480, 100, 3, 3)});
        QCOMPARE(coarseLevels(mask, {0, 0, 220, 220, {}}, 3), 3);
        QCOMPARE(coarseLevels(mask, {420, 40, 120, 120, {}}, 3), 0);
    }

    void canvasesNest_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<QRect>("region");
        QTest::newRow("in the middle of a large photograph") << 4000 << 3000 << QRect(1600, 1232, 240, 160);
        QTest::newRow("at an odd corner") << 1001 << 777 << QRect(880, 640, 121, 137);
        QTest::newRow("a small photograph") << 130 << 97 << QRect(0, 0, 130, 97);
        QTest::newRow("an odd origin") << 1001 << 777 << QRect(333, 111, 200, 200);
    }
    void canvasesNest() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(QRect, region);
        const auto canvases = coarseCanvases({region.x(), region.y(), region.width(), region.height(), {}},
                                             width, height, 4, kContext);
        QCOMPARE(canvases.size(), std::size_t(4));
        QRect before = region;
        for (std::size_t i = 0; i < canvases.size(); ++i) {
            const CoarseCanvas& canvas = canvases[i];
            QCOMPARE(canvas.factor, 2 << i);
            QCOMPARE(canvas.x % canvas.factor, 0);
            QCOMPARE(canvas.y % canvas.factor, 0);
            const QRect covered(canvas.x, canvas.y, canvas.width, canvas.height);
            QVERIFY(covered.contains(before) && QRect(0, 0, width, height).contains(covered));
            // Of its own pixels, too, there are enough for the finer canvas.
            const int finer = canvas.factor / 2;
            QVERIFY(canvas.ownWidth() * 2 >= (before.right() + finer - canvas.x) / finer);
            const int reach = coarseReach(canvas.factor, kContext) - kContext;
            QCOMPARE(covered.left(), std::max(0, region.left() - std::max(0, reach)) / 16 * 16);
            before = covered;
        }
    }

    void theMaskOfALevel() {
        // A column of the photograph is marked, then two; the last column of pixels is half beyond the
        // border.
        const ImageBuffer mask = boxes(11, 6, {QRect(2, 0, 1, 6), QRect(6, 0, 2, 5), QRect(10, 0, 1, 6)});
        const ImageBuffer half = coarseMask(mask, {2, 0, 0, 11, 6});
        QCOMPARE(half.width(), 6);
        QCOMPARE(half.height(), 3);
        const int expected[] = {0, 0, 0, 255, 0, 255};
        for (int x = 0; x < 6; ++x)
            QCOMPARE(half.sample(x, 0, 0), expected[x]);
        QCOMPARE(half.sample(3, 2, 0), 0);  // half of its area is known
        const ImageBuffer part = coarseMask(mask, {2, 4, 2, 6, 4});
        QVERIFY(part == half.cropped(2, 1, 3, 2));
    }
};

QTEST_GUILESS_MAIN(TestCoarseLevels)
#include "test_coarse_levels.moc"
