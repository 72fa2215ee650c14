// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_control.h"
#include "core/imaging/borrowed_texture.h"

#include <QElapsedTimer>
#include <QRect>
#include <QSize>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <set>

using namespace lacuna;

namespace {

/// Stripes of 8 pixels over a slope: a pattern that can only be gone on with, not averaged.
int stripe(int x, int y) {
    return ((x + 2 * y) / 8) % 2 == 0 ? 60 : 190;
}

ImageBuffer stripes(int width, int height, int channels, Depth depth) {
    ImageBuffer out(width, height, channels, depth);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c)
                out.setSample(x, y, c, (stripe(x, y) - 10 * c) * (depth == Depth::UInt8 ? 1 : 257));
    return out;
}

ImageBuffer hole(int width, int height, const QRect& box) {
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    for (int y = box.top(); y <= box.bottom(); ++y)
        for (int x = box.left(); x <= box.right(); ++x)
            mask.setSample(x, y, 0, 255);
    return mask;
}

/// What lies under the hole must not be looked at.
ImageBuffer spoilt(ImageBuffer photo, const ImageBuffer& mask) {
    for (int y = 0; y < photo.height(); ++y)
        for (int x = 0; x < photo.width(); ++x)
            for (int c = 0; c < photo.channels(); ++c)
                if (mask.sample(x, y, 0)) photo.setSample(x, y, c, photo.maxValue());
    return photo;
}

}  // namespace

class TestBorrowedTexture : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void goesOnWithAPattern_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("deep");
        QTest::addColumn<QRect>("box");
        QTest::newRow("in the middle") << 3 << false << QRect(50, 40, 30, 24);
        QTest::newRow("at a corner") << 3 << false << QRect(0, 0, 24, 24);
        QTest::newRow("grey, 16 bit") << 1 << true << QRect(50, 40, 30, 24);
    }
    void goesOnWithAPattern() {
        QFETCH(int, channels);
        QFETCH(bool, deep);
        QFETCH(QRect, box);
        const ImageBuffer clean = stripes(128, 112, channels, deep ? Depth::UInt16 : Depth::UInt8);
        const ImageBuffer mask = hole(128, 112, box);
        const ImageBuffer photo = spoilt(clean, mask);
        const RunControl control;
        const ImageBuffer filled = borrowedTexture(photo, mask, 1, control);
        QCOMPARE(filled.width(), 128);
        int right = 0;
        for (int y = 0; y < 112; ++y)
            for (int x = 0; x < 128; ++x)
                for (int c = 0; c < channels; ++c) {
                    if (!mask.sample(x, y, 0))
                        QCOMPARE(filled.sample(x, y, c), photo.sample(x, y, c));
                    else
                        right +=
                            std::abs(filled.sample(x, y, c) - clean.sample(x, y, c)) < 30 * (deep ? 257 : 1);
                }
        const double share = double(right) / (box.width() * box.height() * channels);
        QVERIFY2(share > 0.9, qPrintable(QString::number(share)));
        QVERIFY(borrowedTexture(photo, mask, 1, control) == filled);
        QVERIFY(borrowedTexture(clean, mask, 1, control) == filled);
    }

    /// Grain and fine texture are copied, not averaged: every pixel is one of those that are unmarked.
    void keepsFineTexture() {
        std::mt19937 random(4);
        std::normal_distribution<double> normal;
        ImageBuffer photo(128, 112, 3, Depth::UInt8);
        for (int y = 0; y < 112; ++y)
            for (int x = 0; x < 128; ++x)
                for (int c = 0; c < 3; ++c)
                    photo.setSample(x, y, c, int(std::lround(90 + 30.0 * c + 0.4 * x + 12 * normal(random))));
        const QRect box(50, 40, 30, 24);
        const ImageBuffer mask = hole(128, 112, box);
        const RunControl control;
        const ImageBuffer filled = borrowedTexture(photo, mask, 1, control);
        const auto colour = [](const ImageBuffer& picture, int x, int y) {
            return std::array{picture.sample(x, y, 0), picture.sample(x, y, 1), picture.sample(x, y, 2)};
        };
        std::set<std::array<int, 3>> known;
        for (int y = 0; y < 112; ++y)
            for (int x = 0; x < 128; ++x)
                if (!mask.sample(x, y, 0)) known.insert(colour(photo, x, y));
        double made = 0, usual = 0;
        for (int y = box.top(); y <= box.bottom(); ++y)
            for (int x = box.left(); x <= box.right(); ++x) {
                QVERIFY(known.count(colour(filled, x, y)));
                made += std::abs(filled.sample(x, y, 1) - filled.sample(x - 1, y, 1));
                usual += std::abs(photo.sample(x, y, 1) - photo.sample(x - 1, y, 1));
            }
        QVERIFY2(made > 0.8 * usual && made < 1.2 * usual, qPrintable(QString::number(made / usual)));
    }

    void nothingToBorrow_data() {
        QTest::addColumn<QRect>("box");
        QTest::newRow("all but a rim") << QRect(3, 3, 58, 42);
        QTest::newRow("all") << QRect(0, 0, 64, 48);
        QTest::newRow("no hole") << QRect();
    }
    void nothingToBorrow() {
        QFETCH(QRect, box);
        const RunControl control;
        const ImageBuffer photo = stripes(64, 48, 3, Depth::UInt8);
        QVERIFY(borrowedTexture(photo, hole(64, 48, box), 1, control).isEmpty());
        const ImageBuffer dot = stripes(1, 1, 3, Depth::UInt8);
        QVERIFY(borrowedTexture(dot, hole(1, 1, QRect(0, 0, 1, 1)), 1, control).isEmpty());
    }

    void canBeStopped() {
        RunControl control;
        control.stop();
        const ImageBuffer photo = stripes(128, 112, 3, Depth::UInt8);
        QVERIFY(borrowedTexture(photo, hole(128, 112, QRect(50, 40, 30, 24)), 1, control).isEmpty());
    }

    /// A hole that is too large to be searched at full size is still filled with the pattern's own sharpness.
    void largeHolesStaySharp() {
        const QRect box(150, 150, 220, 200);
        QVERIFY(box.width() * box.height() > kMostSearched);
        const ImageBuffer clean = stripes(560, 500, 3, Depth::UInt8);
        const ImageBuffer mask = hole(560, 500, box);
        const RunControl control;
        const ImageBuffer filled = borrowedTexture(spoilt(clean, mask), mask, 1, control);
        int extreme = 0;
        for (int y = box.top(); y <= box.bottom(); ++y)
            for (int x = box.left(); x <= box.right(); ++x) {
                const int value = filled.sample(x, y, 0);
                extreme += std::min(std::abs(value - 60), std::abs(value - 190)) < 25;
            }
        const double share = double(extreme) / (box.width() * box.height());
        QVERIFY2(share > 0.85, qPrintable(QString::number(share)));
    }

    /// A photograph that is searched at a fraction of its size is still filled with pixels of its own, as
    /// sharp as the others, and no marked one among them.
    void searchesASmallerCopy_data() {
        QTest::addColumn<double>("mostPixels");
        QTest::addColumn<QSize>("size");
        QTest::newRow("half") << 60000.0 << QSize(400, 360);
        QTest::newRow("a quarter") << 12000.0 << QSize(400, 360);
        QTest::newRow("odd sides") << 60000.0 << QSize(397, 351);
    }
    void searchesASmallerCopy() {
        QFETCH(double, mostPixels);
        QFETCH(QSize, size);
        const int width = size.width(), height = size.height();
        const QRect box(151, 121, 90, 80);
        ImageBuffer clean(width, height, 3, Depth::UInt8);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                for (int c = 0; c < 3; ++c)
                    clean.setSample(x, y, c, ((x + 2 * y) / 32) % 2 == 0 ? 60 : 190);
        const ImageBuffer mask = hole(width, height, box);
        const RunControl control;
        const ImageBuffer filled = borrowedTexture(spoilt(clean, mask), mask, 1, control, mostPixels);
        QCOMPARE(filled.width(), width);
        int right = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const int value = filled.sample(x, y, 0);
                QVERIFY2(value == 60 || value == 190,
                         qPrintable(QString("%1 at %2, %3").arg(value).arg(x).arg(y)));
                if (!box.contains(x, y)) QCOMPARE(value, clean.sample(x, y, 0));
                right += box.contains(x, y) && value == clean.sample(x, y, 0);
            }
        const double share = double(right) / (box.width() * box.height());
        QVERIFY2(share > 0.8, qPrintable(QString::number(share)));
    }
};

QTEST_GUILESS_MAIN(TestBorrowedTexture)
#include "test_borrowed_texture.moc"
