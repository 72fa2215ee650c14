// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/reframe.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>

using namespace lacuna;

namespace {

/// Every sample says where it comes from.
ImageBuffer counted(int width, int height, int channels, Depth depth) {
    ImageBuffer picture(width, height, channels, depth);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c)
                picture.setSample(x, y, c, (x * 7 + y * 31 + c * 101 + x * y) % (picture.maxValue() + 1));
    return picture;
}

Framing turnedBy(int quarters, bool mirrored = false) {
    Framing framing;
    framing.quarterTurns = quarters;
    framing.mirrored = mirrored;
    return framing;
}

Framing straightened(double degrees) {
    Framing framing;
    framing.degrees = degrees;
    return framing;
}

/// A wave that Lanczos' filter resolves, as a function of the place from the middle.
double wave(double x, double y) {
    return 30000 + 12000 * std::sin(1.1 * x + 0.4 * y) + 9000 * std::cos(0.2 * x - 0.9 * y);
}

ImageBuffer waves(int width, int height, double degrees) {
    const double angle = degrees * std::numbers::pi / 180;
    ImageBuffer picture(width, height, 1, Depth::UInt16);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double across = x - (width - 1) / 2.0, down = y - (height - 1) / 2.0;
            picture.setSample(x, y, 0,
                              int(std::lround(wave(std::cos(angle) * across + std::sin(angle) * down,
                                                   -std::sin(angle) * across + std::cos(angle) * down))));
        }
    }
    return picture;
}

}  // namespace

class TestReframe : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void turns_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("deep");
        QTest::newRow("colour") << 13 << 7 << 3 << false;
        QTest::newRow("colour, 16 bit") << 8 << 21 << 3 << true;
        QTest::newRow("grey") << 6 << 6 << 1 << false;
        QTest::newRow("one pixel") << 1 << 1 << 3 << true;
        QTest::newRow("very wide") << 5000 << 1 << 1 << true;
        QTest::newRow("very high") << 1 << 5000 << 3 << false;
    }
    /// A quarter turn clockwise takes the lower left corner to the upper left one; nothing is computed.
    void turns() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, channels);
        QFETCH(bool, deep);
        const ImageBuffer picture = counted(width, height, channels, deep ? Depth::UInt16 : Depth::UInt8);
        const ImageBuffer once = reframed(picture, turnedBy(1));
        QCOMPARE(once.width(), height);
        QCOMPARE(once.height(), width);
        const ImageBuffer mirrored = reframed(picture, turnedBy(0, true));
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                for (int c = 0; c < channels; ++c) {
                    QCOMPARE(once.sample(height - 1 - y, x, c), picture.sample(x, y, c));
                    QCOMPARE(mirrored.sample(width - 1 - x, y, c), picture.sample(x, y, c));
                }
        const ImageBuffer twice = reframed(once, turnedBy(1));
        QVERIFY(reframed(picture, turnedBy(2)) == twice);
        QVERIFY(reframed(picture, turnedBy(3)) == reframed(twice, turnedBy(1)));
        QVERIFY(reframed(picture, turnedBy(0)) == picture);
        QVERIFY(reframed(once, turnedBy(3)) == picture);
        for (int quarters = 0; quarters < 4; ++quarters)  // first mirrored, then turned
            QVERIFY(reframed(picture, turnedBy(quarters, true)) == reframed(mirrored, turnedBy(quarters)));
    }

    void crops() {
        const ImageBuffer picture = counted(40, 30, 3, Depth::UInt16);
        Framing framing;
        framing.x = 5, framing.y = 2, framing.width = 11, framing.height = 28;
        QVERIFY(reframed(picture, framing) == picture.cropped(5, 2, 11, 28));
        framing = turnedBy(3, true);
        framing.x = 19, framing.y = 39, framing.width = 11, framing.height = 1;
        QVERIFY(reframed(picture, framing) == reframed(picture, turnedBy(3, true)).cropped(19, 39, 11, 1));
        QVERIFY(reframedMask(picture.cropped(0, 0, 40, 30), framing) == reframed(picture, framing));
    }

    void fitsOrNot_data() {
        QTest::addColumn<Framing>("framing");
        QTest::addColumn<bool>("expected");
        const auto crop = [](int x, int y, int width, int height, int quarters = 0) {
            Framing framing = turnedBy(quarters);
            framing.x = x, framing.y = y, framing.width = width, framing.height = height;
            return framing;
        };
        QTest::newRow("nothing") << Framing() << true;
        QTest::newRow("all") << crop(0, 0, 40, 30) << true;
        QTest::newRow("too wide") << crop(0, 0, 41, 30) << false;
        QTest::newRow("turned") << crop(0, 0, 30, 40, 1) << true;
        QTest::newRow("turned, but not in thought") << crop(0, 0, 40, 30, 1) << false;
        QTest::newRow("the last pixel") << crop(39, 29, 1, 1) << true;
        QTest::newRow("beyond it") << crop(40, 29, 1, 1) << false;
        QTest::newRow("before the first") << crop(-1, 0, 5, 5) << false;
        QTest::newRow("a sum that overflows") << crop(30, 0, std::numeric_limits<int>::max(), 5) << false;
        QTest::newRow("no height") << crop(0, 0, 5, 0) << false;
        QTest::newRow("no width") << crop(0, 0, 0, 5) << false;
        QTest::newRow("five quarters") << turnedBy(5) << false;
        QTest::newRow("backwards") << turnedBy(-1) << false;
        QTest::newRow("45 degrees") << straightened(-45) << true;
        QTest::newRow("more") << straightened(45.01) << false;
        QTest::newRow("no number") << straightened(std::nan("")) << false;
    }
    void fitsOrNot() {
        QFETCH(Framing, framing);
        QFETCH(bool, expected);
        QCOMPARE(fits(framing, 40, 30), expected);
    }

    void straightens_data() {
        QTest::addColumn<double>("degrees");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("a little") << 0.3 << 200 << 120;
        QTest::newRow("clockwise") << 7.5 << 121 << 160;
        QTest::newRow("the other way") << -13.0 << 160 << 161;
        QTest::newRow("as far as it goes") << 45.0 << 130 << 130;
    }
    /// Against the same waves computed at the turned places; in the part that the corners don't reach.
    void straightens() {
        QFETCH(double, degrees);
        QFETCH(int, width);
        QFETCH(int, height);
        const ImageBuffer found = reframed(waves(width, height, 0), straightened(degrees));
        const ImageBuffer expected = waves(width, height, degrees);
        double worst = 0;
        const int reach = std::min(width, height) / 2 - 10;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                if (std::hypot(x - width / 2.0, y - height / 2.0) > reach) continue;
                worst = std::max(worst, double(std::abs(found.sample(x, y, 0) - expected.sample(x, y, 0))));
            }
        // Of 65535. Linear interpolation is off by 2800, a cubic one by 500.
        QVERIFY2(worst < 400, qPrintable(QString::number(worst)));
    }

    /// An even area stays what it is, to the bit, up to the rim.
    void keepsEvenAreas() {
        ImageBuffer even(50, 40, 3, Depth::UInt8);
        for (int y = 0; y < 40; ++y)
            for (int x = 0; x < 50; ++x)
                for (int c = 0; c < 3; ++c)
                    even.setSample(x, y, c, 40 + 90 * c);
        QVERIFY(reframed(even, straightened(11)) == even);
    }

    /// A white line beside black never leaves the range of the samples.
    void staysInRange() {
        ImageBuffer edge(64, 64, 1, Depth::UInt8);
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x)
                edge.setSample(x, y, 0, x < 32 ? 0 : 255);
        const ImageBuffer found = reframed(edge, straightened(20));
        QCOMPARE(found.sample(2, 32, 0), 0);
        QCOMPARE(found.sample(61, 32, 0), 255);
        for (int x = 0; x < 20; ++x)
            QVERIFY(found.sample(x, 32, 0) < 40);
        for (int x = 44; x < 64; ++x)
            QVERIFY(found.sample(x, 32, 0) > 215);
    }

    /// A scratch of one pixel stays in one piece, and no wider than it must be.
    void keepsThinMasksWhole() {
        ImageBuffer mask(100, 80, 1, Depth::UInt8);
        for (int x = 0; x < 100; ++x)
            mask.setSample(x, 40, 0, 255);
        const ImageBuffer found = reframedMask(mask, straightened(9));
        for (int x = 0; x < 100; ++x) {
            int marked = 0;
            for (int y = 0; y < 80; ++y)
                marked += found.sample(x, y, 0) > 127;
            QVERIFY2(marked >= 1 && marked <= 3, qPrintable(QString("column %1: %2").arg(x).arg(marked)));
        }
    }

    /// Where nothing is to be seen, the colour doesn't count.
    void transparentColoursDontBleed() {
        Photograph photo;
        photo.pixels = ImageBuffer(60, 60, 3, Depth::UInt16);
        photo.alpha = ImageBuffer(60, 60, 1, Depth::UInt16);
        for (int y = 0; y < 60; ++y)
            for (int x = 0; x < 60; ++x) {
                const bool seen = x < 30;
                for (int c = 0; c < 3; ++c)
                    photo.pixels.setSample(x, y, c, seen ? 20000 : 65535);
                photo.alpha.setSample(x, y, 0, seen ? 65535 : 0);
            }
        const Photograph found = reframed(photo, straightened(10));
        int partly = 0;
        for (int y = 0; y < 60; ++y)
            for (int x = 0; x < 60; ++x) {
                if (found.alpha.sample(x, y, 0) < 6000) continue;
                partly += found.alpha.sample(x, y, 0) < 60000;
                QVERIFY(std::abs(found.pixels.sample(x, y, 1) - 20000) < 10);
            }
        QVERIFY(partly > 20);
    }

    /// What belongs to the file stays; what belongs to the sides changes with them.
    void keepsMetadata() {
        Photograph photo;
        photo.pixels = counted(12, 8, 3, Depth::UInt8);
        photo.extras = {counted(12, 8, 1, Depth::UInt8)};
        photo.missing = ImageBuffer(12, 8, 1, Depth::UInt8);
        photo.missing.setSample(11, 7, 0, 255);
        photo.metadata.xmp = "<x/>";
        photo.metadata.icc = {1, 2, 3};
        photo.metadata.hasThumbnail = true;
        photo.format = FileFormat::Tiff;
        photo.quality = 71;
        photo.orientation = 6;
        photo.pixelsPerInch = 300;
        photo.pixelSize.perInchDown = 150;
        photo.pixelSize.ratioAcross = 1;
        photo.pixelSize.ratioDown = 2;
        const Photograph found = reframed(photo, turnedBy(1));
        QVERIFY(found.metadata == photo.metadata);
        QCOMPARE(found.format, photo.format);
        QCOMPARE(found.quality, 71);
        QCOMPARE(found.orientation, 0);
        QCOMPARE(found.pixelsPerInch, 150.0);
        QCOMPARE(found.pixelSize.perInchDown, 300.0);
        QCOMPARE(found.pixelSize.ratioAcross, 2U);
        QCOMPARE(found.pixelSize.ratioDown, 1U);
        QVERIFY(found.extras.front() == reframed(photo.extras.front(), turnedBy(1)));
        QCOMPARE(found.missing.sample(0, 11, 0), 255);
        const Photograph half = reframed(photo, turnedBy(2));
        QCOMPARE(half.pixelsPerInch, 300.0);
        QVERIFY(half.pixelSize == photo.pixelSize);
        // One number for both sides stays one.
        photo.pixelSize.perInchDown = 0;
        QCOMPARE(reframed(photo, turnedBy(3)).pixelsPerInch, 300.0);
    }
};

QTEST_GUILESS_MAIN(TestReframe)
#include "test_reframe.moc"
