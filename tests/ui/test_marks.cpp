// SPDX-License-Identifier: GPL-3.0-or-later
// Going through what is marked, mark by mark.
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_mask_command.h"
#include "ui/flows/mask_flow.h"
#include "ui/main_window/actions.h"

#include <QImage>
#include <QPainter>
#include <QSignalSpy>

#include <cmath>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

using test::Studio;

double crackAt(double x) {
    return 60 + 20 * std::sin(x / 15);
}

/// A photograph with three marks, from the top: a block, a line, a speck.
struct Marked : Studio {
    Marked() {
        open();
        QImage marks(test::kPhoto, QImage::Format_Grayscale8);
        marks.fill(0);
        QPainter painter(&marks);
        painter.fillRect(20, 10, 8, 8, Qt::white);
        painter.fillRect(60, 50, 60, 2, Qt::white);
        painter.fillRect(140, 100, 3, 3, Qt::white);
        painter.end();
        ImageDocument& document = *window.document();
        document.history().push(new ChangeMaskCommand(document, QStringLiteral("marks"), MaskLayer(marks)));
    }
    Actions& actions() { return *window.actions(); }
    bool sees(QPoint pixel) { return window.canvas()->visiblePixels().contains(pixel); }
    const MaskLayer& mask() { return window.document()->mask(); }
};

class TestMarks : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void goesFromOneToTheNextAndRound() {
        Marked studio;
        QSignalSpy shown(studio.window.maskFlow(), &MaskFlow::markShown);
        for (const int expected : {1, 2, 3, 1}) {
            studio.actions().nextMark->trigger();
            QTRY_COMPARE(shown.count(), 1);
            QCOMPARE(shown.first().at(0).toInt(), expected);
            QCOMPARE(shown.takeFirst().at(1).toInt(), 3);
        }
        studio.actions().previousMark->trigger();
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(shown.first().at(0).toInt(), 3);
        QVERIFY(studio.sees({141, 101}));
        QVERIFY(!studio.sees({24, 14}));
        QVERIFY(studio.window.canvas()->zoom() > 1);
    }

    void unmarksTheOneInViewAndGoesOn() {
        Marked studio;
        QSignalSpy shown(studio.window.maskFlow(), &MaskFlow::markShown);
        studio.actions().nextMark->trigger();
        QTRY_COMPARE(shown.count(), 1);
        studio.actions().removeMark->trigger();
        QTRY_COMPARE(shown.count(), 2);
        QCOMPARE(shown.last().at(0).toInt(), 1);
        QCOMPARE(shown.last().at(1).toInt(), 2);
        QVERIFY(!studio.mask().isMarked({24, 14}));
        QVERIFY(studio.mask().isMarked({90, 50}));
        QVERIFY(studio.sees({90, 50}));
        studio.window.document()->history().undo();
        QVERIFY(studio.mask().isMarked({24, 14}));
    }

    /// With the brush, while marks are looked through: a click on one unmarks it, and nothing else changes.
    void aClickUnmarks() {
        Marked studio;
        CanvasView& canvas = *studio.window.canvas();
        studio.actions().brush->trigger();
        QSignalSpy shown(studio.window.maskFlow(), &MaskFlow::markShown);
        studio.actions().nextMark->trigger();
        QTRY_COMPARE(shown.count(), 1);
        canvas.fit();
        const auto click = [&](QPointF pixel, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            QTest::mouseClick(&canvas, Qt::LeftButton, modifiers, canvas.toWidget(pixel).toPoint());
        };
        const double zoom = canvas.zoom();
        click({24, 14});
        QTRY_VERIFY(!studio.mask().isMarked({24, 14}));
        QVERIFY(studio.mask().isMarked({90, 50}) && studio.mask().isMarked({141, 101}));
        QCOMPARE(canvas.zoom(), zoom);
        click({141.5, 101.5});  // one after the other
        QTRY_VERIFY(!studio.mask().isMarked({141, 101}));
        QVERIFY(studio.mask().isMarked({90, 50}));
        QCOMPARE(studio.window.document()->history().undoText(), QStringLiteral("Unmark"));
        studio.window.document()->history().undo();
        QVERIFY(studio.mask().isMarked({141, 101}) && !studio.mask().isMarked({24, 14}));
        // Undoing ends it: now the brush paints again.
        click({90, 51});
        QTest::qWait(100);
        QVERIFY(studio.mask().isMarked({90, 51}) && studio.mask().isMarked({61, 51}));
    }

    void otherClicksPaint_data() {
        QTest::addColumn<bool>("looks");
        QTest::addColumn<QString>("what");
        QTest::addRow("not looking through") << false << "click";
        QTest::addRow("beside the marks") << true << "beside";
        QTest::addRow("with Shift") << true << "shift";
        QTest::addRow("a stroke from a mark on") << true << "stroke";
    }
    void otherClicksPaint() {
        QFETCH(bool, looks);
        QFETCH(QString, what);
        Marked studio;
        CanvasView& canvas = *studio.window.canvas();
        studio.actions().brush->trigger();
        if (looks) {
            QSignalSpy shown(studio.window.maskFlow(), &MaskFlow::markShown);
            studio.actions().nextMark->trigger();
            QTRY_COMPARE(shown.count(), 1);
        }
        canvas.fit();
        const auto at = [&](QPointF pixel) { return canvas.toWidget(pixel).toPoint(); };
        const QPointF from = what == QLatin1String("beside") ? QPointF(40, 90) : QPointF(24, 14);
        const auto modifiers = what == QLatin1String("shift") ? Qt::ShiftModifier : Qt::NoModifier;
        QTest::mousePress(&canvas, Qt::LeftButton, modifiers, at(from));
        if (what == QLatin1String("stroke")) {
            QTest::mouseMove(&canvas, at({24, 24}));
            QTest::mouseMove(&canvas, at({24, 80}));
        }
        QTest::mouseRelease(&canvas, Qt::LeftButton, modifiers,
                            what == QLatin1String("stroke") ? at({24, 80}) : at(from));
        QTest::qWait(100);
        QVERIFY(studio.mask().isMarked({24, 14}) && studio.mask().isMarked({90, 50}));
        if (what == QLatin1String("beside")) QVERIFY(studio.mask().isMarked({40, 90}));
        if (what == QLatin1String("stroke")) QVERIFY(studio.mask().isMarked({24, 50}));
    }

    /// Tab leads through the marks and then out of the canvas, as it always does otherwise.
    void tabLeadsThroughTheMarks() {
        Marked studio;
        CanvasView& canvas = *studio.window.canvas();
        studio.window.activateWindow();
        canvas.setFocus();
        QTRY_VERIFY(canvas.hasFocus());
        QSignalSpy shown(studio.window.maskFlow(), &MaskFlow::markShown);
        studio.actions().nextMark->trigger();
        QTRY_COMPARE(shown.count(), 1);
        for (const int expected : {2, 3}) {
            QTest::keyClick(&canvas, Qt::Key_Tab);
            QCOMPARE(shown.last().at(0).toInt(), expected);
            QVERIFY(canvas.hasFocus());
        }
        QTest::keyClick(&canvas, Qt::Key_Tab, Qt::ShiftModifier);
        QCOMPARE(shown.last().at(0).toInt(), 2);
        QTest::keyClick(&canvas, Qt::Key_Tab);
        QCOMPARE(shown.last().at(0).toInt(), 3);
        const auto count = shown.count();
        QTest::keyClick(&canvas, Qt::Key_Tab);
        QCOMPARE(shown.count(), count);
        QVERIFY(!canvas.hasFocus());
    }

    void tabLeavesTheCanvasOtherwise() {
        Marked studio;
        CanvasView& canvas = *studio.window.canvas();
        studio.window.activateWindow();
        canvas.setFocus();
        QTRY_VERIFY(canvas.hasFocus());
        QTest::keyClick(&canvas, Qt::Key_Tab);
        QVERIFY(!canvas.hasFocus());
    }

    void followsWhatWasPaintedMeanwhile() {
        Marked studio;
        QSignalSpy shown(studio.window.maskFlow(), &MaskFlow::markShown);
        studio.actions().nextMark->trigger();
        QTRY_COMPARE(shown.count(), 1);
        studio.window.document()->history().undo();  // nothing is marked any more
        QVERIFY(!studio.actions().nextMark->isEnabled());
        studio.window.document()->history().redo();
        studio.actions().removeMark->trigger();  // of another mask: first it is shown
        QTRY_COMPARE(shown.count(), 2);
        QVERIFY(studio.mask().isMarked({24, 14}));
    }

    /// Clicks along a dark crack mark all of it; Backspace takes the last piece back.
    void scratchIsFollowed() {
        Studio studio;
        test::offGui([&] {
            Photograph photo = test::makePhoto(test::kPhoto.width(), test::kPhoto.height());
            for (int x = 0; x < test::kPhoto.width(); ++x)
                for (int y = 0; y < test::kPhoto.height(); ++y)
                    for (int c = 0; c < 3; ++c)
                        photo.pixels.setSample(x, y, c, std::abs(y - crackAt(x)) < 1.5 ? 20 : 170);
            writePhotograph(photo, studio.path.toStdString());
        });
        studio.open();
        studio.window.actions()->follow->trigger();
        CanvasView* canvas = studio.window.canvas();
        const MaskLayer& mask = studio.window.document()->mask();
        const auto click = [&](double x) {
            QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->toWidget({x, crackAt(x) + 0.5}).toPoint());
        };
        click(20);
        QVERIFY(mask.isEmpty());
        click(80);
        QTRY_VERIFY(mask.isMarked({50, int(crackAt(50))}));
        QTRY_VERIFY(!studio.window.maskFlow()->isBusy());
        click(140);
        QTRY_VERIFY(mask.isMarked({110, int(crackAt(110))}));
        QTRY_VERIFY(!studio.window.maskFlow()->isBusy());
        QVERIFY(!mask.isMarked({50, int(crackAt(50)) + 12}));
        QTest::keyClick(canvas, Qt::Key_Backspace);
        QVERIFY(!mask.isMarked({110, int(crackAt(110))}));
        QVERIFY(mask.isMarked({50, int(crackAt(50))}));
        QTest::keyClick(canvas, Qt::Key_Escape);
        click(140);  // begins another one
        QTest::qWait(50);
        QVERIFY(!mask.isMarked({110, int(crackAt(110))}));
    }

    void lastOneCanBeUnmarked() {
        Marked studio;
        QSignalSpy shown(studio.window.maskFlow(), &MaskFlow::markShown);
        studio.actions().nextMark->trigger();
        QTRY_COMPARE(shown.count(), 1);
        for (int left = 2; left > 0; --left) {
            studio.actions().removeMark->trigger();
            QTRY_COMPARE(shown.count(), 4 - left);
        }
        studio.actions().removeMark->trigger();
        QTRY_VERIFY(studio.mask().isEmpty());
    }
};

}  // namespace

QTEST_MAIN(TestMarks)
#include "test_marks.moc"
