// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/metrics.h"
#include "core/io/image_io.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace lacuna;

namespace {

bool isLossless(const QString& extension, int quality) {
    return extension == "png" || extension == "tif" || extension == "tiff" ||
           (extension == "webp" && quality == 100);
}

}  // namespace

class TestRoundTrip : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void keepsPixels_data() {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("withAlpha");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("quality");
        struct Kind {
            const char* extension;
            int quality;
        };
        constexpr Kind kKinds[] = {{"png", 95},  {"tif", 95},   {"tiff", 95}, {"jpg", 95},
                                   {"jpeg", 95}, {"webp", 100}, {"webp", 92}};
        for (const Kind& kind : kKinds) {
            for (const int channels : {1, 3}) {
                for (const int bits : {8, 16}) {
                    for (const bool withAlpha : {false, true}) {
                        for (const QSize size :
                             {QSize(1, 1), QSize(1, 10000), QSize(10000, 1), QSize(67, 43)}) {
                            QTest::addRow("%s q%d, %d × %d bit%s, %d×%d", kind.extension, kind.quality,
                                          channels, bits, withAlpha ? " + alpha" : "", size.width(),
                                          size.height())
                                << kind.extension << channels << bits << withAlpha << size << kind.quality;
                        }
                    }
                }
            }
        }
    }
    void keepsPixels() {
        QFETCH(QString, extension);
        QFETCH(int, channels);
        QFETCH(int, bits);
        QFETCH(bool, withAlpha);
        QFETCH(QSize, size);
        QFETCH(int, quality);
        const bool lossless = isLossless(extension, quality);
        const bool jpeg = extension.startsWith("jp");
        const bool webp = extension == "webp";
        const Depth depth = bits == 16 ? Depth::UInt16 : Depth::UInt8;

        Photograph photo;
        photo.quality = quality;
        photo.pixels = lossless ? test::noisyPicture(size.width(), size.height(), channels, depth)
                                : test::smoothPicture(size.width(), size.height(), channels, depth);
        if (withAlpha) photo.alpha = test::noisyPicture(size.width(), size.height(), 1, depth);
        const QTemporaryDir folder;
        const auto path =
            std::filesystem::path(folder.path().toStdString()) / ("a." + extension.toStdString());
        writePhotograph(photo, path);
        const Photograph back = readPhotograph(path);

        ImageBuffer expected = jpeg || webp ? photo.pixels.converted(Depth::UInt8) : photo.pixels;
        QCOMPARE(back.pixels.depth(), expected.depth());
        QCOMPARE(back.pixels.channels(), webp ? 3 : channels);
        QCOMPARE(back.quality, jpeg || webp ? back.quality : 95);
        if (lossless) {
            QVERIFY(std::isinf(psnr(back.pixels, expected)));
        } else {
            QVERIFY2(psnr(back.pixels, expected) > 38,
                     qPrintable(QString::number(psnr(back.pixels, expected))));
        }
        if (withAlpha && !jpeg) {
            QCOMPARE(
                test::largestDifference(back.alpha, webp ? photo.alpha.converted(Depth::UInt8) : photo.alpha),
                0);
        } else {
            QVERIFY(back.alpha.isEmpty());
        }
    }

    void colourUnderTransparencyIsKept() {
        // A picture of 0 alpha everywhere must still have its colours: only the user throws them away.
        Photograph photo;
        photo.quality = 100;
        photo.pixels = test::noisyPicture(20, 20, 3, Depth::UInt8);
        photo.alpha = ImageBuffer(20, 20, 1, Depth::UInt8);
        const QTemporaryDir folder;
        for (const char* name : {"a.png", "a.tif", "a.webp"}) {
            const auto path = std::filesystem::path(folder.path().toStdString()) / name;
            writePhotograph(photo, path);
            QCOMPARE(test::largestDifference(readPhotograph(path).pixels, photo.pixels), 0);
        }
    }

    void qualityIsRecognised_data() {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("quality");
        QTest::addColumn<int>("read");
        for (const int quality : {1, 10, 30, 49, 50, 51, 75, 90, 95, 99, 100}) {
            QTest::addRow("JPEG %d", quality) << "jpg" << quality << quality;
        }
        for (const int quality : {10, 75, 99})
            QTest::addRow("WebP %d, which doesn't say", quality) << "webp" << quality << kDefaultQuality;
        QTest::addRow("WebP lossless") << "webp" << 100 << 100;
    }
    void qualityIsRecognised() {
        QFETCH(QString, extension);
        QFETCH(int, quality);
        QFETCH(int, read);
        Photograph photo;
        photo.quality = quality;
        photo.pixels = test::noisyPicture(64, 64, 3, Depth::UInt8);
        const QTemporaryDir folder;
        const auto path =
            std::filesystem::path(folder.path().toStdString()) / ("a." + extension.toStdString());
        writePhotograph(photo, path);
        QCOMPARE(readPhotograph(path).quality, read);
    }

    void coloursAreNotSubsampled() {
        // Single red and blue pixels beside each other: half-resolution chroma would make them violet.
        Photograph photo;
        photo.quality = 100;
        photo.pixels = ImageBuffer(16, 16, 3, Depth::UInt8);
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 16; ++x)
                photo.pixels.setSample(x, y, (x + y) % 2 == 0 ? 0 : 2, 255);
        }
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "a.jpg";
        writePhotograph(photo, path);
        QVERIFY(test::largestDifference(readPhotograph(path).pixels, photo.pixels) < 12);
    }

    void formatFollowsTheExtension_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("format");
        QTest::addRow("png") << "a.png" << int(FileFormat::Png);
        QTest::addRow("PNG") << "a.PNG" << int(FileFormat::Png);
        QTest::addRow("jpg") << "a.b.jpg" << int(FileFormat::Jpeg);
        QTest::addRow("JPEG") << "a.JPEG" << int(FileFormat::Jpeg);
        QTest::addRow("tif") << "a.tif" << int(FileFormat::Tiff);
        QTest::addRow("Tiff") << "a.Tiff" << int(FileFormat::Tiff);
        QTest::addRow("webp") << "a.WebP" << int(FileFormat::WebP);
        QTest::addRow("gif") << "a.gif" << -1;
        QTest::addRow("none") << "png" << -1;
        QTest::addRow("hidden") << ".png" << -1;
    }
    void formatFollowsTheExtension() {
        QFETCH(QString, name);
        QFETCH(int, format);
        const auto found = formatForPath(name.toStdString());
        QCOMPARE(found ? int(*found) : -1, format);
    }

    void contentDecidesNotTheName() {
        const QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        Photograph photo;
        photo.pixels = test::noisyPicture(9, 7, 3, Depth::UInt16);
        writePhotograph(photo, base / "a.tif");
        std::filesystem::rename(base / "a.tif", base / "a.jpg");
        const Photograph back = readPhotograph(base / "a.jpg");
        QCOMPARE(int(back.format), int(FileFormat::Tiff));
        QCOMPARE(test::largestDifference(back.pixels, photo.pixels), 0);
    }
};

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "test_round_trip.moc"
