// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/imaging/metrics.h"
#include "core/imaging/structure_metrics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace lacuna;

namespace {

ImageBuffer grey(int width, int height, int (*value)(int x, int y)) {
    ImageBuffer out(width, height, 1, Depth::UInt8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            out.setSample(x, y, 0, value(x, y));
    return out;
}

int textured(int x, int y) {
    const double waves = 128 + 70 * std::sin(x / 9.0) * std::cos(y / 13.0);
    return static_cast<int>(std::clamp(waves + (x * 7 + y * 13 + x * y) % 41 - 20, 0.0, 255.0));
}

int disturbed(int x, int y) {
    return std::clamp(textured(x, y) + (x * 31 + y * 17) % 23 - 11, 0, 255);
}

}  // namespace

class TestStructureMetrics : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// The formulas in PyTorch, in float64. torchmetrics 1.9 agrees on MS-SSIM to 1e-8.
    void knownValues() {
        const ImageBuffer a = grey(200, 190, textured), b = grey(200, 190, disturbed);
        QVERIFY(std::abs(msSsim(b, a) - 0.9913927189487746) < 1e-9);
        QVERIFY(std::abs(gmsd(b, a) - 0.0044309642248541985) < 1e-9);
        QVERIFY(std::abs(gradientEnergy(b, a) - 1.3776889387439313) < 1e-9);
    }

    void equalPictures() {
        const ImageBuffer a = grey(64, 50, textured);
        QVERIFY(std::abs(msSsim(a, a) - 1) < 1e-12);
        QCOMPARE(gmsd(a, a), 0.0);
        QCOMPARE(gradientEnergy(a, a), 1.0);
        QVERIFY(std::abs(msSsim(a.converted(Depth::UInt16), a) - 1) < 1e-12);
    }

    /// A picture that has room for one scale only: its MS-SSIM is the SSIM.
    void oneScaleIsSsim() {
        const ImageBuffer a = grey(21, 19, textured), b = grey(21, 19, disturbed);
        QVERIFY(std::abs(msSsim(b, a) - ssim(b, a)) < 1e-9);
    }

    void lossOfTexture() {
        const ImageBuffer a = grey(64, 64, textured);
        const ImageBuffer flat = grey(64, 64, [](int, int) { return 90; });
        QCOMPARE(gradientEnergy(flat, a), 0.0);
        QCOMPARE(gradientEnergy(flat, flat), 1.0);
        QCOMPARE(gradientEnergy(a, flat), std::numeric_limits<double>::infinity());
        QVERIFY(msSsim(flat, a) < 0.5);
        QVERIFY(gmsd(flat, a) > gmsd(grey(64, 64, disturbed), a));
    }

    void refused_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("another size") << 30 << 31;
        QTest::newRow("too small") << 10 << 30;
    }
    void refused() {
        QFETCH(int, width);
        QFETCH(int, height);
        const ImageBuffer a = grey(width, height, textured);
        const ImageBuffer b = grey(width, 30, disturbed);
        QVERIFY_EXCEPTION_THROWN(msSsim(a, b), Error);
    }
};

QTEST_GUILESS_MAIN(TestStructureMetrics)
#include "test_structure_metrics.moc"
