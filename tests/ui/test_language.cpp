// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_catalog.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "tests/ui/studio.h"
#include "ui/base/error_text.h"
#include "ui/base/fold_section.h"
#include "ui/base/language.h"
#include "ui/base/language_chooser.h"
#include "ui/base/message_bar.h"
#include "ui/base/note_text.h"
#include "ui/canvas/crop_page.h"
#include "ui/demo/demo_flow.h"
#include "ui/document/image_document.h"
#include "ui/document/restoration_result.h"
#include "ui/main_window/actions.h"
#include "ui/models/catalog_text.h"
#include "ui/preferences/preferences_dialog.h"
#include "ui/start/picture_card.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSet>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTranslator>
#include <QXmlStreamReader>

#include <algorithm>

using namespace lacuna;
using namespace lacuna::ui;

Q_DECLARE_METATYPE(QAction* Actions::*)

namespace {

using test::Studio;

void speak(Language language) {
    qDeleteAll(qApp->findChildren<QTranslator*>());
    QLocale::setDefault(QLocale::system());
    loadLanguage(*qApp, language);
}

QString parts(int n) {
    return QCoreApplication::translate("lacuna::ui::StatusLine", "in %n part(s)", nullptr, n);
}

/// The letters behind single ampersands.
QString acceleratorOf(const QString& text) {
    static const QRegularExpression kMnemonic(QStringLiteral("(?<!&)&([^&])"));
    return kMnemonic.match(text).captured(1).toUpper();
}

QStringList clashesIn(const QList<QAction*>& actions, const QString& where) {
    QStringList clashes;
    QHash<QString, QString> taken;
    for (const QAction* action : actions) {
        const QString key = acceleratorOf(action->text());
        if (key.isEmpty()) continue;
        if (taken.contains(key))
            clashes << QStringLiteral("%1: %2 and %3").arg(where, taken[key], action->text());
        taken[key] = action->text();
        if (action->menu()) clashes << clashesIn(action->menu()->actions(), action->text());
    }
    return clashes;
}

/// What of its text a control can't show; nothing where all of it fits.
QString cutOff(QWidget* widget) {
    int has = widget->width();
    int needs = 0;
    QString text;
    if (auto* card = qobject_cast<PictureCard*>(widget)) {
        text = card->text();
        has = card->pictureSize().width();
        needs = card->fontMetrics().horizontalAdvance(text);
    } else if (auto* button = qobject_cast<QAbstractButton*>(widget)) {
        text = button->text();
        auto* tool = qobject_cast<QToolButton*>(button);
        needs = tool && tool->toolButtonStyle() == Qt::ToolButtonTextUnderIcon
                    ? tool->fontMetrics().horizontalAdvance(text) + 8
                    : button->sizeHint().width();
    } else if (auto* label = qobject_cast<QLabel*>(widget)) {
        text = label->text();
        if (label->wordWrap()) {
            has = label->height();
            needs = label->heightForWidth(label->width());
        } else {
            needs = label->sizeHint().width();
        }
    } else if (auto* list = qobject_cast<QComboBox*>(widget)) {
        QStyleOptionComboBox option;
        option.initFrom(list);
        has = list->style()
                  ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, list)
                  .width();
        for (int i = 0; i < list->count(); ++i) {
            const int width = list->fontMetrics().horizontalAdvance(list->itemText(i));
            if (width <= needs) continue;
            needs = width;
            text = list->itemText(i);
        }
    } else if (auto* box = qobject_cast<QAbstractSpinBox*>(widget)) {
        const auto* edit = box->findChild<QLineEdit*>();
        text = edit->displayText();
        has = edit->width();
        needs = edit->fontMetrics().horizontalAdvance(text) + 4;
    }
    if (text.isEmpty() || needs <= has) return {};
    return QStringLiteral("%1 “%2” has %3 of %4 px")
        .arg(QLatin1String(widget->metaObject()->className()), text)
        .arg(has)
        .arg(needs);
}

QStringList cutOffIn(QWidget& window) {
    QStringList cut;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window)) continue;
        if (const QString what = cutOff(widget); !what.isEmpty()) cut << what;
        auto* scroll = qobject_cast<QScrollArea*>(widget);
        if (scroll && scroll->widget()->width() > scroll->viewport()->width())
            cut << QStringLiteral("%1 of %2 px of a panel are seen")
                       .arg(scroll->viewport()->width())
                       .arg(scroll->widget()->width());
    }
    return cut;
}

struct Entry {
    QString context, source;
    QStringList translations;
};

std::vector<Entry> readTable(const QString& name) {
    QFile file(QStringLiteral(LACUNA_SOURCE_DIR "/resources/translations/") + name);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    std::vector<Entry> entries;
    QString context;
    bool plural = false;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("name")) context = xml.readElementText();
        if (xml.name() == QLatin1String("source")) entries.push_back({context, xml.readElementText(), {}});
        if (xml.name() == QLatin1String("numerusform")) entries.back().translations << xml.readElementText();
        if (xml.name() == QLatin1String("message"))
            plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
        if (xml.name() == QLatin1String("translation") && !plural)
            entries.back().translations << xml.readElementText();
    }
    return entries;
}

QStringList placeholdersIn(const QString& text) {
    static const QRegularExpression kPlace(QStringLiteral("%L?[0-9n]"));
    QStringList found;
    for (auto it = kPlace.globalMatch(text); it.hasNext();)
        found << it.next().captured();
    found.removeDuplicates();
    found.sort();
    return found;
}

}  // namespace

class TestLanguage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }
    void cleanup() { speak(Language::English); }

    void speaksGerman() {
        speak(Language::German);
        QCOMPARE(loadedLanguage(), QStringLiteral("de"));
        QCOMPARE(parts(1), QStringLiteral("in 1 Teil"));
        QCOMPARE(parts(3), QStringLiteral("in 3 Teilen"));
        RestorationSettings settings;
        settings.task = Task::Deblur;
        settings.kernel.values.set("sigma", 2.5);
        QCOMPARE(resultName(settings), QStringLiteral("Schärfen, Gauß 2,5 px"));
        Studio studio;
        studio.open();
        QCOMPARE(studio.window.taskPanel()->runButton()->text(), QStringLiteral("Restaurieren"));
        QCOMPARE(studio.window.document()->suggestedPath(),
                 studio.folder.filePath(QStringLiteral("photo-restauriert.png")));
    }

    void speaksEnglish() {
        speak(Language::English);
        QCOMPARE(loadedLanguage(), QStringLiteral("en"));
        QCOMPARE(parts(1), QStringLiteral("in 1 part"));
        QCOMPARE(parts(3), QStringLiteral("in 3 parts"));
        Studio studio;
        studio.open();
        QCOMPARE(studio.window.taskPanel()->runButton()->text(), QStringLiteral("Restore"));
    }

    void speaksAsTheDesktop_data() {
        QTest::addColumn<QByteArray>("languages");
        QTest::addColumn<QString>("spoken");
        const QString german = QStringLiteral("Restauriert Fotos."),
                      english = QStringLiteral("Restores photographs.");
        QTest::newRow("German") << QByteArray("de") << german;
        QTest::newRow("Austrian") << QByteArray("de_AT") << german;
        QTest::newRow("German, after one that isn't known") << QByteArray("fr:de:en") << german;
        QTest::newRow("none that is known") << QByteArray("fr") << english;
        QTest::newRow("English first") << QByteArray("en_GB:de") << english;
    }

    void speaksAsTheDesktop() {
        QFETCH(QByteArray, languages);
        QFETCH(QString, spoken);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        // Under "C" the list of languages isn't looked at.
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("fr_FR.UTF-8"));
        environment.insert(QStringLiteral("LANGUAGE"), QString::fromLatin1(languages));
        QProcess studio;
        studio.setProcessEnvironment(environment);
        studio.start(QCoreApplication::applicationDirPath() + QStringLiteral("/lacuna"),
                     {QStringLiteral("--help")});
        QVERIFY(studio.waitForFinished());
        QVERIFY2(studio.readAllStandardOutput().contains(spoken.toUtf8()), studio.readAllStandardError());
    }

    void hearsTheKeysOfAGermanKeyboard() {
        speak(Language::German);
        Studio studio;
        studio.open();
        QVERIFY(QTest::qWaitForWindowActive(&studio.window));
        const struct {
            const QAction* action;
            int key;
            Qt::KeyboardModifiers modifiers;
        } kKeys[] = {{studio.window.actions()->smallerBrush, Qt::Key_Udiaeresis, {}},
                     {studio.window.actions()->smallerBrush, Qt::Key_BracketLeft, {}},
                     {studio.window.actions()->largerBrush, Qt::Key_Plus, {}},
                     {studio.window.actions()->softerBrush, Qt::Key_Udiaeresis, Qt::ShiftModifier},
                     {studio.window.actions()->harderBrush, Qt::Key_Plus, Qt::ShiftModifier}};
        for (const auto& each : kKeys) {
            int heard = 0;
            const auto connection = connect(each.action, &QAction::triggered, this, [&heard] { ++heard; });
            QTest::keyClick(studio.window.canvas(), Qt::Key(each.key), each.modifiers);
            disconnect(connection);
            QVERIFY2(heard == 1, qPrintable(each.action->text()));
        }
    }

    void isChosenInThePreferences() {
        QCOMPARE(chosenLanguage(), Language::System);
        Studio studio;
        studio.window.actions()->preferences->trigger();
        auto* dialog = studio.dialog<PreferencesDialog>();
        QVERIFY(dialog);
        QComboBox* list = dialog->findChild<LanguageChooser*>()->list();
        QCOMPARE(list->currentData().toInt(), int(Language::System));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_End);
        QCOMPARE(chosenLanguage(), Language::German);
        QTest::keyClick(list, Qt::Key_Home);
        QCOMPARE(chosenLanguage(), Language::System);
        QSettings().setValue(QStringLiteral("window/language"), QStringLiteral("tlh"));
        QCOMPARE(chosenLanguage(), Language::System);
    }

    void translatesWhatTheEngineNotes() {
        speak(Language::German);
        // Where the engine learns to say something else, so must the studio.
        QSet<QString> different;
        for (int code = 0; code < int(NoteCode::Other); ++code) {
            const Note note{NoteCode(code), "cuda:0", 0, "a reason"};
            const QString text = noteText(note);
            QVERIFY2(text != QString::fromStdString(toText(note)), toString(note.code));
            QVERIFY2(!text.contains(QLatin1Char('%')), toString(note.code));
            different << text;
        }
        QCOMPARE(different.size(), int(NoteCode::Other));
        QVERIFY(noteText({.code = NoteCode::ModelOnCpu, .device = "cuda:0"}).contains("cuda:0"));
        QVERIFY(noteText({.code = NoteCode::SmallerTiles, .tile = 112}).contains("112"));
        QCOMPARE(noteText({.text = "something old"}), QStringLiteral("something old"));
    }

    /// The codes of the catalog that ships say what stands beside them in English, and have a German text.
    void translatesTheCatalog() {
        const QTemporaryDir folder;
        QVERIFY(QFile::copy(QStringLiteral(LACUNA_SOURCE_DIR "/models/catalog.json"),
                            folder.filePath(QStringLiteral("catalog.json"))));
        const auto models = ModelCatalog({folder.path().toStdString()}).available();
        QVERIFY(models.size() > 10);
        for (const AvailableModel& model : models) {
            for (const auto& [words, english] : {std::pair(model.about, model.description),
                                                 std::pair(model.licenceBasis, model.licenceNote)}) {
                QCOMPARE(words.code.empty(), english.empty());
                const QString text = QString::fromStdString(english);
                speak(Language::English);
                QCOMPARE(catalogText(words, "?"), text.isEmpty() ? QStringLiteral("?") : text);
                speak(Language::German);
                QVERIFY2(catalogText(words, "?") != text, qPrintable(text));
            }
        }
    }

    /// What the studio doesn't know is shown as the catalog says it.
    void catalogsOfOthers_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("subject");
        QTest::newRow("no code") << ""
                                 << "";
        QTest::newRow("another code") << "landscapes"
                                      << "";
        QTest::newRow("another subject") << "pictures"
                                         << "dogs";
        QTest::newRow("no subject") << "pictures"
                                    << "";
    }
    void catalogsOfOthers() {
        QFETCH(QString, code);
        QFETCH(QString, subject);
        CatalogWords words{code.toStdString(), {{"size", "64"}}};
        if (!subject.isEmpty()) words.values["subject"] = subject.toStdString();
        QCOMPARE(catalogText(words, "Of somebody else."), QStringLiteral("Of somebody else."));
    }

    void tablesKeepWhatIsReplaced_data() {
        QTest::addColumn<QString>("table");
        QTest::newRow("German") << QStringLiteral("lacuna_de.ts");
        QTest::newRow("English") << QStringLiteral("lacuna_en.ts");
    }

    void tablesKeepWhatIsReplaced() {
        QFETCH(QString, table);
        const std::vector<Entry> entries = readTable(table);
        QVERIFY(!entries.empty());
        for (const Entry& entry : entries) {
            for (const QString& translation : entry.translations) {
                const auto differ = [&](const char* what) {
                    return qPrintable(
                        QStringLiteral("%1: %2 → %3").arg(QLatin1String(what), entry.source, translation));
                };
                QVERIFY2(placeholdersIn(translation) == placeholdersIn(entry.source), differ("placeholders"));
                QVERIFY2(
                    translation.startsWith(QLatin1Char(' ')) == entry.source.startsWith(QLatin1Char(' ')),
                    differ("space"));
                QVERIFY2(translation.endsWith(QLatin1Char(' ')) == entry.source.endsWith(QLatin1Char(' ')),
                         differ("space"));
                QVERIFY2(translation.contains(QLatin1Char('&')) || !entry.source.contains(QLatin1Char('&')),
                         differ("no accelerator"));
                QVERIFY2(
                    translation.endsWith(QLatin1String("…")) == entry.source.endsWith(QLatin1String("…")),
                    differ("dots"));
            }
        }
    }

    void languages() {
        QTest::addColumn<Language>("language");
        QTest::newRow("English") << Language::English;
        QTest::newRow("German") << Language::German;
    }

    void acceleratorsAreUniqueInEachMenu_data() { languages(); }
    void acceleratorsAreUniqueInEachMenu() {
        QFETCH(Language, language);
        speak(language);
        Studio studio;
        studio.open();
        QStringList clashes = clashesIn(studio.window.menuBar()->actions(), QStringLiteral("the menu bar"));
        for (QToolButton* button : studio.window.findChildren<QToolButton*>()) {
            if (button->menu()) clashes << clashesIn(button->menu()->actions(), button->accessibleName());
        }
        QVERIFY2(clashes.isEmpty(), qPrintable(clashes.join(QLatin1Char('\n'))));
    }

    void nothingIsCutAtTheSmallestSize_data() {
        QTest::addColumn<Language>("language");
        QTest::addColumn<int>("task");
        for (const auto& [name, language] :
             {std::pair("English", Language::English), std::pair("German", Language::German)}) {
            for (const TaskRow& row : taskRows())
                QTest::addRow("%s, %s", name, row.name) << language << int(row.task);
        }
    }

    void nothingIsCutAtTheSmallestSize() {
        QFETCH(Language, language);
        QFETCH(int, task);
        speak(language);
        Studio studio;
        studio.window.resize(1024, 640);
        studio.open();
        studio.paint();
        RestorationSettings settings = studio.window.document()->settings();
        settings.task = Task(task);
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
        for (FoldSection* fold : studio.window.findChildren<FoldSection*>())
            fold->setOpen(true);
        studio.runToTheEnd();
        QCoreApplication::processEvents();
        QCOMPARE(studio.window.size(), QSize(1024, 640));
        QStringList cut = cutOffIn(studio.window);
        Message message =
            describeFailure({ErrorCode::OutOfMemory, QStringLiteral("photo"), {}}, Attempt::Restore);
        message.actionText =
            QCoreApplication::translate("lacuna::ui::RunFlow", "Apply to the whole photograph");
        studio.window.messageBar()->show(message);
        QCoreApplication::processEvents();
        cut << cutOffIn(studio.window);
        std::vector<std::string> kinds{KernelSpec::kWeights};
        for (const KernelKind& kind : kernelKinds())
            kinds.emplace_back(kind.id);
        for (const std::string& kind : kinds) {
            if (!taskRow(Task(task)).takesKernel) break;
            settings.kernel.kind = kind;
            settings.kernel.width = settings.kernel.height = 3;
            settings.kernel.weights.assign(9, 1.0F / 9);
            studio.window.taskPanel()->setSettings(settings, QStringLiteral("Blur"));
            QCoreApplication::processEvents();
            cut << cutOffIn(studio.window);
        }
        studio.window.actions()->crop->trigger();
        QCoreApplication::processEvents();
        QVERIFY(studio.window.cropPage()->isVisible());
        cut << cutOffIn(studio.window);
        cut.removeDuplicates();
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }

    void nothingIsCutOnTheStartPage_data() { languages(); }
    void nothingIsCutOnTheStartPage() {
        QFETCH(Language, language);
        speak(language);
        Studio studio;
        studio.window.resize(1024, 640);
        QCoreApplication::processEvents();
        const QStringList cut = cutOffIn(studio.window);
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }

    void nothingIsCutInTheOtherWindows_data() {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QAction * Actions::*>("action");
        const std::pair<const char*, QAction * Actions::*> kWindows[] = {
            {"preferences", &Actions::preferences},
            {"shortcuts", &Actions::shortcuts},
            {"degrade", &Actions::degrade},
            {"seed gallery", &Actions::seedGallery},
            {"compare solvers", &Actions::compareSolvers},
            {"queue", &Actions::queue},
            {"models", &Actions::models},
            {"manual", &Actions::manual},
            {"about", &Actions::about}};
        for (const auto& [name, action] : kWindows) {
            QTest::addRow("English, %s", name) << Language::English << action;
            QTest::addRow("German, %s", name) << Language::German << action;
        }
    }

    void nothingIsCutInTheOtherWindows() {
        QFETCH(Language, language);
        QFETCH(QAction * Actions::*, action);
        speak(language);
        Studio studio;
        studio.window.resize(1024, 640);
        studio.open();
        studio.paint();
        (studio.window.actions()->*action)->trigger();
        QCoreApplication::processEvents();
        QStringList cut;
        int windows = 0;
        for (QWidget* window : QApplication::topLevelWidgets()) {
            if (!window->isVisible() || window == &studio.window) continue;
            cut << cutOffIn(*window);
            ++windows;
            QVERIFY2(window->height() <= 720, qPrintable(window->windowTitle()));
        }
        QVERIFY(windows > 0);
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }

    void nothingIsCutInTheDemonstration_data() {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QSize>("size");
        for (const QSize size :
             {QSize(800, 560), QSize(1024, 640), QSize(1280, 800), QSize(1600, 700), QSize(1920, 1080)}) {
            QTest::addRow("English, %d", size.width()) << Language::English << size;
            QTest::addRow("German, %d", size.width()) << Language::German << size;
        }
    }

    /// Nor does a step enlarge the window, or its type.
    void nothingIsCutInTheDemonstration() {
        QFETCH(Language, language);
        QFETCH(QSize, size);
        speak(language);
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(999);
        DemoFlow flow(test::fakeEngine(script));
        DemoWindow& window = flow.window();
        window.resize(size);
        window.show();
        QStringList cut;
        const auto look = [&](DemoWindow::Step step, int text) {
            QTRY_COMPARE(window.step(), step);
            QCoreApplication::processEvents();
            QCOMPARE(window.size(), size);
            QCOMPARE(window.font().pixelSize(), text);
            cut << cutOffIn(window);
            const QRect inside = window.rect().marginsRemoved(window.layout()->contentsMargins());
            for (auto* widget : window.findChildren<QWidget*>()) {
                const QRect where(widget->mapTo(&window, QPoint(0, 0)), widget->size());
                if (!widget->isVisible() || inside.contains(where)) continue;
                cut << QStringLiteral("%1 ends outside")
                           .arg(QLatin1String(widget->metaObject()->className()));
            }
        };
        QCoreApplication::processEvents();
        const int text = window.font().pixelSize();
        QVERIFY(text >= 12);
        look(DemoWindow::Step::Choose, text);
        window.sayFault(
            describeFailure({ErrorCode::OutOfMemory, QStringLiteral("photo"), {}}, Attempt::LoadModel)
                .headline);
        look(DemoWindow::Step::Choose, text);
        window.findChildren<PictureCard*>()[0]->click();
        look(DemoWindow::Step::Damage, text);
        Q_EMIT window.scratchWanted();
        look(DemoWindow::Step::Restore, text);
        Q_EMIT window.restoreWanted();
        look(DemoWindow::Step::Watch, text);
        script->permits.release(100);
        look(DemoWindow::Step::Look, text);
        cut.removeDuplicates();
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(TestLanguage)
#include "test_language.moc"
