// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/spread.h"

#include <QTest>

#include <cmath>

using namespace lacuna;

namespace {

ImageBuffer flat(int value, int channels, Depth depth) {
    ImageBuffer picture(40, 30, channels, depth);
    const int scale = depth == Depth::UInt16 ? 257 : 1;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            for (int c = 0; c < channels; ++c)
                picture.setSample(x, y, c, value * scale);
    return picture;
}

}  // namespace

class TestSpread : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void isTheDeviation_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<Depth>("depth");
        QTest::newRow("RGB") << 3 << Depth::UInt8;
        QTest::newRow("grey") << 1 << Depth::UInt8;
        QTest::newRow("16 bit") << 3 << Depth::UInt16;
    }
    /// 10 and 20 lie 5 from their mean; a place that is the same in both is black.
    void isTheDeviation() {
        QFETCH(int, channels);
        QFETCH(Depth, depth);
        ImageBuffer a = flat(10, channels, depth);
        const ImageBuffer b = flat(20, channels, depth);
        for (int c = 0; c < channels; ++c)
            a.setSample(3, 4, c, b.sample(3, 4, c));
        const Spread spread = spreadOf({&a, &b});
        QVERIFY2(std::abs(spread.mean - 5.0 * 1199 / 1200) < 1e-6, qPrintable(QString::number(spread.mean)));
        QVERIFY2(std::abs(spread.white - 5) < 0.1, qPrintable(QString::number(spread.white)));
        QCOMPARE(spread.picture.sample(3, 4, 0), 0);
        QVERIFY(spread.picture.sample(0, 0, 0) > 245);
    }

    void oneChannelCountsItsShare() {
        const ImageBuffer a = flat(10, 3, Depth::UInt8);
        ImageBuffer b = a;
        for (int y = 0; y < b.height(); ++y)
            for (int x = 0; x < b.width(); ++x)
                b.setSample(x, y, 1, 22);
        QVERIFY(std::abs(spreadOf({&a, &b}).mean - 6 / std::sqrt(3.0)) < 1e-6);
    }

    void sameResultsHaveNone() {
        const ImageBuffer a = flat(100, 3, Depth::UInt8);
        const Spread spread = spreadOf({&a, &a, &a});
        QCOMPARE(spread.mean, 0.0);
        QCOMPARE(spread.white, 1.0);  // so that rounding doesn't shine
        QCOMPARE(spread.picture.sample(5, 5, 0), 0);
    }
};

QTEST_GUILESS_MAIN(TestSpread)
#include "test_spread.moc"
