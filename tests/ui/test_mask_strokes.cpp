// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mask.h"
#include "tests/ui/off_gui.h"
#include "ui/tools/area_tool.h"
#include "ui/tools/mask_brush.h"
#include "ui/tools/polygon_tool.h"
#include "ui/tools/similar_tool.h"
#include "ui/tools/stroke_tool.h"

#include <QTest>

#include <cmath>

using namespace lacuna::ui;

namespace {

/// As a tool does it.
QRect stroke(MaskLayer& mask, QPointF a, QPointF b, double diameter) {
    const QRect written = fillStroke(mask, a, b, {diameter});
    mask.changed(written);
    return written;
}

int marked(const QImage& mask) {
    int count = 0;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x)
            count += mask.constScanLine(y)[x] > lacuna::kMarkedAbove;
    }
    return count;
}

/// Every marked pixel touches another one by side or corner, and they are all one piece.
bool isConnected(const QImage& mask) {
    QImage left = mask.copy();
    QVector<QPoint> open;
    for (int y = 0; y < left.height() && open.isEmpty(); ++y) {
        for (int x = 0; x < left.width() && open.isEmpty(); ++x) {
            if (left.constScanLine(y)[x]) open << QPoint(x, y);
        }
    }
    while (!open.isEmpty()) {
        const QPoint at = open.takeLast();
        if (!left.rect().contains(at) || !left.constScanLine(at.y())[at.x()]) continue;
        left.scanLine(at.y())[at.x()] = 0;
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx)
                open << at + QPoint(dx, dy);
        }
    }
    return marked(left) == 0;
}

}  // namespace

class TestMaskStrokes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void onePixelBrushMarksOnePixel() {
        MaskLayer mask(QSize(20, 20));
        QCOMPARE(stroke(mask, {7.4, 9.8}, {7.4, 9.8}, 1), QRect(7, 9, 1, 1));
        QCOMPARE(marked(mask.image()), 1);
    }

    void discIsExact_data() {
        QTest::addColumn<double>("diameter");
        QTest::addColumn<QPointF>("centre");
        for (const double diameter : {2.0, 3.0, 7.0, 24.0, 25.5}) {
            QTest::addRow("%g centred", diameter) << diameter << QPointF(20.5, 20.5);
            QTest::addRow("%g between", diameter) << diameter << QPointF(20.0, 20.3);
            QTest::addRow("%g at the corner", diameter) << diameter << QPointF(0.2, 40.9);
        }
    }
    void discIsExact() {
        QFETCH(double, diameter);
        QFETCH(QPointF, centre);
        MaskLayer mask(QSize(41, 41));
        stroke(mask, centre, centre, diameter);
        for (int y = 0; y < 41; ++y) {
            for (int x = 0; x < 41; ++x) {
                const double distance = std::hypot(x + 0.5 - centre.x(), y + 0.5 - centre.y());
                if (std::abs(distance - diameter / 2) < 1e-6) continue;  // on the edge: either will do
                QCOMPARE(mask.isMarked({x, y}), distance < diameter / 2);
            }
        }
    }

    void strokesAreUnbroken_data() {
        QTest::addColumn<double>("diameter");
        for (const double diameter : {1.0, 1.5, 2.0, 3.0, 11.0})
            QTest::addRow("%g", diameter) << diameter;
    }
    void strokesAreUnbroken() {
        QFETCH(double, diameter);
        for (int angle = 0; angle < 360; angle += 7) {
            MaskLayer mask(QSize(120, 120));
            const QPointF way(std::cos(angle * M_PI / 180), std::sin(angle * M_PI / 180));
            stroke(mask, QPointF(60.3, 59.7), QPointF(60.3, 59.7) + 50 * way, diameter);
            QVERIFY2(isConnected(mask.image()), qPrintable(QString::number(angle)));
            const double expected = diameter * 50 + diameter * diameter * M_PI / 4;
            if (diameter > 10) QVERIFY(std::abs(marked(mask.image()) - expected) < 0.1 * expected);
        }
    }

    void outsideIsIgnored() {
        MaskLayer mask(QSize(10, 10));
        QVERIFY(stroke(mask, {-50, -50}, {-20, 4}, 8).isEmpty());
        QVERIFY(fillRectangle(mask, QRect(12, 0, 5, 5), 255).isEmpty());
        QVERIFY(mask.isEmpty());
        stroke(mask, {-50, 5}, {50, 5}, 2);
        QCOMPARE(marked(mask.image()), 20);
    }

    void polygonFollowsTheOddEvenRule() {
        MaskLayer mask(QSize(30, 30));
        fillPolygon(mask, QPolygonF{{5, 5}, {25, 5}, {25, 25}, {5, 25}}, 255);
        QCOMPARE(marked(mask.image()), 400);
        QVERIFY(mask.isMarked({5, 5}));
        QVERIFY(!mask.isMarked({25, 25}));
        QVERIFY(fillPolygon(mask, QPolygonF{{3, 3}}, 255).isEmpty());
    }

    /// A stroke is one undo step; undo and redo give the same bits; an eraser's over nothing is none.
    void toolMakesOneCommand() {
        ImageDocument document(test::loadedPhoto(200, 150));
        BrushTool brush;
        brush.setDocument(&document);
        brush.setDiameter(9);
        brush.press({20, 30}, false);
        for (int x = 20; x < 180; x += 13)
            brush.move({double(x), 60 + 30 * std::sin(x / 20.0)});
        brush.release({180, 40});
        QCOMPARE(document.history().count(), 1);
        const QImage painted = document.mask().image().copy();
        QVERIFY(isConnected(painted));
        document.history().undo();
        QVERIFY(document.mask().isEmpty());
        document.history().redo();
        QVERIFY(document.mask().image() == painted);

        EraserTool eraser;
        eraser.setDocument(&document);
        eraser.setDiameter(5);
        eraser.press({199, 149}, false);
        eraser.release({199, 149});
        QCOMPARE(document.history().count(), 1);
        brush.press({20, 30}, true);  // the other button erases
        brush.release({180, 40});
        QVERIFY(marked(document.mask().image()) < marked(painted));
    }

    void cancelLeavesNoTrace() {
        ImageDocument document(test::loadedPhoto(64, 64));
        BrushTool brush;
        brush.setDocument(&document);
        brush.press({10, 10}, false);
        brush.move({40, 50});
        QVERIFY(!document.mask().isEmpty());
        brush.cancel();
        QVERIFY(document.mask().isEmpty());
        QCOMPARE(document.history().count(), 0);
        brush.move({50, 50});
        brush.release({50, 50});
        QVERIFY(document.mask().isEmpty());
    }

    void sizeKeysReachOnePixel() {
        BrushTool brush;
        for (int i = 0; i < 60; ++i)
            brush.shrink();
        QCOMPARE(brush.diameter(), 1.0);
        brush.grow();
        QCOMPARE(brush.diameter(), 2.0);
        for (int i = 0; i < 100; ++i)
            brush.grow();
        QCOMPARE(brush.diameter(), StrokeTool::kMaxDiameter);
    }

    void rectangleTakesWholePixels() {
        ImageDocument document(test::loadedPhoto(64, 64));
        RectangleTool tool;
        tool.setDocument(&document);
        tool.press({20.7, 30.2}, false);
        tool.release({10.1, 12.9});
        QCOMPARE(document.mask().bounds(), QRect(QPoint(10, 12), QPoint(20, 30)));
        QCOMPARE(marked(document.mask().image()), 11 * 19);
        QCOMPARE(document.history().undoText(), QStringLiteral("Mark rectangle"));
    }

    void lassoFillsWhatItSurrounds() {
        ImageDocument document(test::loadedPhoto(100, 100));
        LassoTool tool;
        tool.setDocument(&document);
        tool.press({90, 50}, false);
        for (int angle = 0; angle < 350; angle += 5)
            tool.move({50 + 40 * std::cos(angle * M_PI / 180), 50 + 40 * std::sin(angle * M_PI / 180)});
        tool.release({90, 49});
        QVERIFY(document.mask().isMarked({50, 50}));
        QVERIFY(std::abs(marked(document.mask().image()) - M_PI * 1600) < 80);
    }

    /// A soft brush marks the same pixels as a hard one; its marks fade from the core to the edge, and never
    /// take away what was there.
    void softBrushFades_data() {
        QTest::addColumn<double>("hardness");
        QTest::addColumn<QPointF>("end");
        for (const double hardness : {0.0, 0.5, 0.9}) {
            QTest::addRow("%g dab", hardness) << hardness << QPointF(60.3, 60.1);
            QTest::addRow("%g stroke", hardness) << hardness << QPointF(81.7, 38.4);
        }
    }
    void softBrushFades() {
        QFETCH(double, hardness);
        QFETCH(QPointF, end);
        const QPointF start(60.3, 60.1);
        constexpr double kRadius = 20;
        MaskLayer hard(QSize(120, 110));
        MaskLayer soft(QSize(120, 110));
        const QRect hardArea = fillStroke(hard, start, end, {2 * kRadius, 1, true});
        QCOMPARE(fillStroke(soft, start, end, {2 * kRadius, hardness, true}), hardArea);
        const QPointF way = end - start;
        const double square = QPointF::dotProduct(way, way);
        for (int y = 0; y < 110; ++y) {
            for (int x = 0; x < 120; ++x) {
                const QPointF at = QPointF(x + 0.5, y + 0.5) - start;
                const double along =
                    square > 0 ? std::clamp(QPointF::dotProduct(at, way) / square, 0.0, 1.0) : 0;
                const double away = std::hypot(at.x() - along * way.x(), at.y() - along * way.y());
                const int value = soft.image().constScanLine(y)[x];
                QCOMPARE(value > lacuna::kMarkedAbove, hard.isMarked({x, y}));
                if (away >= kRadius - 1e-6) continue;
                const double lost = std::max(0.0, (away - hardness * kRadius) / (kRadius * (1 - hardness)));
                QVERIFY(std::abs(value - (255 - 127 * lost)) < 1.5);
            }
        }
        const QImage before = soft.image().copy();
        fillStroke(soft, start, start, {2 * kRadius, hardness, true});
        QVERIFY(soft.image() == before);
        fillStroke(soft, start, end, {2 * kRadius, hardness, false});
        const int middle = soft.image().constScanLine(60)[60];
        QVERIFY(hardness > 0 ? middle == 0 : middle <= 131);
        for (int y = 0; y < 110; ++y) {
            for (int x = 0; x < 120; ++x)
                QVERIFY(soft.image().constScanLine(y)[x] <= before.constScanLine(y)[x]);
        }
    }

    /// Half the pressure, half the width; what has none is at full width.
    void pressureNarrowsTheStroke() {
        ImageDocument document(test::loadedPhoto(200, 100));
        BrushTool brush;
        brush.setDocument(&document);
        brush.setDiameter(40);
        for (const double pressure : {0.0, 0.5, 1.0}) {
            brush.setPointer({{}, pressure, 1});
            brush.press({50, 50}, false);
            brush.move({100, 50});
            brush.release({150, 50});
            QCOMPARE(document.mask().bounds().height(), std::max(1, int(40 * pressure)));
            document.history().undo();
        }
        // From light to firm the stroke widens, without steps of more than two pixels.
        brush.setPointer({{}, 0.1, 1});
        brush.press({30, 50}, false);
        for (int i = 1; i <= 6; ++i) {
            brush.setPointer({{}, 0.1 + 0.15 * i, 1});
            brush.move({30.0 + 20 * i, 50});
        }
        brush.release({150, 50});
        int last = 0;
        for (int x = 30; x < 140; ++x) {
            int height = 0;
            for (int y = 0; y < 100; ++y)
                height += document.mask().isMarked({x, y});
            QVERIFY(std::abs(height - last) <= 4 || x == 30);
            last = height;
        }
        QVERIFY(last > 30);
    }

    void hardnessKeysGoByTenths() {
        BrushTool brush;
        QCOMPARE(brush.hardness(), 1.0);
        brush.harden();
        QCOMPARE(brush.hardness(), 1.0);
        for (const double expected : {0.9, 0.8, 0.7}) {
            brush.soften();
            QCOMPARE(brush.hardness(), expected);
        }
        brush.setHardness(0.55);
        brush.harden();
        QCOMPARE(brush.hardness(), 0.6);
        brush.setHardness(0.05);
        brush.soften();
        brush.soften();
        QCOMPARE(brush.hardness(), 0.0);
    }

    void ellipseIsExact_data() {
        QTest::addColumn<QPointF>("from");
        QTest::addColumn<QPointF>("to");
        QTest::addColumn<bool>("shift");
        QTest::newRow("ellipse") << QPointF(10.3, 12.2) << QPointF(90.1, 40.8) << false;
        QTest::newRow("from below") << QPointF(90.1, 40.8) << QPointF(10.3, 12.2) << false;
        QTest::newRow("circle") << QPointF(10, 12) << QPointF(50, 30) << true;
        QTest::newRow("over the border") << QPointF(-30, -20) << QPointF(60, 70) << false;
        QTest::newRow("flat") << QPointF(5, 20.2) << QPointF(80, 20.9) << false;
        QTest::newRow("a click") << QPointF(5, 20) << QPointF(5, 20) << false;
    }
    void ellipseIsExact() {
        QFETCH(QPointF, from);
        QFETCH(QPointF, to);
        QFETCH(bool, shift);
        ImageDocument document(test::loadedPhoto(100, 60));
        EllipseTool tool;
        tool.setDocument(&document);
        tool.setPointer({shift ? Qt::ShiftModifier : Qt::NoModifier, 1, 1});
        tool.press(from, false);
        tool.release(to);
        const QRectF box = shift ? QRectF(10, 12, 40, 40) : QRectF(from, to).normalized();
        for (int y = 0; y < 60; ++y) {
            for (int x = 0; x < 100; ++x) {
                const double a = (x + 0.5 - box.center().x()) / (box.width() / 2);
                const double b = (y + 0.5 - box.center().y()) / (box.height() / 2);
                if (std::abs(a * a + b * b - 1) < 1e-6) continue;
                QCOMPARE(document.mask().isMarked({x, y}), a * a + b * b < 1);
            }
        }
        QCOMPARE(document.history().count(), document.mask().isEmpty() ? 0 : 1);
    }

    void shiftMakesASquare() {
        ImageDocument document(test::loadedPhoto(64, 64));
        RectangleTool tool;
        tool.setDocument(&document);
        tool.setPointer({Qt::ShiftModifier, 1, 1});
        tool.press({40.5, 40.5}, false);
        tool.release({30.2, 35});
        QCOMPARE(document.mask().bounds(), QRect(QPoint(30, 30), QPoint(40, 40)));
    }

    /// Clicks set corners; a second click on the last one, or one on the first, closes; Backspace takes one
    /// back; Escape leaves no trace.
    void polygonIsClickedTogether_data() {
        QTest::addColumn<QPointF>("closing");
        QTest::newRow("the last one again") << QPointF(20.5, 79);
        QTest::newRow("the first") << QPointF(21, 19.5);
    }
    void polygonIsClickedTogether() {
        QFETCH(QPointF, closing);
        ImageDocument document(test::loadedPhoto(100, 100));
        PolygonTool tool;
        tool.setDocument(&document);
        tool.setPointer({{}, 1, 2});
        const auto click = [&tool](QPointF at) {
            tool.press(at, false);
            tool.release(at);
        };
        click({20, 20});
        QVERIFY(tool.isOpen());
        click({20, 20});  // too few corners to close
        click({80, 20});
        click({95, 95});
        tool.stepBack();
        tool.hover({70, 70});
        click({80, 80});
        QVERIFY(document.mask().isEmpty());
        click({20, 80});
        click(closing);
        QVERIFY(!tool.isOpen());
        QCOMPARE(marked(document.mask().image()), 3600);
        QCOMPARE(document.history().undoText(), QStringLiteral("Mark polygon"));
        click({5, 5});
        click({10, 5});
        tool.cancel();
        QVERIFY(!tool.isOpen());
        QCOMPARE(document.history().count(), 1);
        click({5, 5});
        tool.stepBack();
        QVERIFY(!tool.isOpen());
    }

    void similarAsksForWhatIsClicked() {
        ImageDocument document(test::loadedPhoto(20, 20));
        SimilarTool tool;
        tool.setDocument(&document);
        QPoint pixel;
        bool marks = true;
        bool everywhere = false;
        int count = 0;
        connect(&tool, &SimilarTool::wanted, this, [&](QPoint at, bool mark, bool all) {
            pixel = at;
            marks = mark;
            everywhere = all;
            ++count;
        });
        tool.setPointer({Qt::ShiftModifier, 1, 1});
        tool.press({7.9, 3.2}, true);
        QCOMPARE(pixel, QPoint(7, 3));
        QVERIFY(!marks && everywhere);
        tool.press({-0.5, 3}, false);
        tool.press({3, 20}, false);
        QCOMPARE(count, 1);
    }

    /// A stroke all over 12 megapixels keeps what it changed, not the mask; bench_painting has its time.
    void aLongStrokeCostsTheHistoryLittle() {
        ImageDocument document(test::loadedPhoto(4000, 3000));
        BrushTool brush;
        brush.setDocument(&document);
        brush.setDiameter(120);
        brush.press({100, 100}, false);
        for (int i = 1; i < 200; ++i)
            brush.move({100 + 18.0 * i, 1500 + 1200 * std::sin(i / 9.0)});
        brush.release({3700, 1500});
        QVERIFY(document.mask().isMarked({100, 100}));
        QVERIFY(document.history().byteCount() < 512 * 1024);
    }
};

QTEST_MAIN(TestMaskStrokes)
#include "test_mask_strokes.moc"
