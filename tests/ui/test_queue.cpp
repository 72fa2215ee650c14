// SPDX-License-Identifier: GPL-3.0-or-later
// Many photographs, one after the other.
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/queue_flow.h"
#include "ui/flows/queue_store.h"
#include "ui/main_window/actions.h"
#include "ui/project/autosave_slot.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

using test::Studio;

/// A studio with photographs in a folder, and a photograph open whose settings the queue takes over.
struct Queue : Studio {
    explicit Queue(int count = 3) {
        open();
        ImageDocument& document = *window.document();
        RestorationSettings settings = document.settings();
        settings.task = Task::Denoise;
        document.setSettings(settings);
        QDir(folder.path()).mkdir(QStringLiteral("roll"));
        for (int i = 0; i < count; ++i)
            test::offGui([&] {
                writePhotograph(test::makePhoto(64 + i, 48),
                                roll(QStringLiteral("p%1.png").arg(i)).toStdString());
            });
    }
    QString roll(const QString& name) const { return folder.filePath(QStringLiteral("roll/") + name); }
    /// Adds the folder, which is looked through beside the GUI.
    void addRoll() {
        const int before = list().count();
        flow().add({folder.filePath(QStringLiteral("roll"))});
        QTRY_COMPARE(list().count(), before + int(files().size()));
    }
    QueueFlow& flow() { return *window.queueFlow(); }
    QListWidget& list() { return *flow().queueWindow()->findChild<QListWidget*>(); }
    QString line(int row) { return list().item(row)->text().section(QLatin1Char('\n'), 1); }
    QStringList files() {
        return QDir(folder.filePath(QStringLiteral("roll"))).entryList(QDir::Files, QDir::Name);
    }
};

class TestQueue : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void restoresAFolderBesideThePhotographs() {
        Queue queue;
        queue.addRoll();
        QVERIFY(queue.line(0).startsWith(QStringLiteral("Denoise")));
        queue.flow().start();
        QTRY_VERIFY(!queue.flow().isRunning());
        QCOMPARE(queue.files(), QStringList({QStringLiteral("p0-restored.png"), QStringLiteral("p0.png"),
                                             QStringLiteral("p1-restored.png"), QStringLiteral("p1.png"),
                                             QStringLiteral("p2-restored.png"), QStringLiteral("p2.png")}));
        ImageBuffer before, after;
        test::offGui([&] {
            before = readPhotograph(queue.roll(QStringLiteral("p1.png")).toStdString()).pixels;
            after = readPhotograph(queue.roll(QStringLiteral("p1-restored.png")).toStdString()).pixels;
        });
        QCOMPARE(after.width(), before.width());
        QVERIFY(!(after == before));
        QVERIFY(queue.line(1).contains(QStringLiteral("p1-restored.png")));
    }

    void overwritesNothing() {
        Queue queue(1);
        for (int round = 0; round < 2; ++round) {
            queue.flow().add({queue.roll(QStringLiteral("p0.png"))});
            queue.flow().start();
            QTRY_VERIFY(!queue.flow().isRunning());
        }
        QCOMPARE(queue.files(), QStringList({QStringLiteral("p0-restored-2.png"),
                                             QStringLiteral("p0-restored.png"), QStringLiteral("p0.png")}));
    }

    void goesOnPastABadFile() {
        Queue queue;
        QFile bad(queue.roll(QStringLiteral("p1.png")));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("not a picture");
        bad.close();
        queue.addRoll();
        queue.flow().start();
        QTRY_VERIFY(!queue.flow().isRunning());
        QVERIFY(queue.line(1).startsWith(QStringLiteral("failed")));
        QVERIFY(QFileInfo::exists(queue.roll(QStringLiteral("p2-restored.png"))));
        QCOMPARE(queue.window.findChild<MessageBar*>()->message().kind, Message::Kind::Warning);
    }

    void stoppedItCanGoOn() {
        Queue queue;
        queue.script->permits.acquire(998);  // the first one stops half-way
        queue.addRoll();
        queue.flow().start();
        QTRY_VERIFY(queue.line(0).contains(QLatin1Char('%')));
        queue.flow().stop();
        queue.script->permits.release(998);
        QTRY_COMPARE(queue.line(0), QStringLiteral("Denoise, noise 15, waiting"));
        QCOMPARE(queue.flow().waiting(), 3);
        QVERIFY(!queue.files().contains(QStringLiteral("p0-restored.png")));
        queue.flow().start();
        QTRY_VERIFY(!queue.flow().isRunning());
        QCOMPARE(queue.flow().waiting(), 0);
        QVERIFY(queue.files().contains(QStringLiteral("p0-restored.png")));
    }

    void pausedItWaits() {
        Queue queue;
        queue.script->permits.acquire(998);
        queue.addRoll();
        queue.flow().start();
        QTRY_VERIFY(queue.line(0).contains(QLatin1Char('%')));
        queue.flow().setPaused(true);
        QVERIFY2(queue.line(0).contains(QStringLiteral("paused at")), qPrintable(queue.line(0)));
        queue.script->permits.release(998);
        QTest::qWait(100);
        QVERIFY(queue.flow().isRunning());
        QCOMPARE(queue.flow().waiting(), 3);
        queue.flow().setPaused(false);
        QVERIFY2(queue.line(0).contains(QStringLiteral("restoring")), qPrintable(queue.line(0)));
        QTRY_VERIFY(!queue.flow().isRunning());
        QCOMPARE(queue.flow().waiting(), 0);
    }

    void resultsCanBeLookedAtInTabs() {
        Queue queue(2);
        Q_EMIT queue.flow().queueWindow()->resultsWanted(QueueResults::Tabs);
        queue.addRoll();
        queue.flow().start();
        QTRY_VERIFY(!queue.flow().isRunning());
        QCOMPARE(queue.window.documents().count(), 3);
        const ImageDocument& last = *queue.window.documents().at(2);
        QCOMPARE(int(last.results().size()), 1);
        QVERIFY(last.hasUnsavedResults());
        QCOMPARE(queue.files().size(), 2);
        // Nobody has saved them yet, so they survive a crash.
        const auto kept = [] {
            int count = 0;
            for (QDirIterator files(AutosaveSlot::place(), {QStringLiteral("*.png")}, QDir::Files,
                                    QDirIterator::Subdirectories);
                 files.hasNext();) {
                if (files.next().contains(QLatin1String("results"))) ++count;
            }
            return count;
        };
        QTRY_COMPARE(kept(), 2);
    }

    void eachKeepsItsOwnSettingsAndMask() {
        Queue queue(2);
        ImageDocument& shown = *queue.window.document();
        RestorationSettings settings = shown.settings();
        settings.task = Task::Inpaint;
        shown.setSettings(settings);
        queue.paint();
        queue.flow().addOpen();
        settings.task = Task::Denoise;
        shown.setSettings(settings);
        queue.flow().add({queue.roll(QStringLiteral("p0.png"))});
        QVERIFY(queue.line(0).startsWith(QStringLiteral("Inpaint")));
        QVERIFY(queue.line(1).startsWith(QStringLiteral("Denoise")));
        queue.flow().start();
        QTRY_VERIFY(!queue.flow().isRunning());
        ImageBuffer before, after;
        test::offGui([&] {
            before = readPhotograph(queue.path.toStdString()).pixels;
            after = readPhotograph(queue.folder.filePath(QStringLiteral("photo-restored.png")).toStdString())
                        .pixels;
        });
        QVERIFY(before.row<std::uint8_t>(60)[3 * 80] != after.row<std::uint8_t>(60)[3 * 80]);
        QCOMPARE(after.row<std::uint8_t>(10)[3 * 80], before.row<std::uint8_t>(10)[3 * 80]);
    }

    void masksComeFromAFolder() {
        Queue queue(2);
        queue.window.document()->setSettings(RestorationSettings());
        QDir(queue.folder.path()).mkdir(QStringLiteral("masks"));
        ImageBuffer mask(64, 48, 1, Depth::UInt8);
        mask.row<std::uint8_t>(20)[30] = 255;
        const QString folder = queue.folder.filePath(QStringLiteral("masks"));
        test::offGui([&] { writeMask(mask, (folder + QStringLiteral("/p0.png")).toStdString()); });
        queue.flow().setMaskFolder(folder);
        queue.addRoll();
        queue.flow().start();
        QTRY_VERIFY(!queue.flow().isRunning());
        QVERIFY(queue.files().contains(QStringLiteral("p0-restored.png")));
        QCOMPARE(queue.line(1), QStringLiteral("failed: there is no mask for it in the folder of masks"));
    }

    void theOrderCanBeChanged() {
        Queue queue;
        queue.addRoll();
        queue.list().setCurrentRow(2);
        for (QPushButton* button : queue.flow().queueWindow()->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Move &up")) {
                button->click();
                button->click();
            }
        QVERIFY(queue.list().item(0)->text().startsWith(QStringLiteral("p2.png")));
        queue.script->permits.acquire(998);
        queue.flow().start();
        QTRY_VERIFY(queue.line(0).contains(QLatin1Char('%')));
        queue.script->permits.release(998);
        QTRY_VERIFY(!queue.flow().isRunning());
    }

    void closingAsks() {
        Queue queue;
        queue.script->permits.acquire(998);
        queue.addRoll();
        queue.flow().start();
        QTRY_VERIFY(queue.line(0).contains(QLatin1Char('%')));
        queue.window.close();
        QTRY_VERIFY(queue.dialog<QMessageBox>());
        QVERIFY(queue.window.isVisible());
        queue.dialog<QMessageBox>()->button(QMessageBox::Cancel)->click();
        QTRY_VERIFY(!queue.dialog<QMessageBox>());
        QVERIFY(queue.flow().isRunning());
        queue.window.close();
        QTRY_VERIFY(queue.dialog<QMessageBox>());
        queue.script->permits.release(998);
        queue.dialog<QMessageBox>()->button(QMessageBox::Close)->click();
        QTRY_VERIFY(!queue.window.isVisible());
    }

    /// Closed with one done, one failed and two waiting, one of these with a mask: all of it is there at the
    /// next start.
    void isKeptOverARestart() {
        QDir(QueueStore::place()).removeRecursively();
        QString photo, roll;
        {
            Queue queue(2);
            queue.folder.setAutoRemove(false);
            photo = queue.path;
            roll = queue.folder.filePath(QStringLiteral("roll"));
            queue.window.recover();
            QTest::qWait(50);
            QFile bad(queue.roll(QStringLiteral("bad.png")));
            QVERIFY(bad.open(QIODevice::WriteOnly));
            bad.write("not a picture");
            bad.close();
            queue.flow().add({queue.roll(QStringLiteral("bad.png")), queue.roll(QStringLiteral("p0.png"))});
            queue.flow().start();
            QTRY_VERIFY(!queue.flow().isRunning());
            ImageDocument& shown = *queue.window.document();
            RestorationSettings settings = shown.settings();
            settings.task = Task::Inpaint;
            settings.seed = 77;
            shown.setSettings(settings);
            queue.paint();
            queue.flow().addOpen();
            settings.task = Task::Denoise;
            shown.setSettings(settings);
            queue.flow().add({queue.roll(QStringLiteral("p1.png"))});
            QTest::qWait(50);
        }
        Queue queue(1);
        queue.window.recover();
        QTRY_COMPARE(queue.list().count(), 4);
        QCOMPARE(queue.flow().waiting(), 2);
        QVERIFY(queue.line(0).startsWith(QStringLiteral("failed")));
        QVERIFY(queue.line(1).contains(QStringLiteral("p0-restored.png")));
        QVERIFY(queue.line(2).startsWith(QStringLiteral("Inpaint")));
        QVERIFY(queue.line(3).startsWith(QStringLiteral("Denoise")));
        QTRY_VERIFY(queue.window.findChild<MessageBar*>()->message().headline.contains(QStringLiteral("2")));
        queue.flow().start();
        QTRY_VERIFY(!queue.flow().isRunning());
        QVERIFY(QFileInfo::exists(roll + QStringLiteral("/p1-restored.png")));
        ImageBuffer before, after;
        test::offGui([&] {
            before = readPhotograph(photo.toStdString()).pixels;
            after = readPhotograph(
                        (QFileInfo(photo).path() + QStringLiteral("/photo-restored.png")).toStdString())
                        .pixels;
        });
        QVERIFY(before.row<std::uint8_t>(60)[3 * 80] != after.row<std::uint8_t>(60)[3 * 80]);
        QCOMPARE(after.row<std::uint8_t>(10)[3 * 80], before.row<std::uint8_t>(10)[3 * 80]);
        QDir(QFileInfo(photo).path()).removeRecursively();
    }

    /// Another program at the same time doesn't get it, and a finished queue doesn't come back.
    void isKeptByOne() {
        QDir(QueueStore::place()).removeRecursively();
        {
            Queue queue(1);
            queue.window.recover();
            QVERIFY(!QueueStore::open());
            QTest::qWait(50);
            queue.addRoll();
            queue.flow().start();
            QTRY_VERIFY(!queue.flow().isRunning());
            QTest::qWait(50);
        }
        QVERIFY(QFileInfo::exists(QueueStore::place() + QStringLiteral("/queue.json")));
        Queue queue(1);
        queue.window.recover();
        QTest::qWait(200);
        QCOMPARE(queue.list().count(), 0);
    }

    void whatCannotBeReadIsSetAside() {
        QDir(QueueStore::place()).removeRecursively();
        QVERIFY(QDir().mkpath(QueueStore::place()));
        QFile file(QueueStore::place() + QStringLiteral("/queue.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"items\": [{\"number\": -1}]}");
        file.close();
        Queue queue(1);
        queue.window.recover();
        QTRY_COMPARE(queue.window.findChild<MessageBar*>()->message().kind, Message::Kind::Warning);
        QVERIFY(QFileInfo::exists(QueueStore::place() + QStringLiteral("/unreadable.json")));
        queue.addRoll();
        QTRY_VERIFY(QFileInfo::exists(file.fileName()));
    }

    void manyPhotographsGoIntoTheQueue() {
        Queue queue(FileFlow::kMostTabs + 1);
        QStringList paths;
        for (const QString& file : queue.files())
            paths << queue.roll(file);
        queue.window.fileFlow()->openAll(paths);
        QCOMPARE(queue.list().count(), FileFlow::kMostTabs + 1);
        QVERIFY(queue.flow().queueWindow()->isVisible());
        QCOMPARE(queue.window.documents().count(), 1);
    }
};

}  // namespace

QTEST_MAIN(TestQueue)
#include "test_queue.moc"
