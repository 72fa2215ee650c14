// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mask.h"
#include "core/imaging/mask_operations.h"
#include "core/imaging/similar_colour.h"
#include "core/imaging/soft_edges.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <random>

using namespace lacuna;

namespace {

ImageBuffer emptyMask(int width, int height) {
    return ImageBuffer(width, height, 1, Depth::UInt8);
}

/// A few blobs, values around the threshold included.
ImageBuffer blobs(int width, int height) {
    ImageBuffer mask = emptyMask(width, height);
    std::mt19937 generator(5);
    for (int i = 0; i < 6; ++i) {
        const int x = int(generator() % unsigned(width));
        const int y = int(generator() % unsigned(height));
        for (int row = std::max(0, y - i); row < std::min(height, y + i); ++row) {
            for (int column = std::max(0, x - 3); column < std::min(width, x + 3); ++column)
                mask.setSample(column, row, 0, i % 2 ? 128 : 255);
        }
    }
    mask.setSample(0, 0, 0, 127);  // not marked
    return mask;
}

bool isMarked(const ImageBuffer& mask, int x, int y) {
    return mask.sample(x, y, 0) > kMarkedAbove;
}

/// Distance to the nearest pixel that is marked, or to the nearest that isn't; infinite where there is none.
double distanceTo(const ImageBuffer& mask, int x, int y, bool marked) {
    double least = INFINITY;
    for (int row = 0; row < mask.height(); ++row) {
        for (int column = 0; column < mask.width(); ++column) {
            if (isMarked(mask, column, row) == marked)
                least = std::min(least, std::hypot(column - x, row - y));
        }
    }
    return least;
}

void compareWith(const ImageBuffer& mask, const std::function<int(int, int)>& expected) {
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x)
            QVERIFY2(mask.sample(x, y, 0) == expected(x, y),
                     qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
    }
}

void addSizes() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("pixels");
    for (const double pixels : {0.0, 1.0, 1.5, 3.0, 40.0}) {
        QTest::addRow("60x40 by %g", pixels) << 60 << 40 << pixels;
        QTest::addRow("1x50 by %g", pixels) << 1 << 50 << pixels;
    }
}

ImageBuffer photo(Depth depth) {
    ImageBuffer out(40, 30, 3, depth);
    const int step = depth == Depth::UInt8 ? 1 : 257;
    for (int y = 0; y < 30; ++y) {
        for (int x = 0; x < 40; ++x) {
            out.setSample(x, y, 0, (x < 20 ? 100 : 108) * step);
            out.setSample(x, y, 1, (x == 10 ? 200 : 50) * step);  // a wall between left and middle
            out.setSample(x, y, 2, 70 * step);
        }
    }
    return out;
}

}  // namespace

class TestMaskOperations : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void enlarges_data() { addSizes(); }
    /// Every pixel becomes a square of its value.
    void enlarges() {
        QFETCH(int, width);
        QFETCH(int, height);
        const ImageBuffer mask = blobs(width, height);
        QVERIFY(enlarged(mask, 1) == mask);
        QVERIFY(enlarged({}, 4).isEmpty());
        const ImageBuffer three = enlarged(mask, 3);
        QCOMPARE(three.width(), 3 * width);
        QCOMPARE(three.height(), 3 * height);
        compareWith(three, [&mask](int x, int y) { return mask.sample(x / 3, y / 3, 0); });
    }

    void growsByDistance_data() { addSizes(); }
    void growsByDistance() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(double, pixels);
        const ImageBuffer mask = blobs(width, height);
        compareWith(grown(mask, pixels),
                    [&](int x, int y) { return distanceTo(mask, x, y, true) <= pixels + 1e-9 ? 255 : 0; });
    }

    void shrinksByDistance_data() { addSizes(); }
    void shrinksByDistance() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(double, pixels);
        const ImageBuffer mask = blobs(width, height);
        compareWith(shrunk(mask, pixels),
                    [&](int x, int y) { return distanceTo(mask, x, y, false) > pixels + 1e-9 ? 255 : 0; });
    }

    /// The rim is marked, falls outwards, and ends where it should.
    void feathersOutwards_data() { addSizes(); }
    void feathersOutwards() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(double, pixels);
        const ImageBuffer mask = blobs(width, height);
        const ImageBuffer soft = feathered(mask, pixels);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const double distance = distanceTo(mask, x, y, true);
                const int value = soft.sample(x, y, 0);
                if (distance == 0) QCOMPARE(value, 255);
                if (distance > pixels + 1e-9) QCOMPARE(value, 0);
                if (distance > 0 && distance <= pixels) QVERIFY(value >= 128 && value < 255);
            }
        }
        if (pixels == 40) QVERIFY(soft.sample(0, height - 1, 0) < 255);
    }

    void nothingStaysNothing() {
        const ImageBuffer mask = emptyMask(17, 9);
        QVERIFY(grown(mask, 5) == mask);
        QVERIFY(shrunk(mask, 5) == mask);
        QVERIFY(feathered(mask, 5) == mask);
    }

    void allStaysAll() {
        ImageBuffer mask = emptyMask(17, 9);
        for (int y = 0; y < 9; ++y)
            std::fill_n(mask.row<std::uint8_t>(y), 17, std::uint8_t(255));
        QVERIFY(grown(mask, 5) == mask);
        QVERIFY(shrunk(mask, 5) == mask);  // the border takes nothing away
        QVERIFY(feathered(mask, 5) == mask);
    }

    void similarFollowsTolerance_data() {
        QTest::addColumn<int>("depth");
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<bool>("connected");
        QTest::addColumn<int>("marked");
        for (const int depth : {8, 16}) {
            QTest::addRow("%d bit, same colour, connected", depth) << depth << 0.0 << true << 9 * 30;
            QTest::addRow("%d bit, same colour, anywhere", depth) << depth << 0.0 << false << 19 * 30;
            QTest::addRow("%d bit, 7 levels", depth) << depth << 7.0 << true << 9 * 30;
            QTest::addRow("%d bit, 8 levels", depth) << depth << 8.0 << true << 29 * 30;
            QTest::addRow("%d bit, all", depth) << depth << 150.0 << true << 40 * 30;
        }
    }
    void similarFollowsTolerance() {
        QFETCH(int, depth);
        QFETCH(double, tolerance);
        QFETCH(bool, connected);
        QFETCH(int, marked);
        const ImageBuffer mask = similarColour(photo(Depth(depth)), 15, 7, tolerance, connected);
        int count = 0;
        for (int y = 0; y < 30; ++y) {
            for (int x = 0; x < 40; ++x) {
                QVERIFY(mask.sample(x, y, 0) == 0 || mask.sample(x, y, 0) == 255);
                count += isMarked(mask, x, y);
            }
        }
        QVERIFY(isMarked(mask, 15, 7));
        QCOMPARE(count, marked);
    }

    void softEdgesBlend_data() {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("value");
        QTest::addColumn<double>("weight");
        for (const int depth : {8, 16}) {
            QTest::addRow("%d bit, unmarked", depth) << depth << 0 << 1.0;  // the engine's business
            QTest::addRow("%d bit, at the threshold", depth) << depth << 127 << 1.0;
            QTest::addRow("%d bit, just marked", depth) << depth << 128 << 1 / 128.0;
            QTest::addRow("%d bit, half", depth) << depth << 191 << 0.5;
            QTest::addRow("%d bit, hard", depth) << depth << 255 << 1.0;
        }
    }
    void softEdgesBlend() {
        QFETCH(int, depth);
        QFETCH(int, value);
        QFETCH(double, weight);
        const ImageBuffer before = photo(Depth(depth));
        ImageBuffer after = before;
        after.setSample(3, 4, 1, before.maxValue());
        ImageBuffer mask = emptyMask(40, 30);
        mask.setSample(3, 4, 0, value);
        const double expected =
            before.sample(3, 4, 1) + weight * (before.maxValue() - before.sample(3, 4, 1));
        blendSoftEdges(after, before, mask);
        QCOMPARE(after.sample(3, 4, 1), int(std::lround(expected)));
        QCOMPARE(after.sample(3, 4, 0), before.sample(3, 4, 0));
    }
};

QTEST_GUILESS_MAIN(TestMaskOperations)
#include "test_mask_operations.moc"
