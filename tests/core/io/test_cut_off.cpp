// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/file_bytes.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>
#include <exiv2/exiv2.hpp>

using namespace lacuna;
using Bytes = std::vector<std::uint8_t>;

namespace {

Photograph picture(bool deep, bool alpha) {
    Photograph photo;
    const Depth depth = deep ? Depth::UInt16 : Depth::UInt8;
    photo.pixels = test::noisyPicture(61, 53, 3, depth);
    if (alpha) photo.alpha = test::noisyPicture(61, 53, 1, depth);
    return photo;
}

/// Whether pixels that aren't marked as missing equal those of the intact file; also, how many are marked.
bool restIsIntact(const Photograph& part, const Photograph& whole, int& marked) {
    marked = 0;
    for (int y = 0; y < whole.pixels.height(); ++y) {
        for (int x = 0; x < whole.pixels.width(); ++x) {
            if (!part.missing.isEmpty() && part.missing.sample(x, y, 0) > 0) {
                ++marked;
                continue;
            }
            for (int c = 0; c < whole.pixels.channels(); ++c) {
                if (part.pixels.sample(x, y, c) != whole.pixels.sample(x, y, c)) return false;
            }
            if (!whole.alpha.isEmpty() && part.alpha.sample(x, y, 0) != whole.alpha.sample(x, y, 0))
                return false;
        }
    }
    return true;
}

}  // namespace

/// A file that is cut off opens as far as it is intact.
class TestCutOff : public QObject {
    Q_OBJECT

    static Bytes fileOf(const QString& name) {
        if (name.contains('.')) return readFile(test::fixture(qPrintable(name)));
        Photograph photo = picture(name.contains("16"), name.contains("alpha"));
        photo.quality = name.contains("lossy") ? 80 : 100;
        const FileFormat format = name.startsWith("png")   ? FileFormat::Png
                                  : name.startsWith("jpg") ? FileFormat::Jpeg
                                  : name.startsWith("tif") ? FileFormat::Tiff
                                                           : FileFormat::WebP;
        return encodePhotograph(photo, format, "test");
    }

  private Q_SLOTS:
    void restIsIntact_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<double>("atHalf");  // the share that must be intact where half of the file is left
        const auto row = [](const char* name, double atHalf) {
            QTest::newRow(name) << QString(name) << atHalf;
        };
        row("png 8", 0.45);
        row("png 16 + alpha", 0.45);
        row("jpg", 0.3);
        row("webp lossless + alpha", 0.2);
        row("webp lossy", 0.1);
        row("rgb8_interlaced.png", 0.1);
        row("grey_alpha8_interlaced.png", 0.1);
        row("progressive_420.jpg", -1);
        row("cmyk.jpg", 0);
        row("tif 8", -1);
        row("rgb24.bmp", 0.4);
        row("palette4.bmp", 0.15);
        row("palette8.gif", -1);
        row("palette8_interlaced.gif", -1);
        row("rgb8.ppm", 0.4);
        row("rgb8_text.ppm", 0.4);
        row("rgba16.pam", 0.4);
    }
    void restIsIntact() {
        QFETCH(QString, file);
        QFETCH(double, atHalf);
        const Bytes whole = fileOf(file);
        const Photograph intact = decodePhotograph(whole, "whole");
        const int pixels = intact.pixels.width() * intact.pixels.height();
        const std::size_t stride = std::max<std::size_t>(1, whole.size() / 150);
        int before = pixels;
        double shareAtHalf = 0;
        bool hasPart = false;
        for (std::size_t size = 1; size < whole.size(); size += stride) {
            const ReadOptions options{.partial = true};
            Photograph part;
            const std::span<const std::uint8_t> prefix(whole.data(), size);
            try {
                part = decodePhotograph(prefix, "part", options);
            } catch (const Error& error) {
                QCOMPARE(int(error.code()), int(ErrorCode::InputFile));
                continue;
            }
            const std::string notes = test::namesOf(part.notes);
            const bool coarse = notes.find("coarse-picture") != std::string::npos;
            int marked = 0;
            if (!coarse)
                QVERIFY2(::restIsIntact(part, intact, marked), qPrintable(QString("%1 bytes").arg(size)));
            QCOMPARE(notes.find("cut-off") != std::string::npos, !part.missing.isEmpty());
            if (!coarse) {
                // The more there is of the file, the less is missing.
                QVERIFY(marked <= before);
                before = marked;
            }
            hasPart = hasPart || (marked > 0 && marked < pixels);
            if (size <= whole.size() / 2) shareAtHalf = 1 - double(marked) / pixels;
            // Without being asked, nobody gets a part.
            if (marked > 0) QVERIFY_EXCEPTION_THROWN(decodePhotograph(prefix, "part"), Error);
        }
        QVERIFY(hasPart || file == "tif 8" || file.startsWith("progressive"));
        QVERIFY2(atHalf < 0 || shareAtHalf >= atHalf, qPrintable(QString::number(shareAtHalf)));
    }

    void uncompressedTiffLosesItsLastRows() {
        // The directory comes first, as scanners write it, and the pixels after it.
        Bytes file = {'I', 'I', 42, 0, 8, 0, 0, 0, 8, 0};
        const auto tag = [&file](int name, int type, int value) {
            for (const int number : {name, type})
                file.insert(file.end(), {std::uint8_t(number), std::uint8_t(number >> 8)});
            file.insert(file.end(), {1, 0, 0, 0});
            for (int shift = 0; shift < 32; shift += 8)
                file.push_back(static_cast<std::uint8_t>(value >> shift));
        };
        constexpr int kWidth = 10, kHeight = 8, kStart = 8 + 2 + 8 * 12 + 4;
        tag(256, 3, kWidth);
        tag(257, 3, kHeight);
        tag(258, 3, 8);
        tag(259, 3, 1);
        tag(262, 3, 1);
        tag(273, 4, kStart);
        tag(278, 3, kHeight);
        tag(279, 4, kWidth * kHeight);
        file.insert(file.end(), 4, 0);
        for (int i = 0; i < kWidth * kHeight; ++i)
            file.push_back(static_cast<std::uint8_t>(i * 3));
        QCOMPARE(decodePhotograph(file, "whole").pixels.sample(9, 7, 0), 79 * 3);
        file.resize(kStart + kWidth * 3 + 4);
        const Photograph part = decodePhotograph(file, "part", {.partial = true});
        for (int y = 0; y < kHeight; ++y)
            QCOMPARE(part.missing.sample(0, y, 0), y < 3 ? 0 : 255);
        QCOMPARE(part.pixels.sample(9, 2, 0), 29 * 3);
        QCOMPARE(part.notes[0].text, std::string("63 %"));
    }

    void missingPartIsTurnedWithThePicture() {
        Photograph photo = picture(false, false);
        Exiv2::ExifData exif;
        exif["Exif.Image.Orientation"] = std::uint16_t{6};
        Exiv2::ExifParser::encode(photo.metadata.exif, Exiv2::littleEndian, exif);
        Bytes file = encodePhotograph(photo, FileFormat::Png, "test");
        file.resize(file.size() / 2);
        const Photograph part = decodePhotograph(file, "part", {.partial = true});
        QCOMPARE(part.missing.width(), part.pixels.width());
        QCOMPARE(part.missing.height(), part.pixels.height());
        // What was below is now on the left.
        QCOMPARE(part.missing.sample(0, 0, 0), 255);
        QCOMPARE(part.missing.sample(part.missing.width() - 1, 0, 0), 0);
    }

    void progressiveFileIsCoarse() {
        Bytes file = readFile(test::fixture("progressive_420.jpg"));
        const Photograph whole = decodePhotograph(file, "whole");
        file.resize(file.size() - 20);
        const Photograph part = decodePhotograph(file, "part", {.partial = true});
        QCOMPARE(test::namesOf(part.notes), std::string("coarse-picture"));
        const int difference = test::largestDifference(part.pixels, whole.pixels);
        QVERIFY2(difference > 0 && difference < 100, qPrintable(QString::number(difference)));
    }

    void masksAndBlocksNeedAWholeFile() {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "a.jpg";
        Bytes file = fileOf("jpg");
        file.resize(file.size() / 2);
        writeFile(path, file);
        QVERIFY_EXCEPTION_THROWN(readMask(path), Error);
        const Photograph part = readPhotograph(path, {.partial = true});
        QCOMPARE(obstacleToKeepingBlocks(part, path, path),
                 std::string("the original is cut off or damaged"));
    }
};

QTEST_GUILESS_MAIN(TestCutOff)
#include "test_cut_off.moc"
