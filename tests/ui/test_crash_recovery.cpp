// SPDX-License-Identifier: GPL-3.0-or-later
// The studio is killed by SIGKILL in the midst of work, in a process of its own, and started again.
#include "core/io/image_io.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/base/message_bar.h"
#include "ui/base/primary_button.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/task_panel.h"
#include "ui/project/project_io.h"
#include "ui/project/project_store.h"

#include <QDir>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <cstdio>

using namespace lacuna::ui;

namespace {

constexpr auto kVictim = "--victim";

void setUp() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("lacuna-test"));
    QCoreApplication::setApplicationName(QStringLiteral("lacuna-crash-test"));
}

void paint(MainWindow& window, double y) {
    const QPoint from = window.canvas()->toWidget({40, y}).toPoint();
    const QPoint to = window.canvas()->toWidget({120, y}).toPoint();
    QTest::mousePress(window.canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(window.canvas(), to);
    QTest::mouseRelease(window.canvas(), Qt::LeftButton, {}, to);
}

/// Works on the photograph until it is killed: paints; or restores once and is in the midst of the next run;
/// or opens a second photograph and paints on that, too.
int beVictim(const QString& photo, const QString& what) {
    auto script = std::make_shared<test::Script>();
    Theme theme;
    MainWindow window(test::fakeEngine(script), theme);
    window.show();
    window.openPath(photo);
    if (!QTest::qWaitFor([&] { return window.document() != nullptr; })) return 1;
    paint(window, 60);
    if (QFile::exists(what)) {
        const ImageDocument* first = window.document();
        window.openPath(what);
        if (!QTest::qWaitFor([&] { return window.document() != first; })) return 1;
        paint(window, 60);
    }
    if (what == QLatin1String("run")) {
        window.taskPanel()->runButton()->click();
        if (!QTest::qWaitFor([&] { return window.document()->results().size() == 1; })) return 1;
        script->permits.acquire(script->permits.available());
        window.taskPanel()->runButton()->click();
        script->permits.release();
        if (!QTest::qWaitFor([&] { return window.canvas()->paintedFrames() > 0; })) return 1;
    }
    std::puts("ready");
    std::fflush(stdout);
    for (int i = 0;; ++i) {
        if (what == QLatin1String("paint")) paint(window, 20 + i % 10);
        QTest::qWait(50);
    }
}

QString autosaveFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
           QStringLiteral("/autosave");
}

bool isAutosaved() {
    for (const QString& slot : QDir(autosaveFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (QFile::exists(autosaveFolder() + QLatin1Char('/') + slot + QStringLiteral("/project.json")))
            return true;
    }
    return false;
}

}  // namespace

class TestCrashRecovery : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        QDir(autosaveFolder()).removeRecursively();
        QSettings().clear();
        QSettings().setValue(QStringLiteral("speed/photo-v1/0/0"), 100.0);
        QSettings().setValue(QStringLiteral("autosave/seconds"), 1);
        QSettings().sync();
    }

    void comesBackAfterAKill_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("results");
        QTest::newRow("while painting") << QStringLiteral("paint") << 0;
        QTest::newRow("during a run") << QStringLiteral("run") << 1;
    }
    void comesBackAfterAKill() {
        QFETCH(QString, what);
        QFETCH(int, results);
        QTemporaryDir folder;
        const QString photo = folder.filePath(QStringLiteral("photo.png"));
        test::offGui([&] { lacuna::writePhotograph(test::makePhoto(160, 120), photo.toStdString()); });
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(), {QLatin1String(kVictim), photo, what});
        QVERIFY(QTest::qWaitFor([&] { return victim.canReadLine(); }, 60000));
        QVERIFY(QTest::qWaitFor([] { return isAutosaved(); }, 30000));
        QTest::qWait(1500);
        ::kill(pid_t(victim.processId()), SIGKILL);
        QVERIFY(victim.waitForFinished());
        QCOMPARE(victim.exitStatus(), QProcess::CrashExit);
        QVERIFY(QFile::remove(photo));  // not needed either

        Theme theme;
        MainWindow window(test::fakeEngine(std::make_shared<test::Script>()), theme);
        window.show();
        window.recover();
        QTRY_VERIFY(window.document());
        QCOMPARE(window.document()->source().title, QStringLiteral("photo.png"));
        QVERIFY(window.document()->mask().isMarked({80, 60}));
        QCOMPARE(int(window.document()->results().size()), results);
        if (results) QVERIFY(window.document()->hasUnsavedResults());
        QVERIFY(window.messageBar()->isVisible());
        QVERIFY(window.messageBar()->message().headline.contains(QLatin1String("photo.png")));
        // It is saved anew before what it came from goes.
        QTRY_COMPARE(QDir(autosaveFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    }

    /// All that was open comes back, beside a photograph that is opened at the same time.
    void everyTabComesBack() {
        QTemporaryDir folder;
        QStringList photos;
        for (const char* name : {"one.png", "two.png", "other.png"})
            photos << folder.filePath(QLatin1String(name));
        test::offGui([&] {
            for (const QString& photo : photos)
                lacuna::writePhotograph(test::makePhoto(160, 120), photo.toStdString());
        });
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(), {QLatin1String(kVictim), photos[0], photos[1]});
        QVERIFY(QTest::qWaitFor([&] { return victim.canReadLine(); }, 60000));
        const auto folders = [] {
            return QDir(autosaveFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        };
        QVERIFY(QTest::qWaitFor([&] { return folders().size() == 2; }, 30000));
        QTest::qWait(1500);
        ::kill(pid_t(victim.processId()), SIGKILL);
        QVERIFY(victim.waitForFinished());
        const QStringList left = folders();

        Theme theme;
        MainWindow window(test::fakeEngine(std::make_shared<test::Script>()), theme);
        window.show();
        window.recover();
        window.openPath(photos[2]);
        QTRY_COMPARE(window.documents().count(), 3);
        QStringList titles;
        for (int i = 0; i < 3; ++i) {
            titles << window.documents().at(i)->source().title;
            QCOMPARE(window.documents().at(i)->mask().isMarked({80, 60}), titles.last() != "other.png");
        }
        titles.sort();
        QCOMPARE(titles, (QStringList{"one.png", "other.png", "two.png"}));
        // They are saved anew before what they came from goes.
        QTRY_VERIFY(!folders().contains(left[0]) && !folders().contains(left[1]));
        QCOMPARE(folders().size(), 2);
    }

    /// Another Lacuna that is at work is left alone, and an ordinary end leaves nothing.
    void leavesTheLivingAlone() {
        QTemporaryDir folder;
        const QString photo = folder.filePath(QStringLiteral("photo.png"));
        test::offGui([&] { lacuna::writePhotograph(test::makePhoto(160, 120), photo.toStdString()); });
        Theme theme;
        {
            MainWindow first(test::fakeEngine(std::make_shared<test::Script>()), theme);
            first.show();
            first.openPath(photo);
            QTRY_VERIFY(first.document());
            paint(first, 60);
            QTRY_VERIFY(isAutosaved());
            MainWindow second(test::fakeEngine(std::make_shared<test::Script>()), theme);
            second.show();
            second.recover();
            QTest::qWait(200);
            QVERIFY(!second.document());
        }
        QVERIFY(!isAutosaved());
    }

    /// What is whole of a damaged slot comes back, and the slot itself stays for who wants to look at it.
    void damagedWorkComesBackInPart_data() {
        QTest::addColumn<QString>("part");
        QTest::addColumn<bool>("masked");
        QTest::newRow("mask") << QStringLiteral("mask.png") << false;
        QTest::newRow("photograph") << QStringLiteral("source-pixels.png") << true;
        QTest::newRow("index") << QStringLiteral("project.json") << true;
    }
    void damagedWorkComesBackInPart() {
        QFETCH(QString, part);
        QFETCH(bool, masked);
        const QString slot = autosaveFolder() + QStringLiteral("/01234567-89ab-cdef-0123-456789abcdef");
        test::offGui([&] {
            Project project;
            project.source = readyToShow(test::makePhoto(160, 120));
            project.source.title = QStringLiteral("scan");
            project.mask = MaskLayer(QSize(160, 120));
            project.mask.fill(60, 80, 80, 255);
            project.mask.changed(project.mask.rect());
            ProjectFolder folder(slot);
            writeProject(project, folder);
        });
        QFile file(slot + QLatin1Char('/') + part);
        QVERIFY(file.exists() && file.resize(file.size() / 2));
        Theme theme;
        MainWindow window(test::fakeEngine(std::make_shared<test::Script>()), theme);
        window.show();
        window.recover();
        QTRY_VERIFY(window.document());
        QCOMPARE(window.document()->size(), QSize(160, 120));
        QCOMPARE(window.document()->mask().isMarked({80, 60}), masked);
        QTRY_VERIFY(window.messageBar()->isVisible());
        QCOMPARE(window.messageBar()->message().kind, Message::Kind::Warning);
        QVERIFY(window.messageBar()->message().details.contains(part) ||
                part == QLatin1String("project.json"));
        QVERIFY(!QFile::exists(slot));
        QCOMPARE(QDir(autosaveFolder()).entryList({QStringLiteral("unreadable*")}, QDir::Dirs).size(), 1);
    }

    void unreadableWorkIsSetAside() {
        const QString slot = autosaveFolder() + QStringLiteral("/01234567-89ab-cdef-0123-456789abcdef");
        QVERIFY(QDir().mkpath(slot));
        QFile file(slot + QStringLiteral("/project.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        Theme theme;
        MainWindow window(test::fakeEngine(std::make_shared<test::Script>()), theme);
        window.show();
        window.recover();
        QTRY_VERIFY(window.messageBar()->isVisible());
        QVERIFY(!window.document());
        QVERIFY(!QFile::exists(slot));
        QCOMPARE(QDir(autosaveFolder()).entryList({QStringLiteral("unreadable*")}, QDir::Dirs).size(), 1);
    }
};

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    setUp();
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1String(kVictim))
        return beVictim(arguments[2], arguments[3]);
    TestCrashRecovery test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_crash_recovery.moc"
