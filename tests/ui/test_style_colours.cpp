// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/contrast.h"
#include "ui/base/theme.h"

#include <QApplication>
#include <QProxyStyle>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace lacuna::ui;

namespace {

const QColor kWindow(0x35, 0x35, 0x35), kText(0xee, 0xee, 0xec), kAccent(0x15, 0x53, 0x9e);

/// Brings its own colours, as Adwaita and Breeze do.
class DarkStyle : public QProxyStyle {
  public:
    DarkStyle() : QProxyStyle(QStringLiteral("Fusion")) {}
    using QProxyStyle::polish;
    void polish(QPalette& colours) override {
        colours = QPalette(kWindow);
        for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
            colours.setColor(role, kText);
        colours.setColor(QPalette::Highlight, kAccent);
        colours.setColor(QPalette::HighlightedText, Qt::white);
        colours.setResolveMask(0);  // nobody has set these for this program
    }
};

}  // namespace

/// The program starts with a style that the user chose for all programs.
class TestStyleColours : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("lacuna-test"));
        QCoreApplication::setApplicationName(QStringLiteral("test_style_colours"));
        QSettings().clear();
        QApplication::setStyle(new DarkStyle);
        QCOMPARE(QApplication::palette().color(QPalette::Window), kWindow);
    }

    void theStylesColoursAreKept() {
        Theme theme;
        const auto colour = [](QPalette::ColorRole role) { return QApplication::palette().color(role); };
        QCOMPARE(colour(QPalette::Window), kWindow);
        QCOMPARE(colour(QPalette::WindowText), kText);
        QCOMPARE(colour(QPalette::Highlight), kAccent);
        QVERIFY(Theme::isDark(QApplication::palette()));
        QVERIFY(!isHighContrast(QApplication::palette()));
        theme.setChoice(Theme::Choice::Light);
        QVERIFY(!Theme::isDark(QApplication::palette()));
        theme.setChoice(Theme::Choice::System);
        QCOMPARE(colour(QPalette::Window), kWindow);
    }

    /// The ring around what has the focus can be seen, however dark the accent is.
    void accentIsVisible_data() {
        QTest::addColumn<QColor>("accent");
        QTest::addColumn<QColor>("window");
        QTest::addColumn<bool>("kept");
        QTest::newRow("navy on dark grey") << QColor(0x0f, 0x3b, 0x71) << QColor(0x30, 0x30, 0x30) << false;
        QTest::newRow("Adwaita's in the dark") << kAccent << kWindow << false;
        QTest::newRow("yellow on white") << QColor(Qt::yellow) << QColor(Qt::white) << false;
        QTest::newRow("the same as the window") << kWindow << kWindow << false;
        QTest::newRow("Breeze's in the dark") << QColor(0x3d, 0xae, 0xe9) << QColor(0x2a, 0x2e, 0x32) << true;
    }
    void accentIsVisible() {
        QFETCH(QColor, accent);
        QFETCH(QColor, window);
        QFETCH(bool, kept);
        QPalette colours;
        colours.setColor(QPalette::Highlight, accent);
        colours.setColor(QPalette::Window, window);
        const QColor mark = accentMark(colours);
        QVERIFY2(contrast(mark, window) >= 3, qPrintable(mark.name()));
        QCOMPARE(mark == accent, kept);
    }

    void highContrast_data() {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("window");
        QTest::addColumn<bool>("high");
        QTest::newRow("black on white") << QColor(Qt::black) << QColor(Qt::white) << true;
        QTest::newRow("yellow on black") << QColor(Qt::yellow) << QColor(Qt::black) << true;
        QTest::newRow("green on black") << QColor(Qt::green) << QColor(Qt::black) << true;
        QTest::newRow("the toolkit's own") << QColor(Qt::black) << QColor(239, 239, 239) << false;
        QTest::newRow("white on grey") << QColor(0xfc, 0xfc, 0xfc) << QColor(0x2a, 0x2e, 0x32) << false;
        QTest::newRow("dark grey on white") << QColor(0x2e, 0x34, 0x36) << QColor(Qt::white) << false;
    }
    void highContrast() {
        QFETCH(QColor, text);
        QFETCH(QColor, window);
        QFETCH(bool, high);
        QPalette colours;
        colours.setColor(QPalette::WindowText, text);
        colours.setColor(QPalette::Window, window);
        QCOMPARE(isHighContrast(colours), high);
    }
};

QTEST_MAIN(TestStyleColours)
#include "test_style_colours.moc"
