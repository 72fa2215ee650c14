// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/imaging/estimate/noise_estimate.h"
#include "core/io/image_io.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lacuna;

namespace {

/// `image` at that depth with Gaussian noise, rounded and clipped as a file holds it.
ImageBuffer noisy(const ImageBuffer& image, double level, Depth depth = Depth::UInt8) {
    ImageBuffer out = image.converted(depth);
    std::mt19937 generator(17);
    std::normal_distribution<double> normal(0, level / 255 * out.maxValue());
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            for (int c = 0; c < out.channels(); ++c) {
                const double value = out.sample(x, y, c) + (level > 0 ? normal(generator) : 0);
                out.setSample(x, y, c,
                              static_cast<int>(std::clamp<double>(std::round(value), 0, out.maxValue())));
            }
        }
    }
    return out;
}

ImageBuffer grey(const ImageBuffer& rgb) {
    ImageBuffer out(rgb.width(), rgb.height(), 1, rgb.depth());
    for (int y = 0; y < rgb.height(); ++y) {
        for (int x = 0; x < rgb.width(); ++x)
            out.setSample(x, y, 0, rgb.sample(x, y, 1));
    }
    return out;
}

ImageBuffer plain(int width, int height, int value) {
    ImageBuffer out(width, height, 3, Depth::UInt8);
    std::fill_n(out.data(), out.byteCount(), static_cast<std::byte>(value));
    return out;
}

}  // namespace

class TestNoiseEstimate : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        mPhoto = readPhotograph(LACUNA_SOURCE_DIR "/resources/samples/scratched.jpg").pixels;
    }

    /// On a photograph with textures and scratches.
    void findsTheNoise_data() {
        QTest::addColumn<double>("level");
        QTest::addColumn<bool>("colour");
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("side");  // of a square from its middle; 0: all of it
        for (const double level : {2.5, 5.0, 10.0, 25.0, 50.0}) {
            QTest::addRow("%g, RGB, 8 bit", level) << level << true << 8 << 0;
            QTest::addRow("%g, grey, 16 bit", level) << level << false << 16 << 0;
            // Below, the little picture's own texture is as strong.
            if (level >= 5) QTest::addRow("%g, RGB, 128 x 128", level) << level << true << 8 << 128;
        }
    }
    void findsTheNoise() {
        QFETCH(double, level);
        QFETCH(bool, colour);
        QFETCH(int, depth);
        QFETCH(int, side);
        ImageBuffer photo = colour ? mPhoto : grey(mPhoto);
        if (side > 0)
            photo = photo.cropped((photo.width() - side) / 2, (photo.height() - side) / 2, side, side);
        const double found = estimateNoise(noisy(photo, level, depth == 16 ? Depth::UInt16 : Depth::UInt8));
        QVERIFY2(std::abs(found / level - 1) < 0.1, qPrintable(QString::number(found)));
    }

    /// Where the noise is cut off at black or white, the rest of the picture tells.
    void looksBesideClippedParts() {
        ImageBuffer photo = mPhoto;
        photo.paste(plain(500, photo.height(), 255), 0, 0);
        photo.paste(plain(300, 200, 0), 600, 100);
        const double found = estimateNoise(noisy(photo, 10));
        QVERIFY2(std::abs(found / 10 - 1) < 0.1, qPrintable(QString::number(found)));
    }

    void isNeverBelowTheRounding_data() {
        QTest::addColumn<int>("value");
        for (const int value : {0, 100, 255})
            QTest::addRow("all %d", value) << value;
    }
    void isNeverBelowTheRounding() {
        QFETCH(int, value);
        const ImageBuffer picture = plain(40, 30, value);
        QVERIFY(std::abs(estimateNoise(picture) - 1 / std::sqrt(12.0)) < 1e-9);
        QVERIFY(std::abs(estimateNoise(picture.converted(Depth::UInt16)) - 1 / std::sqrt(12.0) / 257) < 1e-9);
    }

    void givesTheSameEveryTime() {
        const ImageBuffer photo = noisy(mPhoto, 7);
        QCOMPARE(estimateNoise(photo), estimateNoise(photo));
    }

    void wantsSixteenPixels() {
        QVERIFY_EXCEPTION_THROWN(estimateNoise(plain(15, 400, 9)), Error);
        estimateNoise(plain(16, 16, 9));
    }

  private:
    ImageBuffer mPhoto;
};

QTEST_GUILESS_MAIN(TestNoiseEstimate)
#include "test_noise_estimate.moc"
