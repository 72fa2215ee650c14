// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/colour.h"
#include "core/io/image_io.h"
#include "core/io/metadata.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>
#include <exiv2/exiv2.hpp>

#include <thread>
#include <vector>

using namespace lacuna;
using test::exifValue, test::iptcValue, test::xmpValue;

namespace {

std::vector<std::uint8_t> encoded(const Exiv2::ExifData& exif) {
    Exiv2::Blob blob;
    Exiv2::ExifParser::encode(blob, Exiv2::littleEndian, exif);
    return blob;
}

Photograph photograph(int width = 40, int height = 30) {
    Photograph photo;
    photo.pixels = test::smoothPicture(width, height, 3, Depth::UInt8);
    photo.metadata = test::fullMetadata();
    photo.pixelsPerInch = 300;
    return photo;
}

void compareWithFull(const PhotoMetadata& metadata, bool iptcIsXmp) {
    const PhotoMetadata full = test::fullMetadata();
    for (const char* key :
         {"Exif.Image.ImageDescription", "Exif.Image.Make", "Exif.Image.Model", "Exif.Image.Artist",
          "Exif.Photo.ExposureTime", "Exif.Photo.ISOSpeedRatings", "Exif.Photo.DateTimeOriginal",
          "Exif.GPSInfo.GPSLatitudeRef", "Exif.GPSInfo.GPSLatitude"}) {
        QCOMPARE(QString::fromStdString(exifValue(metadata, key)),
                 QString::fromStdString(exifValue(full, key)));
    }
    QCOMPARE(exifValue(metadata, "Exif.Photo.PixelXDimension"), std::string("40"));
    QCOMPARE(exifValue(metadata, "Exif.Photo.PixelYDimension"), std::string("30"));
    QCOMPARE(xmpValue(metadata, "Xmp.dc.creator"), std::string("N. N."));
    QCOMPARE(xmpValue(metadata, "Xmp.xmp.Rating"), std::string("4"));
    QVERIFY(metadata.icc == full.icc);
    if (iptcIsXmp) {
        QCOMPARE(iptcValue(metadata, "Iptc.Application2.Headline"), std::string("absent"));
        QCOMPARE(xmpValue(metadata, "Xmp.photoshop.Headline"), std::string("Bridge closed"));
        QCOMPARE(xmpValue(metadata, "Xmp.photoshop.City"), std::string("Stockholm"));
    } else {
        QCOMPARE(iptcValue(metadata, "Iptc.Application2.Headline"), std::string("Bridge closed"));
        QCOMPARE(iptcValue(metadata, "Iptc.Application2.City"), std::string("Stockholm"));
    }
}

}  // namespace

class TestMetadata : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Every format to every format, through two files.
    void survivesEveryConversion_data() {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        for (const QString first : {"png", "jpg", "tif", "webp"}) {
            for (const QString second : {"png", "jpg", "tif", "webp"}) {
                QTest::addRow("%s to %s", qPrintable(first), qPrintable(second)) << first << second;
            }
        }
    }
    void survivesEveryConversion() {
        QFETCH(QString, first);
        QFETCH(QString, second);
        const QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        const auto one = base / ("one." + first.toStdString());
        const auto two = base / ("two." + second.toStdString());
        writePhotograph(photograph(), one);
        const Photograph read = readPhotograph(one);
        compareWithFull(read.metadata, first == "webp");
        QVERIFY(std::abs(read.pixelsPerInch - 300) < 0.02);
        writePhotograph(read, two);
        const Photograph back = readPhotograph(two);
        compareWithFull(back.metadata, first == "webp" || second == "webp");
        QVERIFY(std::abs(back.pixelsPerInch - 300) < 0.02);
    }

    /// A third program finds it where it looks.
    void isFoundByExiv2_data() {
        QTest::addColumn<QString>("extension");
        for (const QString extension : {"png", "jpg", "tif", "webp"})
            QTest::newRow(qPrintable(extension)) << extension;
    }
    void isFoundByExiv2() {
        QFETCH(QString, extension);
        const QTemporaryDir folder;
        const std::string path = (folder.path() + "/a." + extension).toStdString();
        writePhotograph(photograph(), path);
        const auto image = Exiv2::ImageFactory::open(path);
        image->readMetadata();
        QCOMPARE(image->exifData()["Exif.Image.Make"].toString(), std::string("Acme"));
        QCOMPARE(image->exifData()["Exif.Photo.ISOSpeedRatings"].toString(), std::string("400"));
        QCOMPARE(image->exifData()["Exif.GPSInfo.GPSLatitudeRef"].toString(), std::string("N"));
        QCOMPARE(image->xmpData()["Xmp.xmp.Rating"].toString(), std::string("4"));
        if (extension != "webp") {
            QCOMPARE(image->iptcData()["Iptc.Application2.City"].toString(), std::string("Stockholm"));
        }
        QVERIFY(image->iccProfileDefined());
        QCOMPARE(static_cast<std::size_t>(image->iccProfile()->size_), io::srgbProfile().size());
        QCOMPARE(image->pixelWidth(), 40);
        QCOMPARE(image->pixelHeight(), 30);
    }

    void greyDeepAndAlphaHaveItToo() {
        Photograph photo;
        photo.pixels = test::noisyPicture(40, 30, 1, Depth::UInt16);
        photo.alpha = test::noisyPicture(40, 30, 1, Depth::UInt16);
        photo.metadata = test::fullMetadata();
        photo.metadata.icc =
            io::profileFromGamma(1.0, {0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06}, true);
        const QTemporaryDir folder;
        for (const char* name : {"a.png", "a.tif"}) {
            const auto path = std::filesystem::path(folder.path().toStdString()) / name;
            writePhotograph(photo, path);
            const Photograph back = readPhotograph(path);
            QCOMPARE(test::largestDifference(back.pixels, photo.pixels), 0);
            QCOMPARE(test::largestDifference(back.alpha, photo.alpha), 0);
            QVERIFY(back.metadata.icc == photo.metadata.icc);
            QCOMPARE(exifValue(back.metadata, "Exif.Image.Make"), std::string("Acme"));
        }
    }

    void aSecondSaveAddsNothing_data() { isFoundByExiv2_data(); }
    void aSecondSaveAddsNothing() {
        QFETCH(QString, extension);
        const QTemporaryDir folder;
        const std::filesystem::path path = (folder.path() + "/a." + extension).toStdString();
        writePhotograph(photograph(), path);
        const Photograph once = readPhotograph(path);
        writePhotograph(once, path);
        const Photograph twice = readPhotograph(path);
        QVERIFY(once.metadata == twice.metadata);
        QCOMPARE(once.pixelsPerInch, twice.pixelsPerInch);
    }

    void orientationIsAppliedAndReset_data() {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("orientation");
        for (const QString extension : {"png", "jpg", "webp"}) {
            for (int orientation = 1; orientation <= 8; ++orientation) {
                QTest::addRow("%s %d", qPrintable(extension), orientation) << extension << orientation;
            }
        }
    }
    void orientationIsAppliedAndReset() {
        QFETCH(QString, extension);
        QFETCH(int, orientation);
        Exiv2::ExifData exif;
        exif["Exif.Image.Orientation"] = static_cast<std::uint16_t>(orientation);
        exif["Exif.Image.Make"] = "Acme";
        exif["Exif.Photo.PixelXDimension"] = std::uint32_t{40};
        exif["Exif.Photo.PixelYDimension"] = std::uint32_t{30};
        Exiv2::XmpData xmp;
        xmp["Xmp.tiff.Orientation"] = std::to_string(orientation);
        xmp["Xmp.xmp.Rating"] = "5";
        Photograph photo = photograph();
        photo.quality = 100;
        photo.alpha = test::noisyPicture(40, 30, 1, Depth::UInt8);
        photo.metadata.exif = encoded(exif);
        photo.metadata.xmp.clear();
        Exiv2::XmpParser::encode(photo.metadata.xmp, xmp);

        const QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        const auto path = base / ("a." + extension.toStdString());
        writePhotograph(photo, path);
        Photograph turned = readPhotograph(path);
        turned.quality = 100;
        const bool swapped = orientation >= 5;
        QCOMPARE(turned.pixels.width(), swapped ? 30 : 40);
        QCOMPARE(turned.pixels.height(), swapped ? 40 : 30);
        QCOMPARE(turned.alpha.width(), extension == "jpg" ? 0 : turned.pixels.width());
        QCOMPARE(exifValue(turned.metadata, "Exif.Image.Orientation"), std::string("1"));
        QCOMPARE(xmpValue(turned.metadata, "Xmp.tiff.Orientation"), std::string("1"));
        QCOMPARE(xmpValue(turned.metadata, "Xmp.xmp.Rating"), std::string("5"));

        // And once only: a second trip turns nothing, and the dimensions in the EXIF are the new ones.
        for (const char* name : {"b.png", "b.tif", "b.webp"}) {
            writePhotograph(turned, base / name);
            const Photograph again = readPhotograph(base / name);
            QCOMPARE(test::largestDifference(again.pixels, turned.pixels), 0);
            QCOMPARE(exifValue(again.metadata, "Exif.Photo.PixelXDimension"),
                     std::to_string(turned.pixels.width()));
            QCOMPARE(exifValue(again.metadata, "Exif.Photo.PixelYDimension"),
                     std::to_string(turned.pixels.height()));
        }
    }

    void thumbnailIsLeftOut() {
        // It would show the photograph before its restoration, and in its old orientation.
        const QTemporaryDir folder;
        const std::string thumbnail = (folder.path() + "/t.jpg").toStdString();
        Photograph small;
        small.pixels = test::smoothPicture(16, 12, 3, Depth::UInt8);
        writePhotograph(small, thumbnail);
        Exiv2::ExifData exif;
        exif["Exif.Image.Make"] = "Acme";
        Exiv2::ExifThumb(exif).setJpegThumbnail(thumbnail);
        Photograph photo = photograph();
        photo.metadata.exif = encoded(exif);
        QVERIFY(exifValue(photo.metadata, "Exif.Thumbnail.JPEGInterchangeFormatLength") != "absent");
        for (const char* name : {"/a.jpg", "/a.png", "/a.webp"}) {
            const std::string path = folder.path().toStdString() + name;
            writePhotograph(photo, path);
            const PhotoMetadata back = readPhotograph(path).metadata;
            QCOMPARE(exifValue(back, "Exif.Image.Make"), std::string("Acme"));
            QCOMPARE(exifValue(back, "Exif.Thumbnail.JPEGInterchangeFormatLength"), std::string("absent"));
            QVERIFY(back.exif.size() < 100);
        }
    }

    void profileOfSeveralSegmentsSurvives() {
        // A JPEG marker holds 64 KiB; larger profiles are cut into pieces.
        Photograph photo = photograph();
        photo.metadata.icc = io::srgbProfile();
        photo.metadata.icc.resize(200000);
        for (std::size_t i = 1000; i < photo.metadata.icc.size(); ++i) {
            photo.metadata.icc[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
        }
        const std::size_t size = photo.metadata.icc.size();
        for (std::size_t i = 0; i < 4; ++i) {
            photo.metadata.icc[i] = static_cast<std::uint8_t>(size >> (24 - 8 * i));
        }
        const QTemporaryDir folder;
        for (const char* name : {"/a.jpg", "/a.tif", "/a.webp", "/a.png"}) {
            const std::string path = folder.path().toStdString() + name;
            writePhotograph(photo, path);
            QVERIFY2(readPhotograph(path).metadata.icc == photo.metadata.icc, name);
        }
    }

    void tooMuchForAJpegIsLeftOut() {
        Photograph photo = photograph();
        Exiv2::ExifData exif;
        exif["Exif.Image.Make"] = "Acme";
        photo.metadata.exif = encoded(exif);
        photo.metadata.exif.resize(70000);
        const QTemporaryDir folder;
        const std::string path = (folder.path() + "/a.jpg").toStdString();
        writePhotograph(photo, path);
        const Photograph back = readPhotograph(path);
        QVERIFY(back.metadata.exif.empty());
        QCOMPARE(xmpValue(back.metadata, "Xmp.xmp.Rating"), std::string("4"));
    }

    void brokenBlocksHinderNothing_data() { isFoundByExiv2_data(); }
    void brokenBlocksHinderNothing() {
        QFETCH(QString, extension);
        Photograph photo;
        photo.quality = 100;
        photo.pixels = test::smoothPicture(40, 30, 3, Depth::UInt8);
        photo.metadata.exif = {'I', 'I', '*', 0, 200, 0, 0, 0, 1, 2, 3};
        photo.metadata.xmp = "<not xmp";
        photo.metadata.iptc = {0x1c, 2, 90, 0x7f, 0xff, 'x'};
        photo.metadata.icc = {1, 2, 3, 4};
        const QTemporaryDir folder;
        const std::string path = (folder.path() + "/a." + extension).toStdString();
        writePhotograph(photo, path);
        const int difference = test::largestDifference(readPhotograph(path).pixels, photo.pixels);
        QVERIFY(difference >= 0 && difference <= (extension == "jpg" ? 8 : 0));
    }

    void resolutionIsKept_data() {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<double>("pixelsPerInch");
        for (const QString extension : {"png", "jpg", "tif", "webp"}) {
            for (const double value : {0.0, 72.0, 300.0, 1200.0}) {
                QTest::addRow("%s %g", qPrintable(extension), value) << extension << value;
            }
        }
    }
    void resolutionIsKept() {
        QFETCH(QString, extension);
        QFETCH(double, pixelsPerInch);
        Photograph photo;
        photo.pixels = test::smoothPicture(8, 8, 1, Depth::UInt8);
        photo.pixelsPerInch = pixelsPerInch;
        const QTemporaryDir folder;
        const std::string path = (folder.path() + "/a." + extension).toStdString();
        writePhotograph(photo, path);
        QVERIFY(std::abs(readPhotograph(path).pixelsPerInch - pixelsPerInch) < 0.02);
    }

    void severalThreadsAtOnce() {
        const QTemporaryDir folder;
        const std::string base = folder.path().toStdString();
        const Photograph photo = photograph();
        std::vector<PhotoMetadata> found(4);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&, i] {
                    constexpr const char* kExtensions[] = {".png", ".jpg", ".tif", ".webp"};
                    const std::string path = base + "/" + std::to_string(i) + kExtensions[i];
                    for (int n = 0; n < 5; ++n) {
                        writePhotograph(photo, path);
                        found[static_cast<std::size_t>(i)] = readPhotograph(path).metadata;
                    }
                });
            }
        }
        for (const auto& metadata : found)
            QCOMPARE(exifValue(metadata, "Exif.Image.Make"), std::string("Acme"));
    }
};

QTEST_GUILESS_MAIN(TestMetadata)
#include "test_metadata.moc"
