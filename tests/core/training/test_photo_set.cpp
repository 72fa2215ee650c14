// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/io/image_io.h"
#include "core/training/photo_set.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace lacuna;

namespace {

/// Red rises to the right, green downwards; blue is the photo's number.
ImageBuffer ramp(int width, int height, int blue) {
    ImageBuffer image(width, height, 3, Depth::UInt8);
    for (int y = 0; y < height; ++y) {
        auto* row = image.row<std::uint8_t>(y);
        for (int x = 0; x < width; ++x) {
            row[3 * x] = static_cast<std::uint8_t>(x * 255 / (width - 1));
            row[3 * x + 1] = static_cast<std::uint8_t>(y * 255 / (height - 1));
            row[3 * x + 2] = static_cast<std::uint8_t>(blue);
        }
    }
    return image;
}

}  // namespace

class TestPhotoSet : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cropsArePureFunctions() {
        const PhotoSet photos({ramp(120, 90, 1), ramp(64, 64, 2)});
        for (std::uint64_t picture = 0; picture < 8; ++picture)
            QVERIFY(photos.crop(7, 3, picture, {32, 2.5}) == photos.crop(7, 3, picture, {32, 2.5}));
        QVERIFY(photos.crop(7, 3, 0, {32, 2.5}) != photos.crop(7, 3, 1, {32, 2.5}));
        QVERIFY(photos.crop(7, 3, 0, {32, 2.5}) != photos.crop(7, 4, 0, {32, 2.5}));
        QVERIFY(photos.crop(7, 3, 0, {32, 2.5}) != photos.crop(8, 3, 0, {32, 2.5}));
    }

    void cropsComeInAllEightPositions() {
        const PhotoSet photos({ramp(128, 128, 0)});
        std::set<std::tuple<bool, bool, bool>> seen;
        for (std::uint64_t picture = 0; picture < 100; ++picture) {
            const ImageBuffer crop = photos.crop(1, 0, picture, {32, 1});
            QCOMPARE(crop.width(), 32);
            QCOMPARE(crop.height(), 32);
            // In a turned crop red rises along the columns.
            const int along = crop.sample(31, 0, 0) - crop.sample(0, 0, 0);
            const int across = crop.sample(0, 31, 0) - crop.sample(0, 0, 0);
            const bool turned = std::abs(across) > std::abs(along);
            const int greenAlong = crop.sample(31, 0, 1) - crop.sample(0, 0, 1);
            const int greenAcross = crop.sample(0, 31, 1) - crop.sample(0, 0, 1);
            seen.insert({turned, (turned ? across : along) > 0, (turned ? greenAlong : greenAcross) > 0});
        }
        QCOMPARE(seen.size(), std::size_t{8});
    }

    void shrinkingShowsMore() {
        const PhotoSet photos({ramp(256, 256, 0)});
        int widest = 0;
        for (std::uint64_t picture = 0; picture < 50; ++picture) {
            const ImageBuffer crop = photos.crop(1, 0, picture, {32, 4});
            widest = std::max({widest, std::abs(crop.sample(31, 0, 0) - crop.sample(0, 0, 0)),
                               std::abs(crop.sample(0, 31, 0) - crop.sample(0, 0, 0))});
        }
        // 32 of 256 columns span 31 levels; shrunk four times, 127.
        QVERIFY(widest > 90);
        QVERIFY(widest <= 128);
    }

    void largePhotosAreDrawnMoreOften() {
        const PhotoSet photos({ramp(64, 64, 10), ramp(192, 64, 20)});
        int large = 0;
        for (std::uint64_t picture = 0; picture < 400; ++picture)
            large += photos.crop(1, 0, picture, {32, 1}).sample(0, 0, 2) == 20;
        QVERIFY(large > 260 && large < 340);  // three quarters of the area; ± 4.6 deviations
    }

    /// One half of the photo is flat, the other one checkered. Of two candidates the better one is flat as
    /// often as both are.
    void theGatePrefersSteepGradients() {
        ImageBuffer half(128, 64, 3, Depth::UInt8);
        for (int y = 0; y < half.height(); ++y)
            for (int x = 64; x < half.width(); ++x)
                for (int c = 0; c < 3; ++c)
                    half.setSample(x, y, c, ((x ^ y) & 1) * 200);
        const PhotoSet photos({half});
        const auto flatShare = [&photos](int candidates, double gate) {
            int flat = 0;
            for (std::uint64_t picture = 0; picture < 1000; ++picture) {
                const ImageBuffer crop = photos.crop(1, 0, picture, {16, 1, candidates, gate});
                bool differs = false;
                for (int i = 1; i < 16; ++i)
                    differs = differs || crop.sample(i, i - 1, 0) != 0 || crop.sample(i, i, 0) != 0 ||
                              crop.sample(i, 15 - i, 0) != 0;
                flat += !differs;
            }
            return flat / 1000.0;
        };
        const double flat = flatShare(1, 1);  // 49 of 113 positions
        QVERIFY2(std::abs(flat - 49 / 113.0) < 0.05, qPrintable(QString::number(flat)));
        const double gated = flatShare(2, 1);
        QVERIFY2(std::abs(gated - flat * flat) < 0.05, qPrintable(QString::number(gated)));
        const double sometimes = flatShare(2, 0.5);
        QVERIFY2(std::abs(sometimes - (flat + gated) / 2) < 0.05, qPrintable(QString::number(sometimes)));
        QCOMPARE(flatShare(2, 0), flat);
    }

    void largeCropsComeFromLargePhotos() {
        const PhotoSet photos({ramp(200, 40, 10), ramp(64, 80, 20)});
        QCOMPARE(photos.largestCrop(), 64);
        for (std::uint64_t picture = 0; picture < 20; ++picture)
            QCOMPARE(photos.crop(1, 0, picture, {64, 3}).sample(0, 0, 2), 20);
    }

    void readsAFolderAndLeavesOutWhatItCannotUse() {
        QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        std::filesystem::create_directory(root / "deeper");
        Photograph photo;
        photo.pixels = ramp(80, 60, 1);
        writePhotograph(photo, root / "deeper" / "b.png");
        photo.pixels = ImageBuffer(90, 70, 1, Depth::UInt16);
        writePhotograph(photo, root / "a.png");
        photo.pixels = ramp(20, 80, 2);
        writePhotograph(photo, root / "narrow.png");
        QFile text(folder.filePath("notes.txt"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("no photograph");
        text.close();

        const PhotoSet photos(root, 32, 45);
        QCOMPARE(photos.count(), 2);
        QCOMPARE(photos.names()[0], std::string("a.png"));
        QCOMPARE(photos.photos()[0].channels(), 3);
        QCOMPARE(photos.photos()[0].width(), 45);
        QCOMPARE(photos.photos()[0].height(), 35);
        QCOMPARE(photos.photos()[1].width(), 45);
    }

    /// Equal areas; the file that must never be drawn isn't even opened.
    void drawsAsTheListSays() {
        QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        std::filesystem::create_directory(root / "deeper");
        Photograph photo;
        for (const auto& [name, blue] :
             {std::pair{"often.png", 10}, {"deeper/often.png", 20}, {"no.png", 30}}) {
            photo.pixels = ramp(64, 64, blue);
            writePhotograph(photo, root / name);
        }
        const PhotoSet photos(root, 32, 0, {{"deeper/often.png", 3}, {"no.png", 0}, {"elsewhere.png", 0}});
        QCOMPARE(photos.count(), 2);
        int often = 0;
        for (std::uint64_t picture = 0; picture < 400; ++picture) {
            const int blue = photos.crop(1, 0, picture, {32, 1}).sample(0, 0, 2);
            QVERIFY(blue != 30);
            often += blue == 20;
        }
        QVERIFY2(often > 260 && often < 340, qPrintable(QString::number(often)));
        QVERIFY_EXCEPTION_THROWN(
            PhotoSet(root, 32, 0, {{"deeper/often.png", 0}, {"no.png", 0}, {"often.png", 0}}), Error);
    }

    void readsAList() {
        QTemporaryDir folder;
        const PhotoList list =
            readPhotoList(written(folder, "# made by hand\n\nFête à Nîmes.jpg\t0\r\nb/c d.jpg\t2.5\n"));
        QCOMPARE(list, (PhotoList{{"Fête à Nîmes.jpg", 0}, {"b/c d.jpg", 2.5}}));
    }

    void refusesAList_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no tab") << QByteArray("a.jpg 0\n") << QByteArray("line 1");
        QTest::newRow("no path") << QByteArray("a.jpg\t1\n\t0\n") << QByteArray("line 2");
        QTest::newRow("no weight") << QByteArray("a.jpg\t\n") << QByteArray("line 1");
        QTest::newRow("words") << QByteArray("#\na.jpg\tnever\n") << QByteArray("line 2");
        QTest::newRow("negative") << QByteArray("a.jpg\t-1\n") << QByteArray("line 1");
        QTest::newRow("not a number") << QByteArray("a.jpg\tnan\n") << QByteArray("line 1");
        QTest::newRow("hardly ever") << QByteArray("a.jpg\t1e-300\n") << QByteArray("line 1");
        QTest::newRow("far too often") << QByteArray("a.jpg\t1e9\n") << QByteArray("line 1");
        QTest::newRow("a third column") << QByteArray("a.jpg\t1\tx\n") << QByteArray("line 1");
        QTest::newRow("twice") << QByteArray("a.jpg\t1\na.jpg\t0\n") << QByteArray("line 2");
    }
    void refusesAList() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        QTemporaryDir folder;
        try {
            readPhotoList(written(folder, text));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InputFile);
            QVERIFY2(QByteArray::fromStdString(error.detail()).contains(says), error.what());
        }
    }

    void anEmptyFolderIsAnError() {
        QTemporaryDir folder;
        QVERIFY_EXCEPTION_THROWN(PhotoSet(folder.path().toStdString(), 32, 0), Error);
        QVERIFY_EXCEPTION_THROWN(PhotoSet(folder.filePath("missing").toStdString(), 32, 0), Error);
    }

  private:
    static std::filesystem::path written(const QTemporaryDir& folder, const QByteArray& text) {
        QFile file(folder.filePath("list.tsv"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("no list");
        return file.fileName().toStdString();
    }
};

QTEST_GUILESS_MAIN(TestPhotoSet)
#include "test_photo_set.moc"
