// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/atomic_file.h"
#include "core/files/file_bytes.h"
#include "core/io/colour.h"
#include "core/io/formats.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"
#include "core/io/saving_losses.h"
#include "tests/core/io/pictures.h"
#include "tests/core/io/tiff_builder.h"

#include <QTemporaryDir>
#include <QTest>

#include <bit>

using namespace lacuna;
using namespace std::string_literals;
using Bytes = std::vector<std::uint8_t>;
using test::TiffBuilder;

namespace {

constexpr int kWidth = 8, kHeight = 6, kPixels = kWidth * kHeight;
constexpr int kRgb = 2, kLab = 8;

Bytes bytesOf(const std::string& text) {
    return {text.begin(), text.end()};
}

Photograph decoded(const Bytes& file) {
    return decodePhotograph(file, "test");
}

Bytes encoded(FileFormat format, const Photograph& photo) {
    return encodePhotograph(photo, format, "test");
}

Photograph photograph(int width = 48, int height = 32) {
    Photograph photo;
    photo.pixels = test::smoothPicture(width, height, 3, Depth::UInt8);
    return photo;
}

std::string little(std::uint32_t value, int bytes = 4) {
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> 8 * i);
    return out;
}

/// One pixel of index 0, with these blocks before it.
Bytes gif(const std::string& blocks) {
    return bytesOf("GIF89a\1\0\1\0\x80\0\0\x0a\x0b\x0c\x14\x15\x16"s + blocks +
                   ",\0\0\0\0\1\0\1\0\0\2\2\x44\1\0;"s);
}

std::string xmpPacket(const std::string& toolkit = "Mine 1.0") {
    return "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='" +
           toolkit +
           "'><!-- by hand --><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
           "<rdf:Description rdf:about='uuid:1' xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:Rating='3'/>"
           "</rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
}

/// A BMP of 24 or 32 bits with a header of version 5.
Bytes bmp(const std::string& pixels, int bits, const std::string& profile) {
    constexpr std::uint32_t kHeader = 124;
    std::string file = "BM"s + little(0) + little(0) + little(14 + kHeader) + little(kHeader);
    file += little(2) + little(2) + little(1, 2) + little(std::uint32_t(bits), 2) + little(0) + little(0);
    file += little(2835) + little(2835) + little(0) + little(0) + std::string(16, '\0');
    file += profile.empty() ? "BGRs"s : "DEBM"s;
    file += std::string(48, '\0') + little(4) + little(kHeader + std::uint32_t(pixels.size())) +
            little(std::uint32_t(profile.size())) + little(0);
    return bytesOf(file + pixels + profile);
}

TiffBuilder::Page& rgbPage(TiffBuilder& builder) {
    return builder.page(kWidth, kHeight, 3, 8, kRgb, Bytes(kPixels * 3, 100));
}

TiffBuilder::Page& rationals(TiffBuilder::Page& page, int tag,
                             const std::vector<std::uint32_t>& thousandths) {
    std::string bytes;
    for (const std::uint32_t value : thousandths)
        bytes += little(value) + little(1000);
    return page.add(tag, 5, bytesOf(bytes));
}

}  // namespace

/// What other programs put into a file besides an ordinary picture: it comes back, or a note says that it
/// doesn't.
class TestPartsOfOthers : public QObject {
    Q_OBJECT

    QTemporaryDir mFolder;

    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(mFolder.path().toStdString()) / name;
    }

  private Q_SLOTS:
    void commentsBecomePngs_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("data");
        const auto array = [](const Bytes& bytes) {
            return QByteArray(reinterpret_cast<const char*>(bytes.data()), int(bytes.size()));
        };
        QTest::newRow("GIF") << array(gif("!\xfe\5hello\0"s)) << QByteArray("tEXt")
                             << QByteArray("Comment\0hello", 13);
        QTest::newRow("PGM") << QByteArray("P2\n# by hand\n1 1\n255\n7\n") << QByteArray("tEXt")
                             << QByteArray("Comment\0by hand", 15);
        QTest::newRow("PGM, in UTF-8") << QByteArray("P2\n#\xc3\xbc\n1 1\n255\n7\n") << QByteArray("iTXt")
                                       << QByteArray("Comment\0\0\0\0\0\xc3\xbc", 14);
        QTest::newRow("PAM") << QByteArray("P7\nWIDTH 1\n#x\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\nENDHDR\n7")
                             << QByteArray("tEXt") << QByteArray("Comment\0x", 9);
    }
    void commentsBecomePngs() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, data);
        const Photograph photo = decoded(Bytes(file.begin(), file.end()));
        QCOMPARE(test::namesOf(photo.notes), std::string());
        QCOMPARE(test::chunksOf(encoded(FileFormat::Png, photo), type.toStdString()),
                 std::vector<std::string>{data.toStdString()});
        // A TIFF has no place for it.
        QCOMPARE(test::namesOf(savingLosses(photo, false, std::filesystem::path(), "a.tif")),
                 std::string("metadata-left-out"));
    }

    void secondPictureOfAPnm() {
        const Photograph two = decoded(bytesOf("P5 1 1 255\nx\nP5 1 1 255\ny"));
        QCOMPARE(test::namesOf(two.notes), std::string("further-pictures"));
        QCOMPARE(test::namesOf(decoded(bytesOf("P5 1 1 255\nx\n")).notes), std::string());
    }

    void applicationsOfAGif() {
        std::string trailer = "\1";
        for (int value = 255; value >= 0; --value)
            trailer += static_cast<char>(value);
        const Bytes file = gif("!\xff\x0bXMP DataXMP" + xmpPacket() + trailer + "\0"s + "!\xff\x0b" +
                               "NETSCAPE2.0\3\1\0\0\0"s + "!\xff\x0b" + "ACMETOOL1.0\2hi\0"s);
        const Photograph photo = decoded(file);
        QCOMPARE(photo.metadata.xmp, xmpPacket());
        QCOMPARE(test::namesOf(photo.notes), std::string("metadata-left-out"));
        QCOMPARE(photo.notes[0].text, std::string("GIF ACMETOOL1.0"));
    }

    void profileOfAGif() {
        const std::vector<std::uint8_t> icc =
            io::profileOfPrimaries({0.31, 0.33, 0.68, 0.32, 0.26, 0.69, 0.15, 0.06});
        std::string blocks = "!\xff\x0bICCRGBG1012";
        for (std::size_t at = 0; at < icc.size(); at += 255) {
            const std::size_t count = std::min<std::size_t>(255, icc.size() - at);
            blocks += static_cast<char>(count);
            blocks.append(icc.begin() + std::ptrdiff_t(at), icc.begin() + std::ptrdiff_t(at + count));
        }
        QVERIFY(decoded(gif(blocks + '\0')).metadata.icc == icc);
    }

    void profileOfABmp() {
        const std::vector<std::uint8_t> icc =
            io::profileOfPrimaries({0.31, 0.33, 0.68, 0.32, 0.26, 0.69, 0.15, 0.06});
        const std::string pixels(16, 'x');
        QVERIFY(decoded(bmp(pixels, 24, {icc.begin(), icc.end()})).metadata.icc == icc);
        QVERIFY(decoded(bmp(pixels, 24, "")).metadata.icc.empty());
        // One that would lie behind the file's end.
        Bytes cut = bmp(pixels, 24, {icc.begin(), icc.end()});
        cut.resize(cut.size() - 1);
        QVERIFY(decoded(cut).metadata.icc.empty());
    }

    void fourthByteOfABmp() {
        const Photograph photo = decoded(bmp("abc\1abc\2abc\3abc\4"s, 32, ""));
        QVERIFY(photo.alpha.isEmpty());
        QCOMPARE(photo.extras.size(), std::size_t{1});
        QCOMPARE(photo.extras[0].sample(0, 0, 0), 3);  // from the bottom up
        QCOMPARE(photo.extras[0].sample(1, 1, 0), 2);
        QCOMPARE(test::namesOf(savingLosses(photo, false, std::filesystem::path(), "a.png")),
                 std::string("extra-channels"));
        QVERIFY(decoded(bmp("abc\1abc\1abc\1abc\1"s, 32, "")).extras.empty());
    }

    void smallerCopiesOfATiff() {
        // Two that hang on the first picture: 12 × 8 and 6 × 4 pixels of three bytes.
        const Photograph hanging = readPhotograph(test::fixture("smaller_copies.tif"));
        QCOMPARE(hanging.pages, 1);
        QVERIFY(hanging.pixels == test::fixturePixels(3, Depth::UInt8));
        QCOMPARE(test::namesOf(hanging.notes), std::string("further-pictures"));
        QCOMPARE(hanging.notes[0].text, std::to_string(12 * 8 * 3 + 6 * 4 * 3));
        TiffBuilder builder;
        rgbPage(builder);
        builder.page(4, 3, 3, 8, kRgb, Bytes(36, 50)).add(254, 4, {1, 0, 0, 0});
        const Photograph beside = decoded(builder.build());
        QCOMPARE(beside.pages, 1);
        QCOMPARE(test::namesOf(beside.notes), std::string("further-pictures"));
        QCOMPARE(beside.notes[0].text, std::string("36"));
    }

    void primariesOfATiff_data() {
        QTest::addColumn<bool>("adobe");
        QTest::newRow("Adobe RGB") << true;
        QTest::newRow("sRGB") << false;
    }
    void primariesOfATiff() {
        QFETCH(bool, adobe);
        TiffBuilder builder;
        TiffBuilder::Page& page = rgbPage(builder);
        rationals(page, 318, {313, 329});
        rationals(page, 319,
                  adobe ? std::vector<std::uint32_t>{640, 330, 210, 710, 150, 60}
                        : std::vector<std::uint32_t>{640, 330, 300, 600, 150, 60});
        const Photograph photo = decoded(builder.build());
        QCOMPARE(photo.metadata.icc.empty(), !adobe);
        if (!adobe) return;
        // A pure green of Adobe RGB lies outside of sRGB, so that it stays 255; one half loses its red.
        ImageBuffer green(1, 1, 3, Depth::UInt8);
        green.setSample(0, 0, 0, 100);
        green.setSample(0, 0, 1, 200);
        green.setSample(0, 0, 2, 100);
        const ImageBuffer shown = toSrgb(green, photo.metadata.icc);
        QVERIFY(shown.sample(0, 0, 0) < 30);
        QVERIFY(std::abs(shown.sample(0, 0, 1) - 201) <= 2);
    }

    void photoshopInATiff() {
        const std::string url = "8BIM\x04\x0b\0\0\0\0\0\4http"s, thumbnail = "8BIM\x04\x0c\0\0\0\0\0\2ab"s;
        TiffBuilder builder;
        rgbPage(builder).add(34377, 1, bytesOf(url + thumbnail));
        Photograph photo = decoded(builder.build());
        QCOMPARE(photo.metadata.blocks.size(), std::size_t{1});
        QVERIFY(photo.metadata.blocks[0].data == bytesOf(url));
        photo.metadata.iptc = test::fullMetadata().iptc;
        const Bytes file = encoded(FileFormat::Tiff, photo);
        const Photograph back = decoded(file);
        QVERIFY(back.metadata.blocks == photo.metadata.blocks);
        QCOMPARE(test::iptcValue(back.metadata, "Iptc.Application2.Headline"), std::string("Bridge closed"));
        QCOMPARE(test::namesOf(savingLosses(photo, false, std::filesystem::path(), "a.png")),
                 std::string("metadata-left-out"));
        // In a JPEG they are the same.
        QCOMPARE(test::namesOf(savingLosses(photo, false, std::filesystem::path(), "a.jpg")), std::string());
        const Photograph jpeg = decoded(encoded(FileFormat::Jpeg, photo));
        QCOMPARE(jpeg.metadata.blocks.size(), std::size_t{1});
        QVERIFY(jpeg.metadata.blocks[0].data == bytesOf(url));
    }

    void labOfFloats() {
        // As in test_tiff_kinds: grey, and two colours within sRGB.
        const float lab[] = {50, 0, 0, 60, 40, 20, 60, -40, 20};
        const int rgb[] = {119, 119, 119, 215, 114, 112, 64, 163, 107};
        Bytes data;
        for (int i = 0; i < kPixels * 3; ++i) {
            for (int shift = 0; shift < 32; shift += 8)
                data.push_back(static_cast<std::uint8_t>(std::bit_cast<std::uint32_t>(lab[i % 9]) >> shift));
        }
        constexpr int kFloat = 3;
        TiffBuilder builder;
        builder.page(kWidth, kHeight, 3, 32, kLab, data, kFloat);
        const Photograph photo = decoded(builder.build());
        for (int i = 0; i < 9; ++i) {
            const double found = photo.pixels.sample(i / 3, 0, i % 3) / 257.0;
            QVERIFY2(std::abs(found - rgb[i]) < 2, qPrintable(QString::number(found)));
        }
        QCOMPARE(test::namesOf(photo.notes), std::string("colours-converted"));
    }

    void isoGainMapAlone() {
        // No XMP announces it.
        Bytes file = test::withSegment(encoded(FileFormat::Jpeg, photograph()), 0xe2,
                                       "urn:iso:std:iso:ts:21496:-1\0\0\0\0\0"s);
        const Bytes second = encoded(FileFormat::Jpeg, photograph(12, 8));
        file.insert(file.end(), second.begin(), second.end());
        QCOMPARE(test::namesOf(decoded(file).notes), std::string("gain-map"));
    }

    void xmpOfAJpegStaysToTheByte() {
        const Bytes file = test::withSegment(encoded(FileFormat::Jpeg, photograph()), 0xe1,
                                             "http://ns.adobe.com/xap/1.0/\0"s + xmpPacket());
        const Photograph photo = decoded(file);
        QCOMPARE(photo.metadata.xmp, xmpPacket());
        QCOMPARE(decoded(encoded(FileFormat::Jpeg, photo)).metadata.xmp, xmpPacket());
    }

    void headersOfAJpegStay_data() {
        QTest::addColumn<bool>("jfif");
        QTest::addColumn<bool>("adobe");
        QTest::newRow("camera: neither") << false << false;
        QTest::newRow("JFIF") << true << false;
        QTest::newRow("Photoshop: Adobe") << false << true;
        QTest::newRow("both") << true << true;
    }
    void headersOfAJpegStay() {
        QFETCH(bool, jfif);
        QFETCH(bool, adobe);
        Bytes file = encoded(FileFormat::Jpeg, photograph());
        constexpr std::size_t kJfif = 18, kStart = 2;  // its bytes follow the start
        if (!jfif) file.erase(file.begin() + kStart, file.begin() + kStart + kJfif);
        const std::string marker = "Adobe\0\x64\0\0\0\0\1"s;
        if (adobe) file = test::withSegment(file, 0xee, marker);
        writeFile(path("camera.jpg"), file);
        Photograph photo = readPhotograph(path("camera.jpg"));
        photo.pixels.setSample(1, 1, 0, 255);
        const BlockCount count = writeKeepingBlocks(photo, path("camera.jpg"), path("out.jpg"));
        QVERIFY(count.changed > 0 && count.changed < count.all);
        const Bytes out = readFile(path("out.jpg"));
        QCOMPARE(!test::segmentsOf(out, 0xe0).empty(), jfif);
        QCOMPARE(test::segmentsOf(out, 0xee), adobe ? std::vector{marker} : std::vector<std::string>());
        QVERIFY(test::largestDifference(readPhotograph(path("out.jpg")).pixels, photo.pixels) < 40);
    }

    void newThumbnailStatesItsResolution() {
        Photograph photo = photograph(480, 320);
        photo.metadata = test::fullMetadata();
        photo.metadata.hasThumbnail = true;
        const std::string file = [&] {
            const Bytes bytes = encoded(FileFormat::Jpeg, photo);
            return std::string(bytes.begin(), bytes.end());
        }();
        // The second directory of the EXIF: XResolution and YResolution, two rationals.
        QVERIFY(file.find("\x1a\1\5\0\1\0\0\0"s, file.find("\1\2\3\0\1\0\0\0"s) + 1) != std::string::npos ||
                file.find("\1\x1a\0\5\0\0\0\1"s, file.find("\1\3\0\3\0\0\0\1"s) + 1) != std::string::npos);
    }

    void gammaBesideAProfile() {
        Photograph photo = photograph();
        photo.metadata.icc = io::srgbProfile();
        Bytes file = test::withChunk(encoded(FileFormat::Png, photo), "gAMA", "\0\0\xb1\x8f"s);
        const std::string primaries =
            "\0\0\x7a\x26\0\0\x80\x84\0\0\xfa\0\0\0\x80\xe8\0\0\x75\x30\0\0\xea\x60\0\0\x3a\x98\0\0\x17\x70"s;
        file = test::withChunk(file, "cHRM", primaries);
        const Bytes back = encoded(FileFormat::Png, decoded(file));
        QCOMPARE(test::chunksOf(back, "iCCP").size(), std::size_t{1});
        QCOMPARE(test::chunksOf(back, "gAMA"), std::vector{"\0\0\xb1\x8f"s});
        QCOMPARE(test::chunksOf(back, "cHRM"), std::vector{primaries});
    }

    void profileThatAPngCantHave_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<QByteArray>("note");
        const std::vector<std::uint8_t> icc = io::srgbProfile();
        const QByteArray srgb(reinterpret_cast<const char*>(icc.data()), int(icc.size()));
        QTest::newRow("sRGB in colours") << 3 << srgb << QByteArray();
        QTest::newRow("sRGB in greys") << 1 << srgb << QByteArray("damaged-profile");
        QTest::newRow("garbage") << 3 << QByteArray(300, 'x') << QByteArray("damaged-profile");
    }
    void profileThatAPngCantHave() {
        QFETCH(int, channels);
        QFETCH(QByteArray, profile);
        QFETCH(QByteArray, note);
        Photograph photo;
        photo.pixels = test::smoothPicture(20, 10, channels, Depth::UInt8);
        constexpr int kLength = 4;  // before Qt's packed data
        const std::string chunk = "p\0\0"s + qCompress(profile).mid(kLength).toStdString();
        const Photograph back = decoded(test::withChunk(encoded(FileFormat::Png, photo), "iCCP", chunk));
        QCOMPARE(test::namesOf(back.notes), note.toStdString());
        QCOMPARE(back.metadata.icc.empty(), !note.isEmpty());
    }

    void encodingForBrightScreens() {
        if (!io::writerOf(FileFormat::Avif)) QSKIP("this build can't write AVIF");
        // BT.2020 with the curve PQ.
        const Photograph photo = readPhotograph(test::fixture("pq.avif"));
        QCOMPARE(photo.metadata.blocks.size(), std::size_t{1});
        QCOMPARE(photo.metadata.blocks[0].kind, std::string("nclx"));
        QVERIFY((photo.metadata.blocks[0].data == Bytes{9, 16}));
        const Photograph back = decoded(encoded(FileFormat::Avif, photo));
        QVERIFY(back.metadata.blocks == photo.metadata.blocks);
        QCOMPARE(test::namesOf(savingLosses(photo, false, std::filesystem::path(), "a.tif")),
                 std::string("metadata-left-out"));
        // A PNG says the same in a chunk.
        QCOMPARE(test::namesOf(savingLosses(photo, false, std::filesystem::path(), "a.png")), std::string());
        const Bytes png = encoded(FileFormat::Png, photo);
        QCOMPARE(test::chunksOf(png, "cICP"), std::vector{"\x09\x10\0\1"s});
        QVERIFY(decoded(encoded(FileFormat::Avif, decoded(png))).metadata.blocks == photo.metadata.blocks);
        // Lacuna's own files are sRGB.
        QVERIFY(decoded(encoded(FileFormat::Avif, photograph())).metadata.blocks.empty());
    }

    void sequence() {
        if (!io::writerOf(FileFormat::Avif)) QSKIP("this build can't read AVIF");
        QCOMPARE(test::namesOf(readPhotograph(test::fixture("sequence.avif")).notes),
                 std::string("first-frame"));
    }

    void thumbnailOfAHeic() {
        if (!io::writerOf(FileFormat::Heif)) QSKIP("this build can't write HEIC");
        const Photograph small = readPhotograph(test::fixture("thumbnail.heic"));
        QCOMPARE(small.metadata.blocks.size(), std::size_t{1});
        QCOMPARE(test::namesOf(savingLosses(small, false, std::filesystem::path(), "a.png")), std::string());
        // So small a picture gets none, and is written all the same.
        QVERIFY(decoded(encoded(FileFormat::Heif, small)).metadata.blocks.empty());
        Photograph large = photograph(400, 300);
        large.metadata.blocks = small.metadata.blocks;
        QVERIFY(decoded(encoded(FileFormat::Heif, large)).metadata.blocks == small.metadata.blocks);
    }

    void boxesOfAJpegXl_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("note");
        QTest::newRow("gain map") << QByteArray("jhgm") << QByteArray("gain-map");
        QTest::newRow("unknown") << QByteArray("xyzw") << QByteArray("metadata-left-out");
        QTest::newRow("padding") << QByteArray("free") << QByteArray();
    }
    void boxesOfAJpegXl() {
        if (!io::writerOf(FileFormat::JpegXl)) QSKIP("this build can't write JPEG XL");
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, note);
        Photograph photo = photograph();
        photo.metadata.exif = test::fullMetadata().exif;  // so that there is a container
        Bytes file = encoded(FileFormat::JpegXl, photo);
        const Bytes box = bytesOf("\0\0\0\x0b"s + name.toStdString() + "abc");
        file.insert(file.end(), box.begin(), box.end());
        QCOMPARE(test::namesOf(decoded(file).notes), note.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestPartsOfOthers)
#include "test_parts_of_others.moc"
