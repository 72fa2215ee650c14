// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mask.h"
#include "ui/document/mask_layer.h"
#include "ui/document/mask_patch.h"

#include <QRandomGenerator>
#include <QTest>

using namespace lacuna::ui;

namespace {

void set(MaskLayer& mask, QPoint pixel, uchar value) {
    mask.fill(pixel.y(), pixel.x(), pixel.x(), value);
    mask.changed(QRect(pixel, QSize(1, 1)));
}

QRect slowBounds(const QImage& image) {
    QRect found;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.constScanLine(y)[x] > lacuna::kMarkedAbove) found |= QRect(x, y, 1, 1);
        }
    }
    return found;
}

/// A quarter of the pixels with any value.
QImage noise(QSize size) {
    QRandomGenerator random(7);
    QImage image(size, QImage::Format_Grayscale8);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.scanLine(y)[x] = uchar(random.bounded(4) == 0 ? random.bounded(256) : 0);
    }
    return image;
}

}  // namespace

class TestMaskLayer : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void sizes_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1x1") << QSize(1, 1);
        QTest::newRow("1x1000") << QSize(1, 1000);
        QTest::newRow("even") << QSize(64, 48);
        QTest::newRow("odd") << QSize(63, 37);
        QTest::newRow("power of two plus one") << QSize(65, 129);
        QTest::newRow("many tiles") << QSize(700, 420);
    }

    /// One pixel anywhere is seen at every level, in the bounds and as "not empty".
    void onePixelIsNeverLost() {
        QFETCH(QSize, size);
        for (const QPoint& pixel : {QPoint(0, 0), QPoint(size.width() - 1, size.height() - 1),
                                    QPoint(size.width() / 2, size.height() / 3)}) {
            MaskLayer mask(size);
            QVERIFY(mask.isEmpty());
            QVERIFY(mask.bounds().isEmpty());
            set(mask, pixel, 255);
            QVERIFY(!mask.isEmpty());
            QVERIFY(mask.isMarked(pixel));
            QCOMPARE(mask.bounds(), QRect(pixel, QSize(1, 1)));
            for (int k = 0; k < mask.levels(); ++k)
                QCOMPARE(int(mask.value(k, {pixel.x() >> k, pixel.y() >> k})), 255);
            set(mask, pixel, 0);
            QVERIFY(mask.isEmpty());
        }
    }
    void onePixelIsNeverLost_data() { sizes_data(); }

    void thresholdIsAbove127() {
        MaskLayer mask(QSize(4, 4));
        set(mask, {1, 1}, 127);
        QVERIFY(mask.isEmpty());
        set(mask, {1, 1}, 128);
        QVERIFY(!mask.isEmpty());
        QVERIFY(!mask.isMarked({-1, 0}));
    }

    void boundsOfManyPixels() {
        QRandomGenerator random(3);
        for (int round = 0; round < 20; ++round) {
            MaskLayer mask(QSize(97, 61));
            for (int i = 0; i < 5; ++i)
                set(mask, QPoint(int(random.bounded(97)), int(random.bounded(61))), 255);
            QCOMPARE(mask.bounds(), slowBounds(mask.image()));
        }
    }

    void patchRoundTrip() {
        QFETCH(QSize, size);
        const MaskLayer before(noise(size));
        MaskLayer mask = before;
        const QRect rect = mask.rect().adjusted(size.width() / 4, size.height() / 4, -size.width() / 5, 0);
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            mask.fill(y, rect.left(), rect.right(), 9);
        mask.changed(rect);
        QCOMPARE(before.image(), noise(size));  // a copy keeps its pixels
        MaskPatch patch(before, mask);
        QVERIFY(patch.rect().contains(rect));
        const MaskLayer after = mask;
        patch.exchangeWith(mask);
        QVERIFY(mask == before);
        QCOMPARE(mask.bounds(), slowBounds(before.image()));
        patch.exchangeWith(mask);
        QVERIFY(mask == after);
        QCOMPARE(mask.bounds(), slowBounds(after.image()));
        QVERIFY(MaskPatch(mask, mask).rect().isEmpty());
    }
    void patchRoundTrip_data() { sizes_data(); }

    /// A hard stroke on 12 megapixels takes some kilobytes; longer runs than a digit holds survive.
    void patchIsSmall() {
        const MaskLayer empty(QSize(4000, 3000));
        MaskLayer mask = empty;
        mask.fill(1500, 100, 3099, 255);
        mask.changed(mask.rect());
        MaskPatch patch(mask, empty);
        QVERIFY2(patch.byteCount() < 2500, qPrintable(QString::number(patch.byteCount())));
        MaskLayer other = empty;
        patch.exchangeWith(other);
        QVERIFY(other == mask);
    }

    /// Changes of a whole mask are exchanged as they are, in the time of a frame.
    void wholeMasksAreExchanged() {
        const MaskLayer before(noise({2600, 2600}));
        const MaskLayer after = before.inverted();
        MaskLayer mask = before;
        MaskPatch patch(after, mask);
        patch.exchangeWith(mask);
        QVERIFY(mask == after);
        patch.exchangeWith(mask);
        QVERIFY(mask == before);
    }

    void inverseIsExact() {
        QFETCH(QSize, size);
        const MaskLayer mask(noise(size));
        QImage expected = noise(size);
        expected.invertPixels();
        QCOMPARE(mask.inverted().image(), expected);
        QVERIFY(mask.inverted().inverted() == mask);
        const MaskLayer full = MaskLayer(size).inverted();
        QCOMPARE(full.bounds(), full.rect());
        QVERIFY(full.inverted().isEmpty());
    }
    void inverseIsExact_data() { sizes_data(); }

    /// An edit copies the tiles that it touches and leaves all others shared.
    void copiesShareWhatIsNotTouched() {
        const MaskLayer before = MaskLayer(noise({1000, 700}));
        MaskLayer mask = before;
        mask.fill(300, 200, 210, 255);
        mask.changed(QRect(200, 300, 11, 1));
        int touched = 0;
        for (int i = 0; i < mask.tiles(); ++i)
            touched += mask.tile(i) != before.tile(i);
        QCOMPARE(touched, 1);
        // A mask that was computed elsewhere shares what is the same again.
        MaskLayer computed(mask.image());
        computed.shareWith(before);
        for (int i = 0; i < mask.tiles(); ++i)
            QCOMPARE(computed.tile(i) == before.tile(i), mask.tile(i) == before.tile(i));
        // What is erased needs no memory.
        for (int y = 0; y < 128; ++y)
            mask.fill(y, 0, 127, 0);
        mask.changed(QRect(0, 0, 128, 128));
        QVERIFY(!mask.tile(0));
    }
};

QTEST_GUILESS_MAIN(TestMaskLayer)
#include "test_mask_layer.moc"
