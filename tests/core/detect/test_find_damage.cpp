// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/find_damage.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <set>

using namespace lacuna;

namespace {

/// A soft slope with a disc in it: nothing that looks damaged.
ImageBuffer scene(int width, int height) {
    ImageBuffer out(width, height, 3, Depth::UInt8);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double disc = 50 / (1 + std::exp((std::hypot(x - 0.5 * width, y - 0.5 * height) - 30) / 6));
            for (int c = 0; c < 3; ++c)
                out.setSample(x, y, c, int(90 + 60.0 * x / width + disc - 10 * c));
        }
    }
    return out;
}

void paint(ImageBuffer& photo, ImageBuffer& truth, int value, const std::function<bool(int, int)>& inside) {
    for (int y = 0; y < photo.height(); ++y) {
        for (int x = 0; x < photo.width(); ++x) {
            if (!inside(x, y)) continue;
            for (int c = 0; c < photo.channels(); ++c)
                photo.setSample(x, y, c, value);
            truth.setSample(x, y, 0, 255);
        }
    }
}

/// Scratches and specks, bright and dark.
ImageBuffer damage(ImageBuffer& photo) {
    ImageBuffer truth(photo.width(), photo.height(), 1, Depth::UInt8);
    paint(photo, truth, 245, [](int x, int y) { return std::abs(x - y / 2 - 30) <= 1 && y > 20 && y < 200; });
    paint(photo, truth, 15, [](int x, int y) { return y == 120 + x / 8 && x > 40; });
    for (int i = 0; i < 8; ++i) {
        paint(photo, truth, i % 2 ? 250 : 10,
              [i](int x, int y) { return std::hypot(x - 25 - 27 * i, y - 15 - 30 * (i * 3 % 7)) <= 2.2; });
    }
    return truth;
}

/// The share of `of`'s marks that have one of `in`'s within two pixels.
double shareNear(const ImageBuffer& of, const ImageBuffer& in) {
    int marked = 0;
    int near = 0;
    for (int y = 0; y < of.height(); ++y) {
        for (int x = 0; x < of.width(); ++x) {
            if (of.sample(x, y, 0) == 0) continue;
            ++marked;
            bool found = false;
            for (int v = std::max(0, y - 2); v <= std::min(in.height() - 1, y + 2); ++v) {
                for (int u = std::max(0, x - 2); u <= std::min(in.width() - 1, x + 2); ++u)
                    found |= in.sample(u, v, 0) != 0;
            }
            near += found;
        }
    }
    return marked > 0 ? double(near) / marked : 0;
}

double markedShare(const ImageBuffer& mask) {
    int marked = 0;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x)
            marked += mask.sample(x, y, 0) != 0;
    }
    return double(marked) / (mask.width() * mask.height());
}

ImageBuffer grey(const ImageBuffer& rgb) {
    ImageBuffer out(rgb.width(), rgb.height(), 1, rgb.depth());
    for (int y = 0; y < rgb.height(); ++y) {
        for (int x = 0; x < rgb.width(); ++x)
            out.setSample(x, y, 0, rgb.sample(x, y, 1));
    }
    return out;
}

}  // namespace

class TestFindDamage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void findsWhatWasDrawn_data() {
        QTest::addColumn<int>("depth");
        QTest::addColumn<bool>("colour");
        for (const int depth : {8, 16}) {
            QTest::addRow("RGB, %d bit", depth) << depth << true;
            QTest::addRow("grey, %d bit", depth) << depth << false;
        }
    }
    void findsWhatWasDrawn() {
        QFETCH(int, depth);
        QFETCH(bool, colour);
        ImageBuffer photo = scene(256, 230);
        const ImageBuffer truth = damage(photo);
        if (!colour) photo = grey(photo);
        const ImageBuffer mask = damageMask(damageProbability(photo.converted(Depth(depth))), {});
        const double recall = shareNear(truth, mask);
        const double precision = shareNear(mask, truth);
        QVERIFY2(recall > 0.9, qPrintable(QString::number(recall)));
        QVERIFY2(precision > 0.8, qPrintable(QString::number(precision)));
    }

    void leavesTheUndamagedAlone() {
        const ImageBuffer mask = damageMask(damageProbability(scene(256, 230)), {});
        QVERIFY2(markedShare(mask) < 0.002, qPrintable(QString::number(markedShare(mask))));
    }

    /// A linear scan may use a sixty-fourth of its range.
    void findsInDarkPhotographs() {
        ImageBuffer photo = scene(256, 230);
        const ImageBuffer truth = damage(photo);
        ImageBuffer dark(photo.width(), photo.height(), 3, Depth::UInt16);
        for (int y = 0; y < photo.height(); ++y)
            for (int x = 0; x < photo.width(); ++x)
                for (int c = 0; c < 3; ++c)
                    dark.setSample(x, y, c, 4 * photo.sample(x, y, c));
        const double recall = shareNear(truth, damageMask(damageProbability(dark), {}));
        QVERIFY2(recall > 0.9, qPrintable(QString::number(recall)));
    }

    /// Damage that is too wide for the network at full size.
    void findsWideDamageInLargePhotographs() {
        ImageBuffer photo = scene(1300, 1280);
        ImageBuffer truth(photo.width(), photo.height(), 1, Depth::UInt8);
        paint(photo, truth, 245,
              [](int x, int y) { return std::abs(x - y / 2 - 300) <= 6 && y > 100 && y < 1200; });
        const double recall = shareNear(truth, damageMask(damageProbability(photo), {}));
        QVERIFY2(recall > 0.9, qPrintable(QString::number(recall)));
    }

    void kindsGoByShape_data() {
        QTest::addColumn<DamageKind>("kind");
        QTest::addColumn<std::function<bool(int, int)>>("inside");
        using Inside = std::function<bool(int, int)>;
        QTest::newRow("speck") << DamageKind::Dust
                               << Inside([](int x, int y) { return std::hypot(x - 80, y - 80) <= 3; });
        QTest::newRow("single pixel")
            << DamageKind::Dust << Inside([](int x, int y) { return x == 80 && y == 80; });
        QTest::newRow("thin line") << DamageKind::Scratches
                                   << Inside([](int x, int y) { return y == 80 && x > 20 && x < 140; });
        QTest::newRow("wide slanting line")
            << DamageKind::Scratches
            << Inside([](int x, int y) { return std::abs(x - y) <= 3 && x > 20 && x < 140; });
        QTest::newRow("bow") << DamageKind::Scratches << Inside([](int x, int y) {
            return std::abs(std::hypot(x - 80, y - 80) - 40) <= 1 && y < 80;
        });
        QTest::newRow("branches") << DamageKind::Cracks << Inside([](int x, int y) {
            return (std::abs(x - 80) <= 1 && y > 20 && y < 140) ||
                   (std::abs(y - 50) <= 1 && x > 40 && x < 120) ||
                   (std::abs(x - y) <= 1 && x > 40 && x < 120);
        });
        QTest::newRow("stain") << DamageKind::Stains
                               << Inside([](int x, int y) { return std::hypot(x - 80, y - 80) <= 20; });
    }
    void kindsGoByShape() {
        QFETCH(DamageKind, kind);
        QFETCH(std::function<bool(int, int)>, inside);
        ImageBuffer probability(160, 160, 1, Depth::UInt16);
        for (int y = 0; y < 160; ++y)
            for (int x = 0; x < 160; ++x)
                if (inside(x, y)) probability.setSample(x, y, 0, 65535);
        for (const auto& each : kDamageKinds)
            QCOMPARE(markedShare(damageMask(probability, {.kinds = {each.value}})) > 0, each.value == kind);
        QCOMPARE(markedShare(damageMask(probability, {})) > 0, kind != DamageKind::Stains);
    }

    /// What is a stain at the default sensitivity stays one at any other: its core doesn't become dust.
    void stainsStayStains() {
        ImageBuffer probability(160, 160, 1, Depth::UInt16);
        for (int y = 0; y < 160; ++y)
            for (int x = 0; x < 160; ++x) {
                const double logit = 5 - 0.4 * std::hypot(x - 80, y - 80);
                probability.setSample(x, y, 0, int(std::lround(65535 / (1 + std::exp(-logit)))));
            }
        for (const double sensitivity : {0.1, 0.3, 0.5, 0.7, 1.0}) {
            QCOMPARE(markedShare(damageMask(probability, {.sensitivity = sensitivity})), 0.0);
            QVERIFY(markedShare(damageMask(probability,
                                           {.sensitivity = sensitivity, .kinds = {DamageKind::Stains}})) > 0);
        }
    }

    /// A line is followed where it gets fainter, for some way, or on to where it is surer again; the same
    /// faintness alone is nothing.
    void linesGoOnFaintly_data() {
        QTest::addColumn<int>("sureTo");
        QTest::addColumn<double>("logit");  // from there on
        QTest::addColumn<double>("further");
        QTest::addColumn<double>("sensitivity");
        QTest::addColumn<bool>("isMarked");
        QTest::newRow("a short way") << 112 << -3.0 << -3.0 << 0.5 << true;
        QTest::newRow("a long way") << 90 << -3.0 << -3.0 << 0.5 << false;
        QTest::newRow("a long way that reaches the threshold") << 90 << -2.0 << -2.0 << 0.5 << false;
        QTest::newRow("a long way, but surer") << 90 << -0.5 << -0.5 << 0.5 << true;
        QTest::newRow("a long way to where it is surer") << 90 << -2.0 << -0.5 << 0.5 << true;
        QTest::newRow("a long way, all the sensitivity") << 90 << -3.0 << -3.0 << 1.0 << true;
        QTest::newRow("faint from the start") << 20 << -3.0 << -3.0 << 0.5 << false;
    }
    void linesGoOnFaintly() {
        QFETCH(int, sureTo);
        QFETCH(double, logit);
        QFETCH(double, further);
        QFETCH(double, sensitivity);
        QFETCH(bool, isMarked);
        const auto value = [](double at) { return int(std::lround(65535 / (1 + std::exp(-at)))); };
        ImageBuffer probability(160, 60, 1, Depth::UInt16);
        for (int x = 20; x < 140; ++x)
            probability.setSample(x, 30, 0, value(x < sureTo ? 3 : x < 136 ? logit : further));
        const ImageBuffer mask = damageMask(probability, {.sensitivity = sensitivity});
        QCOMPARE(mask.sample(130, 30, 0) != 0, isMarked);
        QCOMPARE(mask.sample(50, 30, 0) != 0, sureTo > 50);
    }

    /// What hangs on to a scratch isn't damage for that alone.
    void faintBranchesStayUnmarked() {
        const auto value = [](double at) { return int(std::lround(65535 / (1 + std::exp(-at)))); };
        ImageBuffer probability(160, 160, 1, Depth::UInt16);
        for (int y = 10; y < 150; ++y)
            probability.setSample(80, y, 0, value(4));
        for (int x = 81; x < 140; ++x)
            for (const int y : {60, 66, 72})
                probability.setSample(x, y, 0, value(-1.5));
        const ImageBuffer mask = damageMask(probability, {});
        QCOMPARE(mask.sample(80, 100, 0), 255);
        QCOMPARE(mask.sample(80, 66, 0), 255);
        QCOMPARE(mask.sample(110, 66, 0), 0);
        QCOMPARE(damageMask(probability, {.sensitivity = 1}).sample(110, 66, 0), 255);
    }

    void paperHasEdges_data() {
        QTest::addColumn<std::function<bool(int, int)>>("inside");
        QTest::addColumn<bool>("isDamage");
        using Inside = std::function<bool(int, int)>;
        QTest::newRow("left") << Inside([](int x, int) { return x < 2; }) << false;
        QTest::newRow("right, in part") << Inside([](int x, int y) { return x > 156 && y > 60; }) << false;
        QTest::newRow("top and bottom") << Inside([](int, int y) { return y < 3 || y > 156; }) << false;
        QTest::newRow("further inside") << Inside([](int x, int) { return x >= 6 && x < 8; }) << true;
        QTest::newRow("short") << Inside([](int x, int y) { return x < 2 && y > 60 && y < 75; }) << true;
        QTest::newRow("a tear from the border")
            << Inside([](int x, int y) { return x < 80 && std::abs(y - 80) < 3; }) << true;
    }
    void paperHasEdges() {
        QFETCH(std::function<bool(int, int)>, inside);
        QFETCH(bool, isDamage);
        ImageBuffer probability(160, 160, 1, Depth::UInt16);
        for (int y = 0; y < 160; ++y)
            for (int x = 0; x < 160; ++x)
                if (inside(x, y)) probability.setSample(x, y, 0, 65535);
        const ImageBuffer mask = damageMask(probability, {});
        QCOMPARE(markedShare(mask) > 0, isDamage);
        if (isDamage && inside(0, 80)) QCOMPARE(mask.sample(0, 80, 0), 255);
    }

    /// The same web of lines, with and without a part that stands out.
    void websNeedAPeak() {
        for (const bool hasPeak : {false, true}) {
            ImageBuffer probability(160, 160, 1, Depth::UInt16);
            for (int y = 10; y < 150; ++y)
                for (int x = 10; x < 150; ++x)
                    if (x % 20 == 0 || y % 20 == 0) probability.setSample(x, y, 0, 40000);
            if (hasPeak) probability.setSample(80, 80, 0, 65400);
            QCOMPARE(damageMask(probability, {}).sample(40, 45, 0), hasPeak ? 255 : 0);
            QCOMPARE(damageMask(probability, {.sensitivity = 1}).sample(40, 45, 0), 255);
        }
    }

    /// So much in one place is rather leaves or fabric, unless it is certain.
    void fullWebsNeedToBeCertain() {
        for (const int peak : {64500, 65400}) {
            ImageBuffer probability(160, 160, 1, Depth::UInt16);
            for (int y = 30; y < 130; ++y)
                for (int x = 30; x < 130; ++x)
                    if (x % 4 == 0 || y % 4 == 0) probability.setSample(x, y, 0, peak);
            QCOMPARE(damageMask(probability, {}).sample(60, 61, 0), peak == 65400 ? 255 : 0);
        }
    }

    void largeDamageCanBeLeftOut() {
        ImageBuffer probability(160, 160, 1, Depth::UInt16);
        for (int x = 20; x < 80; ++x)
            probability.setSample(x, 40, 0, 65535);
        for (int x = 20; x < 30; ++x)
            probability.setSample(x, 80, 0, 65535);
        const ImageBuffer mask = damageMask(probability, {.largest = 30});
        QCOMPARE(mask.sample(50, 40, 0), 0);
        QCOMPARE(mask.sample(25, 80, 0), 255);
    }

    void moreSensitiveMarksMore_data() {
        QTest::addColumn<std::set<DamageKind>>("kinds");
        QTest::addColumn<int>("largest");
        QTest::newRow("usual") << kUsualDamage << 0;
        QTest::newRow("dust") << std::set{DamageKind::Dust} << 0;
        QTest::newRow("lines up to 40 pixels") << std::set{DamageKind::Scratches, DamageKind::Cracks} << 40;
        QTest::newRow("all") << std::set{DamageKind::Dust, DamageKind::Scratches, DamageKind::Cracks,
                                         DamageKind::Stains}
                             << 0;
    }
    /// No pixel is ever unmarked, although components merge and become others.
    void moreSensitiveMarksMore() {
        QFETCH(std::set<DamageKind>, kinds);
        QFETCH(int, largest);
        ImageBuffer photo = scene(160, 160);
        damage(photo);
        for (int y = 0; y < 160; ++y)  // restless, so that much is a little likely
            for (int x = 0; x < 160; ++x)
                for (int c = 0; c < 3; ++c)
                    photo.setSample(
                        x, y, c,
                        std::clamp(photo.sample(x, y, c) + (x * 37 + y * 91 + x * y) % 23 - 11, 0, 255));
        const ImageBuffer probability = damageProbability(photo);
        const auto maskAt = [&](int percent) {
            return damageMask(probability,
                              {.sensitivity = percent / 100.0, .kinds = kinds, .largest = largest});
        };
        ImageBuffer before = maskAt(0);
        for (int percent = 1; percent <= 100; ++percent) {
            const ImageBuffer after = maskAt(percent);
            for (int y = 0; y < after.height(); ++y) {
                for (int x = 0; x < after.width(); ++x)
                    QVERIFY2(after.sample(x, y, 0) >= before.sample(x, y, 0),
                             qPrintable(QString::number(percent)));
            }
            before = after;
        }
        QVERIFY(markedShare(before) > markedShare(maskAt(0)));
    }

    /// Tiles show no seam: a picture that takes two says what a part of it says alone.
    void tilesAgree() {
        ImageBuffer photo = scene(1100, 144);
        damage(photo);
        const ImageBuffer whole = damageProbability(photo);
        const int left = 608;  // around the seam, in step with the network
        const ImageBuffer part = damageProbability(photo.cropped(left, 0, 400, 144));
        for (int y = 0; y < 144; ++y) {
            for (int x = 100; x < 300; ++x)
                QVERIFY(std::abs(whole.sample(left + x, y, 0) - part.sample(x, y, 0)) <= 3);
        }
    }

    void takesAnySize_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addRow("1 x 1") << 1 << 1;
        QTest::addRow("1 x 300") << 1 << 300;
        QTest::addRow("17 x 33") << 17 << 33;
        QTest::addRow("769 x 15") << 769 << 15;
    }
    void takesAnySize() {
        QFETCH(int, width);
        QFETCH(int, height);
        const ImageBuffer mask = damageMask(damageProbability(scene(width, height)), {.sensitivity = 1});
        QCOMPARE(mask.width(), width);
        QCOMPARE(mask.height(), height);
        QCOMPARE(mask.channels(), 1);
    }

    void saysTheSameEveryTime() {
        ImageBuffer photo = scene(100, 90);
        damage(photo);
        QVERIFY(damageProbability(photo) == damageProbability(photo));
    }
};

QTEST_GUILESS_MAIN(TestFindDamage)
#include "test_find_damage.moc"
