// SPDX-License-Identifier: GPL-3.0-or-later
// Models in the studio: the list, importing, removing, classes, programs, and how far loading is.
#include "core/files/sha256.h"
#include "tests/ui/model_server.h"
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/base/thread_guard.h"
#include "ui/flows/model_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/busy_row.h"
#include "ui/main_window/status_line.h"
#include "ui/models/model_dialog.h"
#include "ui/models/model_library.h"
#include "ui/models/model_list.h"
#include "ui/models/trusted_programs.h"
#include "ui/panels/class_row.h"

#include <QAction>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <span>

using namespace lacuna;
using namespace lacuna::ui;
using namespace lacuna::ui::test;

namespace {

const QString kFixtures = QStringLiteral(LACUNA_TEST_DATA "/parity/");

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString hashOf(const QByteArray& bytes) {
    return QString::fromStdString(sha256(std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size())))));
}

void drop(QWidget& onto, const QStringList& paths) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls << QUrl::fromLocalFile(path);
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(60, 60), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&onto, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(60, 60), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&onto, &event);
}

/// The window with the list of models open.
struct ModelStudio : Studio {
    explicit ModelStudio(std::shared_ptr<Script> engine = std::make_shared<Script>())
        : Studio(std::move(engine)) {
        window.actions()->models->trigger();
        QTRY_VERIFY(list().topLevelItemCount() > 0);
    }
    ModelFlow& flow() { return *window.modelFlow(); }
    ModelDialog& models() { return *flow().dialog(); }
    ModelList& list() { return *models().list(); }
    QString stateOf(const QString& name) {
        const auto found = list().findItems(name, Qt::MatchExactly, 0);
        return found.isEmpty() ? QString() : found.front()->text(1);
    }
    void import(const QString& path) {
        drop(models(), {path});
        QTRY_VERIFY(!flow().library().isImporting());
        QTRY_VERIFY(models().messages()->isVisible());
    }
    const RestorationSettings& settings() { return window.document()->settings(); }
};

}  // namespace

class TestModels : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        useTestSettings();
        for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
            qunsetenv(name);
    }
    void init() {
        clearSettings();
        mHome = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", mHome->path().toUtf8());
        mModels = mHome->filePath(QStringLiteral("lacuna/models"));
    }
    void cleanup() { QVERIFY(guiThreadOffences().empty()); }

    void listsWhatThereIs() {
        ModelStudio studio;
        QCOMPARE(studio.stateOf("photo"), QStringLiteral("Included"));
        QCOMPARE(studio.stateOf("lsun_cat"), QStringLiteral("Available"));
        QCOMPARE(studio.stateOf("ffhq_10m"), QStringLiteral("On its web page"));
        studio.list().choose("photo");
        QVERIFY(!studio.models().fetchButton()->isVisible());
        QVERIFY(!studio.models().removeButton()->isVisible());
        QVERIFY(studio.models().useButton()->isVisible());
        QVERIFY(!studio.models().useButton()->isEnabled());
        studio.open();
        QVERIFY(studio.models().useButton()->isEnabled());
        studio.list().choose("lsun_cat");
        QCOMPARE(studio.models().fetchButton()->text(), QStringLiteral("&Download"));
        QVERIFY(studio.models().fetchButton()->isVisible());
        QVERIFY(!studio.models().useButton()->isVisible());
        QVERIFY(!studio.models().cancelButton()->isVisible());
        studio.list().choose("ffhq_10m");
        QVERIFY(!studio.models().fetchButton()->isVisible());
    }

    /// Every button can be reached with the Tab key, and has a name.
    void keyboardAndNames() {
        ModelStudio studio;
        studio.open();
        studio.list().choose("lsun_cat");
        studio.list().setFocus();
        studio.models().activateWindow();
        QSet<QWidget*> reached;
        QWidget* at = &studio.list();
        for (int i = 0; i < 40; ++i) {
            reached << at;
            at = at->nextInFocusChain();
            while (!at->isVisible() || !(at->focusPolicy() & Qt::TabFocus))
                at = at->nextInFocusChain();
        }
        QVERIFY(reached.contains(studio.models().fetchButton()));
        QVERIFY(reached.contains(studio.models().importButton()));
        for (QWidget* widget : reached) {
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            QVERIFY(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) ||
                    qobject_cast<QLabel*>(widget));
        }
        QTest::keyClick(&studio.list(), Qt::Key_Home);
        QCOMPARE(studio.list().currentItem(), studio.list().topLevelItem(0));
        QTest::keyClick(&studio.list(), Qt::Key_Down);
        QCOMPARE(studio.list().currentItem(), studio.list().topLevelItem(1));
        const QPointer<ModelDialog> dialog = &studio.models();
        QTest::keyClick(dialog.data(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }

    void importsAndRemoves_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("files");
        const auto row = [](const char* from, const char* name, const QStringList& files) {
            QTest::newRow(from) << kFixtures + from << QString(name) << files;
        };
        row("drunet_gray.pth", "drunet_gray", {"drunet_gray.pth"});
        row("adm_classes.pt", "adm_classes", {"adm_classes.pt", "adm_classes.pt.json"});
        row("diffusers_ddpm", "diffusers_ddpm",
            {"diffusers_ddpm/config.json", "diffusers_ddpm/diffusion_pytorch_model.bin",
             "diffusers_ddpm/scheduler_config.json"});
        row("diffusers_ddpm/diffusion_pytorch_model.bin", "diffusers_ddpm",
            {"diffusers_ddpm/config.json", "diffusers_ddpm/diffusion_pytorch_model.bin"});
        row("script.pt", "script", {"script.pt"});
    }
    void importsAndRemoves() {
        QFETCH(QString, from);
        QFETCH(QString, name);
        QFETCH(QStringList, files);
        ModelStudio studio;
        studio.import(from);
        QTRY_COMPARE(studio.stateOf(name), QStringLiteral("Installed"));
        const QDir source = QFileInfo(kFixtures + files.front()).dir();
        for (const QString& file : files)
            QCOMPARE(contentOf(mModels + '/' + file), contentOf(source.filePath(QFileInfo(file).fileName())));
        QCOMPARE(QDir(mModels).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(),
                 files.contains("adm_classes.pt.json") ? 2 : 1);

        studio.list().choose(name);
        studio.models().removeButton()->click();
        auto* question = studio.dialog<QMessageBox>();
        QVERIFY(question);
        QCOMPARE(question->defaultButton(), question->button(QMessageBox::No));
        question->button(QMessageBox::No)->click();
        QTRY_VERIFY(!studio.dialog<QMessageBox>());
        QVERIFY(QFileInfo::exists(mModels + '/' + files.front()));
        studio.models().removeButton()->click();
        studio.dialog<QMessageBox>()->button(QMessageBox::Yes)->click();
        QTRY_VERIFY(studio.stateOf(name) != QStringLiteral("Installed"));
        QVERIFY(QDir(mModels).isEmpty());
    }

    void importsNoOther_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("name");
        QTest::newRow("a web page") << QByteArray("<html>") << "page.pt";
        QTest::newRow("empty") << QByteArray() << "empty.safetensors";
        QTest::newRow("a photograph") << QByteArray("\x89PNG\r\n") << "photo.png";
    }
    void importsNoOther() {
        QFETCH(QByteArray, content);
        QFETCH(QString, name);
        ModelStudio studio;
        const QString path = studio.folder.filePath(name);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        studio.import(path);
        QVERIFY2(studio.models().messages()->message().headline.contains(name),
                 qPrintable(studio.models().messages()->message().headline));
        QVERIFY(!QFileInfo::exists(mModels) || QDir(mModels).isEmpty());
    }

    void importLeavesWhatIsThere() {
        QDir().mkpath(mModels);
        QFile file(mModels + "/drunet_gray.pth");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        ModelStudio studio;
        QCOMPARE(studio.stateOf("drunet_gray"), QStringLiteral("Can't be used"));
        studio.import(kFixtures + "drunet_gray.pth");
        QCOMPARE(studio.models().messages()->message().kind, Message::Kind::Warning);
        QCOMPARE(contentOf(mModels + "/drunet_gray.pth"), QByteArray("mine"));
    }

    /// From the list to the photograph: download, pause, continue, cancel, and use.
    void downloads() {
        const QByteArray content = contentOf(kFixtures + "drunet_color.pth");
        ModelServer server;
        server.files.insert("/remote.pth", content);
        server.holdAfter = content.size() / 2;
        writeCatalog(server.address("/remote.pth").toString(), content);
        ModelStudio studio;
        studio.open();
        QTRY_COMPARE(studio.stateOf("remote"), QStringLiteral("Available"));
        QVERIFY(server.requests.isEmpty());
        studio.list().choose("remote");
        QPushButton* const fetch = studio.models().fetchButton();
        fetch->click();
        QTRY_VERIFY(studio.stateOf("remote").contains(" of "));
        QCOMPARE(fetch->text(), QStringLiteral("&Pause"));
        QVERIFY(studio.models().findChild<QProgressBar*>()->isVisible());
        fetch->click();
        QTRY_VERIFY(studio.stateOf("remote").startsWith("Paused"));
        QTRY_COMPARE(fetch->text(), QStringLiteral("&Continue download"));
        QVERIFY(studio.models().cancelButton()->isVisible());
        studio.models().cancelButton()->click();
        QTRY_COMPARE(studio.stateOf("remote"), QStringLiteral("Available"));
        QVERIFY(QDir(mModels).entryList({"*.part"}).isEmpty());
        server.release();
        studio.list().choose("remote");
        fetch->click();
        QTRY_COMPARE(studio.stateOf("remote"), QStringLiteral("Installed"));
        QCOMPARE(contentOf(mModels + "/remote.pth"), content);
        QCOMPARE(studio.list().currentItem()->text(0), QStringLiteral("remote"));
        studio.models().useButton()->click();
        QTRY_COMPARE(studio.settings().model.nameOrPath, std::string("remote"));
        QTRY_COMPARE(studio.script->preloadedModel().nameOrPath, std::string("remote"));
        studio.models().removeButton()->click();
        studio.dialog<QMessageBox>()->button(QMessageBox::Yes)->click();
        QTRY_COMPARE(studio.settings().model.nameOrPath, ModelRef{}.nameOrPath);
    }

    /// What an earlier session of the program left is seen, and a fault is said.
    void partsOfAnEarlierSession() {
        writeCatalog("http://127.0.0.1:9/remote.pth", "x");
        QDir().mkpath(mModels + "/remote.pth.part");
        QFile part(mModels + "/remote.pth.part/remote.pth");
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write(QByteArray(5000, 'x'));
        part.close();
        ModelStudio studio;
        QTRY_COMPARE(studio.stateOf("remote"), QStringLiteral("Paused, 5 kB"));
        studio.list().choose("remote");
        studio.models().fetchButton()->click();
        QTRY_VERIFY(studio.models().messages()->isVisible());
        QVERIFY(studio.models().messages()->message().text.contains("remote.pth"));
    }

    void classOfAModel_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("first");
        QTest::newRow("needs one") << QStringLiteral("adm_classes.pt") << 0 << 0;
        QTest::newRow("can do without") << QStringLiteral("edm_skip.pkl") << -1 << -1;
    }
    void classOfAModel() {
        QFETCH(QString, file);
        QFETCH(int, least);
        QFETCH(int, first);
        Studio studio;
        studio.open();
        ClassRow* const row = studio.window.taskPanel()->classRow();
        QVERIFY(!row->isVisible());
        drop(studio.window, {kFixtures + file});
        QTRY_VERIFY(row->isVisible());
        QCOMPARE(row->box()->minimum(), least);
        QCOMPARE(studio.window.document()->settings().model.label, std::int64_t(first));
        row->box()->setValue(2);
        QCOMPARE(studio.window.document()->settings().model.label, std::int64_t(2));
        QTRY_COMPARE(studio.script->preloadedModel().label, std::int64_t(2));
        studio.window.actions()->undo->trigger();
        QCOMPARE(row->box()->value(), first);
        studio.window.actions()->undo->trigger();
        QTRY_VERIFY(!row->isVisible());
        QCOMPARE(studio.window.document()->settings().model.nameOrPath, ModelRef{}.nameOrPath);
    }

    void programIsAskedAbout() {
        const QString path = kFixtures + "script.pt";
        const QString hash = hashOf(contentOf(path));
        Studio studio;
        studio.open();
        drop(studio.window, {path});
        QTRY_VERIFY(studio.dialog<QMessageBox>());
        auto* question = studio.dialog<QMessageBox>();
        QCOMPARE(question->defaultButton(), question->button(QMessageBox::No));
        QTest::keyClick(question, Qt::Key_Return);
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        QVERIFY(studio.window.messageBar()->message().headline.contains("script.pt"));
        QCOMPARE(studio.window.document()->settings().model.nameOrPath, ModelRef{}.nameOrPath);
        QVERIFY(!isTrustedProgram(hash));

        drop(studio.window, {path});
        QTRY_VERIFY(studio.dialog<QMessageBox>());
        studio.dialog<QMessageBox>()->button(QMessageBox::Yes)->click();
        QTRY_COMPARE(studio.window.document()->settings().model.nameOrPath, path.toStdString());
        QVERIFY(isTrustedProgram(hash));
        QTRY_COMPARE(studio.script->preloadedModel().trustedProgram, hash.toStdString());
        studio.paint();
        studio.runToTheEnd();
        QCOMPARE(studio.script->job().model.trustedProgram, hash.toStdString());
        QVERIFY(!studio.script->job().model.trustsPrograms);
    }

    void programIsAskedAboutOnce() {
        const QString path = kFixtures + "script.pt";
        trustProgram(hashOf(contentOf(path)));
        Studio studio;
        studio.open();
        drop(studio.window, {path});
        QTRY_COMPARE(studio.window.document()->settings().model.nameOrPath, path.toStdString());
        QVERIFY(!studio.dialog<QMessageBox>());
    }

    /// As a project brings it: the settings name it already, and it still doesn't run unasked.
    void programInTheSettings() {
        const QString path = kFixtures + "script.pt";
        Studio studio;
        studio.open();
        RestorationSettings settings = studio.window.document()->settings();
        settings.model.nameOrPath = path.toStdString();
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Model"));
        QTRY_VERIFY(studio.dialog<QMessageBox>());
        QTRY_COMPARE(studio.script->preloadedModel().nameOrPath, path.toStdString());
        QVERIFY(studio.script->preloadedModel().trustedProgram.empty());
        studio.dialog<QMessageBox>()->button(QMessageBox::Yes)->click();
        QTRY_COMPARE(studio.script->preloadedModel().trustedProgram, hashOf(contentOf(path)).toStdString());
    }

    void loadingIsShown() {
        auto script = std::make_shared<Script>();
        script->loadPermits.acquire();
        Studio studio(script);
        studio.open();
        studio.paint();
        studio.press();
        PrimaryButton* const button = studio.window.taskPanel()->runButton();
        QTRY_COMPARE(button->text(), QStringLiteral("Loading the model, 25 %"));
        script->loadPermits.release();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(button->text(), QStringLiteral("Restore"));
    }

    void loadingIsShownWithoutARun() {
        auto script = std::make_shared<Script>();
        script->loadPermits.acquire();
        Studio studio(script);
        studio.open();
        const auto* bar = studio.window.busyRow()->findChild<QProgressBar*>();
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(bar->value(), 25);
        script->loadPermits.release();
        QTRY_VERIFY(studio.window.controller()->isPreloaded());
        QTRY_VERIFY(!bar->isVisible());
    }

    /// Why a run is in parts: the memory, or the size of the pictures that the model knows.
    void partsAreExplained() {
        StatusLine line;
        const auto says = [&](const QString& text) {
            const QList<QLabel*> labels = line.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                return label->text().contains(text) || label->toolTip().contains(text);
            });
        };
        line.setEstimate(-1, 3, TileReason::Memory);
        QVERIFY(says(QStringLiteral("in 3 part")) && says(QStringLiteral("memory")));
        line.setEstimate(-1, 3, TileReason::Model);
        QVERIFY(says(QStringLiteral("of the model's size")) && !says(QStringLiteral("memory")));
        line.setEstimate(-1, 1, TileReason::Model);
        QVERIFY(!says(QStringLiteral("part")));
    }

  private:
    void writeCatalog(const QString& url, const QByteArray& content) {
        QDir().mkpath(mModels);
        const QJsonObject entry{
            {"name", "remote"},       {"family", "drunet"},        {"file", "remote.pth"},       {"url", url},
            {"size", content.size()}, {"sha256", hashOf(content)}, {"description", "For a test"}};
        QFile file(mModels + "/catalog.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(QJsonObject{{"version", 1}, {"models", QJsonArray{entry}}}).toJson());
    }

    std::unique_ptr<QTemporaryDir> mHome;
    QString mModels;
};

QTEST_MAIN(TestModels)
#include "test_models.moc"
