// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/noise_interval.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace lacuna;

class TestNoiseInterval : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Quantiles of χ² from tables (Abramowitz and Stegun, table 26.8).
    void agreesWithTables_data() {
        QTest::addColumn<double>("m");
        QTest::addColumn<double>("confidence");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("10 at 0.99") << 10.0 << 0.99 << 2.156 << 25.188;
        QTest::newRow("10 at 0.90") << 10.0 << 0.90 << 3.940 << 18.307;
        QTest::newRow("30 at 0.95") << 30.0 << 0.95 << 16.791 << 46.979;
        QTest::newRow("100 at 0.99") << 100.0 << 0.99 << 67.328 << 140.169;
    }
    void agreesWithTables() {
        QFETCH(double, m);
        QFETCH(double, confidence);
        QFETCH(double, low);
        QFETCH(double, high);
        const NoiseInterval interval = noiseInterval(m, confidence);
        QVERIFY2(std::abs(interval.low * m / low - 1) < 0.03, qPrintable(QString::number(interval.low * m)));
        QVERIFY2(std::abs(interval.high * m / high - 1) < 0.03,
                 qPrintable(QString::number(interval.high * m)));
    }

    /// Of real noise, 99 % lie inside; noise that is assumed 2 % too small doesn't.
    void tellsNoiseFromWhatIsNone() {
        constexpr int kSamples = 40'000, kTrials = 400;
        const NoiseInterval interval = noiseInterval(kSamples);
        std::mt19937_64 random(5);
        std::normal_distribution<double> normal;
        int inside = 0, insideOfSmaller = 0;
        for (int trial = 0; trial < kTrials; ++trial) {
            double sum = 0;
            for (int i = 0; i < kSamples; ++i)
                sum += std::pow(normal(random), 2);
            inside += interval.contains(sum / kSamples);
            insideOfSmaller += interval.contains(sum / kSamples * 1.02 * 1.02);
        }
        QVERIFY2(inside >= kTrials * 97 / 100, qPrintable(QString::number(inside)));
        QVERIFY2(insideOfSmaller <= kTrials / 10, qPrintable(QString::number(insideOfSmaller)));
    }
};

QTEST_GUILESS_MAIN(TestNoiseInterval)
#include "test_noise_interval.moc"
