// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/follow_line.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lacuna;

namespace {

constexpr int kWidth = 300, kHeight = 200;

/// Where the crack runs.
double crackAt(double x) {
    return 100 + 30 * std::sin(x / 25);
}

/// The distance of a point from the crack, about.
double off(LinePoint point) {
    double least = 1e9;
    for (double x = point.x - 20; x <= point.x + 20; x += 0.25)
        least = std::min(least, std::hypot(point.x - x, point.y - crackAt(x)));
    return least;
}

/// A noisy slope with a crack of that width and contrast in levels.
ImageBuffer cracked(double width, double contrast, int channels, Depth depth) {
    ImageBuffer out(kWidth, kHeight, channels, Depth::UInt8);
    std::mt19937 random(1);
    std::normal_distribution<double> noise(0, 3);
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            const double inside = std::clamp(width / 2 + 0.5 - off({x + 0.5, y + 0.5}), 0.0, 1.0);
            const double value = 110 + x / 6.0 + contrast * inside + noise(random);
            for (int c = 0; c < channels; ++c)
                out.setSample(x, y, c, int(std::clamp(value, 0.0, 255.0)));
        }
    return out.converted(depth);
}

class TestFollowLine : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void staysOnTheCrack_data() {
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("contrast");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        QTest::newRow("thin, bright") << 1.5 << 60.0 << 3 << 8;
        QTest::newRow("thin, dark, grey, 16 bit") << 1.5 << -60.0 << 1 << 16;
        QTest::newRow("faint") << 2.0 << -18.0 << 3 << 8;
        QTest::newRow("wide") << 7.0 << 80.0 << 3 << 8;
    }
    void staysOnTheCrack() {
        QFETCH(double, width);
        QFETCH(double, contrast);
        QFETCH(int, channels);
        QFETCH(int, depth);
        const ImageBuffer photo = cracked(width, contrast, channels, Depth(depth));
        const FollowedLine line = followLine(photo, {12, crackAt(12) + 2}, {285, crackAt(285) - 2});
        double most = 0;
        for (std::size_t i = 1; i + 1 < line.points.size(); ++i)
            most = std::max(most, off(line.points[i]));
        QVERIFY2(most <= std::max(2.5, 0.75 * width), qPrintable(QString::number(most)));
        QVERIFY2(line.width >= 0.6 * width && line.width <= 1.7 * width + 1.5,
                 qPrintable(QString::number(line.width)));
    }

    void isConnected() {
        const ImageBuffer photo = cracked(2, 60, 3, Depth::UInt8);
        const FollowedLine line = followLine(photo, {20, crackAt(20)}, {200, crackAt(200)});
        QCOMPARE(line.points.front().x, 20.0);
        QCOMPARE(line.points.back().x, 200.0);
        for (std::size_t i = 2; i + 1 < line.points.size(); ++i)
            QVERIFY(std::hypot(line.points[i].x - line.points[i - 1].x,
                               line.points[i].y - line.points[i - 1].y) <= 2);
    }

    void isStraightWhereNothingLeads() {
        ImageBuffer flat(200, 200, 1, Depth::UInt8);
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 200; ++x)
                flat.setSample(x, y, 0, 120);
        const FollowedLine line = followLine(flat, {20.5, 50.5}, {180.5, 50.5});
        for (const LinePoint& point : line.points)
            QVERIFY(std::abs(point.y - 50.5) <= 4);
    }

    void takesAnyPoints_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const int width : {1, 2, 7, 300})
            for (const int height : {1, 2, 7, 300})
                QTest::addRow("%d x %d", width, height) << width << height;
    }
    void takesAnyPoints() {
        QFETCH(int, width);
        QFETCH(int, height);
        const ImageBuffer photo(width, height, 3, Depth::UInt16);
        for (const LinePoint from : {LinePoint{-50, -50}, LinePoint{0.2, 0.2}})
            for (const LinePoint to : {LinePoint{1e6, 1e6}, LinePoint{0.2, 0.2}}) {
                const FollowedLine line = followLine(photo, from, to);
                QVERIFY(line.points.size() >= 2);
                QVERIFY(line.points.back().x <= width && line.points.back().y <= height);
            }
    }

    void longOnesAreFollowed() {
        ImageBuffer photo(3000, 1200, 1, Depth::UInt8);
        for (int y = 0; y < 1200; ++y)
            for (int x = 0; x < 3000; ++x)
                photo.setSample(
                    x, y, 0,
                    std::abs(y - 600 - 100 * std::sin(x / 300.0)) <= 3 ? 230 : 90 + (x * 7 + y * 13) % 9);
        const FollowedLine line = followLine(photo, {20, 607}, {2980, 600 + 100 * std::sin(2980 / 300.0)});
        double most = 0;
        for (const LinePoint& point : line.points)
            most = std::max(most, std::abs(point.y - 600 - 100 * std::sin(point.x / 300.0)));
        QVERIFY2(most <= 12, qPrintable(QString::number(most)));
        QVERIFY(line.width >= 4);
    }
};

}  // namespace

QTEST_APPLESS_MAIN(TestFollowLine)
#include "test_follow_line.moc"
