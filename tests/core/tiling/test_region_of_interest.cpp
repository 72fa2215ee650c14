// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/region_of_interest.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

Q_DECLARE_METATYPE(lacuna::ImageBuffer)

using namespace lacuna;

namespace {

constexpr int kContext = 48;
constexpr int kStride = 16;

ImageBuffer blank(int width, int height) {
    return ImageBuffer(width, height, 1, Depth::UInt8);
}

void paint(ImageBuffer& mask, int x, int y, int width, int height) {
    for (int r = y; r < y + height; ++r) {
        for (int c = x; c < x + width; ++c)
            mask.setSample(c, r, 0, 255);
    }
}

/// A line 3 pixels wide.
void scratch(ImageBuffer& mask, double x0, double y0, double x1, double y1) {
    const int steps = static_cast<int>(2 * std::max(std::abs(x1 - x0), std::abs(y1 - y0)));
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const int x = std::clamp(static_cast<int>(x0 + t * (x1 - x0)), 1, mask.width() - 2);
        const int y = std::clamp(static_cast<int>(y0 + t * (y1 - y0)), 1, mask.height() - 2);
        paint(mask, x - 1, y - 1, 3, 3);
    }
}

ImageBuffer specks(int width, int height, int count) {
    ImageBuffer mask = blank(width, height);
    std::mt19937 generator(7);
    for (int i = 0; i < count; ++i) {
        const int side = 3 + static_cast<int>(generator() % 10);
        paint(mask, static_cast<int>(generator() % (width - side)),
              static_cast<int>(generator() % (height - side)), side, side);
    }
    return mask;
}

double area(const std::vector<Region>& regions) {
    double sum = 0;
    for (const Region& region : regions)
        sum += static_cast<double>(region.width) * region.height;
    return sum;
}

}  // namespace

class TestRegionOfInterest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyMaskedPixelHasOneRegionWithContext_data();
    void everyMaskedPixelHasOneRegionWithContext();
    void emptyMaskHasNone();
    void greyAbove127Counts();
    void wholeMaskIsOneRegion();
    void photoSizeDoesNotMatter();
    void regionsHaveTheLeastSide_data();
    void regionsHaveTheLeastSide();
    void nearDamageIsSolvedTogether();
    void farDamageIsNot();
    void specksCostLittle();
    void aSpeckBesideADiagonalIsItsOwn();
    void isFast();
};

void TestRegionOfInterest::everyMaskedPixelHasOneRegionWithContext_data() {
    QTest::addColumn<ImageBuffer>("mask");

    ImageBuffer mask = blank(1, 1);
    paint(mask, 0, 0, 1, 1);
    QTest::newRow("1 × 1") << mask;
    mask = blank(1, 3000);
    paint(mask, 0, 100, 1, 2);
    paint(mask, 0, 2990, 1, 10);
    QTest::newRow("1 × 3000") << mask;
    mask = blank(500, 401);
    paint(mask, 0, 0, 500, 2);
    paint(mask, 0, 0, 2, 401);
    paint(mask, 499, 0, 1, 401);
    paint(mask, 0, 400, 500, 1);
    QTest::newRow("all four borders") << mask;
    mask = blank(500, 401);
    paint(mask, 0, 0, 3, 3);
    paint(mask, 497, 398, 3, 3);
    QTest::newRow("two corners") << mask;
    mask = blank(800, 600);
    scratch(mask, 10, 10, 790, 590);
    paint(mask, 700, 50, 8, 8);
    QTest::newRow("diagonal and a speck") << mask;
    QTest::newRow("specks") << specks(1200, 900, 60);
}

void TestRegionOfInterest::everyMaskedPixelHasOneRegionWithContext() {
    QFETCH(ImageBuffer, mask);
    ImageBuffer owners = blank(mask.width(), mask.height());
    for (const Region& region : regionsOfInterest(mask, kContext, kStride)) {
        const int right = region.x + region.width;
        const int bottom = region.y + region.height;
        QVERIFY(region.x >= 0 && region.y >= 0 && right <= mask.width() && bottom <= mask.height());
        QCOMPARE(region.x % kStride, 0);
        QCOMPARE(region.y % kStride, 0);
        QVERIFY(region.width % kStride == 0 || right == mask.width());
        QVERIFY(region.height % kStride == 0 || bottom == mask.height());
        QCOMPARE(region.restore.width(), region.width);
        QCOMPARE(region.restore.height(), region.height);
        for (int y = 0; y < region.height; ++y) {
            for (int x = 0; x < region.width; ++x) {
                if (region.restore.sample(x, y, 0) == 0) continue;
                QCOMPARE(region.restore.sample(x, y, 0), 255);
                const int px = region.x + x;
                const int py = region.y + y;
                owners.setSample(px, py, 0, owners.sample(px, py, 0) + 1);
                QVERIFY(x >= kContext || region.x == 0);
                QVERIFY(y >= kContext || region.y == 0);
                QVERIFY(px + kContext < right || right == mask.width());
                QVERIFY(py + kContext < bottom || bottom == mask.height());
            }
        }
    }
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x)
            QCOMPARE(owners.sample(x, y, 0), mask.sample(x, y, 0) > 127 ? 1 : 0);
    }
}

void TestRegionOfInterest::emptyMaskHasNone() {
    QVERIFY(regionsOfInterest(blank(4000, 3000), kContext, kStride).empty());
}

void TestRegionOfInterest::greyAbove127Counts() {
    ImageBuffer mask = blank(400, 300);
    mask.setSample(100, 100, 0, 127);
    QVERIFY(regionsOfInterest(mask, kContext, kStride).empty());
    mask.setSample(100, 100, 0, 128);
    const std::vector<Region> regions = regionsOfInterest(mask, kContext, kStride);
    QCOMPARE(static_cast<int>(regions.size()), 1);
    QVERIFY(regions[0].width <= 2 * kContext + 2 * kStride);
}

void TestRegionOfInterest::wholeMaskIsOneRegion() {
    ImageBuffer mask = blank(1001, 750);
    paint(mask, 0, 0, 1001, 750);
    const std::vector<Region> regions = regionsOfInterest(mask, kContext, kStride);
    QCOMPARE(static_cast<int>(regions.size()), 1);
    QCOMPARE(regions[0].width, 1001);
    QCOMPARE(regions[0].height, 750);
}

void TestRegionOfInterest::photoSizeDoesNotMatter() {
    ImageBuffer large = blank(4000, 3000);
    scratch(large, 1900, 1500, 2160, 1650);  // 300 pixels long
    const ImageBuffer crop = large.cropped(1500, 1200, 1000, 750);
    const std::vector<Region> inLarge = regionsOfInterest(large, kContext, kStride);
    const std::vector<Region> inCrop = regionsOfInterest(crop, kContext, kStride);
    QCOMPARE(static_cast<int>(inLarge.size()), 1);
    QCOMPARE(static_cast<int>(inCrop.size()), 1);
    QVERIFY(area(inLarge) < 1.1 * area(inCrop));
    QVERIFY(area(inLarge) < 400 * 300);
}

void TestRegionOfInterest::regionsHaveTheLeastSide_data() {
    QTest::addColumn<int>("x");
    QTest::addColumn<int>("y");
    QTest::newRow("middle") << 500 << 300;
    QTest::newRow("top left") << 0 << 0;
    QTest::newRow("bottom right") << 998 << 648;
    QTest::newRow("right") << 950 << 300;
}

void TestRegionOfInterest::regionsHaveTheLeastSide() {
    QFETCH(int, x);
    QFETCH(int, y);
    ImageBuffer mask = blank(1001, 651);
    paint(mask, x, y, 3, 3);
    const std::vector<Region> regions = regionsOfInterest(mask, kContext, kStride, 256);
    QCOMPARE(static_cast<int>(regions.size()), 1);
    const Region& region = regions[0];
    QCOMPARE(region.width, 256);
    QCOMPARE(region.height, 256);
    QVERIFY(region.x >= 0 && region.x + 256 <= 1001 && region.y >= 0 && region.y + 256 <= 651);
    QCOMPARE(region.restore.sample(x + 1 - region.x, y + 1 - region.y, 0), 255);
    // The damage is near the middle where the border isn't near.
    if (x == 500) QVERIFY(std::abs(region.x + 128 - x) <= kStride && std::abs(region.y + 128 - y) <= kStride);

    // A photograph that is smaller is taken as it is.
    ImageBuffer low = blank(300, 100);
    paint(low, 150, 50, 3, 3);
    const std::vector<Region> all = regionsOfInterest(low, kContext, kStride, 256);
    QCOMPARE(all[0].width, 256);
    QCOMPARE(all[0].height, 100);
}

void TestRegionOfInterest::nearDamageIsSolvedTogether() {
    for (const int offset : {0, 1, 5, 15}) {  // the cells' grid must not matter
        ImageBuffer mask = blank(600, 600);
        paint(mask, 200 + offset, 200, 4, 4);
        paint(mask, 200 + offset + 4 + kContext - 1, 200, 4, 4);
        QCOMPARE(static_cast<int>(regionsOfInterest(mask, kContext, kStride).size()), 1);
    }
}

void TestRegionOfInterest::farDamageIsNot() {
    ImageBuffer mask = blank(1200, 600);
    paint(mask, 200, 200, 4, 4);
    paint(mask, 700, 200, 4, 4);
    QCOMPARE(static_cast<int>(regionsOfInterest(mask, kContext, kStride).size()), 2);
}

void TestRegionOfInterest::specksCostLittle() {
    const std::vector<Region> regions = regionsOfInterest(specks(4000, 3000, 200), kContext, kStride);
    QVERIFY(regions.size() > 60 && regions.size() <= 200);
    QVERIFY(area(regions) < 0.3 * 4000 * 3000);
}

void TestRegionOfInterest::aSpeckBesideADiagonalIsItsOwn() {
    ImageBuffer mask = blank(4000, 3000);
    scratch(mask, 0, 0, 3999, 2999);
    paint(mask, 3000, 500, 8, 8);
    const std::vector<Region> regions = regionsOfInterest(mask, kContext, kStride);
    QCOMPARE(static_cast<int>(regions.size()), 2);
    const Region& diagonal = regions[0].width > 1000 ? regions[0] : regions[1];
    const Region& speck = regions[0].width > 1000 ? regions[1] : regions[0];
    QCOMPARE(diagonal.width, 4000);
    QVERIFY(speck.width <= 8 + 2 * kContext + 2 * kStride);
    QCOMPARE(diagonal.restore.sample(3003, 503, 0), 0);
    QCOMPARE(speck.restore.sample(3003 - speck.x, 503 - speck.y, 0), 255);
}

void TestRegionOfInterest::isFast() {
    ImageBuffer noise = blank(4000, 3000);
    std::mt19937 generator(1);
    for (int y = 0; y < 3000; ++y) {
        auto* row = noise.row<std::uint8_t>(y);
        for (int x = 0; x < 4000; ++x)
            row[x] = static_cast<std::uint8_t>(generator() >> 24);
    }
    const ImageBuffer many = specks(4000, 3000, 3000);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(static_cast<int>(regionsOfInterest(noise, kContext, kStride).size()), 1);
    const qint64 dense = timer.restart();
    QVERIFY(!regionsOfInterest(many, kContext, kStride).empty());
    const qint64 scattered = timer.elapsed();
    qInfo("12 MP: half of the pixels %lld ms, 3000 specks %lld ms", dense, scattered);
    QVERIFY(dense < 1500 && scattered < 1500);  // 0.1 s when nothing else runs
}

QTEST_GUILESS_MAIN(TestRegionOfInterest)
#include "test_region_of_interest.moc"
