// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/view_transform.h"
#include "ui/canvas/mask_overlay.h"
#include "ui/document/mask_layer.h"

#include <QTest>

using namespace lacuna::ui;

class TestViewTransform : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void fit_data() {
        QTest::addColumn<QSize>("scene");
        QTest::addColumn<QSize>("viewport");
        QTest::addColumn<double>("scale");
        QTest::newRow("larger than the view") << QSize(4000, 3000) << QSize(848, 848) << 0.2;
        QTest::newRow("enlarged by half") << QSize(600, 600) << QSize(948, 948) << 1.5;
        QTest::newRow("smaller than the view") << QSize(100, 80) << QSize(1048, 848) << 10.0;
        QTest::newRow("a little too low for its own size") << QSize(1000, 800) << QSize(1400, 808) << 0.95;
        QTest::newRow("one pixel") << QSize(1, 1) << QSize(800, 600) << ViewTransform::kMaxScale;
        QTest::newRow("a line") << QSize(10000, 1) << QSize(1048, 600) << 0.1;
    }
    void fit() {
        QFETCH(QSize, scene);
        QFETCH(QSize, viewport);
        QFETCH(double, scale);
        ViewTransform view;
        view.setScene(scene);
        view.setViewport(viewport);
        QVERIFY(view.isFitted());
        QCOMPARE(view.scale(), scale);
        const QRectF shown = view.sceneInDevice();
        QVERIFY(QRectF(QPointF(), QSizeF(viewport)).contains(shown));
        QVERIFY(std::abs(shown.center().x() - viewport.width() / 2.0) <= 0.5);
    }

    void zoomKeepsWhatIsUnderThePointer() {
        ViewTransform view;
        view.setScene(QSize(4000, 3000));
        view.setViewport(QSize(1000, 800));
        const QPointF anchor(333, 271);
        for (const double scale : {0.4, 1.0, 3.0, 8.0, 0.7, 0.3}) {
            const QPointF before = view.toScene(anchor);
            view.zoomTo(scale, anchor);
            QCOMPARE(view.scale(), scale);
            const QPointF moved = (view.toScene(anchor) - before) * scale;
            QVERIFY(std::abs(moved.x()) <= 0.5 &&
                    std::abs(moved.y()) <= 0.5);  // origins are whole device pixels
        }
    }

    void roundTrip() {
        ViewTransform view;
        view.setScene(QSize(640, 480));
        view.setViewport(QSize(1000, 800));
        view.zoomTo(1.7, QPointF(100, 100));
        const QPointF at(12.25, 471.5);
        const QPointF back = view.toScene(view.toDevice(at));
        QVERIFY(std::abs(back.x() - at.x()) < 1e-9 && std::abs(back.y() - at.y()) < 1e-9);
    }

    void scalesAreClamped() {
        ViewTransform view;
        view.setScene(QSize(4000, 3000));
        view.setViewport(QSize(1000, 800));
        view.zoomTo(1e6, QPointF(10, 10));
        QCOMPARE(view.scale(), ViewTransform::kMaxScale);
        view.zoomTo(1e-6, QPointF(10, 10));
        QCOMPARE(view.scale(), view.minScale());
        QVERIFY(view.minScale() * 4000 >= 31);
    }

    void panNeverLosesThePhotograph() {
        ViewTransform view;
        view.setScene(QSize(400, 300));
        view.setViewport(QSize(1000, 800));
        for (const QPointF& way : {QPointF(1e5, 0), QPointF(-1e6, 1e6), QPointF(0, -1e6)}) {
            view.pan(way);
            QVERIFY(view.sceneInDevice().intersects(QRectF(0, 0, 1000, 800)));
        }
    }

    void resizeKeepsTheMiddle() {
        ViewTransform view;
        view.setScene(QSize(4000, 3000));
        view.setViewport(QSize(1000, 800));
        view.zoomTo(1, QPointF(500, 400));
        const QPointF middle = view.toScene(QPointF(500, 400));
        view.setViewport(QSize(700, 500));
        const QPointF now = view.toScene(QPointF(350, 250));
        QVERIFY(std::abs(now.x() - middle.x()) <= 1 && std::abs(now.y() - middle.y()) <= 1);
    }

    /// The overlay marks exactly the device pixels whose centres are marked, with light inside and dark
    /// outside its edge.
    void overlayAgreesWithTheMask_data() {
        QTest::addColumn<double>("scale");
        for (const double scale : {0.25, 0.5, 1.0, 1.5, 2.0, 5.0})
            QTest::addRow("%g", scale) << scale;
    }
    void overlayAgreesWithTheMask() {
        QFETCH(double, scale);
        MaskLayer mask(QSize(200, 160));
        for (int y = 40; y < 90; ++y)
            mask.fill(y, 60, 129, 255);
        mask.changed(mask.rect());
        ViewTransform view;
        view.setScene(QSize(200, 160));
        view.setViewport(QSize(400, 300));
        view.zoomTo(scale, view.toDevice(QPointF(95, 65)));
        MaskStyle style;
        const QRect device(0, 0, 400, 300);
        const QImage overlay = renderMaskOverlay(mask, view, device, style);
        QVERIFY(!overlay.isNull());
        style.outlined = false;
        const QImage plain = renderMaskOverlay(mask, view, device, style);
        for (int y = 1; y < 299; ++y) {
            for (int x = 1; x < 399; ++x) {
                const QPointF at = view.toScene(QPointF(x + 0.5, y + 0.5));
                // Far away, a device pixel is marked where any of the pixels under it are.
                const double reach = scale < 1 ? 1 / scale : 0;
                const QRectF box(60, 40, 70, 50);
                const bool marked = qAlpha(plain.pixel(x, y)) > 0;
                if (box.contains(at) && at.x() < 130 && at.y() < 90) QVERIFY(marked);
                if (!box.adjusted(-reach, -reach, reach, reach).contains(at)) QVERIFY(!marked);
            }
        }
        // Parts give the same pixels as the whole, so that partial repaints leave no seams.
        style.outlined = true;
        const QRect part(130, 90, 60, 50);
        const QImage piece = renderMaskOverlay(mask, view, part, style);
        for (int y = 0; y < part.height() && !piece.isNull(); ++y) {
            for (int x = 0; x < part.width(); ++x)
                QCOMPARE(piece.pixel(x, y), overlay.pixel(part.x() + x, part.y() + y));
        }
    }

    void thinScratchIsVisibleFarAway() {
        MaskLayer mask(QSize(4000, 3000));
        mask.fill(1501, 500, 3499, 255);
        mask.changed(mask.rect());
        ViewTransform view;
        view.setScene(QSize(4000, 3000));
        view.setViewport(QSize(548, 448));
        const QImage overlay = renderMaskOverlay(mask, view, QRect(0, 0, 548, 448), MaskStyle());
        const QPointF middle = view.toDevice(QPointF(2000, 1501.5));
        int seen = 0;
        for (int y = -2; y <= 2; ++y)
            seen += qAlpha(overlay.pixel(int(middle.x()), int(middle.y()) + y)) > 0;
        QVERIFY(seen > 0);
    }
};

QTEST_GUILESS_MAIN(TestViewTransform)
#include "test_view_transform.moc"
