// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/image_buffer.h"
#include "core/imaging/estimate/grain.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lacuna;

namespace {

/// A slope with grain of a given deviation: white, or averaged over 3 × 3 pixels; stronger where it is dark
/// by `slope` per level. In colours each channel has its own.
ImageBuffer grainy(int side, int channels, double deviation, bool coarse, double slope = 0,
                   Depth depth = Depth::UInt8) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    const int wide = side + 2;
    std::vector<std::vector<double>> white(3, std::vector<double>(std::size_t(wide * wide)));
    for (auto& channel : white)
        std::generate(channel.begin(), channel.end(), [&] { return normal(random); });
    ImageBuffer out(side, side, channels, depth);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            for (int c = 0; c < channels; ++c) {
                double noise = white[std::size_t(c)][std::size_t((y + 1) * wide + x + 1)];
                if (coarse) {
                    noise = 0;
                    for (int v = 0; v < 3; ++v)
                        for (int u = 0; u < 3; ++u)
                            noise += white[std::size_t(c)][std::size_t((y + v) * wide + x + u)] / 3;
                }
                const double level = 40 + 170.0 * x / side;
                const double value = level + noise * (deviation + slope * (125 - level));
                out.setSample(
                    x, y, c,
                    int(std::lround(std::clamp(value, 0.0, 255.0) * (depth == Depth::UInt8 ? 1 : 257))));
            }
    return out;
}

}  // namespace

class TestGrain : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void measures_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<double>("deviation");
        QTest::addColumn<bool>("coarse");
        QTest::addColumn<bool>("deep");
        QTest::newRow("white") << 3 << 5.0 << false << false;
        QTest::newRow("coarse") << 3 << 5.0 << true << false;
        QTest::newRow("strong") << 3 << 12.0 << true << false;
        QTest::newRow("grey") << 1 << 6.0 << true << false;
        QTest::newRow("16 bit") << 3 << 6.0 << true << true;
    }
    void measures() {
        QFETCH(int, channels);
        QFETCH(double, deviation);
        QFETCH(bool, coarse);
        QFETCH(bool, deep);
        const ImageBuffer photo =
            grainy(160, channels, deviation, coarse, 0, deep ? Depth::UInt16 : Depth::UInt8);
        const auto grain = measureGrain(photo, {}, 0, 0, 160, 160);
        QVERIFY(grain && grain->isVisible());
        QVERIFY2(std::abs(grain->strength / deviation - 1) < 0.15,
                 qPrintable(QString::number(grain->strength)));
        // The filter: the neighbour's correlation is that of the grain, 0 or 2/3.
        double squares = 0, beside = 0;
        for (int y = 0; y < grain->side; ++y)
            for (int x = 0; x < grain->side; ++x) {
                const float value = grain->kernel[std::size_t(y * grain->side + x)];
                squares += value * value;
                if (x + 1 < grain->side)
                    beside += value * grain->kernel[std::size_t(y * grain->side + x + 1)];
            }
        QVERIFY(std::abs(squares - 1) < 1e-4);
        QVERIFY2(std::abs(beside - (coarse ? 2.0 / 3 : 0)) < 0.12, qPrintable(QString::number(beside)));
        // The channels: independent, or one and the same.
        const auto covariance = [&](std::size_t a, std::size_t b) {
            double sum = 0;
            for (std::size_t k = 0; k < 3; ++k)
                sum += grain->mixing[3 * a + k] * grain->mixing[3 * b + k];
            return sum;
        };
        QVERIFY(std::abs(covariance(0, 0) - 1) < 0.15);
        QVERIFY(std::abs(covariance(0, 1) - (channels == 1 ? 1 : 0)) < 0.15);
    }

    void followsBrightness() {
        const auto grain = measureGrain(grainy(200, 3, 6, false, 0.04), {}, 0, 0, 200, 200);
        QVERIFY(grain);
        QVERIFY2(grain->deviation[0] > 1.3 * grain->deviation[2],
                 qPrintable(QString::number(grain->deviation[0])));
    }

    void marksAreLeftOut() {
        ImageBuffer photo = grainy(160, 3, 5, false), mask(160, 160, 1, Depth::UInt8);
        const auto before = measureGrain(photo, mask, 0, 0, 160, 160);
        for (int y = 60; y < 100; ++y)
            for (int x = 0; x < 160; ++x) {
                mask.setSample(x, y, 0, 255);
                for (int c = 0; c < 3; ++c)
                    photo.setSample(x, y, c, (x * 7 + y * 13) % 256);
            }
        const auto after = measureGrain(photo, mask, 0, 0, 160, 160);
        QVERIFY(before && after);
        QVERIFY(std::abs(after->strength - before->strength) < 0.5);
    }

    void noGrain_data() {
        QTest::addColumn<ImageBuffer>("photo");
        ImageBuffer white(64, 64, 3, Depth::UInt8);
        for (int i = 0; i < 64 * 64 * 3; ++i)
            white.setSample(i / 3 % 64, i / 192, i % 3, 255);
        QTest::newRow("rounding only") << grainy(160, 3, 0, false);
        QTest::newRow("less than anyone sees") << grainy(160, 3, 0.6, false);
        QTest::newRow("clipped") << white;
        QTest::newRow("too small") << grainy(20, 3, 6, false);
    }
    void noGrain() {
        QFETCH(ImageBuffer, photo);
        const auto grain = measureGrain(photo, {}, 0, 0, photo.width(), photo.height());
        QVERIFY(!grain || !grain->isVisible());
    }
};

QTEST_GUILESS_MAIN(TestGrain)
#include "test_grain.moc"
