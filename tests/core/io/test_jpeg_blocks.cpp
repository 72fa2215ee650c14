// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/file_bytes.h"
#include "core/imaging/metrics.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"
#include "core/io/jpeg_library.h"
#include "core/io/metadata.h"
#include "core/io/orientation.h"
#include "tests/core/io/pictures.h"

#include <QRect>
#include <QTemporaryDir>
#include <QTest>

using namespace lacuna;
namespace fs = std::filesystem;

namespace {

struct Layout {
    const char* name;
    int channels;
    int across;  ///< sampling of the luma against that of the colours
    int down;
    bool progressive;
    bool rgb;
    int quality;
    bool arithmetic = false;
};
constexpr Layout kLayouts[] = {
    {"grey", 1, 1, 1, false, false, 85},
    {"4:4:4", 3, 1, 1, false, false, 90},
    {"4:2:2", 3, 2, 1, false, false, 75},
    {"4:4:0", 3, 1, 2, false, false, 75},
    {"4:2:0", 3, 2, 2, false, false, 88},
    {"4:1:1", 3, 4, 1, false, false, 60},
    {"4:2:0 progressive", 3, 2, 2, true, false, 92},
    {"RGB", 3, 1, 1, false, true, 80},
    {"4:2:0 arithmetic", 3, 2, 2, false, false, 88, true},
};

std::vector<std::uint8_t> encoded(const ImageBuffer& pixels, const Layout& layout,
                                  const PhotoMetadata& metadata) {
    std::vector<std::uint8_t> out;
    io::jpeg::Writer writer(out);
    auto& codec = writer.codec;
    io::jpeg::guarded(writer.manager, [&] {
        codec.image_width = static_cast<JDIMENSION>(pixels.width());
        codec.image_height = static_cast<JDIMENSION>(pixels.height());
        codec.input_components = pixels.channels();
        codec.in_color_space = pixels.channels() == 3 ? JCS_RGB : JCS_GRAYSCALE;
        jpeg_set_defaults(&codec);
        if (layout.rgb) jpeg_set_colorspace(&codec, JCS_RGB);
        jpeg_set_quality(&codec, layout.quality, TRUE);
        for (int c = 0; c < codec.num_components; ++c) {
            codec.comp_info[c].h_samp_factor = c == 0 ? layout.across : 1;
            codec.comp_info[c].v_samp_factor = c == 0 ? layout.down : 1;
        }
        if (layout.progressive) jpeg_simple_progression(&codec);
        if (layout.arithmetic) codec.arith_code = TRUE;
        jpeg_start_compress(&codec, TRUE);
    });
    writer.writeMetadata(metadata);
    writer.writePixels(pixels);
    return out;
}

/// The coefficients of one component, block after block.
struct Blocks {
    int width = 0;
    int height = 0;
    std::vector<std::array<JCOEF, DCTSIZE2>> blocks;

    const std::array<JCOEF, DCTSIZE2>& at(int x, int y) const {
        return blocks[static_cast<std::size_t>(y * width + x)];
    }
};

std::vector<Blocks> coefficients(const std::vector<std::uint8_t>& file) {
    io::jpeg::Reader reader(file);
    jvirt_barray_ptr* arrays = nullptr;
    io::jpeg::guarded(reader.manager, [&] { arrays = jpeg_read_coefficients(&reader.codec); });
    std::vector<Blocks> out(static_cast<std::size_t>(reader.codec.num_components));
    for (std::size_t c = 0; c < out.size(); ++c) {
        const auto& component = reader.codec.comp_info[c];
        out[c].width = static_cast<int>(component.width_in_blocks);
        out[c].height = static_cast<int>(component.height_in_blocks);
        for (int y = 0; y < out[c].height; ++y) {
            const auto rows =
                reader.codec.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&reader.codec), arrays[c],
                                                     static_cast<JDIMENSION>(y), 1, FALSE);
            for (int x = 0; x < out[c].width; ++x) {
                std::array<JCOEF, DCTSIZE2> block;
                std::copy_n(rows[0][x], DCTSIZE2, block.begin());
                out[c].blocks.push_back(block);
            }
        }
    }
    return out;
}

/// The area in its negative: smooth where the picture is, so that a coarse JPEG can hold it.
ImageBuffer painted(ImageBuffer image, const QRect& area) {
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            for (int c = 0; c < image.channels(); ++c)
                image.setSample(x, y, c, 255 - image.sample(x, y, c));
        }
    }
    return image;
}

}  // namespace

class TestJpegBlocks : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> mFolder;

    fs::path path(const char* name) const { return fs::path(mFolder->path().toStdString()) / name; }

  private Q_SLOTS:
    void init() { mFolder = std::make_unique<QTemporaryDir>(); }

    void untouchedBlocksKeepTheirCoefficients_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<QRect>("area");
        for (int i = 0; i < static_cast<int>(std::size(kLayouts)); ++i) {
            QTest::addRow("%s, nothing", kLayouts[i].name) << i << QRect();
            QTest::addRow("%s, one pixel", kLayouts[i].name) << i << QRect(64, 48, 1, 1);
            QTest::addRow("%s, a patch", kLayouts[i].name) << i << QRect(35, 22, 30, 17);
            QTest::addRow("%s, the far corner", kLayouts[i].name) << i << QRect(145, 100, 5, 17);
            QTest::addRow("%s, everything", kLayouts[i].name) << i << QRect(0, 0, 150, 117);
        }
    }
    void untouchedBlocksKeepTheirCoefficients() {
        QFETCH(int, index);
        QFETCH(QRect, area);
        const Layout& layout = kLayouts[index];
        writeFile(path("in.jpg"), encoded(test::smoothPicture(150, 117, layout.channels, Depth::UInt8),
                                          layout, test::fullMetadata()));
        Photograph photo = readPhotograph(path("in.jpg"));
        QCOMPARE(photo.quality, layout.quality);
        const ImageBuffer before = photo.pixels;
        photo.pixels = painted(before, area);
        QCOMPARE(obstacleToKeepingBlocks(photo, path("in.jpg"), path("out.jpg")), std::string());
        const BlockCount count = writeKeepingBlocks(photo, path("in.jpg"), path("out.jpg"));

        const auto old = coefficients(readFile(path("in.jpg")));
        const auto now = coefficients(readFile(path("out.jpg")));
        QCOMPARE(now.size(), old.size());
        BlockCount expected;
        for (std::size_t c = 0; c < old.size(); ++c) {
            QCOMPARE(QSize(now[c].width, now[c].height), QSize(old[c].width, old[c].height));
            const int across = DCTSIZE * (c == 0 ? 1 : layout.across);
            const int down = DCTSIZE * (c == 0 ? 1 : layout.down);
            for (int y = 0; y < old[c].height; ++y) {
                for (int x = 0; x < old[c].width; ++x) {
                    ++expected.all;
                    if (area.intersects(QRect(x * across, y * down, across, down))) {
                        ++expected.changed;
                    } else {
                        QVERIFY(now[c].at(x, y) == old[c].at(x, y));
                    }
                }
            }
        }
        QCOMPARE(count.all, expected.all);
        QCOMPARE(count.changed, expected.changed);

        const Photograph back = readPhotograph(path("out.jpg"));
        // Decoding smooths subsampled colours over a block's edge, by one sample of theirs.
        const QRect reach = area.isEmpty()
                                ? QRect()
                                : QRect(QPoint(area.left() / 32 * 32 - 4, area.top() / 16 * 16 - 4),
                                        QPoint(area.right() / 32 * 32 + 35, area.bottom() / 16 * 16 + 19));
        for (int y = 0; y < 117; ++y) {
            for (int x = 0; x < 150; ++x) {
                if (reach.contains(x, y)) continue;
                for (int c = 0; c < layout.channels; ++c)
                    QCOMPARE(back.pixels.sample(x, y, c), before.sample(x, y, c));
            }
        }
        QVERIFY(psnr(back.pixels, photo.pixels) > 30);
        QCOMPARE(back.quality, layout.quality);
        QCOMPARE(test::exifValue(back.metadata, "Exif.Image.Make"), std::string("Acme"));
        QCOMPARE(test::exifValue(back.metadata, "Exif.Photo.PixelXDimension"), std::string("150"));
        QCOMPARE(test::iptcValue(back.metadata, "Iptc.Application2.City"), std::string("Stockholm"));
        QVERIFY(back.metadata.icc == photo.metadata.icc);
    }

    void theOriginalMayBeReplaced() {
        const Layout& layout = kLayouts[4];
        writeFile(path("a.jpg"), encoded(test::smoothPicture(64, 64, 3, Depth::UInt8), layout, {}));
        Photograph photo = readPhotograph(path("a.jpg"));
        photo.pixels = painted(photo.pixels, QRect(20, 20, 8, 8));
        const BlockCount count = writeKeepingBlocks(photo, path("a.jpg"), path("a.jpg"));
        QVERIFY(count.changed > 0 && count.changed < count.all);
        QVERIFY(psnr(readPhotograph(path("a.jpg")).pixels, photo.pixels) > 30);
    }

    void turnedOnesLieAsBefore_data() {
        QTest::addColumn<int>("orientation");
        for (int orientation = 1; orientation <= 8; ++orientation)
            QTest::addRow("%d", orientation) << orientation;
    }
    void turnedOnesLieAsBefore() {
        QFETCH(int, orientation);
        PhotoMetadata metadata = test::fullMetadata();
        io::stateOrientation(metadata, orientation);
        writeFile(path("in.jpg"),
                  encoded(test::smoothPicture(96, 64, 3, Depth::UInt8), kLayouts[1], metadata));
        Photograph photo = readPhotograph(path("in.jpg"));
        QCOMPARE(photo.pixels.width(), orientation >= 5 ? 64 : 96);
        const ImageBuffer before = photo.pixels;
        photo.pixels = painted(before, QRect(3, 3, 10, 10));
        const BlockCount count = writeKeepingBlocks(photo, path("in.jpg"), path("out.jpg"));
        QCOMPARE(count.all, std::int64_t{12 * 8 * 3});
        QCOMPARE(count.changed, std::int64_t{4 * 3});

        const Photograph back = readPhotograph(path("out.jpg"));
        QCOMPARE(QSize(back.pixels.width(), back.pixels.height()), QSize(before.width(), before.height()));
        QVERIFY(psnr(back.pixels, photo.pixels) > 32);
        for (int y = 0; y < before.height(); ++y) {
            for (int x = 0; x < before.width(); ++x) {
                if (x < 16 && y < 16) continue;
                QCOMPARE(back.pixels.sample(x, y, 1), before.sample(x, y, 1));
            }
        }
        // The file says how it lies, and how large it is as it lies.
        const io::ReadMetadata stated = io::readMetadata(readFile(path("out.jpg")), {}, false);
        QCOMPARE(std::max(1, stated.orientation), orientation);  // 0: not stated
        QCOMPARE(test::exifValue(stated.kept, "Exif.Photo.PixelXDimension"), std::string("96"));
        QCOMPARE(test::exifValue(stated.kept, "Exif.Image.Make"), std::string("Acme"));
    }

    void obstaclesAreTold_data() {
        QTest::addColumn<QString>("original");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("quality");
        QTest::addColumn<QString>("reason");
        QTest::newRow("none") << "progressive_420.jpg"
                              << "a.jpeg" << QSize(24, 16) << 95 << "";
        QTest::newRow("another format") << "progressive_420.jpg"
                                        << "a.png" << QSize(24, 16) << 95 << "isn't a JPEG";
        QTest::newRow("from another format") << "lzw.tif"
                                             << "a.jpg" << QSize(24, 16) << 95 << "isn't a JPEG";
        QTest::newRow("another size") << "progressive_420.jpg"
                                      << "a.jpg" << QSize(48, 32) << 95 << "another size";
        QTest::newRow("another quality") << "progressive_420.jpg"
                                         << "a.jpg" << QSize(24, 16) << 90 << "another quality";
        QTest::newRow("colour for grey") << "grey.jpg"
                                         << "a.jpg" << QSize(24, 16) << 95 << "other channels";
        QTest::newRow("CMYK") << "cmyk.jpg"
                              << "a.jpg" << QSize(24, 16) << 98 << "CMYK";
    }
    void obstaclesAreTold() {
        QFETCH(QString, original);
        QFETCH(QString, target);
        QFETCH(QSize, size);
        QFETCH(int, quality);
        QFETCH(QString, reason);
        Photograph photo;
        photo.quality = quality;
        photo.pixels = test::smoothPicture(size.width(), size.height(), 3, Depth::UInt8);
        const fs::path from = test::fixture(qPrintable(original));
        const fs::path to = path(qPrintable(target));
        const std::string told = obstacleToKeepingBlocks(photo, from, to);
        QVERIFY2(reason.isEmpty() ? told.empty() : QString::fromStdString(told).contains(reason),
                 told.c_str());
        // It is written all the same, and the count tells the truth.
        const BlockCount count = writeKeepingBlocks(photo, from, to);
        QCOMPARE(count.changed, count.all);
        QVERIFY(count.all > 0);
        QVERIFY(psnr(readPhotograph(to).pixels, photo.pixels) > 30);
    }

    void layoutsThatCantBeWrittenAreEncodedAnew() {
        // A quantiser of zero: libjpeg reads it, but divides by it when it writes.
        auto file = readFile(test::fixture("progressive_420.jpg"));
        const std::array<std::uint8_t, 2> marker = {0xff, 0xdb};
        const auto table = std::search(file.begin(), file.end(), marker.begin(), marker.end());
        QVERIFY(table != file.end());
        *(table + 5 + 10) = 0;
        writeFile(path("in.jpg"), file);
        Photograph photo = readPhotograph(path("in.jpg"));
        photo.pixels = painted(photo.pixels, QRect(0, 0, 4, 4));
        const BlockCount count = writeKeepingBlocks(photo, path("in.jpg"), path("out.jpg"));
        QCOMPARE(count.changed, count.all);
        QVERIFY(psnr(readPhotograph(path("out.jpg")).pixels, photo.pixels) > 25);
    }

    void brokenOriginalsAreErrors() {
        Photograph photo;
        photo.quality = 95;
        photo.pixels = test::smoothPicture(24, 16, 3, Depth::UInt8);
        auto half = readFile(test::fixture("progressive_420.jpg"));
        half.resize(half.size() / 2);
        writeFile(path("half.jpg"), half);
        for (const fs::path& from : {path("half.jpg"), path("missing.jpg")}) {
            try {
                writeKeepingBlocks(photo, from, path("out.jpg"));
                QFAIL("it was written");
            } catch (const Error& error) {
                QCOMPARE(int(error.code()), int(ErrorCode::InputFile));
                QCOMPARE(error.subject(), from.string());
            }
            QVERIFY(!fs::exists(path("out.jpg")));
        }
    }
};

QTEST_GUILESS_MAIN(TestJpegBlocks)
#include "test_jpeg_blocks.moc"
