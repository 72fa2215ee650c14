// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/studio.h"
#include "ui/base/thread_guard.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/status_line.h"
#include "ui/panels/histogram_panel.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>

#include <algorithm>

using namespace lacuna;
using namespace lacuna::ui;
using namespace lacuna::ui::test;

class TestReadout : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init() { clearSettings(); }
    void cleanup() { QVERIFY(guiThreadOffences().empty()); }

    /// The status line has the place under the pointer and its own levels, and nothing beside the picture.
    void pixelUnderThePointer() {
        Studio studio;
        studio.open();
        CanvasView& canvas = *studio.window.canvas();
        const auto readout = [&studio] {
            for (const QLabel* label : studio.window.findChild<StatusLine*>()->findChildren<QLabel*>()) {
                if (label->accessibleDescription().startsWith(QStringLiteral("Position and levels")))
                    return label->text();
            }
            return QStringLiteral("there is no such label");
        };
        const QPoint inside = canvas.toWidget({90.5, 33.5}).toPoint();
        QTest::mouseMove(&canvas, inside + QPoint(1, 0));
        QTest::mouseMove(&canvas, inside);
        const QPointF at = canvas.toImage(inside);
        const ImageBuffer& pixels = studio.window.document()->source().photo->pixels;
        const int x = int(at.x());
        const int y = int(at.y());
        QCOMPARE(readout(), QStringLiteral("%1, %2: %3 %4 %5")
                                .arg(x)
                                .arg(y)
                                .arg(pixels.sample(x, y, 0))
                                .arg(pixels.sample(x, y, 1))
                                .arg(pixels.sample(x, y, 2)));
        QTest::mouseMove(&canvas, QPoint(2, 2));
        QCOMPARE(readout(), QString());
    }

    /// The first page has no picture, so the line has no zoom and no device, not even before the engine is
    /// there.
    void saysNothingWithoutAPhotograph() {
        StatusLine line;
        line.setZoom(1);
        line.show();
        QVERIFY(QTest::qWaitForWindowExposed(&line));
        for (const QLabel* label : line.findChildren<QLabel*>())
            QVERIFY2(!label->isVisible(), qPrintable(label->text()));
    }

    void countsLevels_data() {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("channels");
        QTest::newRow("rgb 8") << 8 << 3;
        QTest::newRow("rgb 16") << 16 << 3;
        QTest::newRow("grey 16") << 16 << 1;
    }
    void countsLevels() {
        QFETCH(int, depth);
        QFETCH(int, channels);
        ImageBuffer pixels(20, 10, channels, Depth(depth));
        const int unit = depth == 16 ? 257 : 1;
        for (int x = 5; x < 9; ++x)
            pixels.setSample(x, 4, 0, 77 * unit);
        const Histogram all = histogramOf(pixels, QRect(0, 0, 20, 10), {});
        QCOMPARE(all.channels, channels);
        QCOMPARE(all.pixels, quint64(200));
        QCOMPARE(all.counts[0][77], quint64(4));
        QCOMPARE(all.counts[0][0], quint64(196));
        // A part that reaches beyond the picture.
        const Histogram part = histogramOf(pixels, QRect(7, 4, 100, 100), {});
        QCOMPARE(part.pixels, quint64(13 * 6));
        QCOMPARE(part.counts[0][77], quint64(2));
        // A mask of half the picture's size, as of the photograph that was enlarged.
        MaskLayer mask(QSize(10, 5));
        mask.fill(2, 3, 3, 255);
        mask.fill(2, 9, 9, 100);
        mask.changed(mask.rect());
        const Histogram marked = histogramOf(pixels, QRect(0, 0, 20, 10), mask);
        QCOMPARE(marked.pixels, quint64(4));
        QCOMPARE(marked.counts[0][77], quint64(2));
    }

    void panelFollowsTheDocument() {
        Studio studio;
        studio.open();
        HistogramPanel& panel = *studio.window.histogram();
        QVERIFY(!panel.isVisible());
        studio.window.actions()->histogram->trigger();
        QVERIFY(panel.isVisible());
        const auto pixels = [&panel] { return panel.view().histogram().pixels; };
        QTRY_COMPARE(pixels(), quint64(kPhoto.width() * kPhoto.height()));
        auto* of = panel.findChild<QComboBox*>();
        of->setCurrentIndex(2);
        QTRY_COMPARE(pixels(), quint64(0));
        studio.paint();
        QTRY_VERIFY(pixels() > 100);
        QVERIFY(pixels() < quint64(kPhoto.width() * kPhoto.height() / 2));
        of->setCurrentIndex(1);
        studio.window.actions()->fit->trigger();
        QTRY_COMPARE(pixels(), quint64(kPhoto.width() * kPhoto.height()));
        for (int i = 0; i < 6; ++i)
            studio.window.actions()->zoomIn->trigger();
        QTRY_VERIFY(pixels() < quint64(kPhoto.width() * kPhoto.height() / 2));
    }
};

QTEST_MAIN(TestReadout)
#include "test_readout.moc"
