// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/studio.h"
#include "ui/base/language.h"
#include "ui/main_window/actions.h"
#include "ui/manual/keyboard_table.h"
#include "ui/manual/manual_window.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextFragment>
#include <QTranslator>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

using test::Studio;

constexpr qint64 kMostBytes = 1'500'000;

QString pageOf(const QString& language) {
    QFile file(QStringLiteral(":/manual/%1.html").arg(language));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The first group of every match.
QStringList all(const QString& text, const char* pattern) {
    QStringList found;
    const QRegularExpression expression(QString::fromUtf8(pattern));
    for (auto it = expression.globalMatch(text); it.hasNext();)
        found << it.next().captured(1);
    return found;
}

void speak(Language language) {
    qDeleteAll(qApp->findChildren<QTranslator*>());
    loadLanguage(*qApp, language);
}

}  // namespace

class TestManual : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }
    void cleanup() { speak(Language::English); }

    void bothLanguagesHaveTheSameSections() {
        const QString english = pageOf(QStringLiteral("en")), german = pageOf(QStringLiteral("de"));
        const char* kAnchor = "<h2><a name=\"([^\"]+)\">";
        QVERIFY(all(english, kAnchor).size() >= 10);
        QCOMPARE(all(german, kAnchor), all(english, kAnchor));
        for (const char* pattern : {"<(h[12]|p|div|li|ol|ul|table|tr|td)[ >]", "<img src=\"../([^\"]+)\""})
            QCOMPARE(all(german, pattern), all(english, pattern));
    }

    void everythingResolves_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("German") << QStringLiteral("de");
    }

    void everythingResolves() {
        QFETCH(QString, language);
        const QString page = pageOf(language);
        const QStringList anchors = all(page, "<a name=\"([^\"]+)\">");
        const QStringList links = all(page, "<a href=\"([^\"]+)\">");
        QVERIFY(links.size() >= anchors.size());
        for (const QString& link : links)
            QVERIFY2(link.startsWith(QLatin1Char('#')) && anchors.contains(link.mid(1)), qPrintable(link));
        const QStringList pictures = all(page, "<img src=\"([^\"]+)\"");
        QVERIFY(pictures.size() >= 5);
        for (const QString& picture : pictures) {
            QVERIFY2(picture.startsWith(language + QLatin1Char('/')), qPrintable(picture));
            QVERIFY2(!QImage(QStringLiteral(":/manual/") + picture).isNull(), qPrintable(picture));
        }
        // No picture is carried along unused.
        for (const QString& name : QDir(QStringLiteral(":/manual/") + language).entryList())
            QVERIFY2(pictures.contains(language + QLatin1Char('/') + name), qPrintable(name));
    }

    void isSmall() {
        qint64 bytes = 0;
        for (const QString& language : {QStringLiteral("en"), QStringLiteral("de")}) {
            for (const QFileInfo& file : QDir(QStringLiteral(":/manual/") + language).entryInfoList())
                bytes += file.size();
        }
        QVERIFY2(bytes < kMostBytes, qPrintable(QString::number(bytes)));
    }

    void listsEveryKey_data() {
        QTest::addColumn<Language>("language");
        QTest::newRow("English") << Language::English;
        QTest::newRow("German") << Language::German;
    }

    void listsEveryKey() {
        QFETCH(Language, language);
        speak(language);
        Studio studio;
        studio.window.actions()->manual->trigger();
        auto* manual = studio.window.findChild<ManualWindow*>();
        QVERIFY(manual && manual->isVisible());
        // A cell of the table is a block of its own.
        QStringList cells;
        for (QTextBlock block = manual->page()->document()->begin(); block.isValid(); block = block.next())
            cells << block.text();
        int keys = 0;
        for (const QAction* action : studio.window.actions()->findChildren<QAction*>()) {
            if (action->shortcuts().isEmpty()) continue;
            const qsizetype row = cells.lastIndexOf(plainName(action->text()));
            QVERIFY2(row >= 0 && row + 1 < cells.size(), qPrintable(action->text()));
            const QStringList written = cells[row + 1].split(QStringLiteral(", "));
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(written.contains(key.toString(QKeySequence::NativeText)),
                         qPrintable(action->text() + QLatin1Char(' ') + cells[row + 1]));
                ++keys;
            }
        }
        QVERIFY(keys > 30);
    }

    void opensByItsKeyOnce() {
        Studio studio;
        QVERIFY(QTest::qWaitForWindowActive(&studio.window));
        QTest::keyClick(&studio.window, Qt::Key_F1);
        QTRY_COMPARE(studio.window.findChildren<ManualWindow*>().size(), 1);
        studio.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&studio.window));
        QTest::keyClick(&studio.window, Qt::Key_F1);
        QCoreApplication::processEvents();
        QCOMPARE(studio.window.findChildren<ManualWindow*>().size(), 1);
        auto* manual = studio.window.findChild<ManualWindow*>();
        QTest::keyClick(manual, Qt::Key_Escape);
        QVERIFY(!manual->isVisible());
    }

    void leadsToItsSections() {
        Studio studio;
        studio.window.actions()->manual->trigger();
        auto* manual = studio.window.findChild<ManualWindow*>();
        QCOMPARE(manual->page()->verticalScrollBar()->value(), 0);
        Q_EMIT manual->page()->anchorClicked(QUrl(QStringLiteral("#watch")));
        QVERIFY(manual->page()->verticalScrollBar()->value() > 500);
    }

    void showsItsPictures() {
        Studio studio;
        studio.window.actions()->manual->trigger();
        auto* manual = studio.window.findChild<ManualWindow*>();
        const QVariant picture =
            manual->page()->loadResource(QTextDocument::ImageResource, QUrl(QStringLiteral("en/start.jpg")));
        QCOMPARE(picture.value<QImage>().width(), 720);
    }

    void findsWords() {
        speak(Language::German);
        Studio studio;
        studio.window.actions()->manual->trigger();
        auto* manual = studio.window.findChild<ManualWindow*>();
        QVERIFY(QTest::qWaitForWindowActive(manual));
        QTest::keyClick(manual->page(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(manual->searchField()->isVisible());
        QTest::keyClicks(manual->searchField(), QStringLiteral("zeitleiste"));
        QVERIFY(manual->isFound());
        QCOMPARE(manual->page()->textCursor().selectedText().toLower(), QStringLiteral("zeitleiste"));
        const int first = manual->page()->textCursor().position();
        QTest::keyClick(manual->searchField(), Qt::Key_Return);
        QVERIFY(manual->isFound());
        const int second = manual->page()->textCursor().position();
        QVERIFY(second > first);
        // Round the end to the first again.
        for (int i = 0; i < 20 && manual->page()->textCursor().position() != first; ++i)
            QTest::keyClick(manual->searchField(), Qt::Key_Return);
        QCOMPARE(manual->page()->textCursor().position(), first);
        manual->searchField()->setText(QStringLiteral("Einhorn"));
        QVERIFY(!manual->isFound());
        QTest::keyClick(manual->searchField(), Qt::Key_Escape);
        QVERIFY(!manual->searchField()->isVisible());
        QVERIFY(manual->isVisible());
    }
};

QTEST_MAIN(TestManual)
#include "test_manual.moc"
