// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/off_gui.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_mask_command.h"
#include "ui/tools/area_tool.h"
#include "ui/tools/polygon_tool.h"
#include "ui/tools/stroke_tool.h"

#include <QApplication>
#include <QImage>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace lacuna::ui;

namespace {

/// A result of which every pixel is `colour`, `scale` times as large as the document.
ResultPtr plainResult(const ImageDocument& document, QColor colour, int scale = 1) {
    auto result = std::make_shared<RestorationResult>();
    result->photo = document.source().photo;
    result->settings = document.settings();
    QImage picture(document.size() * scale, QImage::Format_RGB32);
    picture.fill(colour);
    test::offGui([&] { result->display = makeDisplayImage(picture); });
    return result;
}

void sendWheel(QWidget& widget, QPointF at, int turn) {
    QWheelEvent event(at, widget.mapToGlobal(at), QPoint(), QPoint(0, turn), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

void pinch(QWidget& widget, Qt::NativeGestureType type, QPointF at, double value) {
    QNativeGestureEvent event(type, QPointingDevice::primaryPointingDevice(), 2, at, at,
                              widget.mapToGlobal(at), value, {});
    QApplication::sendEvent(&widget, &event);
}

}  // namespace

/// Runs at several screen scales (QT_SCALE_FACTOR).
class TestCanvasView : public QObject {
    Q_OBJECT

  private:
    static constexpr QSize kPhoto{300, 200};

    struct Stage {
        Stage() : document(test::loadedPhoto(kPhoto.width(), kPhoto.height())) {
            canvas.resize(480, 360);
            canvas.setDocument(&document);
            brush.setDocument(&document);
            canvas.show();
            static_cast<void>(QTest::qWaitForWindowExposed(&canvas));
        }
        /// Of the screen, by the photograph's pixel.
        QRgb at(QPointF imagePixel) {
            const QImage shot = canvas.grab().toImage();
            const QPointF device = canvas.view().toDevice(imagePixel);
            return shot.pixel(int(device.x()), int(device.y()));
        }
        ImageDocument document;
        BrushTool brush;
        CanvasView canvas;
    };

  private Q_SLOTS:
    /// 100 % is one image pixel per device pixel: the screen has the photograph's samples, none of them
    /// resampled.
    void actualSizeIsExact() {
        Stage stage;
        stage.canvas.zoomActual();
        QCOMPARE(stage.canvas.zoom(), 1.0);
        const QImage shot = stage.canvas.grab().toImage();
        QCOMPARE(shot.size(), (QSizeF(stage.canvas.size()) * stage.canvas.devicePixelRatioF()).toSize());
        const QImage& photo = stage.document.source().display.level(0);
        const QPoint origin = stage.canvas.view().toDevice(QPointF(0, 0)).toPoint();
        for (const QPoint& pixel :
             {QPoint(0, 0), QPoint(299, 199), QPoint(7, 8), QPoint(150, 33), QPoint(8, 150)})
            QCOMPARE(shot.pixel(origin + pixel), photo.pixel(pixel));
    }

    void mappingRoundTrips() {
        Stage stage;
        for (const int turn : {0, 240, 480, -960}) {
            if (turn) sendWheel(stage.canvas, QPointF(200, 150), turn);
            const QPointF image(123.5, 77.25);
            const QPointF back = stage.canvas.toImage(stage.canvas.toWidget(image));
            QVERIFY(QLineF(back, image).length() < 1e-6);
        }
    }

    void wheelZoomsToThePointer() {
        Stage stage;
        const QPointF pointer(311, 207);
        const QPointF before = stage.canvas.toImage(pointer);
        const double zoom = stage.canvas.zoom();
        sendWheel(stage.canvas, pointer, 480);
        QCOMPARE(stage.canvas.zoom(), 2 * zoom);
        QVERIFY(QLineF(stage.canvas.toImage(pointer), before).length() * stage.canvas.view().scale() < 1);
    }

    /// The outline around the pointer is as large as what the brush would mark, however the view was zoomed.
    void outlineHasTheBrushesSize() {
        Stage stage;
        stage.brush.setDiameter(40);
        stage.canvas.setTool(&stage.brush);
        const QPointF pointer(240, 180);
        const double dpr = stage.canvas.devicePixelRatioF();
        const std::function<void()> kWays[] = {
            [] {}, [&] { stage.canvas.zoomActual(); }, [&] { stage.canvas.zoomIn(); },
            [&] { pinch(stage.canvas, Qt::ZoomNativeGesture, pointer, 0.3); }, [&] { stage.canvas.fit(); }};
        for (const auto& zoom : kWays) {
            QTest::mouseMove(&stage.canvas, pointer.toPoint() + QPoint(1, 0));
            QTest::mouseMove(&stage.canvas, pointer.toPoint());
            zoom();
            const QImage with = stage.canvas.grab().toImage();
            QEvent leave(QEvent::Leave);
            QApplication::sendEvent(&stage.canvas, &leave);
            const QImage without = stage.canvas.grab().toImage();
            int left = with.width(), right = -1;
            for (int x = 0; x < with.width(); ++x) {
                for (int y = 0; y < with.height(); ++y) {
                    if (with.pixel(x, y) == without.pixel(x, y)) continue;
                    left = std::min(left, x);
                    right = std::max(right, x);
                }
            }
            const double expected = 40 * stage.canvas.view().scale() + 2.5 * dpr;
            QVERIFY2(std::abs(right - left + 1 - expected) <= 2,
                     qPrintable(QStringLiteral("%1 and not %2").arg(right - left + 1).arg(expected)));
        }
    }

    /// What is clicked is what is marked, at any screen scale and zoom.
    void brushMarksWhatIsUnderThePointer_data() {
        QTest::addColumn<int>("turn");
        QTest::newRow("fitted") << 0;
        QTest::newRow("closer") << 960;
        QTest::newRow("farther") << -480;
    }
    void brushMarksWhatIsUnderThePointer() {
        QFETCH(int, turn);
        Stage stage;
        stage.brush.setDiameter(1);
        stage.canvas.setTool(&stage.brush);
        if (turn) sendWheel(stage.canvas, QPointF(240, 180), turn);
        const QPoint click(251, 163);
        const QPointF image = stage.canvas.toImage(click);
        QTest::mouseClick(&stage.canvas, Qt::LeftButton, {}, click);
        QCOMPARE(stage.document.mask().bounds(), QRect(int(image.x()), int(image.y()), 1, 1));
        stage.canvas.setTool(nullptr);
    }

    void strokeShowsAtOnceAndOnlyThere() {
        Stage stage;
        stage.brush.setDiameter(20);
        stage.canvas.setTool(&stage.brush);
        const QRgb before = stage.at({150, 100});
        const QPoint from = stage.canvas.toWidget({100, 100}).toPoint();
        const QPoint to = stage.canvas.toWidget({200, 100}).toPoint();
        QTest::mousePress(&stage.canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(&stage.canvas, to);
        QTest::mouseRelease(&stage.canvas, Qt::LeftButton, {}, to);
        QVERIFY(stage.document.mask().isMarked({150, 100}));
        QVERIFY(qRed(stage.at({150, 100})) > qRed(before));
        stage.canvas.setMaskShown(false);
        QCOMPARE(stage.at({150, 100}), before);
        stage.canvas.setTool(nullptr);
    }

    void middleButtonAndSpacePan() {
        Stage stage;
        stage.canvas.setTool(&stage.brush);
        sendWheel(stage.canvas, QPointF(240, 180), 960);
        const double dpr = stage.canvas.devicePixelRatioF();
        QPointF before = stage.canvas.view().toDevice(QPointF(0, 0));
        QTest::mousePress(&stage.canvas, Qt::MiddleButton, {}, QPoint(200, 150));
        QTest::mouseMove(&stage.canvas, QPoint(220, 160));
        QTest::mouseRelease(&stage.canvas, Qt::MiddleButton, {}, QPoint(220, 160));
        QVERIFY(
            QLineF(stage.canvas.view().toDevice(QPointF(0, 0)), before + QPointF(20, 10) * dpr).length() <=
            1);
        before = stage.canvas.view().toDevice(QPointF(0, 0));
        QTest::keyPress(&stage.canvas, Qt::Key_Space);
        QTest::mousePress(&stage.canvas, Qt::LeftButton, {}, QPoint(200, 150));
        QTest::mouseMove(&stage.canvas, QPoint(190, 150));
        QTest::mouseRelease(&stage.canvas, Qt::LeftButton, {}, QPoint(190, 150));
        QTest::keyRelease(&stage.canvas, Qt::Key_Space);
        QVERIFY(QLineF(stage.canvas.view().toDevice(QPointF(0, 0)), before - QPointF(10, 0) * dpr).length() <=
                1);
        QVERIFY(stage.document.mask().isEmpty());
        stage.canvas.setTool(nullptr);
    }

    void keyboardPaints() {
        Stage stage;
        stage.brush.setDiameter(8);
        stage.canvas.setTool(&stage.brush);
        QTest::keyClick(&stage.canvas, Qt::Key_Right);
        QTest::keyPress(&stage.canvas, Qt::Key_Return);
        for (int i = 0; i < 10; ++i)
            QTest::keyClick(&stage.canvas, Qt::Key_Down);
        QTest::keyRelease(&stage.canvas, Qt::Key_Return);
        QCOMPARE(stage.document.history().count(), 1);
        QVERIFY(stage.document.mask().bounds().height() >= 20);
        stage.canvas.setTool(nullptr);
    }

    /// Ctrl+Return is Restore's, and comes to the canvas where there is nothing to restore.
    void shortcutsPaintNothing() {
        Stage stage;
        stage.canvas.setTool(&stage.brush);
        for (const auto modifier : {Qt::ControlModifier, Qt::AltModifier, Qt::MetaModifier})
            QTest::keyClick(&stage.canvas, Qt::Key_Return, modifier);
        QVERIFY(stage.document.mask().isEmpty());
        QCOMPARE(stage.document.history().count(), 0);
        stage.canvas.setTool(nullptr);
    }

    /// Some pixels of the screen at any zoom; with Alt one of the photograph.
    void keyboardDrawsShapes_data() {
        QTest::addColumn<int>("zoomSteps");
        QTest::newRow("fitted") << 0;
        QTest::newRow("close") << 6;
    }
    void keyboardDrawsShapes() {
        QFETCH(int, zoomSteps);
        Stage stage;
        RectangleTool rectangle;
        rectangle.setDocument(&stage.document);
        stage.canvas.setTool(&rectangle);
        for (int i = 0; i < zoomSteps; ++i)
            stage.canvas.zoomIn();
        const double scale = stage.canvas.view().scale() / stage.canvas.devicePixelRatioF();
        const int perKey = std::max(1, int(std::round(8 / scale)));
        QTest::keyPress(&stage.canvas, Qt::Key_Return);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&stage.canvas, Qt::Key_Right);
        for (int i = 0; i < 2; ++i)
            QTest::keyClick(&stage.canvas, Qt::Key_Down, Qt::AltModifier);
        QTest::keyRelease(&stage.canvas, Qt::Key_Return);
        QCOMPARE(stage.document.mask().bounds().size(), QSize(3 * perKey + 1, 3));
        stage.canvas.setTool(nullptr);
    }

    void splitShowsBothSides() {
        Stage stage;
        stage.document.adopt(plainResult(stage.document, Qt::green));
        QCOMPARE(stage.at({30, 190}), qRgb(0, 255, 0));
        stage.canvas.setCompare(Compare::Split);
        const QRgb original = stage.document.source().display.level(0).pixel(30, 190);
        QVERIFY(stage.at({30, 190}) != qRgb(0, 255, 0));
        QVERIFY(std::abs(qRed(stage.at({30, 190})) - qRed(original)) < 12);
        QCOMPARE(stage.at({270, 190}), qRgb(0, 255, 0));
        // Dragging the divider to the left uncovers the result.
        const QPoint divider = stage.canvas.toWidget({150, 150}).toPoint();
        const QPoint left = stage.canvas.toWidget({10, 150}).toPoint();
        QTest::mousePress(&stage.canvas, Qt::LeftButton, {}, divider);
        QTest::mouseMove(&stage.canvas, left);
        QTest::mouseRelease(&stage.canvas, Qt::LeftButton, {}, left);
        QCOMPARE(stage.at({30, 190}), qRgb(0, 255, 0));
        stage.canvas.holdOriginal(true);
        QVERIFY(stage.at({270, 190}) != qRgb(0, 255, 0));
        stage.canvas.holdOriginal(false);
    }

    void levelDividerShowsTheOriginalAbove() {
        Stage stage;
        stage.document.adopt(plainResult(stage.document, Qt::green));
        stage.canvas.setCompare(Compare::SplitRows);
        QVERIFY(stage.at({30, 60}) != qRgb(0, 255, 0));
        QCOMPARE(stage.at({30, 190}), qRgb(0, 255, 0));
        const QPoint divider = stage.canvas.toWidget({60, 100}).toPoint();
        const QPoint up = stage.canvas.toWidget({60, 20}).toPoint();
        QTest::mousePress(&stage.canvas, Qt::LeftButton, {}, divider);
        QTest::mouseMove(&stage.canvas, up);
        QTest::mouseRelease(&stage.canvas, Qt::LeftButton, {}, up);
        QCOMPARE(stage.at({30, 60}), qRgb(0, 255, 0));
    }

    /// Both halves show the same place at the same zoom, and tools work in either.
    void sideBySideIsInStep() {
        Stage stage;
        stage.document.adopt(plainResult(stage.document, Qt::green));
        stage.canvas.setCompare(Compare::SideBySide);
        const auto shot = [&] { return stage.canvas.grab().toImage(); };
        const int half = shot().width() / 2;
        const auto inBoth = [&](QPointF pixel) {
            const QPoint at = stage.canvas.view().toDevice(pixel).toPoint();
            const QImage now = shot();
            const int gap = now.width() - 2 * stage.canvas.view().viewport().width();
            return std::pair(now.pixel(at),
                             now.pixel(at + QPoint(stage.canvas.view().viewport().width() + gap, 0)));
        };
        QVERIFY(inBoth({150, 120}).first != qRgb(0, 255, 0));
        QCOMPARE(inBoth({150, 120}).second, qRgb(0, 255, 0));
        // Zooming in the right half keeps what is under the pointer there.
        const double dpr = stage.canvas.devicePixelRatioF();
        const QPointF right(half / dpr + 100, 180);
        const QPointF before = stage.canvas.toImage(right);
        QVERIFY(QRectF(QPointF(0, 0), QSizeF(kPhoto)).contains(before));
        sendWheel(stage.canvas, right, 480);
        QVERIFY(QLineF(stage.canvas.toImage(right), before).length() * stage.canvas.view().scale() < 1.5);
        stage.brush.setDiameter(1);
        stage.canvas.setTool(&stage.brush);
        const QPoint click = right.toPoint();
        const QPointF pixel = stage.canvas.toImage(click);
        QTest::mouseClick(&stage.canvas, Qt::LeftButton, {}, click);
        QCOMPARE(stage.document.mask().bounds().topLeft(), QPoint(int(pixel.x()), int(pixel.y())));
        stage.canvas.setCompare(Compare::Off);
        QCOMPARE(stage.canvas.view().viewport(), shot().size());
        stage.canvas.setTool(nullptr);
    }

    /// An odd width leaves a pixel over; the photograph goes up to the edge there, too.
    void sideBySideReachesTheEdge() {
        Stage stage;
        stage.canvas.setCompare(Compare::SideBySide);
        for (const int width : {480, 481, 482}) {
            stage.canvas.resize(width, 360);
            for (int turns = 0; turns < 6; ++turns)
                sendWheel(stage.canvas, QPointF(100, 180), 480);  // so far in that a pane shows a few pixels
            const QImage shot = stage.canvas.grab().toImage();
            const int y = shot.height() / 2;
            const QColor last = shot.pixelColor(shot.width() - 1, y),
                         before = shot.pixelColor(shot.width() - 3, y);
            QVERIFY2(std::abs(last.lightness() - before.lightness()) < 16,
                     qPrintable(QString::number(width)));
        }
    }

    void differenceTakesTheResultsPlace() {
        Stage stage;
        stage.document.adopt(plainResult(stage.document, Qt::green));
        stage.canvas.setCompare(Compare::Difference);
        QCOMPARE(stage.at({150, 120}), qRgb(0, 255, 0));  // until it is known
        stage.canvas.setDifference(plainResult(stage.document, Qt::magenta)->display,
                                   QStringLiteral("Difference"));
        QCOMPARE(stage.at({150, 120}), qRgb(255, 0, 255));
        // Its edge is drawn: a map may be as grey as the surround.
        const QImage shot = stage.canvas.grab().toImage();
        const QRect scene = stage.canvas.view().sceneInDevice().toAlignedRect();
        QCOMPARE(QColor(shot.pixel(scene.center().x(), scene.top() - 1)),
                 Theme::quietText(stage.canvas.palette()));
        stage.document.show(ImageDocument::kOriginal);
        QCOMPARE(stage.canvas.compare(), Compare::Off);
    }

    void maskHasThreeLooks() {
        Stage stage;
        stage.canvas.zoomActual();
        const QRgb bare = stage.at({150, 100});
        QImage mask(kPhoto, QImage::Format_Grayscale8);
        mask.fill(0);
        for (int y = 60; y < 140; ++y)
            std::fill_n(mask.scanLine(y) + 100, 100, uchar(255));
        stage.document.history().push(new ChangeMaskCommand(stage.document, QString(), MaskLayer(mask)));
        stage.canvas.setMaskFill(QColor(0, 0, 255, 255));
        QCOMPARE(stage.at({150, 100}), qRgb(0, 0, 255));
        stage.canvas.setMaskLook(MaskLook::Outline);
        QCOMPARE(stage.at({150, 100}), bare);
        QVERIFY(qGreen(stage.at({100.5, 100.5})) > 200);  // the light line inside its edge
        stage.canvas.setMaskShown(false);
        QCOMPARE(stage.at({150, 100}), bare);
        stage.canvas.setMaskLook(MaskLook::Overlay);
        QVERIFY(stage.canvas.isMaskShown());
    }

    /// Qt makes mouse events of a pen's; the pressure and the eraser's end come along.
    void penPaintsWithItsPressure() {
        Stage stage;
        stage.canvas.zoomActual();
        stage.brush.setDiameter(40);
        stage.canvas.setTool(&stage.brush);
        const QPointF at = stage.canvas.toWidget({150, 100});
        const auto pen = [&](QEvent::Type type, double pressure, QPointingDevice::PointerType end) {
            const QPointingDevice device(QStringLiteral("pen"), 1, QInputDevice::DeviceType::Stylus, end,
                                         QInputDevice::Capability::Pressure, 1, 2);
            const bool up = type == QEvent::TabletRelease;
            QTabletEvent event(type, &device, at, stage.canvas.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, {},
                               Qt::LeftButton, up ? Qt::NoButton : Qt::LeftButton);
            QApplication::sendEvent(&stage.canvas, &event);
            QVERIFY(!event.isAccepted());
        };
        using Pointer = QPointingDevice::PointerType;
        pen(QEvent::TabletPress, 0.5, Pointer::Pen);
        QTest::mousePress(&stage.canvas, Qt::LeftButton, {}, at.toPoint());
        pen(QEvent::TabletRelease, 0, Pointer::Pen);
        QTest::mouseRelease(&stage.canvas, Qt::LeftButton, {}, at.toPoint());
        QCOMPARE(stage.document.mask().bounds().height(), 20);
        pen(QEvent::TabletPress, 1, Pointer::Eraser);
        QTest::mousePress(&stage.canvas, Qt::LeftButton, {}, at.toPoint());
        pen(QEvent::TabletRelease, 0, Pointer::Eraser);
        QTest::mouseRelease(&stage.canvas, Qt::LeftButton, {}, at.toPoint());
        QVERIFY(stage.document.mask().isEmpty());
        QTest::mouseClick(&stage.canvas, Qt::LeftButton, {}, at.toPoint());  // a mouse has full pressure
        QCOMPARE(stage.document.mask().bounds().height(), 40);
        stage.canvas.setTool(nullptr);
    }

    void escapeDropsAnOpenPolygon() {
        Stage stage;
        PolygonTool polygon;
        polygon.setDocument(&stage.document);
        stage.canvas.setTool(&polygon);
        for (const QPointF& corner : {QPointF(50, 50), QPointF(200, 60), QPointF(120, 150)})
            QTest::mouseClick(&stage.canvas, Qt::LeftButton, {}, stage.canvas.toWidget(corner).toPoint());
        QVERIFY(polygon.isOpen());
        QTest::keyClick(&stage.canvas, Qt::Key_Backspace);
        QTest::keyClick(&stage.canvas, Qt::Key_Escape);
        QVERIFY(!polygon.isOpen());
        for (const QPointF& corner :
             {QPointF(50, 50), QPointF(200, 60), QPointF(120, 150), QPointF(120, 150)})
            QTest::mouseClick(&stage.canvas, Qt::LeftButton, {}, stage.canvas.toWidget(corner).toPoint());
        QVERIFY(!polygon.isOpen());
        QVERIFY(stage.document.mask().isMarked({120, 90}));
        stage.canvas.setTool(nullptr);
    }

    /// A larger result takes the same place; "100 %" then means its own pixels.
    void upscaledResultStaysInPlace() {
        Stage stage;
        const QRectF before = stage.canvas.view().sceneInDevice();
        const double zoom = stage.canvas.zoom();
        stage.document.adopt(plainResult(stage.document, Qt::blue, 2));
        QCOMPARE(stage.canvas.view().sceneInDevice(), before);
        QCOMPARE(stage.canvas.zoom(), zoom / 2);
        stage.canvas.zoomActual();
        QCOMPARE(stage.canvas.zoom(), 1.0);
        QCOMPARE(stage.canvas.view().scale(), 2.0);
        QCOMPARE(stage.at({150, 100}), qRgb(0, 0, 255));
    }

    void framesAppearInTheirPlace() {
        Stage stage;
        stage.canvas.setRunning(true);
        DisplayFrame frame;
        QImage patch(80, 40, QImage::Format_RGB32);
        patch.fill(Qt::yellow);
        test::offGui([&] { frame.picture = makeDisplayImage(patch); });
        frame.rect = QRect(100, 50, 80, 40);
        frame.resultSize = kPhoto;
        QSignalSpy painted(&stage.canvas, &CanvasView::framePainted);
        stage.canvas.showFrame(frame);
        QTRY_COMPARE(painted.count(), 1);
        QCOMPARE(stage.at({140, 70}), qRgb(255, 255, 0));
        QVERIFY(stage.at({60, 70}) != qRgb(255, 255, 0));
        QVERIFY(stage.at({140, 120}) != qRgb(255, 255, 0));
        // Half the size of its result: the same place on the photograph is covered.
        frame.resultSize = kPhoto * 2;
        stage.canvas.clearFrames();
        stage.canvas.showFrame(frame);
        QCOMPARE(stage.at({70, 35}), qRgb(255, 255, 0));
        QVERIFY(stage.at({140, 70}) != qRgb(255, 255, 0));
        stage.canvas.clearFrames();
        QVERIFY(stage.at({70, 35}) != qRgb(255, 255, 0));
    }

    /// On a large canvas, what the view has moved over becomes sharp, and looks as if painted at once.
    void whatWasMovedOverIsSharpInTheEnd() {
        ImageDocument document(test::loadedPhoto(3000, 2200));
        BrushTool brush;
        brush.setDocument(&document);
        brush.setDiameter(90);
        CanvasView canvas;
        canvas.resize(1500, 1100);
        canvas.setDocument(&document);
        canvas.setTool(&brush);
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        const auto stroke = [&](QPoint from, QPoint to, Qt::MouseButton button) {
            QTest::mousePress(&canvas, button, {}, from);
            for (int i = 1; i <= 5; ++i) {
                QTest::mouseMove(&canvas, from + (to - from) * i / 5);
                QApplication::processEvents();
            }
            QTest::mouseRelease(&canvas, button, {}, to);
        };
        bool wasDraft = false;
        for (const int turn : {360, 360, -240, 480, -960}) {
            sendWheel(canvas, QPointF(700, 500), turn);
            QApplication::processEvents();
            wasDraft = wasDraft || !canvas.isSharp();
            stroke({700, 600}, {430, 420}, Qt::MiddleButton);
            stroke({300, 300}, {800, 500}, Qt::LeftButton);
            QTRY_VERIFY(canvas.isSharp());
            const QImage moved = canvas.grab().toImage();
            canvas.refresh();
            QApplication::processEvents();
            QTRY_VERIFY(canvas.isSharp());
            QCOMPARE(canvas.grab().toImage(), moved);
        }
        QVERIFY(wasDraft);
        canvas.setTool(nullptr);
    }

    /// Only the button that began a stroke ends it.
    void otherButtonsDontEndAStroke() {
        Stage stage;
        stage.canvas.setTool(&stage.brush);
        const auto at = [&](double x) { return stage.canvas.toWidget({x, 100}).toPoint(); };
        QTest::mousePress(&stage.canvas, Qt::LeftButton, {}, at(60));
        QTest::mousePress(&stage.canvas, Qt::RightButton, {}, at(60));
        QTest::mouseRelease(&stage.canvas, Qt::RightButton, {}, at(60));
        QCOMPARE(stage.document.history().count(), 0);
        QTest::mouseMove(&stage.canvas, at(200));
        QTest::mouseRelease(&stage.canvas, Qt::LeftButton, {}, at(200));
        QCOMPARE(stage.document.history().count(), 1);
        QVERIFY(stage.document.mask().isMarked({150, 100}));
        stage.canvas.setTool(nullptr);
    }

    /// A stroke that leaves the picture, and the window, goes on when it comes back.
    void strokeGoesOnAfterTheEdge() {
        Stage stage;
        stage.brush.setDiameter(10);
        stage.canvas.setTool(&stage.brush);
        const auto at = [&](QPointF pixel) { return stage.canvas.toWidget(pixel).toPoint(); };
        QTest::mousePress(&stage.canvas, Qt::LeftButton, {}, at({250, 50}));
        QEvent leave(QEvent::Leave);
        for (const QPointF& pixel :
             {QPointF(290, 50), QPointF(500, 50), QPointF(500, 150), QPointF(290, 150)}) {
            QTest::mouseMove(&stage.canvas, at(pixel));
            if (pixel.x() > 300) QApplication::sendEvent(&stage.canvas, &leave);
        }
        QTest::mouseMove(&stage.canvas, at({200, 150}));
        QTest::mouseRelease(&stage.canvas, Qt::LeftButton, {}, at({200, 150}));
        QCOMPARE(stage.document.history().count(), 1);
        QVERIFY(stage.document.mask().isMarked({295, 50}));
        QVERIFY(stage.document.mask().isMarked({210, 150}));
        stage.canvas.setTool(nullptr);
    }

    /// While a run is watched, the mask is out of the way, and a brush that rests says why.
    void runLaysTheMaskAside() {
        Stage stage;
        stage.canvas.setTool(&stage.brush);
        QTest::mouseClick(&stage.canvas, Qt::LeftButton, {}, stage.canvas.toWidget({150, 100}).toPoint());
        QVERIFY(stage.canvas.isMaskShown() && stage.canvas.cue().isEmpty());
        stage.canvas.setRunning(true);
        QVERIFY(!stage.canvas.isMaskShown());
        QTest::mouseClick(&stage.canvas, Qt::LeftButton, {}, stage.canvas.toWidget({50, 50}).toPoint());
        QVERIFY(!stage.canvas.cue().isEmpty());
        QVERIFY(!stage.document.mask().isMarked({50, 50}));
        stage.canvas.setPaused(true);
        QVERIFY(stage.canvas.isMaskShown());
        stage.canvas.setPaused(false);
        QVERIFY(!stage.canvas.isMaskShown());
        stage.canvas.setRunning(false);
        QVERIFY(stage.canvas.isMaskShown());
        // A mask that was hidden before stays hidden.
        stage.canvas.setMaskShown(false);
        stage.canvas.setRunning(true);
        stage.canvas.setRunning(false);
        QVERIFY(!stage.canvas.isMaskShown());
        // The result that a run ends with is shown without it.
        stage.canvas.setMaskShown(true);
        stage.canvas.setRunning(true);
        stage.document.adopt(plainResult(stage.document, Qt::green));
        stage.canvas.setRunning(false);
        QVERIFY(!stage.canvas.isMaskShown());
        stage.canvas.setTool(nullptr);
    }

    /// In a task without a mask, nothing is red and nothing can be painted; the next task has it again.
    void maskIsOutOfSightWhereItMeansNothing() {
        Stage stage;
        stage.brush.setDiameter(40);
        stage.canvas.setTool(&stage.brush);
        const QRgb bare = stage.at({150, 100});
        QTest::mouseClick(&stage.canvas, Qt::LeftButton, {}, stage.canvas.toWidget({150, 100}).toPoint());
        const QRgb red = stage.at({145, 100});
        RestorationSettings settings = stage.document.settings();
        settings.task = lacuna::Task::Denoise;
        stage.document.setSettings(settings);
        QCOMPARE(stage.at({150, 100}), bare);
        QTest::mouseClick(&stage.canvas, Qt::LeftButton, {}, stage.canvas.toWidget({50, 50}).toPoint());
        QVERIFY(!stage.document.mask().isMarked({50, 50}));
        QVERIFY(!stage.canvas.cue().isEmpty());
        settings.task = lacuna::Task::Inpaint;
        stage.document.setSettings(settings);
        QCOMPARE(stage.at({145, 100}), red);
        stage.canvas.setTool(nullptr);
    }

    void surroundIsNeutral() {
        Stage stage;
        const QImage shot = stage.canvas.grab().toImage();
        const QRgb corner = shot.pixel(1, 1);
        QCOMPARE(qRed(corner), qGreen(corner));
        QCOMPARE(qGreen(corner), qBlue(corner));
    }

    void pinchedZoomRunsOut_data() {
        QTest::addColumn<int>("rest");
        QTest::addColumn<bool>("runsOn");
        QTest::newRow("lifted in motion") << 0 << true;
        QTest::newRow("rested first") << 150 << false;
    }
    void pinchedZoomRunsOut() {
        QFETCH(int, rest);
        QFETCH(bool, runsOn);
        Stage stage;
        const QPointF at(240, 180);
        const QPointF fixed = stage.canvas.toImage(at);
        for (int i = 0; i < 6; ++i) {
            pinch(stage.canvas, Qt::ZoomNativeGesture, at, 0.05);
            QTest::qWait(12);
        }
        QTest::qWait(rest);
        const double lifted = stage.canvas.zoom();
        QVERIFY(lifted > 1.2);
        pinch(stage.canvas, Qt::EndNativeGesture, at, 0);
        QTest::qWait(1200);
        const double ended = stage.canvas.zoom();
        QCOMPARE(ended > lifted * 1.02, runsOn);
        QTest::qWait(100);
        QCOMPARE(stage.canvas.zoom(), ended);
        QVERIFY((stage.canvas.toImage(at) - fixed).manhattanLength() < 2);
    }

    void touchingStopsTheRunOut() {
        Stage stage;
        for (int i = 0; i < 6; ++i) {
            pinch(stage.canvas, Qt::ZoomNativeGesture, {240, 180}, 0.05);
            QTest::qWait(12);
        }
        pinch(stage.canvas, Qt::EndNativeGesture, {240, 180}, 0);
        QTest::mousePress(&stage.canvas, Qt::MiddleButton, {}, {100, 100});
        const double now = stage.canvas.zoom();
        QTest::qWait(200);
        QCOMPARE(stage.canvas.zoom(), now);
        QTest::mouseRelease(&stage.canvas, Qt::MiddleButton, {}, {100, 100});
    }
};

QTEST_MAIN(TestCanvasView)
#include "test_canvas_view.moc"
