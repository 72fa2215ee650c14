// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mask.h"
#include "core/imaging/drawn_masks.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace lacuna;

namespace {

double shareOf(const ImageBuffer& mask) {
    double marked = 0;
    for (int y = 0; y < mask.height(); ++y)
        for (int x = 0; x < mask.width(); ++x)
            marked += isMarked(mask.row<std::uint8_t>(y)[x]) ? 1 : 0;
    return marked / mask.width() / mask.height();
}

using Draw = std::function<ImageBuffer(int, int, std::uint64_t)>;

}  // namespace

Q_DECLARE_METATYPE(Draw)

class TestDrawnMasks : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void shares_data() {
        QTest::addColumn<Draw>("draw");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::addColumn<bool>("isRandom");
        using U = std::uint64_t;
        QTest::newRow("half of the pixels")
            << Draw([](int w, int h, U s) { return droppedPixels(w, h, 0.5, s); }) << 0.48 << 0.52 << true;
        QTest::newRow("lines") << Draw([](int w, int h, U) { return alternateLines(w, h); }) << 0.5 << 0.5
                               << false;
        QTest::newRow("grid") << Draw([](int w, int h, U) { return sparseGrid(w, h, 2); }) << 0.75 << 0.75
                              << false;
        QTest::newRow("box") << Draw([](int w, int h, U) { return middleBox(w, h, 0.25); }) << 0.25 << 0.25
                             << false;
        QTest::newRow("outside") << Draw([](int w, int h, U) { return middleBox(w, h, 0.25, true); }) << 0.75
                                 << 0.75 << false;
        QTest::newRow("right half") << Draw([](int w, int h, U) { return rightHalf(w, h); }) << 0.5 << 0.5
                                    << false;
        QTest::newRow("strokes, 12") << Draw([](int w, int h, U s) { return brushStrokes(w, h, 12, s); })
                                     << 0.05 << 0.4 << true;
        QTest::newRow("strokes, 24") << Draw([](int w, int h, U s) { return brushStrokes(w, h, 24, s); })
                                     << 0.05 << 0.5 << true;
        QTest::newRow("scratches") << Draw([](int w, int h, U s) { return scratches(w, h, s); }) << 0.01
                                   << 0.2 << true;
        QTest::newRow("writing") << Draw([](int w, int h, U) { return writing(w, h); }) << 0.1 << 0.5
                                 << false;
    }
    void shares() {
        QFETCH(Draw, draw);
        QFETCH(double, least);
        QFETCH(double, most);
        QFETCH(bool, isRandom);
        const ImageBuffer mask = draw(160, 128, 3);
        QCOMPARE(mask.width(), 160);
        QCOMPARE(mask.channels(), 1);
        const double share = shareOf(mask);
        QVERIFY2(share >= least && share <= most, qPrintable(QString::number(share)));
        QVERIFY(mask == draw(160, 128, 3));
        QCOMPARE(mask == draw(160, 128, 4), !isRandom);
        // The least picture there is.
        QCOMPARE(draw(1, 1, 3).width(), 1);
    }
};

QTEST_GUILESS_MAIN(TestDrawnMasks)
#include "test_drawn_masks.moc"
