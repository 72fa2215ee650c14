// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/mask_components.h"

#include <QTest>

#include <cmath>
#include <utility>

using namespace lacuna;

namespace {

class TestMaskComponents : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void nothingHasNone() { QVERIFY(componentsOf(ImageBuffer(20, 10, 1, Depth::UInt8)).empty()); }

    void touchingCornersIsOne() {
        ImageBuffer mask(20, 10, 1, Depth::UInt8);
        mask.setSample(3, 4, 0, 255);
        mask.setSample(4, 5, 0, 200);
        mask.setSample(10, 2, 0, 255);
        mask.setSample(12, 2, 0, 127);  // not marked
        const auto found = componentsOf(mask);
        QCOMPARE(int(found.size()), 2);
        QCOMPARE(int(found[0].area), 1);
        QCOMPARE(found[1].left, 3);
        QCOMPARE(found[1].top, 4);
        QCOMPARE(found[1].width, 2);
        QCOMPARE(found[1].height, 2);
        QVERIFY(mask.sample(found[1].x, found[1].y, 0) > 127);
    }

    void oneGoesByAnyOfItsPixels() {
        ImageBuffer mask(20, 10, 1, Depth::UInt8);
        mask.setSample(3, 4, 0, 255);
        mask.setSample(4, 5, 0, 200);
        mask.setSample(10, 2, 0, 255);
        mask.setSample(5, 6, 0, 100);  // touches it, but isn't marked
        for (const auto& [x, y] : {std::pair{3, 4}, {4, 5}}) {
            const ImageBuffer rest = withoutComponentAt(mask, x, y);
            QCOMPARE(rest.sample(3, 4, 0) + rest.sample(4, 5, 0), 0);
            QCOMPARE(rest.sample(10, 2, 0), 255);
            QCOMPARE(rest.sample(5, 6, 0), 100);
        }
        QVERIFY(withoutComponentAt(mask, 5, 6) == mask);
        QVERIFY(withoutComponentAt(mask, 0, 0) == mask);
    }

    void lineHasItsThickness_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("upright");
        QTest::addColumn<int>("at");
        for (const int width : {1, 2, 3, 5, 8})
            for (const bool upright : {false, true})
                for (const int at : {0, 20})
                    QTest::addRow("%d %d %d", width, upright, at) << width << upright << at;
    }
    void lineHasItsThickness() {
        QFETCH(int, width);
        QFETCH(bool, upright);
        QFETCH(int, at);
        ImageBuffer mask(64, 64, 1, Depth::UInt8);
        for (int along = 0; along < 64; ++along)
            for (int across = at; across < at + width; ++across)
                mask.setSample(upright ? across : along, upright ? along : across, 0, 255);
        const auto found = componentsOf(mask);
        QCOMPARE(int(found.size()), 1);
        QVERIFY2(std::abs(found[0].thickness - width) < 0.35 * width + 0.2,
                 qPrintable(QString::number(found[0].thickness)));
    }

    void keepsTheValuesOfWhatItKeeps() {
        ImageBuffer mask(20, 10, 1, Depth::UInt8);
        mask.setSample(3, 4, 0, 200);
        mask.setSample(10, 2, 0, 255);
        mask.setSample(11, 2, 0, 255);
        mask.setSample(15, 2, 0, 60);  // not marked
        const ImageBuffer kept =
            keptComponents(mask, [](const MaskComponent& each) { return each.area == 1; });
        QCOMPARE(kept.sample(3, 4, 0), 200);
        QCOMPARE(kept.sample(10, 2, 0), 0);
        QCOMPARE(kept.sample(15, 2, 0), 0);
    }
};

}  // namespace

QTEST_APPLESS_MAIN(TestMaskComponents)
#include "test_mask_components.moc"
