// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/off_gui.h"
#include "ui/tools/area_tool.h"
#include "ui/tools/mask_brush.h"
#include "ui/tools/stroke_tool.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace lacuna::ui;

namespace {

/// As a tool does it.
QRect stroke(MaskLayer& mask, QPointF a, QPointF b, double diameter) {
    const QRect written = fillStroke(mask, a, b, diameter, 255);
    mask.changed(written);
    return written;
}

int marked(const QImage& mask) {
    int count = 0;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x)
            count += mask.constScanLine(y)[x] > MaskLayer::kThreshold;
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
        QCOMPARE(document.undoStack().count(), 1);
        const QImage painted = document.mask().image().copy();
        QVERIFY(isConnected(painted));
        document.undoStack().undo();
        QVERIFY(document.mask().isEmpty());
        document.undoStack().redo();
        QVERIFY(document.mask().image() == painted);

        EraserTool eraser;
        eraser.setDocument(&document);
        eraser.setDiameter(5);
        eraser.press({199, 149}, false);
        eraser.release({199, 149});
        QCOMPARE(document.undoStack().count(), 1);
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
        QCOMPARE(document.undoStack().count(), 0);
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
        QCOMPARE(document.undoStack().undoText(), QStringLiteral("Mark rectangle"));
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

    /// Painting on 12 megapixels stays within a frame's time.
    void strokeUpdatesAreQuick() {
        ImageDocument document(test::loadedPhoto(4000, 3000));
        BrushTool brush;
        brush.setDocument(&document);
        brush.setDiameter(120);
        brush.press({100, 100}, false);  // this one copies the mask
        QElapsedTimer timer;
        qint64 worst = 0;
        for (int i = 1; i < 200; ++i) {
            timer.restart();
            brush.move({100 + 18.0 * i, 1500 + 1200 * std::sin(i / 9.0)});
            worst = std::max(worst, timer.nsecsElapsed());
        }
        brush.release({3700, 1500});
        qInfo("worst stroke update %.2f ms, undo keeps %lld bytes", double(worst) / 1e6,
              static_cast<long long>(document.historyBytes()));
        QVERIFY(document.historyBytes() < 512 * 1024);
    }
};

QTEST_MAIN(TestMaskStrokes)
#include "test_mask_strokes.moc"
