// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/infrared.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lacuna;

namespace {

constexpr int kWidth = 320, kHeight = 240;

bool isDust(int x, int y) {
    for (int i = 0; i < 12; ++i)
        if (std::hypot(x - 25 - 26 * i, y - 20 - (i * 71) % 200) <= 1.5 + i % 4) return true;
    return std::abs(y - 120 - 0.3 * (x - 160)) <= 1 && x > 60 && x < 260;
}

/// The picture on a film: shapes, as strong as that of dust.
double film(int x, int y) {
    return 0.45 + 0.2 * std::sin(x / 17.0) * std::cos(y / 11.0) + (((x / 40 + y / 40) % 2) != 0 ? 0.15 : 0);
}

struct Scan {
    ImageBuffer photo, infrared;
};

/// `through`: how much of the picture is seen in infrared; the infrared picture is `right` and `down`
/// further.
Scan scan(Depth depth, double through, int right, int down, bool dusty = true) {
    Scan out{ImageBuffer(kWidth, kHeight, 3, Depth::UInt16), ImageBuffer(kWidth, kHeight, 1, Depth::UInt16)};
    std::mt19937 random(3);
    std::normal_distribution<double> noise(0, 0.006);
    const auto level = [](double value) { return int(65535 * std::clamp(value, 0.0, 1.0)); };
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            const double light = dusty && isDust(x, y) ? 0.4 : 1;
            for (int c = 0; c < 3; ++c)
                out.photo.setSample(x, y, c, level(light * film(x, y) + noise(random)));
            const int u = x - right, v = y - down;
            const double blocked = dusty && isDust(u, v) ? 0.35 : 1;
            // Light falls off towards the corners.
            const double even = 0.85 - 0.2 * std::hypot(u - 160, v - 120) / 200;
            out.infrared.setSample(x, y, 0,
                                   level(blocked * even * std::pow(film(u, v), through) + noise(random)));
        }
    out.photo = out.photo.converted(depth);
    out.infrared = out.infrared.converted(depth);
    return out;
}

class TestInfrared : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void findsTheDust_data() {
        QTest::addColumn<int>("depth");
        QTest::addColumn<double>("through");
        QTest::addColumn<int>("right");
        QTest::addColumn<int>("down");
        QTest::newRow("16 bit") << 16 << 0.0 << 0 << 0;
        QTest::newRow("8 bit") << 8 << 0.0 << 0 << 0;
        QTest::newRow("the picture shines through") << 16 << 0.15 << 0 << 0;
        QTest::newRow("shifted") << 16 << 0.0 << -3 << 5;
        QTest::newRow("shifted, shines through") << 16 << 0.15 << 6 << -2;
    }
    void findsTheDust() {
        QFETCH(int, depth);
        QFETCH(double, through);
        QFETCH(int, right);
        QFETCH(int, down);
        const Scan film = scan(Depth(depth), through, right, down);
        const InfraredDust found = infraredDust(film.photo, film.infrared, 0.5);
        QCOMPARE(found.right, -right);
        QCOMPARE(found.down, -down);
        int dust = 0, hit = 0, clean = 0, wrong = 0;
        for (int y = 12; y < kHeight - 12; ++y)
            for (int x = 12; x < kWidth - 12; ++x) {
                const bool marked = found.mask.sample(x, y, 0) != 0;
                bool near = false;
                for (int v = -4; v <= 4; ++v)
                    for (int u = -4; u <= 4; ++u)
                        near |= isDust(x + u, y + v);
                dust += isDust(x, y);
                hit += isDust(x, y) && marked;
                clean += !near;
                wrong += !near && marked;
            }
        QVERIFY2(hit >= 0.97 * dust, qPrintable(QString::number(double(hit) / dust)));
        QVERIFY2(wrong <= 0.002 * clean, qPrintable(QString::number(double(wrong) / clean)));
        QVERIFY(found.share < kTooMuchDust);
    }

    void cleanFilmHasNone() {
        const Scan film = scan(Depth::UInt16, 0.1, 0, 0, false);
        QVERIFY(infraredDust(film.photo, film.infrared, 0.5).share < 0.001);
    }

    void moreSensitiveMarksMore() {
        const Scan film = scan(Depth::UInt16, 0, 0, 0);
        double before = 0;
        for (const double sensitivity : {0.0, 0.25, 0.5, 0.75, 1.0}) {
            const double share = infraredDust(film.photo, film.infrared, sensitivity).share;
            QVERIFY(share >= before);
            before = share;
        }
        QVERIFY(before > 0);
    }

    void takesAnySize_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const int width : {1, 3, 40})
            for (const int height : {1, 3, 40})
                QTest::addRow("%d x %d", width, height) << width << height;
    }
    void takesAnySize() {
        QFETCH(int, width);
        QFETCH(int, height);
        const InfraredDust found = infraredDust(ImageBuffer(width, height, 1, Depth::UInt8),
                                                ImageBuffer(width, height, 1, Depth::UInt16), 1);
        QCOMPARE(found.mask.width(), width);
        QCOMPARE(found.mask.height(), height);
    }
};

}  // namespace

QTEST_APPLESS_MAIN(TestInfrared)
#include "test_infrared.moc"
