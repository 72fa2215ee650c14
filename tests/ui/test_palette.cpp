// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include <QApplication>
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
        QPalette contrast = QApplication::palette();
        for (const QPalette::ColorRole role : {QPalette::Window, QPalette::Base, QPalette::Button})
            contrast.setColor(role, Qt::black);
        for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
            contrast.setColor(role, Qt::yellow);
        contrast.setColor(QPalette::Highlight, Qt::cyan);
        QApplication::setPalette(contrast);
        Theme theme;
        const auto is = [](QPalette::ColorRole role, const QColor& colour) {
            return QApplication::palette().color(role) == colour;
        };
        QVERIFY(is(QPalette::Window, Qt::black));
        QVERIFY(is(QPalette::WindowText, Qt::yellow));
        QVERIFY(is(QPalette::Highlight, Qt::cyan));
        // Whoever asks for light gets it, and the desktop's colours afterwards.
        theme.setChoice(Theme::Choice::Light);
        QVERIFY(!Theme::isDark(QApplication::palette()));
        QVERIFY(!is(QPalette::WindowText, Qt::yellow));
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
