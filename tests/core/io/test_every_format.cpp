// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_bytes.h"
#include "core/io/formats.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"
#include "core/io/metadata.h"
#include "core/io/orientation.h"
#include "core/io/saving_losses.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <initializer_list>

using namespace lacuna;
using Bytes = std::vector<std::uint8_t>;

namespace {

constexpr int kWidth = 45, kHeight = 38;
/// The part that a restoration changes, in the picture as it is seen.
constexpr int kLeft = 9, kTop = 10, kSide = 8;

struct Combination {
    FileFormat format{};
    int channels = 3;
    Depth depth = Depth::UInt8;
    bool alpha = false;
    bool profile = false;
    int orientation = 1;
    bool metadata = false;
    int quality = 100;
};

/// A row writes nothing else than its encoder can.
std::vector<Combination> combinations() {
    std::vector<Combination> all;
    struct Beside {
        bool profile;
        bool metadata;
    };
    for (const io::FormatRow& row : io::formats()) {
        if (!row.encode) continue;
        for (const int channels : {1, 3}) {
            for (const Depth depth : {Depth::UInt8, Depth::UInt16}) {
                for (const bool alpha : {false, true}) {
                    for (const Beside beside : {Beside{false, false}, Beside{false, true},
                                                Beside{true, false}, Beside{true, true}}) {
                        // The profile is one for colours.
                        if (beside.profile && channels == 1) continue;
                        for (int orientation = 1; orientation <= 8; ++orientation) {
                            if ((depth == Depth::UInt16 && !row.sixteenBits) || (alpha && !row.alpha))
                                continue;
                            // There, no EXIF but the container turns the picture, and ours never does.
                            if (row.format >= FileFormat::JpegXl && orientation > 1) continue;
                            all.push_back({row.format, channels, depth, alpha, beside.profile, orientation,
                                           beside.metadata, row.losslessAt100 ? 100 : 90});
                        }
                    }
                }
            }
        }
    }
    return all;
}

/// As another program would write it: the pixels lie as they are stored, and the EXIF says how to turn them.
Bytes fileOf(const Combination& combination) {
    Photograph photo;
    const bool lossless = io::writerOf(combination.format)->losslessAt100;
    photo.pixels = lossless ? test::noisyPicture(kWidth, kHeight, combination.channels, combination.depth)
                            : test::smoothPicture(kWidth, kHeight, combination.channels, combination.depth);
    if (combination.alpha) photo.alpha = test::noisyPicture(kWidth, kHeight, 1, combination.depth);
    if (combination.metadata) {
        photo.metadata = test::fullMetadata();
        photo.pixelsPerInch = 300;
        photo.pixelSize.perInchDown = 150;
    }
    photo.metadata.icc = combination.profile ? test::fullMetadata().icc : Bytes();
    if (combination.orientation != 1) io::stateOrientation(photo.metadata, combination.orientation);
    photo.quality = combination.quality;
    Bytes file = encodePhotograph(photo, combination.format, "test");
    if (combination.format == FileFormat::Tiff) {
        // A TIFF is always written upright, so its tag is changed: 0x0112, a SHORT, one of it, 1.
        const Bytes tag = {0x12, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0};
        const auto found = std::search(file.begin(), file.end(), tag.begin(), tag.end());
        if (found != file.end()) found[8] = static_cast<std::uint8_t>(combination.orientation);
    }
    return file;
}

void compare(const Photograph& before, const Photograph& after) {
    QVERIFY(before.metadata.icc == after.metadata.icc);
    QVERIFY(before.metadata.blocks == after.metadata.blocks);
    QVERIFY(before.metadata.iptc == after.metadata.iptc);
    for (const char* key : {"Exif.Image.Make", "Exif.Image.ImageDescription", "Exif.Photo.DateTimeOriginal",
                            "Exif.GPSInfo.GPSLatitude"}) {
        QCOMPARE(test::exifValue(before.metadata, key), test::exifValue(after.metadata, key));
    }
    for (const char* key : {"Xmp.dc.creator", "Xmp.xmp.Rating", "Xmp.photoshop.City"})
        QCOMPARE(test::xmpValue(before.metadata, key), test::xmpValue(after.metadata, key));
    QVERIFY(std::abs(before.pixelsPerInch - after.pixelsPerInch) < 0.02);
    QVERIFY(std::abs(before.pixelSize.perInchDown - after.pixelSize.perInchDown) < 0.02);
    QCOMPARE(before.pixels.depth(), after.pixels.depth());
    QCOMPARE(before.pixels.channels(), after.pixels.channels());
}

/// Whether two pictures are equal outside of the part, grown by `reach` pixels.
bool equalOutside(const ImageBuffer& a, const ImageBuffer& b, int reach) {
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (x >= kLeft - reach && x < kLeft + kSide + reach && y >= kTop - reach &&
                y < kTop + kSide + reach)
                continue;
            for (int c = 0; c < a.channels(); ++c) {
                if (a.sample(x, y, c) != b.sample(x, y, c)) return false;
            }
        }
    }
    return true;
}

}  // namespace

/// Every format × channels × depth × alpha × profile × orientation × metadata: what is loaded and saved stays
/// what it was, and a change inside of a mask changes nothing outside of it.
class TestEveryFormat : public QObject {
    Q_OBJECT

    QTemporaryDir mFolder;

    std::filesystem::path path(const std::string& name) const {
        return std::filesystem::path(mFolder.path().toStdString()) / name;
    }

  private Q_SLOTS:
    void comesBack_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Combination& combination : combinations()) {
            QTest::addRow("%s, %d × %d bits%s%s%s, orientation %d", io::writerOf(combination.format)->name,
                          combination.channels, int(combination.depth), combination.alpha ? " + alpha" : "",
                          combination.profile ? ", profile" : "", combination.metadata ? ", metadata" : "",
                          combination.orientation)
                << index++;
        }
    }
    void comesBack() {
        QFETCH(int, index);
        const Combination combination = combinations()[static_cast<std::size_t>(index)];
        const io::FormatRow& row = *io::writerOf(combination.format);
        const std::string extension = row.extensions.front();
        const auto original = path("original" + extension), saved = path("saved" + extension);
        writeFile(original, fileOf(combination));
        const Photograph photo = readPhotograph(original);
        const bool swapped = combination.orientation >= 5;
        QCOMPARE(photo.pixels.width(), swapped ? kHeight : kWidth);
        QCOMPARE(photo.alpha.isEmpty(), !combination.alpha);
        if (combination.metadata) {
            QCOMPARE(test::exifValue(photo.metadata, "Exif.Image.Make"), std::string("Acme"));
            QVERIFY(std::abs(photo.pixelsPerInch - (swapped ? 150 : 300)) < 0.02);
        }

        Photograph result = photo;
        for (int y = kTop; y < kTop + kSide; ++y) {
            for (int x = kLeft; x < kLeft + kSide; ++x) {
                for (int c = 0; c < result.pixels.channels(); ++c)
                    result.pixels.setSample(x, y, c,
                                            result.pixels.maxValue() - result.pixels.sample(x, y, c));
            }
        }
        // Unchanged pixels come back to the bit: of a JPEG, by its blocks.
        const bool jpeg = combination.format == FileFormat::Jpeg;
        for (const Photograph* each : std::initializer_list<const Photograph*>{&photo, &result}) {
            if (jpeg) {
                writeKeepingBlocks(*each, original, saved);
            } else {
                writePhotograph(*each, saved);
            }
            const Photograph back = readPhotograph(saved);
            compare(photo, back);
            // A JPEG whose blocks are kept still lies as it did, and says so.
            const bool lies = jpeg && swapped;
            if (combination.metadata) {
                QCOMPARE(test::exifValue(back.metadata, "Exif.Photo.PixelXDimension"),
                         std::to_string(lies ? back.pixels.height() : back.pixels.width()));
            }
            if (row.losslessAt100) {
                QVERIFY(back.pixels == each->pixels);
                QVERIFY(back.alpha == each->alpha);
            } else if (!jpeg) {
                // Lossy: close to what it was.
                const int difference = test::largestDifference(back.pixels, each->pixels);
                QVERIFY2(difference >= 0 && difference < each->pixels.maxValue() / 10,
                         qPrintable(QString::number(difference)));
            } else {
                // A block and the neighbours that a decoder's smooth chroma reaches.
                QVERIFY(equalOutside(back.pixels, each->pixels, each == &photo ? -kSide : 8 * 2));
                if (each == &photo) QVERIFY(back.pixels == photo.pixels);
            }
            if (jpeg || row.losslessAt100)
                QCOMPARE(test::namesOf(savingLosses(*each, true, original, saved)), std::string());
        }
    }
};

QTEST_GUILESS_MAIN(TestEveryFormat)
#include "test_every_format.moc"
