// SPDX-License-Identifier: GPL-3.0-or-later
// Going through what is marked, mark by mark.
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
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
