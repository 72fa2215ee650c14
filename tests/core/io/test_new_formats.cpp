// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/io/colour.h"
#include "core/io/formats.h"
#include "core/io/image_io.h"
#include "core/io/saving_losses.h"
#include "tests/core/io/pictures.h"
#include "tests/core/io/tiff_builder.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace lacuna;
using Bytes = std::vector<std::uint8_t>;

namespace {

Photograph decoded(const Bytes& file, const ReadOptions& options = {}) {
    return decodePhotograph(file, "test", options);
}

bool reads(const char* name) {
    return readableFormats().find(name) != std::string::npos;
}

/// A DNG of one even colour: a Bayer mosaic (RGGB) of 16 bits whose white, as shot, has these values.
Bytes dng(int width, int height, int red, int green, int blue) {
    Bytes mosaic;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int value = y % 2 == 0 ? (x % 2 == 0 ? red : green) : (x % 2 == 0 ? green : blue);
            mosaic.push_back(static_cast<std::uint8_t>(value));
            mosaic.push_back(static_cast<std::uint8_t>(value >> 8));
        }
    }
    test::TiffBuilder builder;
    constexpr int kCfa = 32803;
    auto& page = builder.page(width, height, 1, 16, kCfa, mosaic);
    const auto rationals = [](const std::vector<std::pair<int, int>>& values) {
        Bytes bytes;
        for (const auto& [numerator, denominator] : values) {
            for (const int value : {numerator, denominator}) {
                for (int shift = 0; shift < 32; shift += 8)
                    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
            }
        }
        return bytes;
    };
    page.text(271, "Acme").text(272, "Box 3").text(50708, "Acme Box 3");
    page.add(50706, 1, {1, 4, 0, 0}).shorts(33421, {2, 2}).add(33422, 1, {0, 1, 1, 2});
    page.shorts(50714, {0}).shorts(50717, {65535}).shorts(50778, {21}).shorts(274, {1});
    // XYZ to the camera's colours: those of sRGB.
    page.add(50721, 10,
             rationals({{32406, 10000},
                        {-15372, 10000},
                        {-4986, 10000},
                        {-9689, 10000},
                        {18758, 10000},
                        {415, 10000},
                        {557, 10000},
                        {-2040, 10000},
                        {10570, 10000}}));
    page.add(50728, 5, rationals({{red, green}, {1, 1}, {blue, green}}));
    return builder.build();
}

}  // namespace

/// JPEG XL, HEIC, AVIF and camera raw.
class TestNewFormats : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void lossyQuality_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("tolerance");  // in 8-bit levels
        for (const FileFormat format : {FileFormat::JpegXl, FileFormat::Heif, FileFormat::Avif}) {
            for (const int bits : {8, 16})
                QTest::addRow("%d, %d bits", int(format), bits) << int(format) << bits << 6;
        }
    }
    void lossyQuality() {
        QFETCH(int, format);
        QFETCH(int, bits);
        QFETCH(int, tolerance);
        if (!io::writerOf(FileFormat(format))) QSKIP("this build can't write it");
        Photograph photo;
        photo.quality = 92;
        photo.pixels = test::smoothPicture(131, 77, 3, bits == 16 ? Depth::UInt16 : Depth::UInt8);
        photo.metadata.icc =
            io::profileOfPrimaries({0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060});
        const Bytes file = encodePhotograph(photo, FileFormat(format), "test");
        const Photograph back = decoded(file);
        const double scale = bits == 16 ? 257 : 1;
        const int difference = test::largestDifference(back.pixels, photo.pixels);
        QVERIFY2(difference >= 0 && difference <= tolerance * scale, qPrintable(QString::number(difference)));
        QVERIFY(back.metadata.icc == photo.metadata.icc);
        QVERIFY(file.size() < photo.pixels.byteCount() / 4);
    }

    /// More than 8 bits survive: a gradient of less than a level of 8 bits isn't flat.
    void deepGradient_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("levels");
        QTest::newRow("JPEG XL") << int(FileFormat::JpegXl) << 250;
        QTest::newRow("HEIC, 10 bits") << int(FileFormat::Heif) << 3;
        QTest::newRow("AVIF, 12 bits") << int(FileFormat::Avif) << 10;
    }
    void deepGradient() {
        QFETCH(int, format);
        QFETCH(int, levels);
        const io::FormatRow* row = io::writerOf(FileFormat(format));
        if (!row) QSKIP("this build can't write it");
        Photograph photo;
        photo.quality = 100;
        photo.pixels = ImageBuffer(257, 32, 3, Depth::UInt16);
        for (int y = 0; y < 32; ++y) {
            for (int x = 0; x < 257; ++x) {
                for (int c = 0; c < 3; ++c)
                    photo.pixels.setSample(x, y, c, 30000 + x);
            }
        }
        const Photograph back = decoded(encodePhotograph(photo, FileFormat(format), "test"));
        std::set<int> found;
        for (int x = 0; x < 257; ++x)
            found.insert(back.pixels.sample(x, 16, 1));
        QVERIFY2(int(found.size()) >= levels, qPrintable(QString::number(found.size())));
        const auto losses = savingLosses(photo, false, {}, "a" + std::string(row->extensions.front()));
        QCOMPARE(test::namesOf(losses), std::string(row->mostBits < 16 ? "fewer-bits" : ""));
    }

    void transparency_data() { lossyQuality_data(); }
    void transparency() {
        QFETCH(int, format);
        QFETCH(int, bits);
        if (!io::writerOf(FileFormat(format))) QSKIP("this build can't write it");
        Photograph photo;
        const Depth depth = bits == 16 ? Depth::UInt16 : Depth::UInt8;
        photo.quality = 100;
        photo.pixels = test::smoothPicture(64, 48, 3, depth);
        photo.alpha = test::smoothPicture(64, 48, 1, depth);
        const Photograph back = decoded(encodePhotograph(photo, FileFormat(format), "test"));
        const int difference = test::largestDifference(back.alpha, photo.alpha);
        QVERIFY2(difference >= 0 && difference <= 5 * (bits == 16 ? 257 : 1),
                 qPrintable(QString::number(difference)));
    }

    void neverHalfAPicture_data() {
        QTest::addColumn<int>("format");
        for (const FileFormat format : {FileFormat::JpegXl, FileFormat::Heif, FileFormat::Avif})
            QTest::addRow("%d", int(format)) << int(format);
    }
    void neverHalfAPicture() {
        QFETCH(int, format);
        if (!io::writerOf(FileFormat(format))) QSKIP("this build can't write it");
        Photograph photo;
        photo.quality = 90;
        photo.pixels = test::noisyPicture(61, 53, 3, Depth::UInt8);
        photo.metadata = test::fullMetadata();
        const Bytes whole = encodePhotograph(photo, FileFormat(format), "test");
        const Photograph intact = decoded(whole);
        for (std::size_t size = 1; size < whole.size(); size += 1 + whole.size() / 120) {
            const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            try {
                const Photograph back = decoded(part, {.partial = true});
                // Only what comes behind the picture may be missing.
                QVERIFY2(back.pixels == intact.pixels, qPrintable(QString::number(size)));
            } catch (const Error& error) {
                QCOMPARE(int(error.code()), int(ErrorCode::InputFile));
            }
        }
    }

    void rawIsDeveloped() {
        if (!reads("camera raw")) QSKIP("this build can't read it");
        // A quarter of the white's light is about 137 of 255 in sRGB.
        const Photograph photo = decoded(dng(64, 48, 8192, 16384, 12288));
        QCOMPARE(photo.pixels.width(), 32);
        QCOMPARE(photo.pixels.height(), 24);
        QCOMPARE(photo.pixels.depth(), Depth::UInt16);
        for (int c = 0; c < 3; ++c) {
            const double level = photo.pixels.sample(16, 12, c) / 257.0;
            QVERIFY2(std::abs(level - 137) < 4, qPrintable(QString::number(level)));
        }
        QCOMPARE(test::namesOf(photo.notes), std::string("developed-raw"));
        QCOMPARE(photo.format, FileFormat::Tiff);
        QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.Make"), std::string("Acme"));
        QVERIFY(!formatForPath("a.dng"));
    }

    void damagedRawIsRefused() {
        if (!reads("camera raw")) QSKIP("this build can't read it");
        const Bytes whole = dng(64, 48, 8192, 16384, 12288);
        for (std::size_t size = 16; size < whole.size(); size += 61) {
            try {
                decoded(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
            } catch (const Error& error) {
                QCOMPARE(int(error.code()), int(ErrorCode::InputFile));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestNewFormats)
#include "test_new_formats.moc"
