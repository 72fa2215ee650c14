// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/files/file_bytes.h"
#include "core/io/image_io.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <random>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lacuna;
using Bytes = std::vector<std::uint8_t>;

namespace {

long peakKibibytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

QString failure(const std::filesystem::path& path, ErrorCode code, const QString& reason,
                const ReadOptions& options = {}) {
    try {
        readPhotograph(path, options);
    } catch (const Error& error) {
        if (error.code() != code) return QString("another code: ") + toString(error.code());
        if (error.subject() != path.string())
            return QString("another subject: %1").arg(error.subject().c_str());
        if (!QString::fromStdString(error.detail()).contains(reason)) return error.what();
        return {};
    }
    return "it was read";
}

/// Making a colour transform takes longer than all the rest.
std::size_t rounds(const QString& file) {
    return file.startsWith("cmyk") ? 40 : 250;
}

}  // namespace

class TestBrokenPictures : public QObject {
    Q_OBJECT

    QTemporaryDir mFolder;

    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(mFolder.path().toStdString()) / name;
    }
    std::filesystem::path written(const char* name, const Bytes& bytes) const {
        // Not writeFile(), and not over the old file: either would wait for the disk thousands of times.
        std::filesystem::remove(path(name));
        std::ofstream(path(name), std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path(name);
    }

  private Q_SLOTS:
    void initTestCase() { log::setLevel(log::Level::Off); }

    void cutOffAnywhere_data() {
        QTest::addColumn<QString>("file");
        for (const QString name : {"png 8", "png 16 + alpha", "jpg", "tif 8", "tif 16 + alpha",
                                   "webp lossless + alpha", "webp lossy + alpha"}) {
            QTest::newRow(qPrintable(name)) << name;
        }
        for (const QString name : {"progressive_420.jpg", "cmyk.jpg", "grey_alpha8_interlaced.png",
                                   "palette8_alpha.png", "lossy_alpha.webp", "lossless_alpha.webp"}) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    /// Every prefix of a file is an error: no half pictures, no crash.
    void cutOffAnywhere() {
        QFETCH(QString, file);
        Bytes whole;
        if (file.contains('.')) {
            whole = readFile(test::fixture(qPrintable(file)));
        } else {
            const bool deep = file.contains("16");
            Photograph photo;
            photo.quality = file.contains("lossy") ? 80 : 100;
            photo.pixels = test::noisyPicture(19, 13, 3, deep ? Depth::UInt16 : Depth::UInt8);
            if (file.contains("alpha")) {
                photo.alpha = test::noisyPicture(19, 13, 1, deep ? Depth::UInt16 : Depth::UInt8);
            }
            const auto target = path(qPrintable("whole." + file.section(' ', 0, 0)));
            writePhotograph(photo, target);
            whole = readFile(target);
        }
        // The last byte of an odd RIFF chunk and the padding of a TIFF's directory carry nothing; all else
        // counts.
        const std::size_t last = whole.size() - (file.startsWith("tif") ? 4 : 1);
        const std::size_t stride = std::max<std::size_t>(1, whole.size() / rounds(file));
        for (std::size_t size = 1; size <= last;
             size += size + stride > last && size < last ? last - size : stride) {
            const QString result = failure(
                written("part", Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))),
                ErrorCode::InputFile, "");
            QVERIFY2(result.isEmpty(),
                     qPrintable(QString("%1 of %2 bytes: %3").arg(size).arg(whole.size()).arg(result)));
        }
    }

    void cutOffSaysSo_data() {
        QTest::addColumn<QString>("file");
        for (const QString name : {"rgb8_interlaced.png", "progressive_420.jpg", "grey.jpg", "lzw.tif",
                                   "lossy.webp", "lossless_alpha.webp"}) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    void cutOffSaysSo() {
        QFETCH(QString, file);
        Bytes bytes = readFile(test::fixture(qPrintable(file)));
        bytes.resize(bytes.size() / 2);
        QCOMPARE(failure(written("half", bytes), ErrorCode::InputFile, "cut off"), QString());
    }

    void damagedNeverCrashes_data() {
        QTest::addColumn<QString>("file");
        for (const QString name : {"rgb8_interlaced.png",
                                   "palette8_alpha.png",
                                   "rgba16_interlaced.png",
                                   "progressive_420.jpg",
                                   "cmyk.jpg",
                                   "grey.jpg",
                                   "orientation_6.jpg",
                                   "orientation_6.webp",
                                   "rgba16_associated_tiled.tif",
                                   "rgba16_planes_bigendian.tif",
                                   "palette4.tif",
                                   "fax4.tif",
                                   "lzw.tif",
                                   "packbits.tif",
                                   "jpeg.tif",
                                   "ycbcr.tif",
                                   "rgb8_big.tif",
                                   "cmyk8.tif",
                                   "rgb12.tif",
                                   "orientation_6.tif",
                                   "lossy.webp",
                                   "lossy_alpha.webp",
                                   "lossless_alpha.webp",
                                   "animated.webp",
                                   "rgb24.bmp",
                                   "palette4.bmp",
                                   "rgba32.bmp",
                                   "palette8.gif",
                                   "palette8_interlaced.gif",
                                   "animated.gif",
                                   "rgb8_text.ppm",
                                   "rgba16.pam",
                                   "float32.tif",
                                   "lab.tif",
                                   "two_pages.tif",
                                   "small.jxl",
                                   "rgba16.jxl",
                                   "small.heic",
                                   "small.avif",
                                   "small.dng"}) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    /// Any byte may be wrong. The picture may come out damaged where its format has no checksum, but nothing
    /// else than an Error may come out of it, and no memory beyond what the limits allow.
    void damagedNeverCrashes() {
        QFETCH(QString, file);
        const Bytes whole = readFile(test::fixture(qPrintable(file)));
        std::mt19937 random(1);
        for (std::size_t round = 0; round < rounds(file); ++round) {
            Bytes bytes = whole;
            const int changes = 1 + static_cast<int>(random() % 4);
            for (int i = 0; i < changes; ++i) {
                // Headers are where the interesting faults are.
                const std::size_t reach =
                    round % 2 == 0 ? std::min<std::size_t>(bytes.size(), 200) : bytes.size();
                bytes[random() % reach] = static_cast<std::uint8_t>(round % 3 == 0 ? 0xff : random());
            }
            try {
                const Photograph photo =
                    readPhotograph(written("damaged", bytes), {.partial = round % 2 == 1});
                QVERIFY(photo.pixels.width() > 0 && photo.pixels.height() > 0);
                QVERIFY(photo.alpha.isEmpty() || photo.alpha.width() == photo.pixels.width());
            } catch (const Error& error) {
                QVERIFY(error.code() == ErrorCode::InputFile || error.code() == ErrorCode::OutOfMemory);
            }
        }
    }

    void largeHeadersCostNothing_data() {
        QTest::addColumn<QString>("file");
        for (const QString name : {"huge.png", "large.png", "huge.jpg", "large.jpg", "huge.tif", "large.tif",
                                   "large.webp", "huge.webp"}) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    void largeHeadersCostNothing() {
        QFETCH(QString, file);
        // What 16000 × 16000 pixels would take is 730 MB.
        const long before = peakKibibytes();
        for (const bool partial : {false, true})
            QCOMPARE(failure(test::fixture(qPrintable(file)), ErrorCode::InputFile, "", {.partial = partial}),
                     QString());
        const long grown = peakKibibytes() - before;
        QVERIFY2(grown < 50'000, qPrintable(QString::number(grown)));
    }

    void isNoPicture_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("text named .jpg") << QByteArray("Dear reader,\n") << "isn't a picture";
        QTest::newRow("one byte") << QByteArray("\xff") << "isn't a picture";
        QTest::newRow("zeros") << QByteArray(4096, '\0') << "isn't a picture";
        QTest::newRow("PNG signature alone") << QByteArray("\x89PNG\r\n\x1a\n", 8) << "cut off";
        QTest::newRow("JPEG start alone") << QByteArray("\xff\xd8\xff\xe0") << "cut off";
        QTest::newRow("TIFF start alone") << QByteArray("II*\0", 4) << "cut off";
        QTest::newRow("BigTIFF start alone") << QByteArray("MM\0+", 4) << "cut off";
        QTest::newRow("TIFF without a directory") << QByteArray("II*\0\0\0\0\0", 8) << "";
        QTest::newRow("TIFF that loops") << QByteArray("II*\0\x08\0\0\0\0\0\x08\0\0\0", 14) << "";
        QTest::newRow("WebP start alone") << QByteArray("RIFF\x04\0\0\0WEBP", 12) << "damaged";
        QTest::newRow("RIFF sound") << QByteArray("RIFF\x04\0\0\0WAVE", 12) << "isn't a picture";
        QTest::newRow("GIF start alone") << QByteArray("GIF89a") << "cut off";
        QTest::newRow("BMP start alone") << QByteArray("BM") << "cut off";
        QTest::newRow("PPM start alone") << QByteArray("P6 ") << "cut off";
        QTest::newRow("HEIC start alone") << QByteArray(
                                                 "\0\0\0\x18"
                                                 "ftypheic",
                                                 12)
                                          << "";  // by its name where the build can't read it
        QTest::newRow("PDF") << QByteArray("%PDF-1.7") << "PDF files aren't supported";
    }
    void isNoPicture() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const auto file = written("some.jpg", Bytes(bytes.begin(), bytes.end()));
        QCOMPARE(failure(file, ErrorCode::InputFile, reason), QString());
    }

    void isNoReadableFile() {
        QCOMPARE(failure(path("missing.png"), ErrorCode::InputFile, "no such file"), QString());
        QCOMPARE(failure(path("no folder/a.png"), ErrorCode::InputFile, "no such file"), QString());
        QCOMPARE(failure(path(""), ErrorCode::InputFile, "folder"), QString());
        QCOMPARE(failure("", ErrorCode::InputFile, "no such file"), QString());
        QCOMPARE(failure(written("empty.png", {}), ErrorCode::InputFile, "empty"), QString());
        QCOMPARE(failure(written("a file", {1}) / "a.png", ErrorCode::InputFile, "isn't a folder"),
                 QString());
    }

    void needsPermission() {
        if (geteuid() == 0) QSKIP("root may read everything");
        const auto file = written("closed.png", {1, 2, 3});
        chmod(file.c_str(), 0);
        QCOMPARE(failure(file, ErrorCode::InputFile, "access is denied"), QString());
    }
};

QTEST_GUILESS_MAIN(TestBrokenPictures)
#include "test_broken_pictures.moc"
