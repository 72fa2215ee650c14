// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/dither.h"

#include <QTest>

#include <cmath>
#include <cstdlib>

using namespace lacuna;

class TestDither : public QObject {
    Q_OBJECT

    /// A gradient of two 8-bit levels over the width: what bands.
    static ImageBuffer gradient(int width, int height, int channels) {
        ImageBuffer out(width, height, channels, Depth::UInt16);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                for (int c = 0; c < channels; ++c)
                    out.setSample(x, y, c, 100 * 257 + x * 514 / width);
            }
        }
        return out;
    }

  private Q_SLOTS:
    void meansStay() {
        const ImageBuffer picture = gradient(512, 256, 1);
        const ImageBuffer out = dithered(picture, 0, 0);
        QCOMPARE(out.depth(), Depth::UInt8);
        double largest = 0, largestRounded = 0;
        for (int left = 0; left < 512; left += 32) {
            double wanted = 0, found = 0, rounded = 0;
            for (int y = 0; y < 256; ++y) {
                for (int x = left; x < left + 32; ++x) {
                    wanted += picture.sample(x, y, 0) / 257.0;
                    found += out.sample(x, y, 0);
                    rounded += std::lround(picture.sample(x, y, 0) / 257.0);
                }
            }
            largest = std::max(largest, std::abs(found - wanted) / (32 * 256));
            largestRounded = std::max(largestRounded, std::abs(rounded - wanted) / (32 * 256));
        }
        // Chance allows 0.5 / √8192 = 0.0055; rounding, which bands, is off by nearly half a level.
        QVERIFY2(largest < 0.025, qPrintable(QString::number(largest)));
        QVERIFY(largestRounded > 0.35);
    }

    void neverMoreThanALevel() {
        const ImageBuffer picture = gradient(64, 64, 3);
        const ImageBuffer out = dithered(picture, 5, 9);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                QVERIFY(std::abs(out.sample(x, y, 0) - picture.sample(x, y, 0) / 257.0) < 1);
                // Grey stays grey.
                QCOMPARE(out.sample(x, y, 1), out.sample(x, y, 0));
                QCOMPARE(out.sample(x, y, 2), out.sample(x, y, 0));
            }
        }
    }

    void wholeLevelsStay() {
        ImageBuffer picture(256, 3, 1, Depth::UInt16);
        for (int y = 0; y < 3; ++y) {
            for (int x = 0; x < 256; ++x)
                picture.setSample(x, y, 0, x * 257);
        }
        QVERIFY(dithered(picture, 0, 0) == picture.converted(Depth::UInt8));
    }

    void partsAgreeWithTheWhole() {
        const ImageBuffer picture = gradient(40, 30, 3);
        QVERIFY(dithered(picture, 100, 200).cropped(7, 5, 20, 11) ==
                dithered(picture.cropped(7, 5, 20, 11), 107, 205));
    }
};

QTEST_GUILESS_MAIN(TestDither)
#include "test_dither.moc"
