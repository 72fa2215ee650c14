// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/image_io.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/document/restoration_result.h"
#include "ui/worker/save_concerns.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lacuna;
using namespace lacuna::ui;

class TestSaveConcerns : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void concerns_data() {
        QTest::addColumn<QString>("original");
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("task");
        QTest::addColumn<bool>("sixteen");
        QTest::addColumn<bool>("alpha");
        QTest::addColumn<int>("quality");
        QTest::addColumn<QString>("expected");
        const int inpaint = int(Task::Inpaint);
        const int denoise = int(Task::Denoise);
        QTest::newRow("png to png") << "a.png"
                                    << "b.png" << inpaint << true << true << 100 << "";
        QTest::newRow("png to tiff") << "a.png"
                                     << "b.tif" << inpaint << true << true << 100 << "";
        QTest::newRow("jpeg to jpeg") << "a.jpg"
                                      << "b.JPG" << inpaint << false << false << 90 << "";
        QTest::newRow("jpeg to another quality") << "a.jpg"
                                                 << "b.jpg" << inpaint << false << false << 70 << "r";
        QTest::newRow("png to jpeg") << "a.png"
                                     << "b.jpg" << inpaint << false << false << 95 << "r";
        QTest::newRow("png to jpeg, denoised") << "a.png"
                                               << "b.jpg" << denoise << false << false << 95 << "";
        QTest::newRow("16 bit and alpha to jpeg") << "a.png"
                                                  << "b.jpg" << denoise << true << true << 95 << "ad";
        QTest::newRow("lossless webp") << "a.png"
                                       << "b.webp" << inpaint << false << true << 100 << "";
        QTest::newRow("lossy webp") << "a.png"
                                    << "b.webp" << inpaint << true << false << 80 << "rd";
        QTest::newRow("original gone") << "gone.jpg"
                                       << "b.jpg" << inpaint << false << false << 90 << "r";
        QTest::newRow("pasted") << ""
                                << "b.jpg" << inpaint << false << false << 95 << "r";
        QTest::newRow("unknown ending") << "a.png"
                                        << "b.gif" << inpaint << false << false << 95 << "";
    }
    void concerns() {
        QFETCH(QString, original);
        QFETCH(QString, target);
        QFETCH(int, task);
        QFETCH(bool, sixteen);
        QFETCH(bool, alpha);
        QFETCH(int, quality);
        QFETCH(QString, expected);
        QTemporaryDir folder;
        QString found;
        test::offGui([&] {
            Photograph photo = test::makePhoto(32, 24);
            photo.quality = 90;
            for (const char* name : {"a.png", "a.jpg"})
                writePhotograph(photo, folder.filePath(QLatin1String(name)).toStdString());
            photo.quality = quality;
            if (alpha) photo.alpha = ImageBuffer(32, 24, 1, Depth::UInt8);
            if (sixteen) photo.pixels = photo.pixels.converted(Depth::UInt16);
            RestorationResult result;
            result.photo = std::make_shared<const Photograph>(photo);
            result.settings.task = Task(task);
            const SaveConcerns concerns = findSaveConcerns(
                result, original.isEmpty() ? original : folder.filePath(original), folder.filePath(target));
            if (concerns.reencodes) found += QLatin1Char('r');
            if (concerns.losesAlpha) found += QLatin1Char('a');
            if (concerns.losesDepth) found += QLatin1Char('d');
        });
        QCOMPARE(found, expected);
    }
};

QTEST_GUILESS_MAIN(TestSaveConcerns)
#include "test_save_concerns.moc"
