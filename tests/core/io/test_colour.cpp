// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_bytes.h"
#include "core/io/colour.h"
#include "tests/core/io/pictures.h"

#include <QTest>

#include <cmath>

using namespace lacuna;

namespace {

constexpr double kSrgb[8] = {0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06};
constexpr double kAdobe[8] = {0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06};

ImageBuffer filled(std::initializer_list<int> samples, Depth depth) {
    ImageBuffer out(2, 2, static_cast<int>(samples.size()), depth);
    for (int i = 0; i < 4; ++i) {
        for (int c = 0; c < out.channels(); ++c)
            out.setSample(i % 2, i / 2, c, samples.begin()[c]);
    }
    return out;
}

}  // namespace

class TestColour : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void withoutProfile() {
        const ImageBuffer rgb = test::noisyPicture(7, 5, 3, Depth::UInt8);
        QCOMPARE(test::largestDifference(toSrgb(rgb, {}), rgb), 0);
        const ImageBuffer deep = test::noisyPicture(7, 5, 3, Depth::UInt16);
        QCOMPARE(test::largestDifference(toSrgb(deep, {}), deep.converted(Depth::UInt8)), 0);
        const ImageBuffer grey = test::noisyPicture(7, 5, 1, Depth::UInt8);
        const ImageBuffer shown = toSrgb(grey, {});
        QCOMPARE(shown.channels(), 3);
        for (int y = 0; y < 5; ++y) {
            for (int x = 0; x < 7; ++x) {
                for (int c = 0; c < 3; ++c)
                    QCOMPARE(shown.sample(x, y, c), grey.sample(x, y, 0));
            }
        }
        QVERIFY(toSrgb(ImageBuffer(), {}).isEmpty());
    }

    void srgbStaysAsItIs() {
        const ImageBuffer rgb = test::noisyPicture(40, 40, 3, Depth::UInt8);
        QVERIFY(test::largestDifference(toSrgb(rgb, io::srgbProfile()), rgb) <= 1);
    }

    void levelsOfAGamma_data() {
        QTest::addColumn<double>("gamma");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("bits");
        QTest::addColumn<double>("level");
        for (const double gamma : {1.0, 1 / 1.8, 1 / 2.6}) {
            for (const int channels : {1, 3}) {
                for (const int bits : {8, 16}) {
                    for (const double level : {0.0, 0.2, 0.6, 1.0}) {
                        QTest::addRow("gamma %.2f, %d × %d bit, %.1f", gamma, channels, bits, level)
                            << gamma << channels << bits << level;
                    }
                }
            }
        }
    }
    void levelsOfAGamma() {
        QFETCH(double, gamma);
        QFETCH(int, channels);
        QFETCH(int, bits);
        QFETCH(double, level);
        const Depth depth = bits == 16 ? Depth::UInt16 : Depth::UInt8;
        const int value = static_cast<int>(std::lround(level * (bits == 16 ? 65535 : 255)));
        const ImageBuffer image =
            channels == 1 ? filled({value}, depth) : filled({value, value, value}, depth);
        const double light = std::pow(value / (bits == 16 ? 65535.0 : 255.0), 1 / gamma);
        const double encoded = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
        const ImageBuffer shown = toSrgb(image, io::profileFromGamma(gamma, kSrgb, channels == 1));
        for (int c = 0; c < 3; ++c) {
            const double difference = shown.sample(1, 1, c) - 255 * encoded;
            QVERIFY2(std::abs(difference) <= 1.6, qPrintable(QString::number(difference)));
        }
    }

    void widerPrimariesBecomeStronger() {
        // A green of Adobe RGB lies outside sRGB: its red falls to nothing.
        const ImageBuffer shown =
            toSrgb(filled({100, 200, 100}, Depth::UInt8), io::profileFromGamma(1 / 2.2, kAdobe, false));
        QVERIFY(shown.sample(0, 0, 0) < 40);
        QVERIFY(std::abs(shown.sample(0, 0, 1) - 200) < 6);
    }

    void unusableProfilesAreIgnored_data() {
        QTest::addColumn<QByteArray>("profile");
        const auto bytes = [](const std::vector<std::uint8_t>& data) {
            return QByteArray(reinterpret_cast<const char*>(data.data()),
                              static_cast<qsizetype>(data.size()));
        };
        QTest::newRow("noise") << QByteArray("not a profile");
        QTest::newRow("cut off") << bytes(io::srgbProfile()).left(200);
        QTest::newRow("grey, for a coloured picture") << bytes(io::profileFromGamma(1.0, kSrgb, true));
        QTest::newRow("CMYK") << bytes(readFile(test::fixture("cmyk.icc")));
    }
    void unusableProfilesAreIgnored() {
        QFETCH(QByteArray, profile);
        const ImageBuffer rgb = test::noisyPicture(9, 9, 3, Depth::UInt8);
        QCOMPARE(test::largestDifference(toSrgb(rgb, {profile.begin(), profile.end()}), rgb), 0);
    }

    void names() {
        QCOMPARE(profileName({}), std::string());
        QCOMPARE(profileName({1, 2, 3}), std::string());
        QCOMPARE(profileName(io::srgbProfile()), std::string("sRGB built-in"));
        QCOMPARE(profileName(readFile(test::fixture("cmyk.icc"))), std::string("Lacuna test CMYK"));
    }

    void srgbProfileIsAlwaysTheSame() {
        const auto first = io::srgbProfile();
        QTest::qWait(1100);  // lcms would write the second of its creation into it
        QVERIFY(io::srgbProfile() == first);
    }

    void gammaOfSrgbNeedsNoProfile() {
        QVERIFY(io::profileFromGamma(0.45455, kSrgb, false).empty());
        QVERIFY(io::profileFromGamma(0.45455, kSrgb, true).empty());
        QVERIFY(!io::profileFromGamma(0.45455, kAdobe, false).empty());
        QVERIFY(io::profileFromGamma(0.45455, kAdobe, true).empty());  // grey has no primaries
        QVERIFY(io::profileFromGamma(0, kSrgb, false).empty());
    }
};

QTEST_GUILESS_MAIN(TestColour)
#include "test_colour.moc"
