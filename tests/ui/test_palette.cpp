// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/contrast.h"
#include "ui/base/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace lacuna::ui;

/// The program starts on a desktop of high contrast.
class TestPalette : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("lacuna-test"));
        QCoreApplication::setApplicationName(QStringLiteral("test_palette"));
        QSettings().clear();
    }

    void desktopsColoursAreKept() {
        QPalette colours = QApplication::palette();
        for (const QPalette::ColorRole role : {QPalette::Window, QPalette::Base, QPalette::Button})
            colours.setColor(role, Qt::black);
        for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
            colours.setColor(role, Qt::yellow);
        colours.setColor(QPalette::Highlight, Qt::cyan);
        colours.setColor(QPalette::HighlightedText, Qt::black);
        QApplication::setPalette(colours);
        Theme theme;
        const auto is = [](QPalette::ColorRole role, const QColor& colour) {
            return QApplication::palette().color(role) == colour;
        };
        QVERIFY(is(QPalette::Window, Qt::black));
        QVERIFY(is(QPalette::WindowText, Qt::yellow));
        QVERIFY(is(QPalette::Highlight, Qt::cyan));
        // Edges and quiet text are as clear as the text, and the accent keeps its colour.
        QVERIFY(isHighContrast(QApplication::palette()));
        QVERIFY(contrast(Theme::line(QApplication::palette()), Qt::black) >= 4.5);
        QCOMPARE(Theme::quietText(QApplication::palette()), QColor(Qt::yellow));
        QCOMPARE(Theme::accentFill(QApplication::palette()), QColor(Qt::cyan));
        QCOMPARE(accentInk(QApplication::palette()), QColor(Qt::black));
        QCheckBox box;
        box.resize(40, 40);
        const QImage drawn = box.grab().toImage();
        int edge = 0;
        for (int x = 0; x < drawn.width(); ++x)
            edge += contrast(drawn.pixelColor(x, drawn.height() / 2), Qt::black) >= 10;
        QVERIFY2(edge >= 2, qPrintable(QString::number(edge)));
        // Whoever asks for light gets it, and the desktop's colours afterwards.
        theme.setChoice(Theme::Choice::Light);
        QVERIFY(!Theme::isDark(QApplication::palette()));
        QVERIFY(!is(QPalette::WindowText, Qt::yellow));
        QVERIFY(!isHighContrast(QApplication::palette()));
        QVERIFY(contrast(Theme::accentFill(QApplication::palette()), accentInk(QApplication::palette())) >=
                4.5);
        theme.setChoice(Theme::Choice::System);
        QVERIFY(is(QPalette::WindowText, Qt::yellow));
        // The photograph's surround stays neutral.
        const QColor surround = Theme::surround(QApplication::palette());
        QVERIFY(surround.red() == surround.green() && surround.green() == surround.blue());
        QVERIFY(surround != QColor(Qt::black));
    }
};

QTEST_MAIN(TestPalette)
#include "test_palette.moc"
