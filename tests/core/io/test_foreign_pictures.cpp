// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/io/colour.h"
#include "core/io/image_io.h"
#include "tests/core/io/pictures.h"

#include <QTest>

using namespace lacuna;
using test::fixture;

namespace {

struct Row {
    const char* file;
    ImageBuffer pixels;
    ImageBuffer alpha;
    int tolerance;
    int alphaTolerance;
};

/// White, cyan, yellow, … where make_fixtures.py has no ink, cyan, yellow, …
ImageBuffer inks(bool withYellow) {
    ImageBuffer out(24, 16, 3, Depth::UInt8);
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 24; ++x) {
            out.setSample(x, y, 0, x > 11 ? 0 : 255);
            out.setSample(x, y, 1, y > 7 ? 0 : 255);
            out.setSample(x, y, 2, withYellow && x % 12 > 5 ? 0 : 255);
        }
    }
    return out;
}

/// Alpha that is 0 where the picture has the key colour and full elsewhere.
ImageBuffer keyed(const ImageBuffer& pixels, int atX, int atY) {
    ImageBuffer out(pixels.width(), pixels.height(), 1, pixels.depth());
    for (int y = 0; y < pixels.height(); ++y) {
        for (int x = 0; x < pixels.width(); ++x) {
            bool same = true;
            for (int c = 0; c < pixels.channels(); ++c)
                same = same && pixels.sample(x, y, c) == pixels.sample(atX, atY, c);
            out.setSample(x, y, 0, same ? 0 : pixels.maxValue());
        }
    }
    return out;
}

ImageBuffer paletteAlpha() {
    ImageBuffer out(24, 16, 1, Depth::UInt8);
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 24; ++x) {
            const int index = x * 5 + y * 3;
            out.setSample(x, y, 0, index < 200 ? index : 255);
        }
    }
    return out;
}

std::vector<Row> rows() {
    using test::fixtureAlpha, test::fixtureNarrow, test::fixturePalette, test::fixturePixels;
    const ImageBuffer none, grey8 = fixturePixels(1, Depth::UInt8), rgb8 = fixturePixels(3, Depth::UInt8),
                            grey16 = fixturePixels(1, Depth::UInt16), rgb16 = fixturePixels(3, Depth::UInt16),
                            alpha8 = fixtureAlpha(Depth::UInt8), alpha16 = fixtureAlpha(Depth::UInt16);
    ImageBuffer rgb12 = rgb16;
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 24; ++x) {
            for (int c = 0; c < 3; ++c) {
                rgb12.setSample(x, y, c,
                                static_cast<int>((rgb16.sample(x, y, c) / 16 * 65535L + 2047) / 4095));
            }
        }
    }
    return {
        {"grey1.png", fixtureNarrow(1), none, 0, 0},
        {"grey2.png", fixtureNarrow(2), none, 0, 0},
        {"grey4.png", fixtureNarrow(4), none, 0, 0},
        {"palette1.png", fixturePalette(1), none, 0, 0},
        {"palette2.png", fixturePalette(2), none, 0, 0},
        {"palette4.png", fixturePalette(4), none, 0, 0},
        {"palette8.png", fixturePalette(8), none, 0, 0},
        {"palette8_alpha.png", fixturePalette(8), paletteAlpha(), 0, 0},
        {"grey8_key.png", grey8, keyed(grey8, 1, 0), 0, 0},
        {"rgb16_key.png", rgb16, keyed(rgb16, 3, 2), 0, 0},
        {"grey_alpha8_interlaced.png", grey8, alpha8, 0, 0},
        {"rgb8_interlaced.png", rgb8, none, 0, 0},
        {"rgba16_interlaced.png", rgb16, alpha16, 0, 0},
        {"linear.png", rgb8, none, 0, 0},

        {"grey1.tif", fixtureNarrow(1), none, 0, 0},
        {"grey2.tif", fixtureNarrow(2), none, 0, 0},
        {"grey4.tif", fixtureNarrow(4), none, 0, 0},
        {"grey12.tif", fixtureNarrow(12), none, 0, 0},
        {"rgb12.tif", rgb12, none, 0, 0},
        {"fax4.tif", fixtureNarrow(1), none, 0, 0},
        {"palette4.tif", fixturePalette(4), none, 0, 0},
        {"palette8_narrow.tif", fixturePalette(8), none, 0, 0},
        {"white_is_zero8.tif", grey8, none, 0, 0},
        {"grey_alpha16.tif", grey16, alpha16, 0, 0},
        {"rgb8_big.tif", rgb8, none, 0, 0},
        {"rgb16_big_bigendian.tif", rgb16, none, 0, 0},
        {"rgb8_unspecified_extra.tif", rgb8, none, 0, 0},
        {"rgba16_planes_bigendian.tif", rgb16, alpha16, 0, 0},
        {"rgba16_planes_tiled.tif", rgb16, alpha16, 0, 0},
        {"lzw.tif", rgb8, none, 0, 0},
        {"packbits.tif", rgb8, none, 0, 0},
        {"two_pages.tif", rgb8, none, 0, 0},
        {"ycbcr.tif", rgb8, none, 2, 0},
        {"jpeg.tif", rgb8, none, 40, 0},
        {"cmyk8.tif", inks(true), none, 2, 0},
        {"cmyk16.tif", inks(true).converted(Depth::UInt16), none, 514, 0},

        {"grey.jpg", grey8, none, 3, 0},
        {"rgb.jpg", rgb8, none, 4, 0},
        {"progressive_420.jpg", rgb8, none, 25, 0},
        {"cmyk.jpg", inks(false), none, 12, 0},

        {"lossy.webp", rgb8, none, 40, 0},
        {"lossy_alpha.webp", rgb8, alpha8, 40, 0},
        {"lossless_alpha.webp", rgb8, alpha8, 0, 0},
    };
}

}  // namespace

class TestForeignPictures : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void areReadExactly_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Row& row : rows())
            QTest::newRow(row.file) << index++;
    }
    void areReadExactly() {
        QFETCH(int, index);
        const Row row = rows()[static_cast<std::size_t>(index)];
        const Photograph photo = readPhotograph(fixture(row.file));
        const int difference = test::largestDifference(photo.pixels, row.pixels);
        QVERIFY2(difference >= 0 && difference <= row.tolerance, qPrintable(QString::number(difference)));
        const int alphaDifference = test::largestDifference(photo.alpha, row.alpha);
        QVERIFY2(alphaDifference >= 0 && alphaDifference <= row.alphaTolerance,
                 qPrintable(QString::number(alphaDifference)));
    }

    /// Colours that were multiplied by alpha come back to within what that rounding lost.
    void associatedAlphaIsDividedOut_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("bits");
        QTest::addRow("8 bit") << "rgba8_associated.tif" << 8;
        QTest::addRow("16 bit, tiled") << "rgba16_associated_tiled.tif" << 16;
    }
    void associatedAlphaIsDividedOut() {
        QFETCH(QString, file);
        QFETCH(int, bits);
        const Depth depth = bits == 16 ? Depth::UInt16 : Depth::UInt8;
        const Photograph photo = readPhotograph(fixture(qPrintable(file)));
        const ImageBuffer pixels = test::fixturePixels(3, depth);
        const ImageBuffer alpha = test::fixtureAlpha(depth);
        QCOMPARE(test::largestDifference(photo.alpha, alpha), 0);
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 24; ++x) {
                const int a = alpha.sample(x, y, 0);
                const double lost = a == 0 ? pixels.maxValue() : 0.5 * pixels.maxValue() / a + 0.5;
                for (int c = 0; c < 3; ++c) {
                    QVERIFY(std::abs(photo.pixels.sample(x, y, c) - pixels.sample(x, y, c)) <= lost);
                    QVERIFY(a > 0 || photo.pixels.sample(x, y, c) == 0);
                }
            }
        }
    }

    void areTurnedUprightOnce_data() {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("orientation");
        for (const QString extension : {"jpg", "png", "webp", "tif"}) {
            for (int orientation = 1; orientation <= 8; ++orientation) {
                QTest::addRow("%s, %d", qPrintable(extension), orientation) << extension << orientation;
            }
        }
    }
    void areTurnedUprightOnce() {
        QFETCH(QString, extension);
        QFETCH(int, orientation);
        const QString name = QString("orientation_%1.%2").arg(orientation).arg(extension);
        const Photograph photo = readPhotograph(fixture(qPrintable(name)));
        ImageBuffer expected(24, 16, 3, Depth::UInt8);
        constexpr int kQuadrants[4][3] = {{230, 20, 20}, {20, 200, 40}, {30, 40, 220}, {240, 240, 240}};
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 24; ++x) {
                for (int c = 0; c < 3; ++c)
                    expected.setSample(x, y, c, kQuadrants[(y > 7) * 2 + (x > 11)][c]);
            }
        }
        const int difference = test::largestDifference(photo.pixels, expected);
        QVERIFY2(difference >= 0 && difference <= (extension == "jpg" ? 30 : 0),
                 qPrintable(QString::number(difference)));
        QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.ImageDescription"),
                 std::string("Four quadrants"));
        QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.Orientation"), std::string("1"));
    }

    void cmykBecomesSrgb() {
        for (const char* file : {"cmyk.jpg", "cmyk8.tif", "cmyk16.tif"}) {
            QCOMPARE(readPhotograph(fixture(file)).metadata.icc, io::srgbProfile());
        }
    }

    void statedGammaBecomesAProfile() {
        const Photograph photo = readPhotograph(fixture("linear.png"));
        QVERIFY(!photo.metadata.icc.empty());
        // Linear 0.5 is 0.735 in sRGB.
        ImageBuffer half(1, 1, 3, Depth::UInt16);
        for (int c = 0; c < 3; ++c)
            half.setSample(0, 0, c, 32768);
        QVERIFY(std::abs(toSrgb(half, photo.metadata.icc).sample(0, 0, 1) - 188) <= 1);
    }

    void areRefused_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("reason");
        QTest::newRow("8192 Mpx PNG") << "huge.png"
                                      << "100000 × 100000";
        QTest::newRow("large PNG without data") << "large.png"
                                                << "cut off";
        QTest::newRow("4 Gpx JPEG") << "huge.jpg"
                                    << "65500 × 65500";
        QTest::newRow("large JPEG without data") << "large.jpg"
                                                 << "cut off";
        QTest::newRow("10 Gpx TIFF") << "huge.tif"
                                     << "100000 × 100000";
        QTest::newRow("large TIFF without data") << "large.tif"
                                                 << "cut off";
        QTest::newRow("large WebP without data") << "large.webp"
                                                 << "cut off";
        QTest::newRow("huge WebP canvas") << "huge.webp"
                                          << "damaged";
        QTest::newRow("TIFF of no width") << "zero.tif"
                                          << "damaged";
        QTest::newRow("JPEG of 12 bits") << "bits12.jpg"
                                         << "12 bits per sample";
        QTest::newRow("lossless JPEG") << "lossless.jpg"
                                       << "without loss";
        QTest::newRow("signed TIFF") << "signed16.tif"
                                     << "signed";
        QTest::newRow("TIFF of 32 bits") << "grey32.tif"
                                         << "32 bits";
        QTest::newRow("raw file") << "preview_first.tif"
                                  << "raw file";
    }
    void areRefused() {
        QFETCH(QString, file);
        QFETCH(QString, reason);
        const auto path = fixture(qPrintable(file));
        try {
            readPhotograph(path);
        } catch (const Error& error) {
            QCOMPARE(int(error.code()), int(ErrorCode::InputFile));
            QCOMPARE(error.subject(), path.string());
            QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
            return;
        }
        QFAIL("it was read");
    }
};

QTEST_GUILESS_MAIN(TestForeignPictures)
#include "test_foreign_pictures.moc"
