// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/files/file_size_limit.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/document/display_image.h"
#include "ui/document/picture_store.h"
#include "ui/document/stored_photo.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstring>
#include <fstream>
#include <sstream>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

constexpr std::size_t kBlock = 4 << 20;

/// Bytes that tell blocks and places apart.
std::vector<std::byte> pattern(unsigned number) {
    std::vector<std::byte> bytes(kBlock);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = std::byte((i * 31 + number * 97 + i / 4096) & 0xff);
    return bytes;
}

bool holds(const StoredBytesPtr& block, unsigned number) {
    const std::vector<std::byte> wanted = pattern(number);
    const std::span<const std::byte> bytes = block->bytes();
    return bytes.size() == wanted.size() && std::memcmp(bytes.data(), wanted.data(), wanted.size()) == 0;
}

/// Of this process, which the system keeps in memory, MB.
double residentMegabytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0, resident = 0;
    file >> all >> resident;
    return double(resident) * double(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

/// A store of its own, and blocks in it.
struct Shelf {
    explicit Shelf(std::size_t blocks) {
        store.setFolder(folder.path().toStdString()), store.setBudget(blocks * kBlock);
    }
    void fill(int count) {
        ui::test::offGui([&] {
            for (int i = 0; i < count; ++i)
                kept.push_back(store.keep(pattern(unsigned(i))));
            store.sweep();
        });
    }

    QTemporaryDir folder;
    PictureStore store;
    std::vector<StoredBytesPtr> kept;
};

}  // namespace

class TestPictureStore : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void staysWithinItsBudget() {
        Shelf shelf(3);
        shelf.fill(10);
        const PictureStore::Usage usage = shelf.store.usage();
        QCOMPARE(usage.memory, std::uint64_t(3 * kBlock));
        QCOMPARE(usage.away, std::uint64_t(7 * kBlock));
        QVERIFY(QDir(shelf.folder.path()).isEmpty());  // the files have no names
        for (unsigned i = 0; i < 10; ++i)
            QVERIFY2(holds(shelf.kept[i], i), qPrintable(QString::number(i)));
    }

    void withinItNothingIsWritten() {
        Shelf shelf(10);
        shelf.store.setFolder("/nowhere/that/exists");
        shelf.fill(10);
        QCOMPARE(shelf.store.usage().away, std::uint64_t(0));
    }

    /// The system agrees: the pages are gone, and come back where they are read.
    void theMemoryIsGivenBack() {
        Shelf shelf(16);
        shelf.fill(16);
        const double full = residentMegabytes();
        shelf.store.setBudget(2 * kBlock);
        ui::test::offGui([&] { shelf.store.sweep(); });
        const double swept = residentMegabytes();
        QVERIFY2(full - swept > 14 * 4 - 4, qPrintable(QStringLiteral("%1 → %2").arg(full).arg(swept)));
        shelf.store.setBudget(16 * kBlock);  // nothing else goes for it meanwhile
        QVERIFY(holds(shelf.kept[0], 0));
        QVERIFY(residentMegabytes() - swept > 3);
    }

    void theLeastUsedGoFirst() {
        Shelf shelf(4);
        shelf.fill(4);
        QTest::qWait(5);
        QVERIFY(holds(shelf.kept[0], 0));
        ui::test::offGui([&] {
            shelf.kept.push_back(shelf.store.keep(pattern(4)));
            shelf.store.sweep();
        });
        QVERIFY(!shelf.kept[0]->isAway());
        QVERIFY(shelf.kept[1]->isAway());
        QVERIFY(!shelf.kept[2]->isAway() && !shelf.kept[3]->isAway() && !shelf.kept[4]->isAway());
    }

    /// What is read comes back, and something else goes in its place, without anybody asking for it.
    void itKeepsToTheBudgetByItself() {
        Shelf shelf(3);
        shelf.fill(8);
        for (unsigned i = 0; i < 8; ++i) {
            QVERIFY(holds(shelf.kept[i], i));
            QTest::qWait(1);
        }
        QTRY_VERIFY_WITH_TIMEOUT(shelf.store.usage().memory <= 3 * kBlock, 5000);
    }

    /// Blocks are moved while others read them.
    void readersNeverSeeItMove() {
        Shelf shelf(2);
        shelf.fill(6);
        std::atomic<bool> stop{false};
        std::atomic<int> wrong{0};
        std::atomic<int> reads{0};
        std::vector<std::jthread> readers;
        for (int r = 0; r < 3; ++r) {
            readers.emplace_back([&, r] {
                for (unsigned i = unsigned(r); !stop; i = (i + 1) % 6, ++reads)
                    wrong += holds(shelf.kept[i], i) ? 0 : 1;
            });
        }
        std::jthread sweeper([&] {
            while (!stop)
                shelf.store.sweep();
        });
        QTRY_VERIFY_WITH_TIMEOUT(reads > 60, 30000);
        stop = true;
        readers.clear();
        QCOMPARE(wrong.load(), 0);
    }

    void aDiskThatTakesNothingLosesNothing_data() {
        QTest::addColumn<bool>("full");
        QTest::newRow("full") << true;
        QTest::newRow("no folder") << false;
    }
    void aDiskThatTakesNothingLosesNothing() {
        QFETCH(bool, full);
        Shelf shelf(2);
        if (!full) shelf.store.setFolder("/proc/no/such/folder");
        {
            const lacuna::test::FileSizeLimit limit(full ? 1 << 20 : RLIM_INFINITY);
            shelf.fill(5);
            QCOMPARE(shelf.store.usage().away, std::uint64_t(0));
        }
        for (unsigned i = 0; i < 5; ++i)
            QVERIFY(holds(shelf.kept[i], i));
        // Later it does.
        shelf.store.setFolder(shelf.folder.path().toStdString());
        QTest::qWait(600);
        ui::test::offGui([&] { shelf.store.sweep(); });
        QCOMPARE(shelf.store.usage().away, std::uint64_t(3 * kBlock));
    }

    void pinnedBytesCount() {
        Shelf shelf(4);
        shelf.fill(4);
        auto pin = shelf.store.pin(3 * kBlock);
        ui::test::offGui([&] { shelf.store.sweep(); });
        QCOMPARE(shelf.store.usage().memory, std::uint64_t(kBlock));
        pin = nullptr;
        QCOMPARE(shelf.store.usage().pinned, std::uint64_t(0));
    }

    void freedWithItsLastOwner() {
        Shelf shelf(2);
        shelf.fill(6);
        shelf.kept.clear();
        const PictureStore::Usage usage = shelf.store.usage();
        QCOMPARE(usage.memory + usage.away, std::uint64_t(0));
    }

    /// A picture reads as before, and writing to a copy leaves it alone.
    void picturesAreEqual() {
        Shelf shelf(0);
        QImage picture(1200, 900, QImage::Format_RGB32);
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                picture.setPixel(x, y, qRgb(x & 255, y & 255, (x + y) & 255));
        }
        QImage kept;
        StoredBytesPtr block;
        ui::test::offGui([&] {
            kept = shelf.store.keep(picture, &block);
            shelf.store.sweep();
        });
        QVERIFY(block);
        QCOMPARE(shelf.store.usage().memory, std::uint64_t(0));
        QVERIFY(kept == picture);
        QImage copy = kept;
        copy.setPixel(3, 4, qRgb(1, 2, 3));
        QVERIFY(kept == picture);
        QVERIFY(copy != picture);
        // The block lives as long as the picture.
        block = nullptr;
        QVERIFY(kept == picture);
        kept = copy = QImage();
        QCOMPARE(shelf.store.usage().away, std::uint64_t(0));
    }

    void smallPicturesStayWhereTheyAre() {
        Shelf shelf(0);
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(Qt::red);
        StoredBytesPtr block;
        QImage kept;
        ui::test::offGui([&] { kept = shelf.store.keep(picture, &block); });
        QVERIFY(!block && kept.constBits() == picture.constBits());
    }

    void photographsComeBackWhole_data() {
        QTest::addColumn<int>("depth");
        QTest::addColumn<bool>("alpha");
        QTest::newRow("8 bit") << 8 << false;
        QTest::newRow("16 bit with transparency") << 16 << true;
    }
    void photographsComeBackWhole() {
        QFETCH(int, depth);
        QFETCH(bool, alpha);
        Photograph photo = ui::test::makePhoto(300, 200);
        photo.pixels = photo.pixels.converted(Depth(depth));
        photo.metadata.xmp = "<x/>";
        photo.quality = 71;
        if (alpha) {
            photo.alpha = ImageBuffer(300, 200, 1, Depth(depth));
            photo.alpha.setSample(7, 8, 0, 99);
        }
        const Photograph before = photo;
        StoredPhoto stored;
        ui::test::offGui([&] { stored = StoredPhoto(std::move(photo)); });
        QCOMPARE(stored.size(), QSize(300, 200));
        QCOMPARE(stored.channels(), 3);
        QCOMPARE(int(stored.depth()), depth);
        QCOMPARE(stored.hasAlpha(), alpha);
        QCOMPARE(stored.facts().quality, 71);
        QVERIFY(stored.facts().pixels.isEmpty());
        const std::uint64_t pinned = PictureStore::instance().usage().pinned;
        ui::test::offGui([&] {
            const std::shared_ptr<const Photograph> loaded = stored.load();
            QVERIFY(loaded->pixels == before.pixels && loaded->alpha == before.alpha);
            QVERIFY(loaded->metadata == before.metadata);
            QCOMPARE(stored.load(), loaded);
            QCOMPARE(PictureStore::instance().usage().pinned, pinned + std::uint64_t(stored.byteCount()));
        });
        QCOMPARE(PictureStore::instance().usage().pinned, pinned);
    }

    /// One that is in memory anyway is not copied, and is the same whoever wraps it.
    void photographsInMemoryAreShared() {
        const auto photo = std::make_shared<const Photograph>(ui::test::makePhoto(30, 20));
        const StoredPhoto one(photo), other(photo);
        QVERIFY(one == other);
        QCOMPARE(one.load(), photo);
        QVERIFY(!(one == StoredPhoto(std::make_shared<const Photograph>(*photo))));
        QVERIFY(!StoredPhoto());
    }

    void everyLevelOfADisplayImage() {
        DisplayImage display, kept;
        ui::test::offGui([&] {
            display = makeDisplayImage(ui::test::makePhoto(1100, 900));
            kept = inStore(display);
        });
        QCOMPARE(kept.levels(), display.levels());
        for (int k = 0; k < display.levels(); ++k)
            QVERIFY(kept.level(k) == display.level(k));
        QCOMPARE(kept.byteCount(), display.byteCount());
    }
};

QTEST_MAIN(TestPictureStore)
#include "test_picture_store.moc"
