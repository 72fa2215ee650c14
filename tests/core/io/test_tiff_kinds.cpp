// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/file_bytes.h"
#include "core/io/image_io.h"
#include "core/io/saving_losses.h"
#include "tests/core/io/pictures.h"
#include "tests/core/io/tiff_builder.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace lacuna;
using test::TiffBuilder;
using Bytes = std::vector<std::uint8_t>;

namespace {

constexpr int kWidth = 4, kHeight = 3, kPixels = kWidth * kHeight;
constexpr int kGrey = 1, kRgb = 2, kCmyk = 5, kLab = 8, kIccLab = 9;

Photograph decoded(const Bytes& file, const ReadOptions& options = {}) {
    return decodePhotograph(file, "test", options);
}

template <typename T>
Bytes bytesOf(const std::vector<T>& values) {
    Bytes out(values.size() * sizeof(T));
    std::memcpy(out.data(), values.data(), out.size());
    return out;
}

Bytes counting(int count) {
    Bytes out;
    for (int i = 0; i < count; ++i)
        out.push_back(static_cast<std::uint8_t>(i * 5 + 1));
    return out;
}

std::uint16_t half(float value) {
    if (value == 0) return 0;
    int exponent = 0;
    const float fraction = std::frexp(value, &exponent);  // 0.5 … 1
    return static_cast<std::uint16_t>((exponent + 14) << 10 |
                                      static_cast<int>(std::lround(fraction * 2048) & 1023));
}

void tag(TiffBuilder::Page& page) {
    page.text(0x010d, "roll 7")
        .text(0x010e, "A bridge")
        .text(0x0131, "Scanner 3")
        .text(0x0132, "2024:02:29 12:34:56");
    page.text(0x013b, "N. N.").rational(282, 300, 1).rational(283, 600, 1).shorts(296, {2});
    page.text(0xc614, "Private camera");
}

void compareTags(const Photograph& photo) {
    QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.DocumentName"), std::string("roll 7"));
    QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.ImageDescription"), std::string("A bridge"));
    QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.Software"), std::string("Scanner 3"));
    QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.DateTime"), std::string("2024:02:29 12:34:56"));
    QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.Artist"), std::string("N. N."));
    QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.UniqueCameraModel"), std::string("Private camera"));
    QCOMPARE(photo.pixelsPerInch, 300.0);
    QCOMPARE(photo.pixelSize.perInchDown, 600.0);
}

}  // namespace

/// TIFFs as scanners and editors write them, put together byte by byte.
class TestTiffKinds : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void tagsSurvive_data() {
        QTest::addColumn<bool>("big");
        QTest::newRow("TIFF") << false;
        QTest::newRow("BigTIFF") << true;
    }
    void tagsSurvive() {
        QFETCH(bool, big);
        TiffBuilder builder(big);
        tag(builder.page(kWidth, kHeight, 1, 8, kGrey, counting(kPixels)));
        const Photograph photo = decoded(builder.build());
        compareTags(photo);
        compareTags(decoded(encodePhotograph(photo, FileFormat::Tiff, "test")));
        QCOMPARE(test::namesOf(photo.notes), std::string());
    }

    void pages() {
        TiffBuilder builder;
        builder.page(kWidth, kHeight, 1, 8, kGrey, counting(kPixels)).text(0x010e, "first");
        // A preview between the pages is none, but is left out, too.
        builder.page(2, 1, 1, 8, kGrey, {9, 9}).shorts(254, {1});
        builder.page(2, 2, 1, 8, kGrey, {1, 2, 3, 4}).text(0x010e, "second");
        const Bytes file = builder.build();
        const Photograph first = decoded(file);
        QCOMPARE(first.pages, 2);
        QCOMPARE(first.pixels.width(), kWidth);
        QCOMPARE(test::namesOf(first.notes), std::string("other-pages, further-pictures"));
        QCOMPARE(first.notes[0].text, std::string("1/2"));
        const Photograph second = decoded(file, {.page = 2});
        QCOMPARE(second.pixels.width(), 2);
        QCOMPARE(second.pixels.sample(1, 1, 0), 4);
        QCOMPARE(second.notes[0].text, std::string("2/2"));
        QCOMPARE(test::exifValue(second.metadata, "Exif.Image.ImageDescription"), std::string("second"));
        try {
            decoded(file, {.page = 3});
            QFAIL("there is no page 3");
        } catch (const Error& error) {
            QCOMPARE(int(error.code()), int(ErrorCode::Usage));
            QCOMPARE(std::string(error.what()), std::string("--page: test has 2 pages"));
        }
    }

    void otherPagesArentOverwritten() {
        TiffBuilder builder;
        builder.page(kWidth, kHeight, 1, 8, kGrey, counting(kPixels));
        builder.page(kWidth, kHeight, 1, 8, kGrey, counting(kPixels));
        const QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.path().toStdString()) / "a.tif";
        writeFile(file, builder.build());
        const Photograph photo = readPhotograph(file);
        QVERIFY_EXCEPTION_THROWN(savingLosses(photo, true, file, file), Error);
        QCOMPARE(test::namesOf(savingLosses(photo, true, file, file.parent_path() / "b.tif")),
                 std::string("other-pages"));
    }

    void floats_data() {
        QTest::addColumn<int>("bits");
        QTest::addColumn<float>("scale");
        QTest::addColumn<QString>("white");
        for (const int bits : {16, 32}) {
            QTest::addRow("%d bits, up to 1", bits) << bits << 1.0F << "1";
            QTest::addRow("%d bits, up to 4", bits) << bits << 4.0F << "4";
            QTest::addRow("%d bits, up to a half", bits) << bits << 0.5F << "1";
        }
    }
    void floats() {
        QFETCH(int, bits);
        QFETCH(float, scale);
        QFETCH(QString, white);
        std::vector<float> values = {0, 0.25F, 0.5F, 0.75F, 1};
        values.resize(kPixels, 0.125F);
        for (float& value : values)
            value *= scale;
        std::vector<std::uint16_t> halves;
        for (const float value : values)
            halves.push_back(half(value));
        TiffBuilder builder;
        builder.page(kWidth, kHeight, 1, bits, kGrey, bits == 16 ? bytesOf(halves) : bytesOf(values), 3);
        const Photograph photo = decoded(builder.build());
        QCOMPARE(photo.pixels.depth(), Depth::UInt16);
        const double top = scale > 1 ? scale : 1;
        for (int i = 0; i < kPixels; ++i) {
            const long expected =
                std::lround(65535 * static_cast<double>(values[static_cast<std::size_t>(i)]) / top);
            QCOMPARE(long(photo.pixels.sample(i % kWidth, i / kWidth, 0)), expected);
        }
        QCOMPARE(test::namesOf(photo.notes), std::string("float-samples"));
        QCOMPARE(QString::fromStdString(photo.notes[0].text), white);
    }
    void strangeFloats() {
        std::vector<float> values(kPixels, 0.5F);
        values[0] = NAN;
        values[1] = INFINITY;
        values[2] = -INFINITY;
        values[3] = -1;
        TiffBuilder builder;
        builder.page(kWidth, kHeight, 1, 32, kGrey, bytesOf(values), 3);
        const Photograph photo = decoded(builder.build());
        const int expected[] = {0, 65535, 0, 0, 32768};
        for (int i = 0; i < 5; ++i)
            QCOMPARE(photo.pixels.sample(i % kWidth, i / kWidth, 0), expected[i]);
    }

    /// Reference values by the formulas of CIE and IEC, for D50 adapted to D65.
    void lab_data() {
        QTest::addColumn<int>("photometric");
        QTest::addColumn<int>("bits");
        for (const int photometric : {kLab, kIccLab}) {
            for (const int bits : {8, 16})
                QTest::addRow("%d, %d bits", photometric, bits) << photometric << bits;
        }
    }
    void lab() {
        QFETCH(int, photometric);
        QFETCH(int, bits);
        struct Row {
            double l, a, b;
            int red, green, blue;
        };
        // White, black, grey, and colours within sRGB (computed by these formulas elsewhere).
        const Row rows[] = {{100, 0, 0, 255, 255, 255},  {0, 0, 0, 0, 0, 0},
                            {50, 0, 0, 119, 119, 119},   {60, 40, 20, 215, 114, 112},
                            {60, -40, 20, 64, 163, 107}, {30, 20, -40, 72, 61, 134}};
        Bytes data;
        const auto put = [&](double value) {
            const auto number = static_cast<int>(std::lround(value));
            data.push_back(static_cast<std::uint8_t>(number));
            if (bits == 16) data.push_back(static_cast<std::uint8_t>(number >> 8));
        };
        for (int i = 0; i < kPixels; ++i) {
            const Row& row = rows[i % 6];
            const bool icc = photometric == kIccLab;
            const double per = bits == 16 ? 256 : 1;
            put(row.l / 100 * (bits == 8 ? 255 : icc ? 0xff00 : 0xffff));
            put((row.a + (icc ? 128 : 0)) * per);
            put((row.b + (icc ? 128 : 0)) * per);
        }
        TiffBuilder builder;
        builder.page(kWidth, kHeight, 3, bits, photometric, data);
        const Photograph photo = decoded(builder.build());
        QCOMPARE(photo.pixels.depth(), Depth::UInt16);
        for (int i = 0; i < 6; ++i) {
            const int expected[] = {rows[i].red, rows[i].green, rows[i].blue};
            for (int c = 0; c < 3; ++c) {
                const double found = photo.pixels.sample(i % kWidth, i / kWidth, c) / 257.0;
                QVERIFY2(std::abs(found - expected[c]) < 2,
                         qPrintable(QStringLiteral("colour %1, channel %2: %3").arg(i).arg(c).arg(found)));
            }
        }
        QCOMPARE(test::namesOf(photo.notes), std::string("colours-converted"));
        QVERIFY(!photo.metadata.icc.empty());
    }

    /// Solid inks as they are known from printing on coated paper. Some lie outside of sRGB, hence the
    /// tolerance.
    void cmykWithoutProfile() {
        struct Row {
            std::uint8_t inks[4];
            int rgb[3];
        };
        const Row rows[] = {{{0, 0, 0, 0}, {255, 255, 255}},   {{255, 0, 0, 0}, {0, 158, 227}},
                            {{0, 255, 0, 0}, {230, 0, 126}},   {{0, 0, 255, 0}, {255, 237, 0}},
                            {{0, 255, 255, 0}, {227, 6, 19}},  {{255, 0, 255, 0}, {0, 150, 64}},
                            {{255, 255, 0, 0}, {49, 39, 131}}, {{0, 0, 0, 255}, {29, 29, 27}},
                            {{255, 255, 255, 255}, {0, 0, 0}}};
        Bytes data;
        for (int i = 0; i < kPixels; ++i)
            data.insert(data.end(), std::begin(rows[i % 9].inks), std::end(rows[i % 9].inks));
        TiffBuilder builder;
        builder.page(kWidth, kHeight, 4, 8, kCmyk, data);
        const Photograph photo = decoded(builder.build());
        for (int i = 0; i < 9; ++i) {
            for (int c = 0; c < 3; ++c) {
                const int found = photo.pixels.sample(i % kWidth, i / kWidth, c);
                QVERIFY2(std::abs(found - rows[i].rgb[c]) < 32,
                         qPrintable(QStringLiteral("inks %1, channel %2: %3").arg(i).arg(c).arg(found)));
            }
        }
        QCOMPARE(test::namesOf(photo.notes), std::string("assumed-inks, colours-converted"));
    }
    void cmykJpegWithoutProfile() {
        const Photograph photo = readPhotograph(test::fixture("cmyk_no_profile.jpg"));
        QCOMPARE(test::namesOf(photo.notes), std::string("assumed-inks, colours-converted"));
        QVERIFY(!photo.metadata.icc.empty());
    }

    void extraSamplesComeBack_data() {
        QTest::addColumn<QList<int>>("kinds");
        QTest::addColumn<int>("bits");
        for (const int bits : {8, 16}) {
            QTest::addRow("no statement, %d", bits) << QList<int>{} << bits;
            QTest::addRow("unspecified, %d", bits) << QList<int>{0} << bits;
            QTest::addRow("associated alpha, %d", bits) << QList<int>{1} << bits;
            QTest::addRow("alpha, %d", bits) << QList<int>{2} << bits;
            QTest::addRow("alpha and unspecified, %d", bits) << QList<int>{2, 0} << bits;
            QTest::addRow("two unspecified, %d", bits) << QList<int>{0, 0} << bits;
        }
    }
    void extraSamplesComeBack() {
        QFETCH(QList<int>, kinds);
        QFETCH(int, bits);
        const int extra = std::max<int>(1, int(kinds.size()));
        const int samples = 3 + extra;
        // No colour is brighter than its alpha, as it is with associated alpha.
        Bytes data;
        for (int i = 0; i < kPixels * samples; ++i) {
            const int place = i % samples, pixel = i / samples;
            const int value = place < 3 ? pixel * 7 + place * 11 : 120 + pixel * 9 + place;
            if (bits == 16) data.push_back(static_cast<std::uint8_t>(value * 13));
            data.push_back(static_cast<std::uint8_t>(value));
        }
        TiffBuilder builder;
        auto& page = builder.page(kWidth, kHeight, samples, bits, kRgb, data);
        if (!kinds.isEmpty()) page.shorts(338, std::vector<int>(kinds.begin(), kinds.end()));
        const Photograph photo = decoded(builder.build());
        const bool hasAlpha = kinds.contains(1) || kinds.contains(2);
        QCOMPARE(photo.alpha.isEmpty(), !hasAlpha);
        QCOMPARE(int(photo.extras.size()), extra - (hasAlpha ? 1 : 0));

        const Bytes written = encodePhotograph(photo, FileFormat::Tiff, "test");
        const Photograph back = decoded(written);
        QVERIFY(back.pixels == photo.pixels);
        QVERIFY(back.alpha == photo.alpha);
        QVERIFY(back.extras == photo.extras);
        QCOMPARE(back.associatedAlpha, kinds.contains(1));
        // The value of the first extra sample, and the note where it can't be kept.
        const ImageBuffer& plane = hasAlpha ? back.alpha : back.extras[0];
        const int first = bits == 8 ? 123 : 123 << 8 | static_cast<std::uint8_t>(123 * 13);
        QCOMPARE(plane.sample(0, 0, 0), first);
        const bool hasExtras = !photo.extras.empty();
        QCOMPARE(test::namesOf(savingLosses(photo, false, {}, "a.png")),
                 std::string(hasExtras ? "extra-channels" : ""));
        QCOMPARE(test::namesOf(savingLosses(photo, false, {}, "a.tif", {.scale = 2})),
                 std::string(hasExtras ? "extra-channels" : ""));
        QCOMPARE(test::namesOf(savingLosses(photo, false, {}, "a.tif")), std::string());
    }
};

QTEST_GUILESS_MAIN(TestTiffKinds)
#include "test_tiff_kinds.moc"
