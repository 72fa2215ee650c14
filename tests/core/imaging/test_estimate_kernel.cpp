// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/imaging/estimate/estimate_kernel.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace lacuna;

namespace {

/// Overlapping rectangles and discs of random greys: edges of every direction.
ImageBuffer scene(int width, int height) {
    ImageBuffer out(width, height, 1, Depth::UInt8);
    std::mt19937 generator(3);
    const auto below = [&](int limit) { return int(generator() % unsigned(limit)); };
    for (int i = 0; i < 150; ++i) {
        const int x0 = below(width), y0 = below(height), a = 8 + below(40), b = 8 + below(40);
        const int value = 30 + below(200);
        const bool disc = i % 2 == 0;
        const double turn = below(100) / 30.0;
        for (int y = std::max(0, y0 - 60); y < std::min(height, y0 + 60); ++y) {
            for (int x = std::max(0, x0 - 60); x < std::min(width, x0 + 60); ++x) {
                const double u = std::cos(turn) * (x - x0) + std::sin(turn) * (y - y0);
                const double v = std::cos(turn) * (y - y0) - std::sin(turn) * (x - x0);
                if (disc ? std::hypot(u, v) < a : std::abs(u) < a && std::abs(v) < b)
                    out.setSample(x, y, 0, value);
            }
        }
    }
    return out;
}

/// A hook: down, then to the right. Not its own mirror image.
KernelSpec hook() {
    KernelSpec kernel;
    kernel.kind = KernelSpec::kWeights;
    kernel.width = kernel.height = 11;
    kernel.weights.assign(121, 0);
    for (int i = 1; i < 8; ++i)
        kernel.weights[std::size_t(i * 11 + 3)] = 1;
    for (int i = 4; i < 10; ++i)
        kernel.weights[std::size_t(7 * 11 + i)] = 0.8F;
    return kernel;
}

/// `image` convolved with the kernel, mirrored at the border, with a little noise.
ImageBuffer blurred(const ImageBuffer& image, const KernelSpec& kernel) {
    ImageBuffer out(image.width(), image.height(), 1, Depth::UInt8);
    std::mt19937 generator(4);
    std::normal_distribution<double> noise(0, 1);
    double whole = 0;
    for (const float weight : kernel.weights)
        whole += double(weight);
    const auto mirrored = [](int at, int size) { return at < 0 ? -at : at >= size ? 2 * size - 2 - at : at; };
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            double sum = 0;
            for (int v = 0; v < kernel.height; ++v) {
                for (int u = 0; u < kernel.width; ++u) {
                    const double weight = double(kernel.weights[std::size_t(v * kernel.width + u)]);
                    if (weight > 0) {
                        sum += weight * image.sample(mirrored(x - u + kernel.width / 2, image.width()),
                                                     mirrored(y - v + kernel.height / 2, image.height()), 0);
                    }
                }
            }
            out.setSample(x, y, 0, std::clamp(int(std::lround(sum / whole + noise(generator))), 0, 255));
        }
    }
    return out;
}

/// The largest normalised cross-correlation over all shifts.
double similarity(const KernelSpec& a, const KernelSpec& b) {
    double normA = 0, normB = 0, best = 0;
    for (const float weight : a.weights)
        normA += double(weight) * double(weight);
    for (const float weight : b.weights)
        normB += double(weight) * double(weight);
    for (int dy = -a.height; dy <= b.height; ++dy) {
        for (int dx = -a.width; dx <= b.width; ++dx) {
            double sum = 0;
            for (int y = 0; y < a.height; ++y) {
                for (int x = 0; x < a.width; ++x) {
                    const int u = x + dx, v = y + dy;
                    if (u < 0 || v < 0 || u >= b.width || v >= b.height) continue;
                    sum += double(a.weights[std::size_t(y * a.width + x)]) *
                           double(b.weights[std::size_t(v * b.width + u)]);
                }
            }
            best = std::max(best, sum);
        }
    }
    return best / std::sqrt(normA * normB);
}

void ignore(double) {}

}  // namespace

class TestEstimateKernel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void findsTheBlur_data() {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("side");
        QTest::addRow("8 bit, 17") << 8 << 17;
        QTest::addRow("16 bit, 23") << 16 << 23;
    }
    void findsTheBlur() {
        QFETCH(int, depth);
        QFETCH(int, side);
        const ImageBuffer photo = blurred(scene(320, 240), hook()).converted(Depth(depth));
        RunControl control;
        std::vector<double> shares;
        const auto found = estimateKernel(
            photo, side, [&](double share) { shares.push_back(share); }, control);
        QVERIFY(found);
        QCOMPARE(found->kernel.width, side);
        QCOMPARE(found->kernel.height, side);
        double sum = 0, middleX = 0, middleY = 0;
        for (int i = 0; i < side * side; ++i) {
            const double weight = double(found->kernel.weights[std::size_t(i)]);
            QVERIFY(weight >= 0);
            sum += weight;
            middleX += weight * (i % side);
            middleY += weight * (i / side);
        }
        QVERIFY(std::abs(sum - 1) < 1e-4);
        QVERIFY(std::abs(middleX - side / 2) < 1 && std::abs(middleY - side / 2) < 1);
        // One pixel wide as the hook is, it comes out a little thicker; but not turned round.
        KernelSpec turned = hook();
        std::reverse(turned.weights.begin(), turned.weights.end());
        const double alike = similarity(found->kernel, hook());
        QVERIFY2(alike > 0.6, qPrintable(QString::number(alike)));
        QVERIFY(alike > similarity(found->kernel, turned) + 0.1);
        QVERIFY2(found->confidence > 0.6, qPrintable(QString::number(found->confidence)));
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QVERIFY(shares.back() > 0.9 && shares.back() <= 1);
    }

    /// Of nothing but noise the halves tell different stories.
    void doubtsWhatNoiseSays() {
        ImageBuffer noise(300, 200, 1, Depth::UInt8);
        std::mt19937 generator(9);
        std::normal_distribution<double> normal(128, 25);
        for (int y = 0; y < 200; ++y) {
            for (int x = 0; x < 300; ++x)
                noise.setSample(x, y, 0, std::clamp(int(normal(generator)), 0, 255));
        }
        RunControl control;
        const auto found = estimateKernel(noise, 21, ignore, control);
        QVERIFY(found);
        // Noise is sharp: a point is the right answer, a spread one is to be doubted.
        const float largest = *std::max_element(found->kernel.weights.begin(), found->kernel.weights.end());
        QVERIFY(largest > 0.9F || trustIn(found->confidence) != KernelTrust::Good);
    }

    /// A sharp photograph has detail that no blur would have left, however much the estimates of its halves
    /// are alike.
    void doubtsTheBlurOfASharpPhotograph_data() {
        QTest::addColumn<bool>("isBlurred");
        QTest::addRow("sharp") << false;
        QTest::addRow("shaken") << true;
    }
    void doubtsTheBlurOfASharpPhotograph() {
        QFETCH(bool, isBlurred);
        const ImageBuffer sharp = scene(320, 240);
        RunControl control;
        const auto found = estimateKernel(isBlurred ? blurred(sharp, hook()) : sharp, 17, ignore, control);
        QVERIFY(found);
        const float largest = *std::max_element(found->kernel.weights.begin(), found->kernel.weights.end());
        const QString said = QString::number(found->confidence);
        if (isBlurred) {
            QVERIFY2(trustIn(found->confidence) != KernelTrust::Poor, qPrintable(said));
        } else {
            QVERIFY2(largest > 0.9F || trustIn(found->confidence) == KernelTrust::Poor, qPrintable(said));
        }
    }

    void survivesAPlainPicture() {
        ImageBuffer plain(200, 150, 3, Depth::UInt8);
        std::fill_n(plain.data(), plain.byteCount(), std::byte{90});
        RunControl control;
        const auto found = estimateKernel(plain, 15, ignore, control);
        QVERIFY(found);
        for (const float weight : found->kernel.weights)
            QVERIFY(std::isfinite(weight) && weight >= 0);
    }

    void stopsWhenAsked() {
        RunControl control;
        control.stop();
        QVERIFY(!estimateKernel(scene(200, 200), 15, ignore, control));
        RunControl later;
        QVERIFY(!estimateKernel(
            scene(200, 200), 15, [&](double) { later.stop(); }, later));
    }

    void wantsEnoughOfThePhotograph() {
        RunControl control;
        QVERIFY_EXCEPTION_THROWN(estimateKernel(scene(120, 59), 15, ignore, control), Error);
        QVERIFY(estimateKernel(scene(60, 60), 15, ignore, control));
    }

    void confidenceHasWords() {
        QCOMPARE(trustIn(1), KernelTrust::Good);
        QCOMPARE(trustIn(0), KernelTrust::Poor);
        QVERIFY(trustIn(0.6) == KernelTrust::Fair);
    }
};

QTEST_GUILESS_MAIN(TestEstimateKernel)
#include "test_estimate_kernel.moc"
