// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/smooth_spectrum.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <complex>
#include <functional>
#include <numbers>
#include <random>

using namespace lacuna;

namespace {

constexpr int kSide = 32;
constexpr int kFrequencies = kSide / 2 + 1;

using Power = std::function<double(double, double)>;  ///< of cycles per pixel

/// White noise blurred by a Gaussian of that deviation, with a share of unblurred noise.
Power blurred(double deviation, double white) {
    return [=](double y, double x) {
        return 60 * std::exp(-std::pow(2 * std::numbers::pi * deviation, 2) * (x * x + y * y)) + 60 * white;
    };
}

std::vector<double> planeOf(const Power& power) {
    std::vector<double> out;
    for (int v = 0; v < kFrequencies; ++v)
        for (int u = 0; u < kFrequencies; ++u)
            out.push_back(power(double(v) / kSide, double(u) / kSide));
    return out;
}

/// How much a Hann window lets over from frequencies so many cycles per pixel away: its transform, squared.
double windowPower(double frequency) {
    std::complex<double> sum;
    for (int i = 0; i < kSide; ++i)
        sum += std::pow(std::sin(std::numbers::pi * (i + 0.5) / kSide), 2) *
               std::polar(1.0, 2 * std::numbers::pi * frequency * i);
    return std::norm(sum);
}

/// The expectation of the periodograms, integrated over frequencies 1/256 cycle per pixel apart.
std::vector<double> windowed(const Power& power) {
    constexpr int kSteps = 256;
    std::vector<double> out;
    std::vector<std::vector<double>> shares(kFrequencies);
    for (int u = 0; u < kFrequencies; ++u) {
        double sum = 0;
        for (int i = 0; i < kSteps; ++i) {
            shares[std::size_t(u)].push_back(windowPower(double(i) / kSteps - double(u) / kSide));
            sum += shares[std::size_t(u)].back();
        }
        for (double& share : shares[std::size_t(u)])
            share /= sum;
    }
    const auto frequency = [](int i) { return std::min(i, kSteps - i) / double(kSteps); };
    for (int v = 0; v < kFrequencies; ++v)
        for (int u = 0; u < kFrequencies; ++u) {
            double sum = 0;
            for (int y = 0; y < kSteps; ++y) {
                double row = 0;
                for (int x = 0; x < kSteps; ++x)
                    row += shares[std::size_t(u)][std::size_t(x)] * power(frequency(y), frequency(x));
                sum += shares[std::size_t(v)][std::size_t(y)] * row;
            }
            out.push_back(sum);
        }
    return out;
}

double meanError(const std::vector<double>& found, const std::vector<double>& expected) {
    double sum = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        sum += std::abs(found[i] / expected[i] - 1) / double(found.size());
    return sum;
}

}  // namespace

class TestSmoothSpectrum : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void undoesTheWindow_data() {
        QTest::addColumn<double>("deviation");
        QTest::addColumn<double>("white");
        QTest::addColumn<double>("limit");
        QTest::newRow("white") << 0.0 << 1.0 << 1e-9;
        QTest::newRow("fine") << 0.6 << 0.01 << 0.02;
        QTest::newRow("coarse") << 1.2 << 0.01 << 0.06;
    }
    void undoesTheWindow() {
        QFETCH(double, deviation);
        QFETCH(double, white);
        QFETCH(double, limit);
        const Power power = blurred(deviation, white);
        const std::vector<double> seen = windowed(power), expected = planeOf(power);
        const double before = meanError(seen, expected);
        const double after = meanError(smoothSpectrum(seen, kFrequencies), expected);
        QVERIFY2(after <= limit && after <= std::max(1e-9, 0.7 * before),
                 qPrintable(QString("%1, was %2").arg(after).arg(before)));
    }

    /// The mean of 30 powers, each of two degrees of freedom, scatters by 18 %.
    void smoothsTheScatter() {
        std::mt19937 random(3);
        std::gamma_distribution<double> mean(30, 1.0 / 30);
        const std::vector<double> expected = planeOf(blurred(0.6, 0.01));
        std::vector<double> seen = expected;
        for (double& power : seen)
            power *= mean(random);
        const double before = meanError(seen, expected);
        const double after = meanError(smoothSpectrum(seen, kFrequencies), expected);
        QVERIFY2(before > 0.13 && after < 0.7 * before,
                 qPrintable(QString("%1, was %2").arg(after).arg(before)));
    }

    /// Each plane by itself.
    void keepsPlanesApart() {
        const std::vector<double> first = planeOf(blurred(0.6, 0.01)), second = planeOf(blurred(1.2, 0.1));
        std::vector<double> both = first;
        both.insert(both.end(), second.begin(), second.end());
        std::vector<double> expected = smoothSpectrum(first, kFrequencies);
        const std::vector<double> rest = smoothSpectrum(second, kFrequencies);
        expected.insert(expected.end(), rest.begin(), rest.end());
        QCOMPARE(smoothSpectrum(both, kFrequencies), expected);
    }
};

QTEST_APPLESS_MAIN(TestSmoothSpectrum)
#include "test_smooth_spectrum.moc"
