// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mask.h"
#include "ui/document/mask_layer.h"
#include "ui/document/mask_patch.h"

#include <QRandomGenerator>
#include <QTest>

using namespace lacuna::ui;

namespace {

void set(MaskLayer& mask, QPoint pixel, uchar value) {
    mask.scanLine(pixel.y())[pixel.x()] = value;
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
                QCOMPARE(int(mask.level(k).constScanLine(pixel.y() >> k)[pixel.x() >> k]), 255);
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
        QRandomGenerator random(7);
        MaskLayer mask(size);
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x)
                mask.scanLine(y)[x] = uchar(random.bounded(4) == 0 ? random.bounded(256) : 0);
        }
        mask.changed(mask.rect());
        const QImage before = mask.image().copy();
        const QRect rect = mask.rect().adjusted(size.width() / 4, size.height() / 4, -size.width() / 5, 0);
        MaskPatch patch(mask.image(), rect);
        for (int y = 0; y < size.height(); ++y)
            std::fill_n(mask.scanLine(y), size.width(), uchar(9));
        mask.changed(mask.rect());
        patch.exchangeWith(mask);
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const int expected = rect.contains(x, y) ? before.constScanLine(y)[x] : 9;
                QCOMPARE(int(mask.image().constScanLine(y)[x]), expected);
            }
        }
        patch.exchangeWith(mask);
        QCOMPARE(int(mask.image().constScanLine(rect.top())[rect.left()]), 9);
    }
    void patchRoundTrip_data() { sizes_data(); }

    /// A hard mask of 12 megapixels fits into a few kilobytes; longer runs than a digit holds survive.
    void patchIsSmall() {
        MaskLayer mask(QSize(4000, 3000));
        std::fill_n(mask.scanLine(1500) + 100, 3000, uchar(255));
        mask.changed(mask.rect());
        MaskPatch patch(mask.image(), mask.rect());
        QVERIFY2(patch.byteCount() < 200, qPrintable(QString::number(patch.byteCount())));
        MaskLayer other(QSize(4000, 3000));
        patch.exchangeWith(other);
        QVERIFY(other.image() == mask.image());
    }
};

QTEST_GUILESS_MAIN(TestMaskLayer)
#include "test_mask_layer.moc"
