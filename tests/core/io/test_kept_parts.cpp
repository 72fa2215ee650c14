// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/atomic_file.h"
#include "core/files/file_bytes.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"
#include "core/io/saving_losses.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>
#include <exiv2/exiv2.hpp>

using namespace lacuna;
using namespace std::string_literals;
using Bytes = std::vector<std::uint8_t>;

namespace {

Photograph photograph(int width = 48, int height = 32) {
    Photograph photo;
    photo.pixels = test::smoothPicture(width, height, 3, Depth::UInt8);
    return photo;
}

Bytes encoded(FileFormat format, const Photograph& photo = photograph()) {
    return encodePhotograph(photo, format, "test");
}

Photograph decoded(const Bytes& file) {
    return decodePhotograph(file, "test");
}

constexpr const char* kHdrXmp =
    "http://ns.adobe.com/xap/1.0/\0"
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    "<rdf:Description rdf:about='' xmlns:hdrgm='http://ns.adobe.com/hdr-gain-map/1.0/' hdrgm:Version='1.0' "
    "xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:Rating='4' "
    "xmlns:Container='http://ns.google.com/photos/1.0/container/' "
    "xmlns:Item='http://ns.google.com/photos/1.0/container/item/'>"
    "<Container:Directory><rdf:Seq>"
    "<rdf:li rdf:parseType='Resource'><Container:Item Item:Semantic='Primary' "
    "Item:Mime='image/jpeg'/></rdf:li>"
    "<rdf:li rdf:parseType='Resource'><Container:Item Item:Semantic='GainMap' "
    "Item:Mime='image/jpeg'/></rdf:li>"
    "</rdf:Seq></Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>";
constexpr const char* kFilmXmp =
    "http://ns.adobe.com/xap/1.0/\0"
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    "<rdf:Description rdf:about='' xmlns:GCamera='http://ns.google.com/photos/1.0/camera/' "
    "GCamera:MotionPhoto='1' GCamera:MotionPhotoVersion='1' xmlns:xmp='http://ns.adobe.com/xap/1.0/' "
    "xmp:Rating='3'/></rdf:RDF></x:xmpmeta>";

std::string xmpSegment(const char* text) {
    constexpr std::size_t kHeader = 29;
    return std::string(text, kHeader) + std::string(text + kHeader);
}

}  // namespace

/// What a file holds besides its pixels, and what becomes of it.
class TestKeptParts : public QObject {
    Q_OBJECT

    QTemporaryDir mFolder;

    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(mFolder.path().toStdString()) / name;
    }
    std::filesystem::path written(const char* name, const Bytes& bytes) const {
        writeFile(path(name), bytes);
        return path(name);
    }

  private Q_SLOTS:
    void pngChunks_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("data");
        const auto bytes = [](const std::string& text) { return QByteArray(text.data(), int(text.size())); };
        QTest::newRow("text") << QByteArray("tEXt") << bytes("Author\0Ren\xe9"s);
        QTest::newRow("packed text") << QByteArray("zTXt")
                                     << bytes("Comment\0\0\x78\x9c\x4b\x4c\x04\x02\x00\x02\x48\x01\x24"s);
        QTest::newRow("text with a language")
            << QByteArray("iTXt") << bytes("Title\0\0\0sv\0Titel\0regn p\xc3\xa5 bron"s);
        QTest::newRow("time") << QByteArray("tIME") << bytes("\x07\xe8\x02\x1d\x0c\x22\x38"s);
        QTest::newRow("background") << QByteArray("bKGD") << bytes("\0\x10\0\x80\0\xff"s);
        QTest::newRow("rendering intent") << QByteArray("sRGB") << bytes("\x02"s);
        QTest::newRow("significant bits") << QByteArray("sBIT") << bytes("\5\6\5"s);
        QTest::newRow("unequal resolution") << QByteArray("pHYs") << bytes("\0\0\x0b\x13\0\0\x17\x12\1"s);
        QTest::newRow("ratio of the sides") << QByteArray("pHYs") << bytes("\0\0\0\2\0\0\0\3\0"s);
        QTest::newRow("equal resolution") << QByteArray("pHYs") << bytes("\0\0\x2e\x23\0\0\x2e\x23\1"s);
        QTest::newRow("unknown, safe to copy") << QByteArray("nuTs") << bytes("abc"s);
    }
    void pngChunks() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, data);
        const Bytes file = test::withChunk(encoded(FileFormat::Png), type.toStdString(), data.toStdString());
        const Bytes back = encoded(FileFormat::Png, decoded(file));
        QCOMPARE(test::chunksOf(back, type.toStdString()), std::vector<std::string>{data.toStdString()});
        QCOMPARE(test::namesOf(decoded(file).notes), std::string());
    }

    void pngBackgroundFollowsTheDepth() {
        // Of a palette, the entry; of 16 bits, both bytes.
        const Bytes file = test::withChunk(encoded(FileFormat::Png), "bKGD", "\0\x10\0\x80\0\xff"s);
        Photograph photo = decoded(file);
        photo.pixels = photo.pixels.converted(Depth::UInt16);
        QCOMPARE(test::chunksOf(encoded(FileFormat::Png, photo), "bKGD"),
                 std::vector<std::string>{"\x10\x10\x80\x80\xff\xff"s});
    }

    void pngChunkThatMustNotBeCopied() {
        const Bytes file = test::withChunk(encoded(FileFormat::Png), "caBX", "signature");
        const Photograph photo = decoded(file);
        QCOMPARE(test::namesOf(photo.notes), std::string("metadata-left-out"));
        QCOMPARE(photo.notes[0].text, std::string("PNG caBX"));
        QVERIFY(test::chunksOf(encoded(FileFormat::Png, photo), "caBX").empty());
    }

    void animatedPng() {
        Bytes file = test::withChunk(encoded(FileFormat::Png), "acTL", "\0\0\0\2\0\0\0\0"s);
        const Photograph photo = decoded(file);
        QCOMPARE(test::namesOf(photo.notes), std::string("first-frame"));
        QVERIFY(photo.pixels == photograph().pixels);
        QVERIFY(test::chunksOf(encoded(FileFormat::Png, photo), "acTL").empty());
    }

    void jpegSegments_data() {
        QTest::addColumn<int>("marker");
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("comment") << 0xfe << QByteArray("made by hand");
        QTest::newRow("unknown APP4") << 0xe4 << QByteArray("FPXR\0abc", 8);
        QTest::newRow("APP11 (JUMBF)") << 0xeb << QByteArray("JP\0\1abc", 7);
        QTest::newRow("APP12 (Ducky)") << 0xec << QByteArray("Ducky\0\1", 7);
        QTest::newRow("APP13 of another program") << 0xed << QByteArray("Adobe_CM\0\2", 10);
        QTest::newRow("Photoshop's resource") << 0xed
                                              << QByteArray(
                                                     "Photoshop 3.0\0"
                                                     "8BIM\x04\x0a\0\0\0\0\0\1\1\0",
                                                     28);
    }
    void jpegSegments() {
        QFETCH(int, marker);
        QFETCH(QByteArray, data);
        const std::vector<std::string> expected{data.toStdString()};
        const auto original =
            written("a.jpg", test::withSegment(encoded(FileFormat::Jpeg), marker, data.toStdString()));
        Photograph photo = readPhotograph(original);
        QCOMPARE(test::segmentsOf(encoded(FileFormat::Jpeg, photo), marker), expected);
        // And where only one block is compressed anew.
        photo.pixels.setSample(1, 1, 0, 255);
        const BlockCount count = writeKeepingBlocks(photo, original, path("b.jpg"));
        QVERIFY(count.changed > 0 && count.changed < count.all);
        QCOMPARE(test::segmentsOf(readFile(path("b.jpg")), marker), expected);
    }

    void iptcJoinsPhotoshopsResources() {
        Photograph photo = photograph();
        photo.metadata = test::fullMetadata();
        photo.metadata.blocks = {
            {FileFormat::Jpeg, "Photoshop", {'8', 'B', 'I', 'M', 4, 10, 0, 0, 0, 0, 0, 1, 1, 0}}};
        const Bytes file = encoded(FileFormat::Jpeg, photo);
        QCOMPARE(test::segmentsOf(file, 0xed).size(), std::size_t{1});
        const Photograph back = decoded(file);
        QCOMPARE(test::iptcValue(back.metadata, "Iptc.Application2.Headline"), std::string("Bridge closed"));
        QVERIFY(back.metadata.blocks == photo.metadata.blocks);
    }

    void webpChunk_data() {
        QTest::addColumn<bool>("rich");
        QTest::newRow("beside metadata") << true;
        QTest::newRow("alone") << false;
    }
    void webpChunk() {
        QFETCH(bool, rich);
        Photograph photo = photograph();
        photo.quality = 100;
        if (rich) photo.metadata = test::fullMetadata();
        photo.metadata.blocks = {{FileFormat::WebP, "nuTs", {1, 2, 3}}, {FileFormat::WebP, "IART", {4, 5}}};
        const Photograph back = decoded(encoded(FileFormat::WebP, photo));
        QVERIFY(back.metadata.blocks == photo.metadata.blocks);
        QCOMPARE(test::largestDifference(back.pixels, photo.pixels), 0);
        if (!rich) return;
        QCOMPARE(test::exifValue(back.metadata, "Exif.Image.Make"), std::string("Acme"));
        QCOMPARE(test::xmpValue(back.metadata, "Xmp.xmp.Rating"), std::string("4"));
    }

    void resolutionKeepsSidesAndUnit_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<double>("across");
        QTest::addColumn<double>("down");
        QTest::addColumn<bool>("metric");
        for (const FileFormat format :
             {FileFormat::Png, FileFormat::Jpeg, FileFormat::Tiff, FileFormat::WebP}) {
            QTest::addRow("%d, per inch", int(format)) << int(format) << 300.0 << 600.0 << false;
            // 118 and 59 per centimetre
            QTest::addRow("%d, per centimetre", int(format)) << int(format) << 299.72 << 149.86 << true;
        }
    }
    void resolutionKeepsSidesAndUnit() {
        QFETCH(int, format);
        QFETCH(double, across);
        QFETCH(double, down);
        QFETCH(bool, metric);
        Photograph photo = photograph();
        photo.pixelsPerInch = across;
        photo.pixelSize.perInchDown = down;
        if (metric) photo.pixelSize.unit = PixelSize::Unit::Centimetre;
        const Photograph back = decoded(encoded(FileFormat(format), photo));
        QVERIFY2(std::abs(back.pixelsPerInch - across) < 0.001,
                 qPrintable(QString::number(back.pixelsPerInch)));
        QVERIFY(std::abs(back.pixelSize.perInchDown - down) < 0.001);
        QCOMPARE(back.pixelSize.unit == PixelSize::Unit::Centimetre, metric);
    }

    void ratioWithoutUnit_data() {
        QTest::addColumn<int>("format");
        for (const FileFormat format : {FileFormat::Png, FileFormat::Jpeg, FileFormat::Tiff})
            QTest::addRow("%d", int(format)) << int(format);
    }
    void ratioWithoutUnit() {
        QFETCH(int, format);
        Photograph photo = photograph();
        photo.pixelSize.ratioAcross = 2;
        photo.pixelSize.ratioDown = 3;
        const Photograph back = decoded(encoded(FileFormat(format), photo));
        QCOMPARE(back.pixelSize.ratioAcross, 2U);
        QCOMPARE(back.pixelSize.ratioDown, 3U);
        QCOMPARE(back.pixelsPerInch, 0.0);
    }

    void sidesAreExchangedByAQuarterTurn() {
        Photograph photo = photograph();
        photo.pixelsPerInch = 300;
        photo.pixelSize.perInchDown = 600;
        Exiv2::ExifData exif;
        exif["Exif.Image.Orientation"] = std::uint16_t{6};
        exif["Exif.Image.XResolution"] = Exiv2::URational(300, 1);
        exif["Exif.Image.YResolution"] = Exiv2::URational(600, 1);
        exif["Exif.Image.ResolutionUnit"] = std::uint16_t{2};
        Exiv2::ExifParser::encode(photo.metadata.exif, Exiv2::littleEndian, exif);
        const Photograph turned = decoded(encoded(FileFormat::Jpeg, photo));
        QCOMPARE(turned.pixelsPerInch, 600.0);
        QCOMPARE(turned.pixelSize.perInchDown, 300.0);
        const Photograph again = decoded(encoded(FileFormat::WebP, turned));
        QCOMPARE(again.pixelsPerInch, 600.0);
        QCOMPARE(test::exifValue(again.metadata, "Exif.Image.XResolution").substr(0, 3), std::string("600"));
        QCOMPARE(test::exifValue(again.metadata, "Exif.Image.YResolution").substr(0, 3), std::string("300"));
    }

    void gainMapLeavesNoTrace() {
        Bytes file = encoded(FileFormat::Jpeg);
        const Bytes second = encoded(FileFormat::Jpeg, photograph(12, 8));
        file = test::withSegment(file, 0xe2, "MPF\0II*\0"s);
        file = test::withSegment(file, 0xe2, "urn:iso:std:iso:ts:21496:-1\0\0\0\0\0"s);
        file = test::withSegment(file, 0xe1, xmpSegment(kHdrXmp));
        file.insert(file.end(), second.begin(), second.end());
        const auto original = written("hdr.jpg", file);
        Photograph photo = readPhotograph(original);
        QCOMPARE(test::namesOf(photo.notes), std::string("gain-map"));
        QCOMPARE(test::xmpValue(photo.metadata, "Xmp.xmp.Rating"), std::string("4"));
        photo.pixels.setSample(1, 1, 0, 255);
        const BlockCount count = writeKeepingBlocks(photo, original, path("out.jpg"));
        QVERIFY(count.changed < count.all);
        for (const Bytes& out : {encoded(FileFormat::Jpeg, photo), readFile(path("out.jpg"))}) {
            const std::string text(out.begin(), out.end());
            for (const char* trace : {"hdrgm", "hdr-gain-map", "Container", "GainMap", "21496", "MPF"})
                QVERIFY2(text.find(trace) == std::string::npos, trace);
            QCOMPARE(test::namesOf(decoded(out).notes), std::string());
        }
        // It is said before the result is written.
        QVERIFY(test::namesOf(savingLosses(photo, true, original, path("out.jpg"))).starts_with("gain-map"));
    }

    void motionPhotoLeavesNoTrace() {
        Bytes file = test::withSegment(encoded(FileFormat::Jpeg), 0xe1, xmpSegment(kFilmXmp));
        const std::string film = "\0\0\0\x18"s + "ftypmp42" + std::string(200, 'f');
        file.insert(file.end(), film.begin(), film.end());
        const Photograph photo = decoded(file);
        QCOMPARE(test::namesOf(photo.notes), std::string("motion-photo"));
        QCOMPARE(test::xmpValue(photo.metadata, "Xmp.xmp.Rating"), std::string("3"));
        const Bytes out = encoded(FileFormat::Jpeg, photo);
        QVERIFY(std::string(out.begin(), out.end()).find("MotionPhoto") == std::string::npos);
    }

    void furtherPictureIsSaid() {
        Bytes file = encoded(FileFormat::Jpeg);
        const Bytes second = encoded(FileFormat::Jpeg, photograph(12, 8));
        file.insert(file.end(), 100, 0);  // padding, as some cameras write
        const Bytes padded = file;
        file.insert(file.end(), second.begin(), second.end());
        const Photograph photo = decoded(file);
        QCOMPARE(test::namesOf(photo.notes), std::string("further-pictures"));
        QCOMPARE(photo.notes[0].text, std::to_string(second.size()));
        QCOMPARE(test::namesOf(decoded(padded).notes), std::string());
    }

    void thumbnailIsMadeAnew_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("turned");
        for (const FileFormat format : {FileFormat::Png, FileFormat::Jpeg, FileFormat::WebP})
            QTest::addRow("%d", int(format)) << int(format);
    }
    void thumbnailIsMadeAnew() {
        QFETCH(int, format);
        Photograph photo = photograph(480, 320);
        photo.quality = 100;
        photo.metadata = test::fullMetadata();
        photo.metadata.hasThumbnail = true;
        const Bytes file = encoded(FileFormat(format), photo);
        const auto image = Exiv2::ImageFactory::open(file.data(), long(file.size()));
        image->readMetadata();
        const Exiv2::DataBuf thumbnail = Exiv2::ExifThumb(image->exifData()).copy();
        QVERIFY(thumbnail.size_ > 0);
        const Photograph small = decoded(Bytes(thumbnail.pData_, thumbnail.pData_ + thumbnail.size_));
        QCOMPARE(small.pixels.width(), 160);
        QCOMPARE(small.pixels.height(), 106);
        for (const auto& [x, y] : {std::pair{10, 10}, {80, 53}, {150, 90}}) {
            for (int c = 0; c < 3; ++c)
                QVERIFY(std::abs(small.pixels.sample(x, y, c) -
                                 photo.pixels.sample(x * 3 + 1, y * 3 + 1, c)) < 10);
        }
        // And the file that is read next has one, too.
        QVERIFY(decoded(file).metadata.hasThumbnail);
    }

    void blocksOfAnotherFormatAreNamed() {
        Photograph photo = photograph();
        photo.metadata.blocks = {{FileFormat::Png, "tEXt", {'a', 0}},
                                 {FileFormat::Png, "tEXt", {'b', 0}},
                                 {FileFormat::Png, "sRGB", {0}},
                                 {FileFormat::Jpeg, "COM", {'c'}}};
        const auto losses = savingLosses(photo, false, {}, "x.tif");
        QCOMPARE(test::namesOf(losses), std::string("metadata-left-out"));
        QCOMPARE(losses[0].text, std::string("PNG tEXt, JPEG COM"));
        QCOMPARE(savingLosses(photo, false, {}, "x.png")[0].text, std::string("JPEG COM"));
    }
};

QTEST_GUILESS_MAIN(TestKeptParts)
#include "test_kept_parts.moc"
