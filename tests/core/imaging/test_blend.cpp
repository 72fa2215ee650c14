// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/blend.h"

#include <QTest>

#include <cmath>

using namespace lacuna;

namespace {

ImageBuffer ramp(int width, int height, int channels, Depth depth, int slope) {
    ImageBuffer picture(width, height, channels, depth);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c)
                picture.setSample(x, y, c, (x * slope + y * 13 + c * 101) % (picture.maxValue() + 1));
    return picture;
}

}  // namespace

class TestBlend : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void blends_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("deep");
        QTest::addColumn<double>("share");
        QTest::newRow("nothing of it") << 20 << 30 << 3 << false << 0.0;
        QTest::newRow("a third") << 20 << 30 << 3 << false << 1 / 3.0;
        QTest::newRow("half, 16 bit") << 20 << 30 << 3 << true << 0.5;
        QTest::newRow("grey") << 33 << 17 << 1 << false << 0.77;
        QTest::newRow("all of it") << 20 << 30 << 3 << true << 1.0;
        QTest::newRow("one pixel") << 1 << 1 << 3 << false << 0.5;
        QTest::newRow("very high") << 1 << 4000 << 1 << true << 0.25;
    }
    /// Every sample is the rounded mean; what is equal stays.
    void blends() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, channels);
        QFETCH(bool, deep);
        QFETCH(double, share);
        const Depth depth = deep ? Depth::UInt16 : Depth::UInt8;
        const ImageBuffer base = ramp(width, height, channels, depth, 7);
        const ImageBuffer over = ramp(width, height, channels, depth, 31);
        const ImageBuffer result = blended(base, over, share);
        QCOMPARE(result.depth(), depth);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                for (int c = 0; c < channels; ++c) {
                    const int from = base.sample(x, y, c), to = over.sample(x, y, c);
                    QCOMPARE(result.sample(x, y, c), int(std::lround(from + share * (to - from))));
                }
        QVERIFY(blended(base, base, share) == base);
    }
};

QTEST_GUILESS_MAIN(TestBlend)
#include "test_blend.moc"
