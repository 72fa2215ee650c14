// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/hug_damage.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lacuna;

namespace {

constexpr int kWidth = 120;
constexpr int kHeight = 90;

/// How much of the scratch shows at a distance from its middle: all of it to 3 pixels, nothing from `end` on.
double damage(int y, double end) {
    const double distance = std::abs(y - 45);
    return std::clamp((end - distance) / (end - 3), 0.0, 1.0);
}

/// A bright scratch across a textured slope, fading out at `end` pixels from its middle.
ImageBuffer scratched(double end, double noise, int channels = 3, Depth depth = Depth::UInt8) {
    std::mt19937 random(3);
    std::normal_distribution<double> normal(0, 1);
    ImageBuffer out(kWidth, kHeight, channels, depth);
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x)
            for (int c = 0; c < channels; ++c) {
                const double clean = 70 + 0.4 * x + 0.2 * y + noise * normal(random);
                const double value = std::clamp(clean + damage(y, end) * (235 - clean), 0.0, 255.0);
                out.setSample(x, y, c, int(std::lround(value)) * (depth == Depth::UInt8 ? 1 : 257));
            }
    return out;
}

ImageBuffer band(int half) {
    ImageBuffer mask(kWidth, kHeight, 1, Depth::UInt8);
    for (int y = 45 - half; y <= 45 + half; ++y)
        for (int x = 0; x < kWidth; ++x)
            mask.setSample(x, y, 0, 200);
    return mask;
}

int rows(const ImageBuffer& mask) {
    int count = 0;
    for (int y = 0; y < kHeight; ++y)
        count += mask.sample(60, y, 0) > 127;
    return count;
}

}  // namespace

class TestHugDamage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void growsOverTheRim_data() {
        QTest::addColumn<double>("end");
        QTest::addColumn<double>("noise");
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("deep");
        QTest::addColumn<int>("least");  // rows that are marked afterwards, of 7 before
        QTest::addColumn<int>("most");
        QTest::newRow("a sharp edge") << 3.5 << 2.0 << 3 << false << 7 << 7;
        QTest::newRow("a soft edge") << 8.0 << 2.0 << 3 << false << 11 << 15;
        QTest::newRow("a soft edge in 16 bit grey") << 8.0 << 2.0 << 1 << true << 11 << 15;
        QTest::newRow("a soft edge in grain") << 8.0 << 8.0 << 3 << false << 9 << 16;
    }
    void growsOverTheRim() {
        QFETCH(double, end);
        QFETCH(double, noise);
        QFETCH(int, channels);
        QFETCH(bool, deep);
        QFETCH(int, least);
        QFETCH(int, most);
        const ImageBuffer photo = scratched(end, noise, channels, deep ? Depth::UInt16 : Depth::UInt8);
        const ImageBuffer mask = band(3), hugged = hugDamage(photo, mask);
        QCOMPARE(rows(mask), 7);
        QVERIFY2(rows(hugged) >= least && rows(hugged) <= most, qPrintable(QString::number(rows(hugged))));
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                if (mask.sample(x, y, 0)) QCOMPARE(hugged.sample(x, y, 0), 200);
                if (std::abs(y - 45) > 3 + kMostRim) QCOMPARE(hugged.sample(x, y, 0), 0);
            }
        const double rim = visibleRim(photo, mask);
        QVERIFY2((rim >= kRemarkableRim) == (least > 7), qPrintable(QString::number(rim)));
        const double rest = visibleRim(photo, hugged);
        QVERIFY2(rest < kRemarkableRim, qPrintable(QString::number(rest)));
    }

    /// Only the side that has a rim is grown.
    void oneSideOnly() {
        ImageBuffer photo = scratched(8, 1);
        const ImageBuffer clean = scratched(3.5, 1);
        photo.paste(clean.cropped(0, 0, kWidth, 45), 0, 0);
        const ImageBuffer hugged = hugDamage(photo, band(3));
        QCOMPARE(hugged.sample(60, 41, 0), 0);
        QCOMPARE(hugged.sample(60, 49, 0), 255);
        QCOMPARE(hugged.sample(60, 50, 0), 255);
    }

    /// Where a bright and a dark scratch cross, the rim of each is found up to the corners: what is left
    /// there would spread into the fill.
    void crossingScratches() {
        ImageBuffer photo = scratched(3, 2), mask(kWidth, kHeight, 1, Depth::UInt8);
        photo.paste(scratched(3, 2).cropped(0, 0, kWidth, 30), 0, 30);  // no scratch yet
        photo.paste(scratched(3, 2).cropped(0, 0, kWidth, 30), 0, 60);
        int damaged = 0, found = 0, beyond = 0;
        const auto dark = [](int y, int half) { return std::abs(y - 45) <= half; };
        const auto bright = [](int x, int half) { return std::abs(x - 60) <= half; };
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                if (!bright(x, 3) && !dark(y, 4)) continue;
                for (int c = 0; c < 3; ++c)
                    photo.setSample(x, y, c, dark(y, 4) ? 20 : 235);
                if (bright(x, 1) || dark(y, 2)) mask.setSample(x, y, 0, 255);
            }
        const ImageBuffer hugged = hugDamage(photo, mask);
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                const bool isDamaged = bright(x, 3) || dark(y, 4), isMarked = hugged.sample(x, y, 0) > 127;
                damaged += isDamaged;
                found += isDamaged && isMarked;
                beyond += !isDamaged && isMarked;
            }
        QCOMPARE(found, damaged);
        QVERIFY2(beyond <= 8, qPrintable(QString::number(beyond)));
    }

    void oddMasks_data() {
        QTest::addColumn<int>("value");
        QTest::addColumn<int>("width");
        QTest::newRow("nothing marked") << 0 << kWidth;
        QTest::newRow("everything marked") << 255 << kWidth;
        QTest::newRow("of another size") << 255 << kWidth - 1;
    }
    void oddMasks() {
        QFETCH(int, value);
        QFETCH(int, width);
        ImageBuffer mask(width, kHeight, 1, Depth::UInt8);
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < width; ++x)
                mask.setSample(x, y, 0, value);
        QVERIFY(hugDamage(scratched(8, 2), mask) == mask);
    }
};

QTEST_GUILESS_MAIN(TestHugDamage)
#include "test_hug_damage.moc"
