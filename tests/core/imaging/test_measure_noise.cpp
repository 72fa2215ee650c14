// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/image_buffer.h"
#include "core/base/photograph.h"
#include "core/imaging/estimate/measure_noise.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>

using namespace lacuna;

namespace {

using Field = std::vector<double>;

/// Noise of deviation 1, each pixel's own, or averaged with the weights 1 2 1 in both directions.
Field field(int side, bool shared, std::mt19937& random) {
    std::normal_distribution<double> normal;
    const int wide = side + 2;
    Field white(std::size_t(wide * wide)), out;
    std::generate(white.begin(), white.end(), [&] { return normal(random); });
    for (int y = 1; y <= side; ++y)
        for (int x = 1; x <= side; ++x) {
            double sum = 0;
            for (int v = -1; v <= 1; ++v)
                for (int u = -1; u <= 1; ++u)
                    sum +=
                        (v == 0 ? 2 : 1) * (u == 0 ? 2 : 1) * white[std::size_t((y + v) * wide + x + u)] / 6;
            out.push_back(shared ? sum : white[std::size_t(y * wide + x)]);
        }
    return out;
}

/// The power of `field(…, true)` relative to its mean, at the model's frequencies.
double sharedPower(int v, int u) {
    const auto response = [](int i) {
        const double f = 0.5 * i / (NoiseModel::kSide - 1);
        return std::pow(2 + 2 * std::cos(2 * std::numbers::pi * f), 2) / 6;
    };
    return response(v) * response(u);
}

struct Scene {
    int side = 288;
    int channels = 3;
    double deviation = 6;
    bool shared = false;
    Depth depth = Depth::UInt8;
    /// The deviation's factor at a brightness from 0 to 1.
    std::function<double(double)> strength = [](double) { return 1.0; };
    bool sameInAll = false;  ///< the same noise in all three channels
    bool textured = false;   ///< fabric all over
    double patchy = 1;       ///< each quarter has so many times the noise of the one before
    bool colourful = false;  ///< red and blue change across the picture
};

/// A broad slope with a disc and a lattice that must not count; its corners are flat.
ImageBuffer draw(const Scene& scene) {
    std::mt19937 random(11);
    std::vector<Field> noise;
    for (int c = 0; c < 3; ++c)
        noise.push_back(field(scene.side, scene.shared, random));
    ImageBuffer out(scene.side, scene.side, scene.channels, scene.depth);
    for (int y = 0; y < scene.side; ++y)
        for (int x = 0; x < scene.side; ++x)
            for (int c = 0; c < scene.channels; ++c) {
                double level = 45 + 150.0 * x / scene.side + 20.0 * y / scene.side;
                if (std::hypot(x - 90, y - 90) < 30) level += 25 * ((x / 3 + y / 3) % 2);
                if (scene.textured) level += 20 * std::sin(x * 0.21) * std::sin(y * 0.17 + 0.002 * x * y);
                if (scene.colourful) level += 20 * (c - 1) * std::sin(0.02 * (x - y));
                const double own =
                    noise[scene.sameInAll ? 0 : std::size_t(c)][std::size_t(y * scene.side + x)];
                const int quarter = (2 * x >= scene.side ? 1 : 0) + (2 * y >= scene.side ? 2 : 0);
                const double part = std::pow(scene.patchy, quarter);
                const double value = level + part * scene.deviation * scene.strength(level / 255) * own;
                out.setSample(x, y, c,
                              int(std::lround(std::clamp(value, 0.0, 255.0) * out.maxValue() / 255)));
            }
    return out;
}

}  // namespace

class TestMeasureNoise : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void choosesTheModel_data() {
        QTest::addColumn<Scene>("scene");
        QTest::addColumn<NoiseKind>("kind");
        QTest::addColumn<NoiseReason>("reason");
        const auto darker = [](double brightness) { return 1.6 - 1.4 * brightness; };
        QTest::newRow("white") << Scene{} << NoiseKind::White << NoiseReason::Independent;
        QTest::newRow("white, strong")
            << Scene{.deviation = 12} << NoiseKind::White << NoiseReason::Independent;
        QTest::newRow("grain") << Scene{.shared = true} << NoiseKind::Grain << NoiseReason::Shared;
        QTest::newRow("grain, grey") << Scene{.channels = 1, .shared = true} << NoiseKind::Grain
                                     << NoiseReason::Shared;
        QTest::newRow("grain, grey in three channels")
            << Scene{.shared = true, .sameInAll = true} << NoiseKind::Grain << NoiseReason::Shared;
        QTest::newRow("grain, 16 bits")
            << Scene{.shared = true, .depth = Depth::UInt16} << NoiseKind::Grain << NoiseReason::Shared;
        QTest::newRow("brightness") << Scene{.strength = darker} << NoiseKind::Brightness
                                    << NoiseReason::Uneven;
        QTest::newRow("both") << Scene{.shared = true, .strength = darker} << NoiseKind::GrainBrightness
                              << NoiseReason::SharedUneven;
        const auto rough = [](double brightness) { return brightness < 0.4 ? 2.0 : 0.3; };
        QTest::newRow("far stronger in the shadows, as a texture is")
            << Scene{.strength = rough} << NoiseKind::White << NoiseReason::Independent;
        QTest::newRow("film") << Scene{.shared = true, .sameInAll = true, .patchy = 1.4}
                              << NoiseKind::GrainBrightness << NoiseReason::OneTone;
        QTest::newRow("film, one channel, 16 bits")
            << Scene{.channels = 1, .shared = true, .depth = Depth::UInt16, .patchy = 1.4}
            << NoiseKind::GrainBrightness << NoiseReason::OneTone;
        QTest::newRow("as uneven, each pixel for itself")
            << Scene{.sameInAll = true, .patchy = 1.4} << NoiseKind::White << NoiseReason::Independent;
        QTest::newRow("faint") << Scene{.deviation = 0.8} << NoiseKind::White << NoiseReason::Faint;
        QTest::newRow("small") << Scene{.side = 30} << NoiseKind::White << NoiseReason::NoFlatParts;
        QTest::newRow("grain, 4 levels")
            << Scene{.deviation = 4, .shared = true} << NoiseKind::Grain << NoiseReason::Shared;
        QTest::newRow("another strength in each quarter")
            << Scene{.deviation = 4, .shared = true, .patchy = 1.7} << NoiseKind::White
            << NoiseReason::Unsteady;
    }
    void choosesTheModel() {
        QFETCH(Scene, scene);
        QFETCH(NoiseKind, kind);
        QFETCH(NoiseReason, reason);
        const NoiseMeasurement found = measureNoise(draw(scene));
        QVERIFY2(found.kind == kind, qPrintable(QString("%1, ratio %2, correlation %3")
                                                    .arg(reasonText(found).c_str())
                                                    .arg(strengthRatio(found.model))
                                                    .arg(neighbourCorrelation(found.model))));
        QCOMPARE(found.reason, reason);
        QVERIFY(!reasonText(found).empty());
        requireValid(found.model);
        QVERIFY(found.has(NoiseKind::White) && found.has(kind));
        QCOMPARE(found.has(NoiseKind::Grain), reason != NoiseReason::NoFlatParts);
    }

    /// The mean over all frequencies and colours of the spectrum's relative error, and the level's.
    void measuresTheSpectrum_data() {
        QTest::addColumn<Scene>("scene");
        QTest::addColumn<double>("limit");
        for (const double deviation : {3.0, 6.0, 12.0}) {
            QTest::addRow("white, %g", deviation) << Scene{.deviation = deviation} << 0.15;
            QTest::addRow("grain, %g", deviation) << Scene{.deviation = deviation, .shared = true} << 0.15;
        }
        QTest::newRow("grain, grey") << Scene{.channels = 1, .shared = true} << 0.15;
        QTest::newRow("grain, few parts") << Scene{.side = 80, .shared = true} << 0.2;
    }
    void measuresTheSpectrum() {
        QFETCH(Scene, scene);
        QFETCH(double, limit);
        const NoiseMeasurement found = measureNoise(draw(scene));
        QVERIFY2(std::abs(found.flat / scene.deviation - 1) < 0.1, qPrintable(QString::number(found.flat)));
        const double rounding = 1 / (12 * scene.deviation * scene.deviation);
        double sum = 0, error = 0;
        for (int c = 0; c < scene.channels; ++c)
            for (int v = 0; v < NoiseModel::kSide; ++v)
                for (int u = 0; u < NoiseModel::kSide; ++u) {
                    const double expected = (scene.shared ? sharedPower(v, u) : 1.0) * (3.0 / scene.channels);
                    const double power =
                        found.model
                            .spectrum[std::size_t((c * NoiseModel::kSide + v) * NoiseModel::kSide + u)];
                    const double times = multiplicity(v) * multiplicity(u);
                    // This filter leaves nothing at the highest frequencies.
                    error += times * std::abs(power - expected) / (expected + 0.05 + rounding);
                    sum += times;
                }
        QVERIFY2(error / sum < limit, qPrintable(QString::number(error / sum)));
    }

    void measuresTheStrength() {
        const auto darker = [](double brightness) { return 1.6 - 1.4 * brightness; };
        const NoiseMeasurement found = measureNoise(draw({.shared = true, .strength = darker}));
        QCOMPARE(found.model.strength.size(), std::size_t(NoiseModel::kBins));
        // Brightnesses of the slope, from its darker end to its brighter one.
        for (const int bin : {2, 3, 4, 5}) {
            const double expected = darker((bin + 0.5) / NoiseModel::kBins) / darker(4.5 / NoiseModel::kBins);
            const double strength = found.model.strength[std::size_t(bin)] / found.model.strength[4];
            QVERIFY2(std::abs(strength / expected - 1) < 0.15,
                     qPrintable(QString("%1 %2 %3").arg(bin).arg(strength).arg(expected)));
        }
    }

    /// In a photograph with colours, the same fluctuation may be a texture: it is told, not chosen.
    void whatMayBeGrain_data() {
        QTest::addColumn<Scene>("scene");
        QTest::addColumn<NoiseKind>("maybe");
        const Scene grainy{.shared = true, .sameInAll = true, .patchy = 1.4, .colourful = true};
        QTest::newRow("shared") << grainy << NoiseKind::GrainBrightness;
        Scene scene = grainy;
        scene.shared = false;
        QTest::newRow("each pixel for itself") << scene << NoiseKind::White;
        scene = grainy;
        scene.deviation = 1.5;
        QTest::newRow("too faint to be seen") << scene << NoiseKind::White;
        scene = grainy;
        scene.side = 48;
        QTest::newRow("too small to tell") << scene << NoiseKind::White;
    }
    void whatMayBeGrain() {
        QFETCH(Scene, scene);
        QFETCH(NoiseKind, maybe);
        const NoiseMeasurement found = measureNoise(draw(scene));
        QCOMPARE(found.kind, NoiseKind::White);
        QVERIFY2(found.maybe == maybe, reasonText(found).c_str());
        QCOMPARE(maybeText(found).empty(), maybe == NoiseKind::White);
        if (maybe == NoiseKind::White) return;
        QVERIFY(found.has(maybe));
        // The disc of the scene counts as the subject; 7 levels in the middle tones are 4 to 6 over all of
        // them.
        QVERIFY2(found.flat > 6 && found.flat < 14, qPrintable(QString::number(found.flat)));
        const QString text = QString::fromStdString(maybeText(found));
        QVERIFY2(text.contains(QString::number(found.flat, 'f', 1)) &&
                     text.contains(QLatin1String("grain-brightness")),
                 qPrintable(text));
    }

    /// What a textile shows is not its grain.
    void textureIsNoGrain() {
        const NoiseMeasurement found = measureNoise(draw({.deviation = 2, .textured = true}));
        QVERIFY2(found.kind == NoiseKind::White || found.flat < 4, qPrintable(QString::number(found.flat)));
        // Nor does cloth without any noise.
        const ImageBuffer clean = draw({.deviation = 0, .textured = true});
        QCOMPARE(measureNoise(clean).kind, NoiseKind::White);
    }

    void saysWhatAJpegIs() {
        Photograph photo;
        photo.pixels = draw({.side = 64});
        QVERIFY(!measureNoise(photo).isJpeg);
        photo.format = FileFormat::Jpeg;
        QVERIFY(measureNoise(photo).isJpeg);
    }

    void nothingAtAll() {
        ImageBuffer plain(64, 64, 3, Depth::UInt8);
        const NoiseMeasurement found = measureNoise(plain);
        QCOMPARE(found.kind, NoiseKind::White);
        QCOMPARE(found.flat, 0.0);
        QVERIFY(!found.has(NoiseKind::Grain));
        QVERIFY_EXCEPTION_THROWN(measureNoise(ImageBuffer(15, 64, 3, Depth::UInt8)), Error);
    }
};

QTEST_GUILESS_MAIN(TestMeasureNoise)
#include "test_measure_noise.moc"
