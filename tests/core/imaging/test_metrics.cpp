// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/imaging/metrics.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lacuna;

namespace {

constexpr double kTight = 1e-8;

bool near(double value, double expected, double tolerance = kTight) {
    return std::abs(value - expected) <= tolerance;
}

template <typename Formula>
ImageBuffer filled(int width, int height, int channels, Depth depth, Formula formula) {
    ImageBuffer out(width, height, channels, depth);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < channels; ++c) {
                out.setSample(x, y, c, std::clamp<int>(formula(x, y, c), 0, out.maxValue()));
            }
        }
    }
    return out;
}

ImageBuffer constant(int width, int height, int channels, Depth depth, int value) {
    return filled(width, height, channels, depth, [=](int, int, int) { return value; });
}

ImageBuffer texture(int width, int height, int channels, Depth depth) {
    if (depth == Depth::UInt8) {
        return filled(width, height, channels, depth,
                      [](int x, int y, int c) { return (x * 7 + y * 13 + c * 29 + x * y) % 256; });
    }
    return filled(width, height, channels, depth,
                  [](int x, int y, int c) { return (x * 1700 + y * 2900 + c * 7000 + x * y * 37) % 65536; });
}

ImageBuffer disturbed(const ImageBuffer& image) {
    const bool deep = image.depth() == Depth::UInt16;
    return filled(image.width(), image.height(), image.channels(), image.depth(), [&](int x, int y, int c) {
        return image.sample(x, y, c) +
               (deep ? (x * 3100 + y * 1700 + c * 1100) % 5003 - 2501 : (x * 31 + y * 17 + c * 11) % 23 - 11);
    });
}

ImageBuffer replicated(const ImageBuffer& grey) {
    return filled(grey.width(), grey.height(), 3, grey.depth(),
                  [&](int x, int y, int) { return grey.sample(x, y, 0); });
}

}  // namespace

class TestMetrics : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Numbers of scikit-image 0.26.0 (numpy 2.4.6) for the same two formulas: peak_signal_noise_ratio with
    /// data_range 255, and structural_similarity with gaussian_weights, sigma 1.5, use_sample_covariance off
    /// and data_range 255, per channel in double precision on the scale 0–255.
    void agreesWithScikitImage_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("border");
        QTest::addColumn<double>("psnr");
        QTest::addColumn<double>("ssim");
        QTest::addColumn<double>("psnrLuma");
        QTest::addColumn<double>("ssimLuma");
        const auto row = [](int width, int height, int channels, int bits, int border, double psnr,
                            double ssim, double psnrLuma, double ssimLuma) {
            QTest::addRow("%d×%d, %d × %d bit, border %d", width, height, channels, bits, border)
                << QSize(width, height) << channels << bits << border << psnr << ssim << psnrLuma << ssimLuma;
        };
        row(37, 29, 3, 8, 0, 31.816592886, 0.994829331, 39.037187077, 0.997979760);
        row(37, 29, 3, 8, 4, 31.815233060, 0.994838814, 39.037171819, 0.997961830);
        row(37, 29, 1, 8, 0, 31.790193071, 0.994724991, 33.112114382, 0.994742262);
        row(64, 40, 3, 16, 0, 33.215700717, 0.988094461, 38.512073514, 0.994127355);
        row(64, 40, 1, 16, 3, 33.217249935, 0.988223078, 34.539171247, 0.988364771);
        row(11, 11, 3, 8, 0, 31.777517311, 0.981616566, 38.923110688, 0.994458981);
        row(200, 11, 3, 8, 0, 31.798828500, 0.995683650, 39.037164675, 0.998286936);
    }
    void agreesWithScikitImage() {
        QFETCH(QSize, size);
        QFETCH(int, channels);
        QFETCH(int, bits);
        QFETCH(int, border);
        QFETCH(double, psnr);
        QFETCH(double, ssim);
        QFETCH(double, psnrLuma);
        QFETCH(double, ssimLuma);
        const ImageBuffer a = texture(size.width(), size.height(), channels, static_cast<Depth>(bits));
        const ImageBuffer b = disturbed(a);
        const Metrics metrics = compare(a, b, border);
        QVERIFY2(near(metrics.psnr, psnr), qPrintable(QString::number(metrics.psnr, 'g', 12)));
        QVERIFY2(near(metrics.ssim, ssim), qPrintable(QString::number(metrics.ssim, 'g', 12)));
        QVERIFY2(near(metrics.psnrLuma, psnrLuma), qPrintable(QString::number(metrics.psnrLuma, 'g', 12)));
        QVERIFY2(near(metrics.ssimLuma, ssimLuma), qPrintable(QString::number(metrics.ssimLuma, 'g', 12)));
        // The single functions give the same, and the order doesn't matter.
        QCOMPARE(lacuna::psnr(a, b, border), metrics.psnr);
        QCOMPARE(lacuna::ssim(a, b, border), metrics.ssim);
        const Metrics swapped = compare(b, a, border);
        QVERIFY(near(swapped.psnr, metrics.psnr, 1e-12) && near(swapped.ssim, metrics.ssim, 1e-12));
    }

    void levelsApart_data() {
        QTest::addColumn<int>("difference");
        for (const int difference : {1, 5, 10, 255})
            QTest::addRow("%d", difference) << difference;
    }
    /// Two flat pictures: PSNR is 20 log₁₀(255/d); SSIM is its luminance term alone.
    void levelsApart() {
        QFETCH(int, difference);
        const Metrics metrics =
            compare(constant(20, 15, 3, Depth::UInt8, 0), constant(20, 15, 3, Depth::UInt8, difference));
        QVERIFY(near(metrics.psnr, 20 * std::log10(255.0 / difference)));
        const double c1 = 2.55 * 2.55, mu = difference;
        QVERIFY(near(metrics.ssim, c1 / (mu * mu + c1)));
        const double lumaDifference = difference * 219.0 / 255;
        QVERIFY(near(metrics.psnrLuma, 20 * std::log10(255 / lumaDifference)));
        const double black = 16, other = 16 + lumaDifference;
        QVERIFY(near(metrics.ssimLuma, (2 * black * other + c1) / (black * black + other * other + c1)));
    }

    void lumaWeighsTheColours_data() {
        QTest::addColumn<int>("channel");
        QTest::addColumn<double>("weight");
        QTest::newRow("red") << 0 << 65.481;
        QTest::newRow("green") << 1 << 128.553;
        QTest::newRow("blue") << 2 << 24.966;
    }
    void lumaWeighsTheColours() {
        QFETCH(int, channel);
        QFETCH(double, weight);
        const ImageBuffer a = constant(12, 12, 3, Depth::UInt8, 100);
        ImageBuffer b = a;
        for (int y = 0; y < 12; ++y) {
            for (int x = 0; x < 12; ++x)
                b.setSample(x, y, channel, 151);
        }
        const Metrics metrics = compare(a, b);
        QVERIFY(near(metrics.psnrLuma, 20 * std::log10(255 / (51 * weight / 255))));
        QVERIFY(near(metrics.psnr, 10 * std::log10(255.0 * 255 * 3 / (51.0 * 51))));
    }

    void theSamePicture() {
        for (const Depth depth : {Depth::UInt8, Depth::UInt16}) {
            for (const int channels : {1, 3}) {
                const ImageBuffer a = texture(25, 25, channels, depth);
                const Metrics metrics = compare(a, a);
                QVERIFY(std::isinf(metrics.psnr) && metrics.psnr > 0);
                QVERIFY(std::isinf(metrics.psnrLuma) && metrics.psnrLuma > 0);
                QVERIFY(near(metrics.ssim, 1, 1e-12));
                QVERIFY(near(metrics.ssimLuma, 1, 1e-12));
            }
        }
    }

    void greyCountsAsColour() {
        const ImageBuffer a = texture(30, 20, 1, Depth::UInt8), b = disturbed(a);
        const Metrics grey = compare(a, b);
        for (const Metrics& other :
             {compare(replicated(a), replicated(b)), compare(a, replicated(b)), compare(replicated(a), b)}) {
            QVERIFY(near(other.psnr, grey.psnr, 1e-10));
            QVERIFY(near(other.ssim, grey.ssim, 1e-10));
            QVERIFY(near(other.psnrLuma, grey.psnrLuma, 1e-10));
            QVERIFY(near(other.ssimLuma, grey.ssimLuma, 1e-10));
        }
    }

    void depthsMayDiffer() {
        const ImageBuffer a = texture(30, 20, 3, Depth::UInt8), b = disturbed(a);
        const Metrics shallow = compare(a, b);
        const Metrics mixed = compare(a.converted(Depth::UInt16), b);
        const Metrics deep = compare(a.converted(Depth::UInt16), b.converted(Depth::UInt16));
        for (const Metrics& other : {mixed, deep}) {
            QVERIFY(near(other.psnr, shallow.psnr, 1e-9));
            QVERIFY(near(other.ssim, shallow.ssim, 1e-9));
        }
        QVERIFY(std::isinf(psnr(a, a.converted(Depth::UInt16))));
    }

    void borderIsLeftOut() {
        const ImageBuffer a = texture(40, 30, 3, Depth::UInt8);
        ImageBuffer b = disturbed(a);
        const Metrics inner = compare(a.cropped(6, 6, 28, 18), b.cropped(6, 6, 28, 18));
        const Metrics cropped = compare(a, b, 6);
        QVERIFY(near(cropped.psnr, inner.psnr, 1e-12) && near(cropped.ssim, inner.ssim, 1e-12));
        for (int x = 0; x < 40; ++x)
            b.setSample(x, 5, 1, 255 - b.sample(x, 5, 1));
        QCOMPARE(compare(a, b, 6).ssim, cropped.ssim);
        QVERIFY(compare(a, b, 5).psnr < cropped.psnr);
    }

    /// A window of n × n where no larger odd one fits.
    void smallPictures_data() {
        QTest::addColumn<QSize>("size");
        for (const QSize size :
             {QSize(1, 1), QSize(1, 50), QSize(50, 1), QSize(2, 2), QSize(10, 10), QSize(3, 11)}) {
            QTest::addRow("%d×%d", size.width(), size.height()) << size;
        }
    }
    void smallPictures() {
        QFETCH(QSize, size);
        const ImageBuffer a = texture(size.width(), size.height(), 3, Depth::UInt8), b = disturbed(a);
        const double value = ssim(a, b);
        QVERIFY(std::isfinite(value) && value > 0 && value < 1);
        QVERIFY(near(ssim(a, a), 1, 1e-12));
        if (std::min(size.width(), size.height()) > 2) return;
        // A window of one pixel sees no structure: only the luminance term is left.
        const double c1 = 2.55 * 2.55;
        double sum = 0;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                for (int c = 0; c < 3; ++c) {
                    const double p = a.sample(x, y, c), q = b.sample(x, y, c);
                    sum += (2 * p * q + c1) / (p * p + q * q + c1);
                }
            }
        }
        QVERIFY(near(value, sum / (3.0 * size.width() * size.height()), 1e-12));
    }

    void refuses_data() {
        QTest::addColumn<QSize>("first");
        QTest::addColumn<QSize>("second");
        QTest::addColumn<int>("border");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::newRow("sizes") << QSize(4, 3) << QSize(3, 4) << 0 << int(ErrorCode::InputFile)
                               << "4 × 3 and 3 × 4";
        QTest::newRow("width") << QSize(4, 3) << QSize(5, 3) << 0 << int(ErrorCode::InputFile)
                               << "4 × 3 and 5 × 3";
        QTest::newRow("border too wide")
            << QSize(8, 20) << QSize(8, 20) << 4 << int(ErrorCode::Usage) << "8 × 20";
        QTest::newRow("negative border")
            << QSize(8, 8) << QSize(8, 8) << -1 << int(ErrorCode::Usage) << "0 or more";
    }
    void refuses() {
        QFETCH(QSize, first);
        QFETCH(QSize, second);
        QFETCH(int, border);
        QFETCH(int, code);
        QFETCH(QString, reason);
        const ImageBuffer a = constant(first.width(), first.height(), 3, Depth::UInt8, 1);
        const ImageBuffer b = constant(second.width(), second.height(), 1, Depth::UInt16, 1);
        for (const auto& call :
             {+[](const ImageBuffer&p, const ImageBuffer&q, int n) { (void)compare(p, q, n); },
              +[](const ImageBuffer&p, const ImageBuffer&q, int n) { (void)psnr(p, q, n); },
              +[](const ImageBuffer&p, const ImageBuffer&q, int n) { (void)ssim(p, q, n); }}) {
            try {
                call(a, b, border);
                QFAIL("nothing was thrown");
            } catch (const Error& error) {
                QCOMPARE(int(error.code()), code);
                QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "test_metrics.moc"
