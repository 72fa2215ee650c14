// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/image_buffer.h"

#include <QTest>

#include <cmath>

using namespace lacuna;

namespace {

ImageBuffer numbered(int width, int height, int channels, Depth depth) {
    ImageBuffer out(width, height, channels, depth);
    int value = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < channels; ++c)
                out.setSample(x, y, c, ++value % (out.maxValue() + 1));
        }
    }
    return out;
}

}  // namespace

class TestImageBuffer : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void emptyOne() {
        const ImageBuffer empty;
        QVERIFY(empty.isEmpty());
        QCOMPARE(empty.width(), 0);
        QCOMPARE(empty.byteCount(), std::size_t{0});
        QVERIFY(empty.converted(Depth::UInt16).isEmpty());
        QVERIFY(empty == ImageBuffer());
    }

    void layout_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("bits");
        for (const int channels : {1, 3}) {
            for (const int bits : {8, 16}) {
                QTest::addRow("1×1, %d × %d bit", channels, bits) << 1 << 1 << channels << bits;
                QTest::addRow("1×10000, %d × %d bit", channels, bits) << 1 << 10000 << channels << bits;
                QTest::addRow("10000×1, %d × %d bit", channels, bits) << 10000 << 1 << channels << bits;
                QTest::addRow("17×5, %d × %d bit", channels, bits) << 17 << 5 << channels << bits;
            }
        }
    }
    void layout() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, channels);
        QFETCH(int, bits);
        const Depth depth = static_cast<Depth>(bits);
        const ImageBuffer zero(width, height, channels, depth);
        QCOMPARE(zero.maxValue(), (1 << bits) - 1);
        QCOMPARE(zero.bytesPerRow(), static_cast<std::size_t>(width * channels * bits / 8));
        QCOMPARE(zero.byteCount(), zero.bytesPerRow() * static_cast<std::size_t>(height));
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x)
                QCOMPARE(zero.sample(x, y, channels - 1), 0);
        }
        // Rows follow each other without padding, samples are interleaved.
        const ImageBuffer image = numbered(width, height, channels, depth);
        for (int y = 0; y < height; ++y) {
            for (int i = 0; i < width * channels; ++i) {
                const int expected = (y * width * channels + i + 1) % (image.maxValue() + 1);
                QCOMPARE(bits == 8 ? int{image.row<std::uint8_t>(y)[i]} : int{image.row<std::uint16_t>(y)[i]},
                         expected);
                QCOMPARE(image.sample(i / channels, y, i % channels), expected);
            }
        }
        QVERIFY(image.data() + image.bytesPerRow() * static_cast<std::size_t>(height - 1) ==
                (bits == 8 ? reinterpret_cast<const std::byte*>(image.row<std::uint8_t>(height - 1))
                           : reinterpret_cast<const std::byte*>(image.row<std::uint16_t>(height - 1))));
    }

    void cropAndPaste_data() { layout_data(); }
    void cropAndPaste() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, channels);
        QFETCH(int, bits);
        const Depth depth = static_cast<Depth>(bits);
        const ImageBuffer image = numbered(width, height, channels, depth);
        QVERIFY(image.cropped(0, 0, width, height) == image);
        const int x = width / 3, y = height / 3, w = (width + 1) / 2, h = (height + 1) / 2;
        const ImageBuffer part = image.cropped(x, y, w, h);
        QCOMPARE(part.width(), w);
        QCOMPARE(part.height(), h);
        QCOMPARE(part.sample(w - 1, h - 1, channels - 1), image.sample(x + w - 1, y + h - 1, channels - 1));

        ImageBuffer canvas(width, height, channels, depth);
        canvas.paste(part, x, y);
        for (int row = 0; row < height; ++row) {
            for (int column = 0; column < width; ++column) {
                const bool inside = column >= x && column < x + w && row >= y && row < y + h;
                QCOMPARE(canvas.sample(column, row, 0), inside ? image.sample(column, row, 0) : 0);
            }
        }
    }

    void eightBitsSurviveSixteen() {
        ImageBuffer image(256, 1, 1, Depth::UInt8);
        for (int x = 0; x < 256; ++x)
            image.setSample(x, 0, 0, x);
        const ImageBuffer deep = image.converted(Depth::UInt16);
        QVERIFY(deep.depth() == Depth::UInt16);
        for (int x = 0; x < 256; ++x)
            QCOMPARE(deep.sample(x, 0, 0), x * 257);
        QVERIFY(deep.converted(Depth::UInt8) == image);
        QVERIFY(image.converted(Depth::UInt8) == image);
    }

    void sixteenBitsAreRounded() {
        ImageBuffer image(65536, 1, 1, Depth::UInt16);
        for (int x = 0; x < 65536; ++x)
            image.setSample(x, 0, 0, x);
        const ImageBuffer narrow = image.converted(Depth::UInt8);
        for (int x = 0; x < 65536; ++x)
            QCOMPARE(narrow.sample(x, 0, 0), static_cast<int>(std::lround(x / 257.0)));
    }

    void isAValue() {
        const ImageBuffer one = numbered(4, 3, 3, Depth::UInt8);
        ImageBuffer two = one;
        QVERIFY(one == two);
        two.setSample(3, 2, 2, 200);
        QVERIFY(one != two);
        QCOMPARE(one.sample(3, 2, 2), 36);
        QVERIFY(ImageBuffer(4, 3, 1, Depth::UInt8) != ImageBuffer(3, 4, 1, Depth::UInt8));
        QVERIFY(ImageBuffer(2, 1, 1, Depth::UInt8) != ImageBuffer(1, 1, 1, Depth::UInt16));
    }
};

QTEST_GUILESS_MAIN(TestImageBuffer)
#include "test_image_buffer.moc"
