// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/colour.h"
#include "core/io/image_io.h"
#include "core/io/saving_losses.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lacuna;

class TestSavingLosses : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void losses_data() {
        QTest::addColumn<QString>("original");
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("keepsUnmasked");
        QTest::addColumn<bool>("sixteen");
        QTest::addColumn<bool>("alpha");
        QTest::addColumn<int>("quality");
        QTest::addColumn<QString>("expected");
        QTest::newRow("png to png") << "a.png"
                                    << "b.png" << true << true << true << 100 << "";
        QTest::newRow("png to tiff") << "a.png"
                                     << "b.tif" << true << true << true << 100 << "";
        QTest::newRow("jpeg to jpeg") << "a.jpg"
                                      << "b.JPG" << true << false << false << 90 << "";
        QTest::newRow("jpeg to another quality")
            << "a.jpg"
            << "b.jpg" << true << false << false << 70
            << "reencodes, JPEG, another quality than the original's is asked for";
        QTest::newRow("png to jpeg") << "a.png"
                                     << "b.jpg" << true << false << false << 95
                                     << "reencodes, JPEG, the original isn't a JPEG";
        QTest::newRow("png to jpeg, denoised") << "a.png"
                                               << "b.jpg" << false << false << false << 95 << "";
        QTest::newRow("16 bit and alpha to jpeg")
            << "a.png"
            << "b.jpg" << false << true << true << 95 << "no-transparency, eight-bits";
        QTest::newRow("lossless webp") << "a.png"
                                       << "b.webp" << true << false << true << 100 << "";
        QTest::newRow("lossy webp") << "a.png"
                                    << "b.webp" << true << true << false << 80
                                    << "eight-bits, reencodes, lossy WebP; --quality 100 keeps them";
        QTest::newRow("original gone")
            << "gone.jpg"
            << "b.jpg" << true << false << false << 90 << "reencodes, JPEG, there is no such file or folder";
        QTest::newRow("pasted") << ""
                                << "b.jpg" << true << false << false << 95
                                << "reencodes, JPEG, there is no file to take blocks from";
        QTest::newRow("unknown ending") << "a.png"
                                        << "b.gif" << true << false << false << 95 << "";
    }
    void losses() {
        QFETCH(QString, original);
        QFETCH(QString, target);
        QFETCH(bool, keepsUnmasked);
        QFETCH(bool, sixteen);
        QFETCH(bool, alpha);
        QFETCH(int, quality);
        QFETCH(QString, expected);
        const QTemporaryDir folder;
        const auto path = [&](const QString& name) {
            return std::filesystem::path(name.isEmpty() ? std::string()
                                                        : folder.filePath(name).toStdString());
        };
        Photograph photo;
        photo.pixels = test::smoothPicture(32, 24, 3, Depth::UInt8);
        photo.quality = 90;
        for (const char* name : {"a.png", "a.jpg"})
            writePhotograph(photo, path(QLatin1String(name)));
        photo.quality = quality;
        if (alpha) photo.alpha = ImageBuffer(32, 24, 1, Depth::UInt8);
        if (sixteen) photo.pixels = photo.pixels.converted(Depth::UInt16);
        QStringList found;
        for (const Note& loss : savingLosses(photo, keepsUnmasked, path(original), path(target))) {
            found << QLatin1String(toString(loss.code));
            if (loss.code == NoteCode::Reencodes) found << QString::fromStdString(loss.text);
        }
        QCOMPARE(found.join(QStringLiteral(", ")), expected);
    }

    void profileOfAnotherKind_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("kept");
        QTest::newRow("RGB, PNG") << 3 << "b.png" << true;
        QTest::newRow("grey, PNG") << 1 << "b.png" << false;
        QTest::newRow("grey, JPEG") << 1 << "b.jpg" << true;
        QTest::newRow("grey, TIFF") << 1 << "b.tif" << true;
    }
    /// A grey picture with a profile for RGB, which a PNG can't hold: what is said is what happens.
    void profileOfAnotherKind() {
        QFETCH(int, channels);
        QFETCH(QString, target);
        QFETCH(bool, kept);
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(target).toStdString();
        Photograph photo;
        photo.pixels = test::smoothPicture(32, 24, channels, Depth::UInt8);
        photo.metadata.icc = io::srgbProfile();
        const std::vector<Note> losses = savingLosses(photo, false, std::filesystem::path(), path);
        QCOMPARE(losses.empty(), kept);
        if (!kept) {
            QCOMPARE(losses[0].code, NoteCode::MetadataLeftOut);
            QCOMPARE(losses[0].text, std::string("ICC"));
        }
        writePhotograph(photo, path);
        QCOMPARE(readPhotograph(path).metadata.icc == photo.metadata.icc, kept);
    }
};

QTEST_GUILESS_MAIN(TestSavingLosses)
#include "test_saving_losses.moc"
