// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/machine.h"
#include "core/trajectory/half.h"
#include "core/trajectory/kept_step.h"
#include "core/trajectory/large_memory.h"
#include "core/trajectory/trajectory.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <span>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace lacuna;

namespace {

Bytes block(std::size_t size, int value) {
    return Bytes(size, static_cast<std::byte>(value));
}

/// What this thread's small pages that were touched for the first time make up.
double touchedMebibytes() {
    rusage used{};
    getrusage(RUSAGE_THREAD, &used);
    return double(used.ru_minflt) / 256;
}

bool isBlock(const std::shared_ptr<const Bytes>& bytes, std::size_t size, int value) {
    return bytes && *bytes == block(size, value);
}

/// 1, −1, 0.5, 0 and what lies outside, as halves.
constexpr std::uint16_t kOne = 0x3c00, kMinusOne = 0xbc00, kHalf = 0x3800, kZero = 0, kFour = 0x4400,
                        kInfinity = 0x7c00, kNan = 0x7e00;

/// Of interleaved samples.
Bytes halves(const std::vector<std::uint16_t>& samples) {
    Bytes bytes(2 * samples.size());
    std::memcpy(bytes.data(), samples.data(), bytes.size());
    return bytes;
}

TrajectoryStep stepOf(int outer, double sigma) {
    TrajectoryStep step;
    step.progress.step = outer;
    step.progress.sigma = sigma;
    step.width = step.resultWidth = 2;
    step.height = step.resultHeight = 1;
    return step;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

}  // namespace

class TestTrajectory : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// More than fits the memory goes to the disk and comes back as it was; nothing of it is seen in the
    /// folder.
    void spills() {
        QTemporaryDir folder;
        SpillStore store({1000, 100'000, folder.filePath(QStringLiteral("cache")).toStdString()});
        for (int i = 0; i < 40; ++i)
            QCOMPARE(store.put(block(300, i), 0), std::size_t(i));
        QVERIFY(store.inMemory() <= 1000);
        QCOMPARE(store.inMemory() + store.onDisk(), std::uint64_t(40 * 300));
        for (int i = 39; i >= 0; --i)
            QVERIFY(isBlock(store.get(std::size_t(i)), 300, i));
        QVERIFY(QDir(folder.filePath(QStringLiteral("cache"))).entryList(QDir::Files).isEmpty());
    }

    /// Where both are full the lowest rank goes, the oldest first; never the newest block.
    void forgetsByRank() {
        QTemporaryDir folder;
        SpillStore store({1000, 1000, folder.path().toStdString()});
        for (int i = 0; i < 12; ++i)
            store.put(block(300, i), i % 2);
        QVERIFY(store.inMemory() <= 1000);
        QVERIFY(store.onDisk() <= 1000);
        QVERIFY(isBlock(store.get(11), 300, 11));
        QVERIFY(!store.get(0) && !store.get(2) && !store.get(4));
        int even = 0, odd = 0;
        for (int i = 0; i < 12; ++i) {
            const bool held = store.holds(std::size_t(i));
            QCOMPARE(held, store.get(std::size_t(i)) != nullptr);
            if (held) QVERIFY(isBlock(store.get(std::size_t(i)), 300, i));
            (i % 2 ? odd : even) += held;
        }
        QCOMPARE(odd, 6);
        QVERIFY(even <= 1);
    }

    void withoutAFolder_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("none") << QString();
        QTest::newRow("can't be made") << QStringLiteral("/proc/lacuna");
    }
    void withoutAFolder() {
        QFETCH(QString, folder);
        SpillStore store({1000, 100'000, folder.toStdString()});
        for (int i = 0; i < 10; ++i)
            store.put(block(300, i), 0);
        QVERIFY(store.inMemory() <= 1000);
        QCOMPARE(store.onDisk(), std::uint64_t(0));
        for (int i = 0; i < 7; ++i)
            QVERIFY(!store.get(std::size_t(i)));
        for (int i = 7; i < 10; ++i)
            QVERIFY(isBlock(store.get(std::size_t(i)), 300, i));
    }

    void blockLargerThanEverything() {
        SpillStore store({100, 100, {}});
        store.put(block(500, 1), 0);
        QVERIFY(isBlock(store.get(0), 500, 1));
        store.put(block(500, 2), 0);
        QVERIFY(!store.get(0));
        QVERIFY(isBlock(store.get(1), 500, 2));
        QVERIFY(!store.get(2));
    }

    /// Large blocks lie on pages of their own, and count as what they take.
    void largeBlocks_data() {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<quint64>("held");
        const quint64 mebibyte = 1 << 20;
        QTest::addRow("small") << quint64(60'001) << quint64(60'001);
        QTest::addRow("a picture of 110 x 110") << quint64(72'600) << quint64(73'728);
        QTest::addRow("a picture of 512 x 512") << 3 * mebibyte / 2 << 3 * mebibyte / 2;
        QTest::addRow("whole pages") << 4 * mebibyte << 4 * mebibyte;
        QTest::addRow("a byte more") << 4 * mebibyte + 1 << 4 * mebibyte + 4096;
    }
    void largeBlocks() {
        QFETCH(quint64, bytes);
        QFETCH(quint64, held);
        QCOMPARE(quint64(footprint(bytes)), held);
        SpillStore store((SpillStore::Limits()));
        const std::size_t first = store.put(block(bytes, 3), 0);
        const std::size_t second = store.put(block(bytes, 4), 0);
        QCOMPARE(quint64(store.inMemory()), 2 * held);
        QVERIFY(isBlock(store.get(first), bytes, 3));
        QVERIFY(isBlock(store.get(second), bytes, 4));
        store.forget(first);
        store.forget(second);
        QCOMPARE(quint64(store.inMemory()), quint64(0));
    }

    /// What a freed block leaves serves the next one of its size, and goes back when that is asked for.
    void freedBlocksAreUsedAgain() {
        if (kIsSanitized) QSKIP("A sanitizer keeps memory of its own");
        constexpr std::size_t kBytes = std::size_t{24} << 20;
        releaseSpareMemory();
        const std::uint64_t before = residentBytes();
        const auto* at = block(kBytes, 1).data();  // freed at once
        QVERIFY(residentBytes() >= before + kBytes / 2);
        Bytes again = block(kBytes, 2);
        QCOMPARE(static_cast<const void*>(again.data()), static_cast<const void*>(at));
        QVERIFY(again.front() == std::byte{2} && again.back() == std::byte{2});
        {
            const Bytes second = block(kBytes, 3), third = block(kBytes, 4), fourth = block(kBytes, 5);
            QVERIFY(again.back() == std::byte{2} && second.back() == std::byte{3});
        }
        again = Bytes();
        QVERIFY(residentBytes() < before + (std::uint64_t{66} << 20));  // the rest has gone back by itself
        releaseSpareMemory();
        QVERIFY(residentBytes() < before + (std::uint64_t{8} << 20));
    }

    /// Blocks that fit into what was made ready take no new pages, whatever their sizes.
    void readyMemoryIsCleared_data() {
        QTest::addColumn<QVector<int>>("blocks");  // MiB
        QTest::addColumn<int>("stopAfter");        // questions
        QTest::addColumn<int>("expected");         // MiB that are touched anew, at most 1 more
        QTest::addRow("one") << QVector<int>{24} << 1000 << 0;
        QTest::addRow("several") << QVector<int>{5, 2, 9, 2, 6} << 1000 << 0;
        QTest::addRow("more than that") << QVector<int>{10, 10, 10} << 1000 << 10;
        QTest::addRow("stopped") << QVector<int>{6, 3} << 8 << 3;
        QTest::addRow("stopped at once") << QVector<int>{6} << 0 << 6;
    }
    void readyMemoryIsCleared() {
        if (kIsSanitized) QSKIP("A sanitizer keeps memory of its own");
        QFETCH(QVector<int>, blocks);
        QFETCH(int, stopAfter);
        QFETCH(int, expected);
        releaseSpareMemory();
        readySpareMemory(std::uint64_t{24} << 20, [&stopAfter] { return stopAfter-- <= 0; });
        // Twice: what is freed is ready again, and as one.
        for (int round = 0; round < 2; ++round) {
            std::vector<Bytes> held;
            const double before = touchedMebibytes();
            for (const int size : blocks)
                held.push_back(block(std::size_t(size) << 20, size));
            const double touched = touchedMebibytes() - before;
            QVERIFY2(std::abs(touched - (round == 0 ? expected : 0)) <= 1,
                     qPrintable(QString::number(touched)));
            for (int i = 0; i < blocks.size(); ++i)
                QVERIFY(held[std::size_t(i)] == block(std::size_t(blocks[i]) << 20, blocks[i]));
        }
        releaseSpareMemory();
    }

    /// The memory for a small run takes the place of that for a large one.
    void lessIsReadyAgain() {
        releaseSpareMemory();
        const std::uint64_t before = residentBytes();
        const auto held = [before] {
            return double(residentBytes()) / (1 << 20) - double(before) / (1 << 20);
        };
        readySpareMemory(std::uint64_t{100} << 20, [] { return false; });
        QVERIFY2(held() > 96, qPrintable(QString::number(held())));
        readySpareMemory(std::uint64_t{100} << 20, [] { return false; });
        QVERIFY2(held() < 104, qPrintable(QString::number(held())));
        readySpareMemory(std::uint64_t{1} << 20, [] { return false; });
        QVERIFY2(held() < 68, qPrintable(QString::number(held())));
        releaseSpareMemory();
        QVERIFY2(held() < 4, qPrintable(QString::number(held())));
    }

    void halfPrecision() {
        QCOMPARE(halfBits(0), kZero);
        QCOMPARE(halfBits(1), kOne);
        QCOMPARE(halfBits(-1), kMinusOne);
        QCOMPARE(halfBits(4), kFour);
        QCOMPARE(halfBits(1e6), std::uint16_t(0x7bff));  // the greatest
        QVERIFY(std::isnan(halfValue(halfBits(NAN))));
        for (int bits = 0; bits < 0x7c00; ++bits) {
            QCOMPARE(int(halfBits(halfValue(std::uint16_t(bits)))), bits);
            QCOMPARE(int(halfBits(-halfValue(std::uint16_t(bits)))), bits | 0x8000);
        }
        // To the nearest, and from just below 2 to 2.
        QCOMPARE(halfBits(1.0004), kOne);
        QCOMPARE(halfBits(1.9999), std::uint16_t(0x4000));
    }

    /// A coarse picture is enlarged in its place, and what is kept of the photograph shows through.
    void coarsePictures() {
        Trajectory trajectory(std::make_shared<SpillStore>(SpillStore::Limits()));
        Backdrop backdrop{10, 6, Bytes(10 * 6 * 4, std::byte{0})};
        for (int y = 0; y < 6; ++y) {
            std::byte* pixel = backdrop.rgba.data() + 4 * (10 * y + 7);  // column 7 is kept
            pixel[0] = std::byte{10}, pixel[1] = std::byte{20}, pixel[2] = std::byte{30},
            pixel[3] = std::byte{255};
        }
        trajectory.setBackdrop(0, std::move(backdrop));
        // One pixel of the level is 4 of the region, whose corner lies inside the first; from left to right,
        // black to white.
        const CoarsePlace place{4, -2, -2, 4, 3};
        Bytes estimate(4 * 3 * 6), noisy(4 * 3 * 6);
        for (int i = 0; i < 4 * 3 * 3; ++i) {
            const std::uint16_t value = halfBits(-1 + 2.0 * (i / 3 % 4) / 3), grey = kZero;
            std::memcpy(estimate.data() + 2 * i, &value, 2);
            std::memcpy(noisy.data() + 2 * i, &grey, 2);
        }
        TrajectoryStep step = stepOf(0, 1);
        step.progress.level = 2;
        step.progress.steps = 1;
        step.width = step.resultWidth = 10;
        step.height = step.resultHeight = 6;
        trajectory.addCoarse(step, place, estimate, noisy);

        const ImageBuffer shown = trajectory.picture(0, StepPicture::Estimate);
        QCOMPARE(shown.width(), 10);
        QCOMPARE(shown.height(), 6);
        for (int y = 0; y < 6; ++y) {
            QCOMPARE(shown.sample(7, y, 0), 10);
            QCOMPARE(shown.sample(7, y, 2), 30);
            QCOMPARE(shown.sample(3, y, 0), shown.sample(3, 0, 0));
            for (int x = 1; x < 10; ++x)
                if (x != 7 && x != 8) QVERIFY(shown.sample(x, y, 1) > shown.sample(x - 1, y, 1));
        }
        // Symmetric about the middle of the level's picture, which lies between 5 and 6.
        QVERIFY(std::abs(shown.sample(5, 0, 0) + shown.sample(6, 0, 0) - 255) <= 1);
        const ImageBuffer grey = trajectory.picture(0, StepPicture::Noisy);
        QCOMPARE(grey.sample(7, 3, 0), 128);  // nothing is kept of a noisy state

        // A part is the same pixels.
        const ImageBuffer part = trajectory.picture(0, StepPicture::Estimate, {6, 2, 3, 4});
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 3; ++x)
                QCOMPARE(part.sample(x, y, 1), shown.sample(6 + x, 2 + y, 1));
        // Reduced, each pixel is nearly the mean of what it covers.
        for (const int factor : {2, 4, 8}) {
            const ImageBuffer small = trajectory.reduced(0, StepPicture::Estimate, factor);
            QCOMPARE(small.width(), (10 + factor - 1) / factor);
            QCOMPARE(small.height(), (6 + factor - 1) / factor);
            for (int x = 0; x < 10 / factor; ++x) {
                double sum = 0;
                for (int i = 0; i < factor; ++i)
                    sum += shown.sample(x * factor + i, 0, 0);
                const double difference = std::abs(small.sample(x, 0, 0) - sum / factor);
                QVERIFY2(difference <= 12, qPrintable(QString::number(difference)));
            }
        }
        // A project keeps it as it is shown.
        const Bytes kept = keptStep(trajectory, 0);
        KeptSteps steps(std::make_shared<SpillStore>(SpillStore::Limits()), "project");
        steps.add(kept);
        const auto again = steps.trajectory();
        QVERIFY(again->picture(0, StepPicture::Estimate) == shown);
        QVERIFY(again->picture(0, StepPicture::Noisy) == grey);
        QCOMPARE(again->step(0).progress.level, 2);
    }

    void withoutABackdropNothingIsKept() {
        Trajectory trajectory(std::make_shared<SpillStore>(SpillStore::Limits()));
        TrajectoryStep step = stepOf(0, 1);
        step.progress.level = 1;
        const Bytes white = halves(std::vector<std::uint16_t>(3, kOne));
        trajectory.addCoarse(step, {2, 0, 0, 1, 1}, white, white);
        const ImageBuffer shown = trajectory.picture(0, StepPicture::Estimate);
        QCOMPARE(shown.sample(0, 0, 0), 255);
        QCOMPARE(shown.sample(1, 0, 2), 255);
        // A later attempt may cut the photograph into other regions.
        trajectory.startAgain();
        trajectory.setBackdrop(0, {4, 4, Bytes(64)});
        QVERIFY(trajectory.picture(0, StepPicture::Estimate).isEmpty());
    }

    void picturesAndStates() {
        Trajectory trajectory(std::make_shared<SpillStore>(SpillStore::Limits()));
        trajectory.add(stepOf(0, 0.5 * std::sqrt(15.0)), halves({kOne, kMinusOne, kZero, kHalf, kFour, kNan}),
                       halves({kFour, kMinusOne, kZero, kInfinity, kOne, kHalf}));
        QCOMPARE(trajectory.size(), 1);
        const ImageBuffer estimate = trajectory.picture(0, StepPicture::Estimate);
        const int expected[] = {255, 0, 128, 191, 255, 0};
        for (int i = 0; i < 6; ++i)
            QCOMPARE(estimate.sample(i / 3, 0, i % 3), expected[i]);
        // σ = 0.5 √15 scales by 1/4.
        const ImageBuffer noisy = trajectory.picture(0, StepPicture::Noisy);
        const int scaled[] = {255, 96, 128, 255, 159, 143};
        for (int i = 0; i < 6; ++i)
            QCOMPARE(noisy.sample(i / 3, 0, i % 3), scaled[i]);
        QVERIFY(!trajectory.hasStates(0));
        QVERIFY(trajectory.states(0).empty());
        trajectory.addState(1, 0, block(10, 7));
        trajectory.addState(0, 0, block(20, 8));
        QVERIFY(trajectory.hasStates(0));
        QCOMPARE(trajectory.states(0).size(), std::size_t(2));
        QVERIFY(isBlock(trajectory.states(0)[0], 20, 8));
    }

    /// Bytes of a block, wherever it lies.
    void partsOfBlocks() {
        QTemporaryDir folder;
        SpillStore store({300, 1000, folder.path().toStdString()});
        Bytes counted(256);
        for (std::size_t i = 0; i < counted.size(); ++i)
            counted[i] = std::byte(i);
        store.put(counted, 0);
        for (const bool spilled : {false, true}) {
            if (spilled) store.put(block(200, 9), 0);
            QCOMPARE(store.onDisk() > 0, spilled);
            const BlockPart part = store.get(0, 100, 50);
            QVERIFY(part);
            QVERIFY(std::equal(part.data(), part.data() + 50, counted.begin() + 100));
        }
        store.forget(0);
        QVERIFY(!store.get(0, 100, 50));
        QVERIFY(!store.get(7, 0, 1));
    }

    void overviewFactors_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("factor");
        QTest::newRow("one pixel") << 1 << 1 << 1;
        QTest::newRow("a megapixel") << 1024 << 1024 << 1;
        QTest::newRow("a row more") << 1024 << 1025 << 2;
        QTest::newRow("12 megapixels") << 4000 << 3000 << 4;
        QTest::newRow("a strip") << 3'000'000 << 1 << 4;
    }
    void overviewFactors() {
        QFETCH(int, width);
        QFETCH(int, height);
        QTEST(overviewFactor(width, height), "factor");
    }

    /// A large picture, its overview and parts of it say the same, in memory and from the file.
    void largePictures_data() {
        QTest::addColumn<int>("memory");
        QTest::newRow("in memory") << (1 << 30);
        QTest::newRow("from the file") << 1;
    }
    void largePictures() {
        QFETCH(int, memory);
        constexpr int kWidth = 1601, kHeight = 1199;
        QTemporaryDir folder;
        Trajectory trajectory(std::make_shared<SpillStore>(
            SpillStore::Limits{std::uint64_t(memory), std::uint64_t{1} << 30, folder.path().toStdString()}));
        // Red changes every second column, green every row, blue never.
        std::vector<std::uint16_t> samples;
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x)
                for (int c = 0; c < 3; ++c)
                    samples.push_back(c == 0   ? (x / 2 % 2 ? kOne : kZero)
                                      : c == 1 ? (y % 2 ? kOne : kMinusOne)
                                               : kHalf);
        TrajectoryStep step = stepOf(0, 0.5 * std::sqrt(3.0));  // scales by 1/2
        step.width = step.resultWidth = kWidth;
        step.height = step.resultHeight = kHeight;
        trajectory.add(step, halves(samples), halves(samples));
        trajectory.add(step, halves(samples), halves(samples));

        const ImageBuffer small = trajectory.overview(0, StepPicture::Estimate);
        QCOMPARE(small.width(), (kWidth + 1) / 2);
        QCOMPARE(small.height(), (kHeight + 1) / 2);
        const auto at = [](const ImageBuffer& image, int x, int y) {
            return std::array<int, 3>{image.sample(x, y, 0), image.sample(x, y, 1), image.sample(x, y, 2)};
        };
        QCOMPARE(at(small, 0, 0), (std::array{128, 128, 191}));
        QCOMPARE(at(small, 1, 0), (std::array{255, 128, 191}));
        // The last column is one pixel wide, the last row one high.
        QCOMPARE(at(small, 800, 0), (std::array{128, 128, 191}));
        QCOMPARE(at(small, 800, 599), (std::array{128, 0, 191}));
        const ImageBuffer noisy = trajectory.overview(0, StepPicture::Noisy);
        QCOMPARE(at(noisy, 1, 0), (std::array{191, 128, 159}));

        const ImageBuffer whole = trajectory.picture(0, StepPicture::Estimate);
        QCOMPARE(whole.width(), kWidth);
        QVERIFY(whole.cropped(701, 300, 33, 20) ==
                trajectory.picture(0, StepPicture::Estimate, {701, 300, 33, 20}));
        QVERIFY(whole.cropped(1600, 1198, 1, 1) ==
                trajectory.picture(0, StepPicture::Estimate, {1600, 1198, 1, 1}));
        QVERIFY(whole == trajectory.picture(1, StepPicture::Estimate));
    }

    /// States go before pictures.
    void statesAreForgottenFirst() {
        Trajectory trajectory(std::make_shared<SpillStore>(SpillStore::Limits{200, 0, {}}));
        const Bytes picture = halves(std::vector<std::uint16_t>(6, kHalf));
        for (int i = 0; i < 10; ++i) {
            trajectory.add(stepOf(i, 1), picture, picture);
            trajectory.addState(0, i, block(60, i));
        }
        QVERIFY(!trajectory.hasStates(0));
        QVERIFY(trajectory.hasStates(9));
        for (int i = 0; i < 10; ++i)
            QVERIFY(!trajectory.picture(i, StepPicture::Estimate).isEmpty());
    }

    /// Those that are kept lie evenly over the run, so that there is one near every step.
    void statesAreThinned() {
        constexpr int kSteps = 64;
        const Bytes grey = halves({kZero, kZero, kZero, kZero, kZero, kZero});
        const std::size_t pictures = 2 * kSteps * grey.size();
        Trajectory trajectory(std::make_shared<SpillStore>(SpillStore::Limits{600 + pictures, 0, {}}));
        for (int i = 0; i < kSteps; ++i) {
            trajectory.add(stepOf(i, 1), grey, grey);
            trajectory.addState(0, i, block(60, i));
        }
        int kept = 0, gap = 0;
        for (int i = 0; i < kSteps; ++i) {
            gap = trajectory.hasStates(i) ? 0 : gap + 1;
            kept += trajectory.hasStates(i);
            QVERIFY2(gap <= 8, qPrintable(QString::number(i)));
        }
        QCOMPARE(kept, 10);
        QVERIFY(trajectory.hasStates(kSteps - 1));
    }

    /// What the run before went on to after the branch left it is not the branch's.
    void statesEndWhereItBranched() {
        const auto store = std::make_shared<SpillStore>(SpillStore::Limits{});
        const auto first = std::make_shared<Trajectory>(store);
        const Bytes grey = halves({kZero, kZero, kZero, kZero, kZero, kZero});
        for (int i = 0; i < 5; ++i) {
            first->add(stepOf(i, 1), grey, grey);
            first->addState(0, i, block(50, i));
        }
        const Trajectory branch(store, first, 2);
        QVERIFY(isBlock(branch.states(1).front(), 50, 1));
        QVERIFY(branch.hasStates(1));
        QVERIFY(branch.states(2).empty() && branch.states(4).empty());
        QVERIFY(!branch.hasStates(2) && !branch.hasStates(4));
        const Trajectory fromTheStart(store, first, 0);
        QVERIFY(fromTheStart.states(0).empty() && !fromTheStart.hasStates(0));
    }

    /// A branch with fewer steps counts anew, so that two of its steps have the same number: the states of
    /// each are those of the run that made it.
    void statesOfStepsWithTheSameNumber() {
        const auto store = std::make_shared<SpillStore>(SpillStore::Limits{});
        const auto first = std::make_shared<Trajectory>(store);
        const Bytes grey = halves({kZero, kZero, kZero, kZero, kZero, kZero});
        for (int i = 0; i < 7; ++i) {
            first->add(stepOf(i, 1), grey, grey);
            first->addState(0, i, block(50, i));
        }
        Trajectory branch(store, first, 7);
        for (int i = 4; i < 6; ++i) {
            branch.add(stepOf(i, 1), grey, grey);
            branch.addState(0, i, block(60, 10 + i));
        }
        QCOMPARE(branch.size(), 9);
        QVERIFY(isBlock(branch.states(5).front(), 50, 5));
        QVERIFY(isBlock(branch.states(7).front(), 60, 14));
        QVERIFY(isBlock(branch.states(8).front(), 60, 15));
        QVERIFY(branch.hasStates(4) && branch.hasStates(8) && !branch.hasStates(9) && !branch.hasStates(-1));
    }

    /// A second attempt takes the places of the first one's steps: each stands there once.
    void anAttemptThatFailedIsReplaced() {
        const auto store = std::make_shared<SpillStore>(SpillStore::Limits{});
        Trajectory trajectory(store);
        const Bytes grey = halves({kZero, kZero, kZero, kZero, kZero, kZero});
        const Bytes white = halves({kOne, kOne, kOne, kOne, kOne, kOne});
        for (int i = 0; i < 3; ++i) {
            trajectory.add(stepOf(i, 1), grey, grey);
            trajectory.addState(0, i, block(50, i));
        }
        trajectory.startAgain();
        QCOMPARE(trajectory.size(), 3);
        QVERIFY(!trajectory.hasStates(1));
        for (int i = 0; i < 4; ++i) {
            trajectory.add(stepOf(i, 1), white, white);
            trajectory.addState(0, i, block(60, i));
            QCOMPARE(trajectory.size(), std::max(3, i + 1));
        }
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(trajectory.step(i).progress.step, i);
            QCOMPARE(trajectory.picture(i, StepPicture::Estimate).sample(0, 0, 0), 255);
            QVERIFY(isBlock(trajectory.states(i).front(), 60, i));
        }
    }

    /// A branch begins with what it branched from, and each gives its room back.
    void branches() {
        auto store = std::make_shared<SpillStore>(SpillStore::Limits());
        const Bytes white = halves(std::vector<std::uint16_t>(6, kOne));
        const Bytes grey = halves(std::vector<std::uint16_t>(6, kZero));
        auto first = std::make_shared<Trajectory>(store);
        for (int i = 0; i < 4; ++i) {
            first->add(stepOf(i, 1), white, white);
            first->addState(0, i, block(50, i));
        }
        std::vector<int> sizes;
        {
            Trajectory branch(store, first, 2);
            branch.setOnAdded([&](int size) { sizes.push_back(size); });
            QCOMPARE(branch.size(), 2);
            branch.add(stepOf(2, 1), grey, grey);
            branch.addState(0, 2, block(50, 9));
            QCOMPARE(branch.size(), 3);
            QCOMPARE(branch.picture(1, StepPicture::Estimate).sample(0, 0, 0), 255);
            QCOMPARE(branch.picture(2, StepPicture::Estimate).sample(0, 0, 0), 128);
            QVERIFY(isBlock(branch.states(1).front(), 50, 1));
            QVERIFY(isBlock(branch.states(2).front(), 50, 9));
            QCOMPARE(store->inMemory(), std::uint64_t(4 * (24 + 50) + 24 + 50));
        }
        QCOMPARE(sizes, std::vector<int>{3});
        QCOMPARE(store->inMemory(), std::uint64_t(4 * (24 + 50)));
        first.reset();
        QCOMPARE(store->inMemory(), std::uint64_t(0));
    }

    /// A window looks at steps while the solver adds some.
    void isReadWhileItGrows() {
        QTemporaryDir folder;
        Trajectory trajectory(
            std::make_shared<SpillStore>(SpillStore::Limits{2000, 20'000, folder.path().toStdString()}));
        std::jthread solver([&] {
            for (int i = 0; i < 300; ++i) {
                trajectory.add(stepOf(i, 1), halves(std::vector<std::uint16_t>(6, kHalf)),
                               halves(std::vector<std::uint16_t>(6, kOne)));
                trajectory.addState(0, i, block(500, i));
            }
        });
        int looked = 0;
        while (trajectory.size() < 300 || looked < 1000) {
            const int size = trajectory.size();
            if (size == 0) continue;
            const int index = looked++ % size;
            QCOMPARE(trajectory.step(index).progress.step, index);
            const ImageBuffer estimate = trajectory.picture(index, StepPicture::Estimate);
            if (!estimate.isEmpty()) QCOMPARE(estimate.sample(1, 0, 2), 191);
            for (const auto& state : trajectory.states(index))
                QVERIFY(isBlock(state, 500, index));
        }
    }

    /// A run of two regions, and a branch from it that counts its steps anew, come back from bytes with all
    /// that the store has not forgotten.
    void isKeptAndReadAgain() {
        const auto store = std::make_shared<SpillStore>(SpillStore::Limits{});
        const auto add = [](Trajectory& run, int region, int step, int steps, int shade) {
            TrajectoryStep made = stepOf(step, 2.0 / (step + 1));
            made.progress.region = region;
            made.progress.regions = 2;
            made.progress.steps = steps;
            made.progress.evaluations = 3 * step + 1;
            made.progress.loss = {1.5, 2.5, 0.25, -4};
            if (region == 1) made.progress.psnr = 31.5;
            made.x = region;
            made.resultWidth = 3;
            const auto level = static_cast<std::uint16_t>(0x3800 + shade);
            run.add(made, halves({level, kOne, kZero, kZero, kHalf, level}),
                    halves({kZero, kOne, level, kZero, kHalf, kFour}));
            run.addState(region, step, block(std::size_t(40 + shade), shade));
        };
        const auto run = std::make_shared<Trajectory>(store);
        for (const int region : {0, 1})
            for (int step = 0; step < 3; ++step)
                add(*run, region, step, 3, 10 * region + step);
        Trajectory branch(store, run, 5);
        add(branch, 1, 0, 2, 60);  // the same number as a step of the run, but another state
        add(branch, 1, 1, 2, 61);

        const auto other = std::make_shared<SpillStore>(SpillStore::Limits{});
        KeptSteps kept(other, "part");
        for (int i = 0; i < branch.size(); ++i)
            kept.add(keptStep(branch, i));
        const std::shared_ptr<const Trajectory> read = kept.trajectory();
        QVERIFY(read);
        QCOMPARE(read->size(), 7);
        for (int i = 0; i < 7; ++i) {
            const TrajectoryStep a = read->step(i), b = branch.step(i);
            QCOMPARE(a.progress.region, b.progress.region);
            QCOMPARE(a.progress.step, b.progress.step);
            QCOMPARE(a.progress.steps, b.progress.steps);
            QCOMPARE(a.progress.evaluations, b.progress.evaluations);
            QCOMPARE(a.progress.sigma, b.progress.sigma);
            QCOMPARE(a.progress.loss.deltaLoss, b.progress.loss.deltaLoss);
            QVERIFY(a.progress.psnr == b.progress.psnr && a.progress.ssim == b.progress.ssim);
            QCOMPARE(a.x, b.x);
            QCOMPARE(a.resultWidth, b.resultWidth);
            for (const StepPicture which : {StepPicture::Estimate, StepPicture::Noisy})
                QVERIFY(read->picture(i, which) == branch.picture(i, which));
            QVERIFY(read->hasStates(i));
            const auto states = read->states(i), before = branch.states(i);
            QVERIFY(!states.empty());
            // Those of regions that the branch left out needn't be there.
            for (const auto& state : states)
                QVERIFY(std::any_of(before.begin(), before.end(),
                                    [&state](const auto& each) { return *each == *state; }));
        }
        QVERIFY(isBlock(read->states(5).front(), 100, 60));
        QCOMPARE(read->states(0).size(), std::size_t(2));
    }

    /// What was forgotten stays so, also where pictures have an overview.
    void keepsNothingThatWasForgotten() {
        const auto store = std::make_shared<SpillStore>(SpillStore::Limits{});
        Trajectory run(store);
        TrajectoryStep step = stepOf(0, 1);
        step.progress.steps = 1;
        step.width = step.resultWidth = 1500;
        step.height = step.resultHeight = 1000;
        QVERIFY(overviewFactor(1500, 1000) > 1);
        run.add(step, Bytes(), Bytes(std::size_t(1500) * 1000 * 6, std::byte{0}));
        QVERIFY(run.picture(0, StepPicture::Estimate).isEmpty());
        KeptSteps kept(std::make_shared<SpillStore>(SpillStore::Limits{}), "part");
        kept.add(keptStep(run, 0));
        QVERIFY(kept.trajectory()->picture(0, StepPicture::Estimate).isEmpty());
        QVERIFY(kept.trajectory()->overview(0, StepPicture::Estimate).isEmpty());
        QVERIFY(kept.trajectory()->overview(0, StepPicture::Noisy) == run.overview(0, StepPicture::Noisy));
        QVERIFY(!kept.trajectory()->hasStates(0));
    }

    void nonsenseIsNoStep_data() {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("bytes");
        const auto number = [](std::int32_t value) {
            return QByteArray(reinterpret_cast<const char*>(&value), sizeof value);
        };
        const auto real = [](double value) {
            return QByteArray(reinterpret_cast<const char*>(&value), sizeof value);
        };
        QTest::newRow("another file") << 0 << QByteArray("PK");
        QTest::newRow("a run before the first") << 4 << number(-1);
        QTest::newRow("a run that isn't next") << 4 << number(1);
        QTest::newRow("a region too many") << 8 << number(1);
        QTest::newRow("no regions") << 12 << number(0);
        QTest::newRow("a negative step") << 16 << number(-1);
        QTest::newRow("a step too many") << 16 << number(1);
        QTest::newRow("a negative place") << 48 << number(-1);
        QTest::newRow("a place outside") << 48 << number(1);
        QTest::newRow("no width") << 56 << number(0);
        QTest::newRow("a width beyond the result") << 56 << number(3);
        QTest::newRow("a huge height") << 60 << number(1 << 30);
        QTest::newRow("no noise") << 72 << real(NAN);
        QTest::newRow("negative noise") << 72 << real(-1);
        QTest::newRow("an estimate of another size") << 128 << number(6);
        QTest::newRow("a state that isn't there") << 144 << number(100000);
        QTest::newRow("sizes that overflow") << 144 << real(-NAN);
    }
    void nonsenseIsNoStep() {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        const auto store = std::make_shared<SpillStore>(SpillStore::Limits{});
        Trajectory run(store);
        TrajectoryStep step = stepOf(0, 1);
        step.progress.steps = 1;
        run.add(step, halves(std::vector<std::uint16_t>(6)), halves(std::vector<std::uint16_t>(6)));
        run.addState(0, 0, block(20, 1));
        Bytes good = keptStep(run, 0);
        QCOMPARE(good.size(), std::size_t(152 + 12 + 12 + 20));
        KeptSteps(store, "part").add(good);
        Bytes bad = good;
        std::memcpy(bad.data() + at, bytes.data(), std::size_t(bytes.size()));
        const auto isRefused = [&store](std::span<const std::byte> some) {
            try {
                KeptSteps(store, "part").add(some);
            } catch (const Error& error) {
                return error.code() == ErrorCode::InputFile && error.subject() == "part";
            }
            return false;
        };
        QVERIFY(isRefused(bad));
        // Nor is one that was cut off anywhere, or has something behind it.
        for (std::size_t size = 0; size < good.size(); size += 5)
            QVERIFY(isRefused(std::span(good).first(size)));
        good.push_back(std::byte{0});
        QVERIFY(isRefused(good));
    }
};

QTEST_GUILESS_MAIN(TestTrajectory)
#include "test_trajectory.moc"
