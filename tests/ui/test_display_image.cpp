// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/photograph.h"
#include "core/io/colour.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/base/thread_guard.h"
#include "ui/document/display_image.h"
#include "ui/services/thumbnail_cache.h"

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace lacuna;
using namespace lacuna::ui;

class TestDisplayImage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void samplesArrive_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        QTest::newRow("grey 8") << 1 << 8;
        QTest::newRow("grey 16") << 1 << 16;
        QTest::newRow("rgb 8") << 3 << 8;
        QTest::newRow("rgb 16") << 3 << 16;
    }
    void samplesArrive() {
        QFETCH(int, channels);
        QFETCH(int, depth);
        Photograph photo;
        photo.pixels = ImageBuffer(3, 2, channels, Depth(depth));
        const int unit = depth == 8 ? 1 : 257;
        for (int c = 0; c < channels; ++c) {
            photo.pixels.setSample(0, 0, c, (10 + 100 * c) * unit);
            photo.pixels.setSample(2, 1, c, (255 - 50 * c) * unit);
        }
        DisplayImage display;
        test::offGui([&] { display = makeDisplayImage(photo); });
        QCOMPARE(display.size(), QSize(3, 2));
        QVERIFY(!display.hasAlpha());
        const bool grey = channels == 1;
        QCOMPARE(display.level(0).pixel(0, 0), grey ? qRgb(10, 10, 10) : qRgb(10, 110, 210));
        QCOMPARE(display.level(0).pixel(2, 1), grey ? qRgb(255, 255, 255) : qRgb(255, 205, 155));
        QCOMPARE(display.level(0).pixel(1, 0), qRgb(0, 0, 0));
    }

    void alphaIsPremultiplied() {
        Photograph photo = test::makePhoto(4, 4);
        photo.alpha = ImageBuffer(4, 4, 1, Depth::UInt8);
        photo.alpha.setSample(1, 1, 0, 255);
        DisplayImage display;
        test::offGui([&] { display = makeDisplayImage(photo); });
        QVERIFY(display.hasAlpha());
        QCOMPARE(reinterpret_cast<const QRgb*>(display.level(0).constScanLine(0))[0], 0u);
        QCOMPARE(qAlpha(display.level(0).pixel(1, 1)), 255);
        QCOMPARE(qRed(display.level(0).pixel(1, 1)), photo.pixels.sample(1, 1, 0));
    }

    void levelsAreMeans_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("even") << QSize(512, 256);
        QTest::newRow("odd") << QSize(515, 301);
        QTest::newRow("one row") << QSize(1000, 1);
        QTest::newRow("one pixel") << QSize(1, 1);
    }
    void levelsAreMeans() {
        QFETCH(QSize, size);
        const Photograph photo = test::makePhoto(size.width(), size.height());
        DisplayImage display;
        test::offGui([&] { display = makeDisplayImage(photo); });
        QCOMPARE(display.level(0).size(), size);
        for (int k = 1; k < display.levels(); ++k) {
            const QImage& fine = display.level(k - 1);
            const QImage& coarse = display.level(k);
            QCOMPARE(coarse.size(), QSize((fine.width() + 1) / 2, (fine.height() + 1) / 2));
            for (const QPoint& at : {QPoint(0, 0), QPoint(coarse.width() - 1, coarse.height() - 1),
                                     QPoint(coarse.width() / 2, coarse.height() / 2)}) {
                int sum = 0;
                for (int i = 0; i < 4; ++i) {
                    sum += qRed(fine.pixel(std::min(2 * at.x() + i % 2, fine.width() - 1),
                                           std::min(2 * at.y() + i / 2, fine.height() - 1)));
                }
                QCOMPARE(qRed(coarse.pixel(at)), (sum + 2) / 4);
            }
        }
    }

    void levelForScale() {
        DisplayImage display;
        test::offGui([&] { display = makeDisplayImage(test::makePhoto(1024, 1024)); });
        QCOMPARE(display.levels(), 5);  // 1024 … 64
        QCOMPARE(display.levelFor(4), 0);
        QCOMPARE(display.levelFor(1), 0);
        QCOMPARE(display.levelFor(0.51), 0);
        QCOMPARE(display.levelFor(0.5), 1);
        QCOMPARE(display.levelFor(0.2), 2);
        QCOMPARE(display.levelFor(0.001), 4);
    }

    /// The guard that the other tests rely on does see an offence.
    void guardSeesTheGuiThread() {
        const std::size_t before = guiThreadOffences().size();
        const int checks = guiThreadChecks();
        test::offGui([] { makeDisplayImage(QImage(4, 4, QImage::Format_RGB32)); });
        QCOMPARE(guiThreadOffences().size(), before);
        QVERIFY(guiThreadChecks() > checks);
#ifdef QT_NO_DEBUG
        makeDisplayImage(QImage(4, 4, QImage::Format_RGB32));
        QCOMPARE(guiThreadOffences().size(), before + 1);
        QCOMPARE(QLatin1String(guiThreadOffences().back()), QLatin1String("makeDisplayImage"));
#endif
    }

    /// Whoever reads a thumbnail while it is written once more finds a whole one.
    void thumbnailsAreNeverHalf() {
        QStandardPaths::setTestModeEnabled(true);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("photo.png"));
        QFile(path).open(QIODevice::WriteOnly);
        QImage picture(800, 600, QImage::Format_RGB32);
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                picture.setPixel(x, y, qRgb(x * 37 ^ y, y * 91, x * y));
        test::offGui([&] { thumbnails::store(path, picture); });
        std::atomic<bool> isEnough = false;
        std::thread writer([&] {
            while (!isEnough)
                thumbnails::store(path, picture);
        });
        int missing = 0;
        test::offGui([&] {
            for (int i = 0; i < 300; ++i)
                missing += thumbnails::find(path).isNull();
        });
        isEnough = true;
        writer.join();
        QCOMPARE(missing, 0);
    }
};

QTEST_GUILESS_MAIN(TestDisplayImage)
#include "test_display_image.moc"
