// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/off_gui.h"
#include "ui/canvas/canvas_view.h"

#include <QApplication>
#include <QFile>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

#include <cmath>

using namespace lacuna::ui;

/// Two screens, the second with two device pixels per logical pixel.
class TestScreens : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void canvasIsLaidOutForItsScreen() {
        QCOMPARE(QApplication::screens().size(), 2);
        ImageDocument document(test::loadedPhoto(300, 200));
        CanvasView canvas;
        canvas.resize(480, 360);
        canvas.setDocument(&document);
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        QCOMPARE(canvas.view().viewport(), QSize(480, 360));
        canvas.setGeometry(
            QRect(QApplication::screens()[1]->geometry().topLeft() + QPoint(20, 20), canvas.size()));
        canvas.windowHandle()->setScreen(QApplication::screens()[1]);
        QTRY_COMPARE(canvas.devicePixelRatioF(), 2.0);
        QTRY_COMPARE(canvas.view().viewport(), QSize(960, 720));
        // The photograph is where the pointer finds it, and as large as the window allows.
        const QPointF corner = canvas.toImage(QPointF(canvas.rect().center()));
        QVERIFY(std::abs(corner.x() - 150) < 2 && std::abs(corner.y() - 100) < 2);
        QVERIFY(canvas.view().isFitted() && canvas.view().scale() > 2.5);
    }
};

int main(int argc, char** argv) {
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("screens.json")));
    if (!file.open(QIODevice::WriteOnly)) return 1;
    file.write(R"({"screens": [
        {"name": "one", "x": 0, "y": 0, "width": 1600, "height": 1200, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
        {"name": "two", "x": 1600, "y": 0, "width": 3200, "height": 2400, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 2}]})");
    file.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + file.fileName().toLocal8Bit());
    QApplication app(argc, argv);
    TestScreens test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_screens.moc"
