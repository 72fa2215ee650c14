// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/io/formats.h"
#include "core/io/image_io.h"
#include "core/io/saving_losses.h"
#include "tests/core/io/pictures.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lacuna;
using test::fixture, test::fixtureNarrow, test::fixturePalette, test::fixturePixels;
using Bytes = std::vector<std::uint8_t>;

namespace {

struct Row {
    const char* file;
    ImageBuffer pixels;
    ImageBuffer alpha;
    int tolerance;
    const char* notes;
};

ImageBuffer inColour(const ImageBuffer& grey) {
    ImageBuffer out(grey.width(), grey.height(), 3, grey.depth());
    for (int y = 0; y < grey.height(); ++y) {
        for (int x = 0; x < grey.width(); ++x) {
            for (int c = 0; c < 3; ++c)
                out.setSample(x, y, c, grey.sample(x, y, 0));
        }
    }
    return out;
}

/// The fixtures were made by ImageMagick 6.9 from the PNGs beside them.
std::vector<Row> rows() {
    const ImageBuffer none, rgb8 = fixturePixels(3, Depth::UInt8), grey8 = fixturePixels(1, Depth::UInt8),
                            rgb16 = fixturePixels(3, Depth::UInt16);
    return {{"rgb24.bmp", rgb8, none, 0, ""},
            {"rgba32.bmp", rgb8, grey8, 0, ""},
            {"rgb16.bmp", rgb8, none, 8, ""},  // 5 and 6 bits
            {"palette8.bmp", fixturePalette(8), none, 0, ""},
            {"palette4.bmp", fixturePalette(4), none, 0, ""},
            {"grey1.bmp", inColour(fixtureNarrow(1)), none, 0, ""},
            {"palette8.gif", fixturePalette(8), none, 0, ""},
            {"palette8_interlaced.gif", fixturePalette(8), none, 0, ""},
            {"animated.gif", fixturePalette(4), none, 0, "first-frame"},
            {"rgb8.ppm", rgb8, none, 0, ""},
            {"rgb8_text.ppm", rgb8, none, 0, ""},
            {"rgb16.ppm", rgb16, none, 0, ""},
            {"grey8.pgm", grey8, none, 0, ""},
            {"grey1.pbm", fixtureNarrow(1), none, 0, ""},
            {"grey1_text.pbm", fixtureNarrow(1), none, 0, ""},
            {"rgba16.pam", rgb16, test::fixtureAlpha(Depth::UInt16), 0, ""}};
}

Bytes bmp(int width, int height, int bits, int compression, const std::vector<Bytes>& palette,
          const Bytes& data) {
    Bytes out = {'B', 'M'};
    const auto put = [&out](long value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            out.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    };
    put(0, 4);
    put(0, 4);
    put(54 + long(palette.size()) * 4, 4);
    put(40, 4);
    put(width, 4);
    put(height, 4);
    put(1, 2);
    put(bits, 2);
    put(compression, 4);
    put(0, 4);
    put(11811, 4);
    put(5906, 4);
    put(long(palette.size()), 4);
    put(0, 4);
    for (const Bytes& colour : palette)
        out.insert(out.end(), {colour[2], colour[1], colour[0], 0});
    out.insert(out.end(), data.begin(), data.end());
    return out;
}

QString row(const ImageBuffer& pixels, int y) {
    QString text;
    for (int x = 0; x < pixels.width(); ++x)
        text += QString::number(pixels.sample(x, y, 0)) + ' ';
    return text.trimmed();
}

}  // namespace

/// Formats that are only read.
class TestSimpleFormats : public QObject {
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
        QCOMPARE(test::largestDifference(photo.alpha, row.alpha), 0);
        QCOMPARE(test::namesOf(photo.notes), std::string(row.notes));
        QCOMPARE(photo.format, FileFormat::Png);
    }

    void runsOfABmp_data() {
        QTest::addColumn<int>("bits");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QStringList>("expected");
        // Entries 0 … 3 are 10, 20, 30, 40. The last row of the file is the first of the picture.
        QTest::newRow("8 bits") << 8
                                << QByteArray(
                                       "\4\2\0\0"              // a run of four
                                       "\0\3\1\2\3\0\1\1\0\0"  // three copied, padded; a run of one
                                       "\0\2\2\0\2\1\0\1",     // two skipped; a run of two; the end
                                       22)
                                << QStringList{"10 10 20 20", "20 30 40 20", "30 30 30 30"};
        QTest::newRow("4 bits") << 4
                                << QByteArray(
                                       "\4\x12\0\0"        // 1 2 1 2
                                       "\0\4\x12\x30\0\0"  // 1 2 3 0 copied, padded to two bytes
                                       "\3\x30\0\1",
                                       14)
                                << QStringList{"40 10 40 10", "20 30 40 10", "20 30 20 30"};
    }
    void runsOfABmp() {
        QFETCH(int, bits);
        QFETCH(QByteArray, data);
        QFETCH(QStringList, expected);
        const std::vector<Bytes> palette = {{10, 0, 0}, {20, 0, 0}, {30, 0, 0}, {40, 0, 0}};
        const Photograph photo = decodePhotograph(
            bmp(4, 3, bits, bits == 8 ? 1 : 2, palette, Bytes(data.begin(), data.end())), "test");
        for (int y = 0; y < 3; ++y)
            QCOMPARE(row(photo.pixels, y), expected[y]);
        QVERIFY(std::abs(photo.pixelsPerInch - 300) < 0.02);
        QVERIFY(std::abs(photo.pixelSize.perInchDown - 150) < 0.02);
    }

    void topDownBmp() {
        const Photograph photo = decodePhotograph(bmp(1, -2, 24, 0, {}, {1, 2, 3, 0, 4, 5, 6, 0}), "test");
        QCOMPARE(photo.pixels.sample(0, 0, 0), 3);
        QCOMPARE(photo.pixels.sample(0, 1, 0), 6);
    }

    void transparentGif() {
        // Two pixels of a canvas of three: the second has the transparent index.
        const QByteArray file(
            "GIF89a\3\0\1\0\x80\0\0\x0a\x0b\x0c\x14\x15\x16"
            "!\xf9\4\1\0\0\1\0"
            ",\0\0\0\0\2\0\1\0\0\2\2\x44\x0a\0;",
            43);
        const Photograph photo = decodePhotograph(Bytes(file.begin(), file.end()), "test");
        QCOMPARE(photo.pixels.sample(0, 0, 1), 11);
        QCOMPARE(photo.alpha.sample(0, 0, 0), 255);
        QCOMPARE(photo.alpha.sample(1, 0, 0), 0);
        QCOMPARE(photo.alpha.sample(2, 0, 0), 0);
    }

    void headerOfAPnm() {
        const std::string file = "P2 # a comment\n# another\n2\t1 # and one\n10\n0 5";
        const Photograph photo = decodePhotograph(Bytes(file.begin(), file.end()), "test");
        QCOMPARE(photo.pixels.sample(0, 0, 0), 0);
        QCOMPARE(photo.pixels.sample(1, 0, 0), 128);
    }

    void firstFrameOfAWebp() {
        const Photograph photo = readPhotograph(fixture("animated.webp"));
        QCOMPARE(test::namesOf(photo.notes), std::string("first-frame"));
        QCOMPARE(photo.format, FileFormat::WebP);
        QCOMPARE(photo.pixels.width(), 24);
        const int difference = test::largestDifference(photo.pixels, fixturePixels(3, Depth::UInt8));
        QVERIFY2(difference >= 0 && difference <= 40, qPrintable(QString::number(difference)));
    }

    void everyFormatIsListed() {
        for (const char* extension : {".png", ".jpg", ".tif", ".webp", ".bmp", ".gif", ".ppm"}) {
            const auto all = readableExtensions();
            QVERIFY2(std::find(all.begin(), all.end(), extension) != all.end(), extension);
        }
        for (const std::string& extension : writableExtensions())
            QVERIFY(formatForPath("a" + extension).has_value());
        QVERIFY(!formatForPath("a.bmp"));
        QCOMPARE(extensionOf(FileFormat::Tiff), std::string(".tif"));
    }

    void limits_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("scale");
        QTest::addColumn<QString>("reason");
        QTest::newRow("WebP, just fits") << "a.webp" << 16383 << 1 << "";
        QTest::newRow("WebP, one too many") << "a.webp" << 16384 << 1 << "16383";
        QTest::newRow("WebP, after upscaling") << "a.webp" << 8192 << 2 << "16384 × 2 pixels";
        QTest::newRow("JPEG, just fits") << "a.jpg" << 65500 << 1 << "";
        QTest::newRow("JPEG, after upscaling") << "a.jpg" << 16400 << 4 << "65500";
        QTest::newRow("PNG") << "a.png" << 16400 << 8 << "";
    }
    /// Before the run, from the photograph and what will be done to it.
    void limits() {
        QFETCH(QString, target);
        QFETCH(int, width);
        QFETCH(int, scale);
        QFETCH(QString, reason);
        Photograph photo;
        photo.pixels = ImageBuffer(width, 1, 1, Depth::UInt8);
        try {
            savingLosses(photo, false, {}, target.toStdString(), {.scale = scale});
            QVERIFY(reason.isEmpty());
        } catch (const Error& error) {
            QCOMPARE(int(error.code()), int(ErrorCode::OutputFile));
            QVERIFY2(!reason.isEmpty() && QString::fromStdString(error.detail()).contains(reason),
                     error.what());
        }
    }
    void limitOfATiff() {
        const io::FormatRow& tiff = *io::writerOf(FileFormat::Tiff);
        requireFits(tiff, 26000, 26000, 3, Depth::UInt16, "a.tif");
        QVERIFY_EXCEPTION_THROWN(requireFits(tiff, 27000, 27000, 3, Depth::UInt16, "a.tif"), Error);
    }
};

QTEST_GUILESS_MAIN(TestSimpleFormats)
#include "test_simple_formats.moc"
