// SPDX-License-Identifier: GPL-3.0-or-later
// Several solvers on one photograph, in the window around a scripted engine.
#include "core/engine/budget.h"
#include "core/engine/recipe_job.h"
#include "core/sampling/solver_registry.h"
#include "core/trajectory/trajectory.h"
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/document/change_settings_command.h"
#include "ui/document/solver_comparison.h"
#include "ui/flows/solver_flow.h"
#include "ui/main_window/actions.h"
#include "ui/panels/degrade_dialog.h"
#include "ui/panels/picture_grid.h"
#include "ui/panels/solver_plot.h"
#include "ui/panels/solver_table.h"
#include "ui/panels/solver_window.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QMimeData>
#include <QPushButton>
#include <QSlider>
#include <QWheelEvent>

#include <functional>

using namespace lacuna;
using namespace lacuna::ui;
using test::Script;
using test::Studio;

namespace {

constexpr int kBudget = 12;
const std::vector<std::string> kThree{"vml-map", "dpir", "ddrm"};

void setTask(Studio& studio, Task task) {
    RestorationSettings settings = studio.window.document()->settings();
    settings.task = task;
    settings.seed = 5;
    studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
}

SolverWindow& openWindow(Studio& studio) {
    studio.window.actions()->compareSolvers->trigger();
    return *studio.window.solverFlow()->window();
}

QPushButton* buttonNamed(QWidget& parent, const QString& start) {
    for (auto* button : parent.findChildren<QPushButton*>())
        if (button->text().startsWith(start)) return button;
    return nullptr;
}

/// Opens the window on a noisy photograph and starts.
SolverWindow& compare(Studio& studio, const std::vector<std::string>& solvers = kThree) {
    if (!studio.window.document()) {
        studio.open();
        setTask(studio, Task::Denoise);
    }
    SolverWindow& window = openWindow(studio);
    window.choose(solvers, kBudget);
    buttonNamed(window, QStringLiteral("&Start"))->click();
    return window;
}

void awaitEnd(Studio& studio, SolverWindow& window) {
    QTRY_VERIFY(!studio.window.controller()->isBusy());
    QTRY_VERIFY(buttonNamed(window, QStringLiteral("&Start")));
}

/// After how many evaluations every picture is shown; 0: it is no step.
QList<int> shownSteps(const SolverWindow& window) {
    QList<int> steps;
    for (int i = 0; i < window.pictures()->count(); ++i) {
        const auto& frames = window.pictures()->picture(i).frames;
        steps << (frames.empty() ? 0 : frames.front().progress.evaluations);
    }
    return steps;
}

QString cell(const SolverWindow& window, int row, const QString& head) {
    const SolverTable& table = *window.table();
    for (int column = 0; column < table.columnCount(); ++column)
        if (table.horizontalHeaderItem(column)->text() == head && !table.isColumnHidden(column))
            return table.item(row, column)->text();
    return QStringLiteral("no such column");
}

RestorationResult resultOf(const char* solver) {
    RestorationResult result;
    result.settings.isCustom = true;
    result.settings.custom = withinBudget({solver, {}}, kBudget);
    return result;
}

}  // namespace

class TestSolverComparison : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void whatIsComparable_data() {
        using Change = std::function<void(RestorationResult&)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("comparable");
        QTest::newRow("another solver") << Change([](RestorationResult&) {}) << true;
        QTest::newRow("another budget") << Change([](RestorationResult& result) {
            result.settings.custom = withinBudget(result.settings.custom, 50);
        }) << true;
        QTest::newRow("a preset") << Change([](RestorationResult& result) {
            result.settings.isCustom = false;
            result.settings.effort = Effort::Quick;
        }) << true;
        QTest::newRow("another seed")
            << Change([](RestorationResult& result) { result.settings.seed = 1; }) << false;
        QTest::newRow("other noise") << Change([](RestorationResult& result) {
            result.settings.noise[0] += 1;
        }) << false;
        QTest::newRow("another model")
            << Change([](RestorationResult& result) { result.settings.model.nameOrPath = "other"; }) << false;
        QTest::newRow("another start")
            << Change([](RestorationResult& result) { result.parentId = QStringLiteral("a"); }) << false;
        QTest::newRow("another mask")
            << Change([](RestorationResult& result) { result.mask = MaskLayer(QSize(9, 9)); }) << false;
        QTest::newRow("stopped") << Change([](RestorationResult& result) { result.stoppedEarly = true; })
                                 << false;
        QTest::newRow("a branch") << Change([](RestorationResult& result) { result.branchStep = 3; })
                                  << false;
        QTest::newRow("a part") << Change([](RestorationResult& result) {
            result.region = {0, 0, 5, 5};
        }) << false;
    }
    void whatIsComparable() {
        QFETCH(std::function<void(RestorationResult&)>, change);
        QFETCH(bool, comparable);
        const RestorationResult one = resultOf("dpir");
        RestorationResult other = resultOf("ddrm");
        change(other);
        QCOMPARE(areComparable(one, other), comparable);
        QCOMPARE(areComparable(other, one), comparable);
    }

    void newestOfEverySolver() {
        const auto make = [](const char* solver, int seed) {
            RestorationResult result = resultOf(solver);
            result.settings.seed = quint64(seed);
            return std::make_shared<const RestorationResult>(result);
        };
        const Results results{make("ddrm", 0), make("dpir", 0), make("vml-map", 1), make("dpir", 0),
                              make("ddrm", 1)};
        const Results found = comparedWith(results, *results[1]);
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[0], results[3]);
        QCOMPARE(found[1], results[0]);
    }

    /// One after the other: the same seed, each within the budget. The results join the document's.
    void runsEverySolver() {
        auto script = std::make_shared<Script>();
        Studio studio(script);
        studio.open();
        setTask(studio, Task::Denoise);
        SolverWindow& window = openWindow(studio);
        QVERIFY(window.isVisible());
        window.choose(kThree, kBudget);
        std::vector<RestorationJob> jobs;
        connect(studio.window.controller(), &RestorationController::ended, this,
                [&] { jobs.push_back(script->job()); });
        buttonNamed(window, QStringLiteral("&Start"))->click();
        awaitEnd(studio, window);
        QCOMPARE(jobs.size(), kThree.size());
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            QCOMPARE(jobs[i].solver.solver, kThree[i]);
            QCOMPARE(jobs[i].seed, std::uint64_t(5));
            const SolverSpec own = solverFromText(kThree[i], jobs[i].operation, *jobs[i].operation.noise);
            QVERIFY(jobs[i].solver == withinBudget(own, kBudget));
        }
        const Results& results = studio.window.document()->results();
        QCOMPARE(results.size(), kThree.size());
        QVERIFY(studio.window.document()->nameOf(*results[1]).startsWith(QStringLiteral("DPIR, 4")));
        QVERIFY(areComparable(*results[0], *results[2]));
        QCOMPARE(window.table()->rowCount(), 3);
        QCOMPARE(cell(window, 1, QStringLiteral("Solver")), QStringLiteral("DPIR"));
        QCOMPARE(cell(window, 1, QStringLiteral("Evaluations")), QStringLiteral("4"));
        QCOMPARE(cell(window, 1, QStringLiteral("Residual")), QStringLiteral("1.000"));
        // The settings of the photograph stay.
        QVERIFY(!studio.window.document()->settings().isCustom);
    }

    /// A solver that the settings have keeps its own parameters.
    void usesTheChosenParameters() {
        auto script = std::make_shared<Script>();
        Studio studio(script);
        studio.open();
        setTask(studio, Task::Denoise);
        RestorationSettings settings = studio.window.document()->settings();
        settings.isCustom = true;
        settings.custom = completed(SolverSpec{"dps", {{"guidance", 7.5}}});
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Solver"));
        SolverWindow& window = compare(studio, {"vml-map", "dps"});
        awaitEnd(studio, window);
        QCOMPARE(script->job().solver.values.real("guidance"), 7.5);
        QCOMPARE(script->job().solver.values.integer("steps"), kBudget);
    }

    /// The slider shows every solver after the same number of evaluations.
    void scrubsInStep() {
        Studio studio;
        SolverWindow& window = compare(studio);
        awaitEnd(studio, window);
        QCOMPARE(shownSteps(window), (QList<int>{0, 0, 0}));
        QVERIFY(!window.pictures()->picture(2).base.isNull());
        auto* slider = window.findChild<QSlider*>();
        QCOMPARE(slider->maximum(), 4);
        QCOMPARE(slider->value(), 4);
        for (const int evaluation : {2, 1, 3}) {
            slider->setValue(evaluation);
            QTRY_COMPARE(shownSteps(window), (QList<int>{evaluation, evaluation, evaluation}));
        }
        const QRectF area = window.plot()->plotArea(0);
        QTest::mouseClick(window.plot(), Qt::LeftButton, {},
                          QPoint(int(area.left() + area.width() * 0.3), int(area.center().y())));
        QCOMPARE(slider->value(), 2);
        QTRY_COMPARE(shownSteps(window), (QList<int>{2, 2, 2}));
    }

    /// While a solver is at work, those before it are shown as they were after as many evaluations.
    void watchesInStep() {
        auto script = std::make_shared<Script>();
        script->permits.acquire(1000 - 4 - 2);  // the first, and two steps of the second
        Studio studio(script);
        SolverWindow& window = compare(studio);
        QTRY_COMPARE(script->permits.available(), 0);
        QTRY_COMPARE(cell(window, 1, QStringLiteral("Evaluations")), QStringLiteral("2 of 4"));
        QTRY_COMPARE(shownSteps(window)[0], 2);
        QTRY_VERIFY(shownSteps(window)[1] >= 1);  // a live frame may be left out
        QCOMPARE(shownSteps(window)[2], 0);
        QCOMPARE(cell(window, 2, QStringLiteral("Evaluations")), QStringLiteral("waiting"));
        // Gone back, the view stays there.
        window.findChild<QSlider*>()->setValue(1);
        QTRY_COMPARE(shownSteps(window), (QList<int>{1, 1, 0}));
        script->permits.release(1);
        QTRY_COMPARE(cell(window, 1, QStringLiteral("Evaluations")), QStringLiteral("3 of 4"));
        QCOMPARE(shownSteps(window), (QList<int>{1, 1, 0}));
        script->permits.release(100);
        awaitEnd(studio, window);
        QTRY_COMPARE(shownSteps(window), (QList<int>{1, 1, 1}));
    }

    /// With the undamaged photograph known, quality is plotted and tabled; else the terms of the loss are.
    void measuresAgainstTheReference() {
        Studio studio;
        studio.open();
        setTask(studio, Task::Denoise);
        SolverWindow* window = &compare(studio);
        awaitEnd(studio, *window);
        QCOMPARE(window->plot()->measures(),
                 (QStringList{QStringLiteral("Misfit"), QStringLiteral("Prior")}));
        QCOMPARE(cell(*window, 0, QStringLiteral("PSNR")), QStringLiteral("no such column"));
        QVERIFY(window->pictures()->picture(0).value.contains(QStringLiteral("misfit")));

        const ImageDocument* before = studio.window.document();
        studio.window.actions()->degrade->trigger();
        DegradeDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = studio.dialog<DegradeDialog>()));
        dialog->accept();
        QTRY_VERIFY(studio.window.document() != before);
        QVERIFY(!window->isVisible());  // it belongs to the other photograph
        window = &compare(studio);
        awaitEnd(studio, *window);
        const ResultPtr result = studio.window.document()->results()[0];
        QVERIFY(result->report.psnr);
        QCOMPARE(window->plot()->measures(),
                 (QStringList{QStringLiteral("PSNR in dB"), QStringLiteral("SSIM")}));
        QCOMPARE(cell(*window, 0, QStringLiteral("PSNR")), QLocale().toString(*result->report.psnr, 'f', 2));
        QVERIFY(window->pictures()->picture(0).value.contains(QStringLiteral("dB")));
    }

    void oneFails() {
        auto script = std::make_shared<Script>();
        script->error = Error(ErrorCode::OutOfMemory, {}, "too large");
        script->failing = "dpir";
        Studio studio(script);
        SolverWindow& window = compare(studio);
        awaitEnd(studio, window);
        QCOMPARE(script->runs.load(), 3);
        QCOMPARE(studio.window.document()->results().size(), std::size_t(2));
        QCOMPARE(cell(window, 1, QStringLiteral("Evaluations")), QStringLiteral("failed"));
        QVERIFY(!window.pictures()->picture(1).value.isEmpty());
        QCOMPARE(window.table()->item(1, 0)->toolTip(), window.pictures()->picture(1).value);
        QCOMPARE(cell(window, 2, QStringLiteral("Evaluations")), QStringLiteral("4"));
    }

    void stops_data() {
        QTest::addColumn<bool>("byClosing");
        QTest::newRow("button") << false;
        QTest::newRow("Esc") << true;
    }
    void stops() {
        QFETCH(bool, byClosing);
        auto script = std::make_shared<Script>();
        script->permits.acquire(1000 - 4 - 1);
        Studio studio(script);
        SolverWindow& window = compare(studio);
        QTRY_COMPARE(script->runs.load(), 2);
        QTRY_COMPARE(script->permits.available(), 0);
        if (byClosing) {
            QTest::keyClick(&window, Qt::Key_Escape);
            QVERIFY(!window.isVisible());
        } else {
            buttonNamed(window, QStringLiteral("&Stop"))->click();
        }
        awaitEnd(studio, window);
        QTest::qWait(50);
        QCOMPARE(script->runs.load(), 2);
        QCOMPARE(studio.window.document()->results().size(), std::size_t(1));
        QCOMPARE(cell(window, 1, QStringLiteral("Evaluations")), QStringLiteral("1, stopped"));
        QCOMPARE(cell(window, 2, QStringLiteral("Evaluations")), QStringLiteral("0, stopped"));
    }

    /// The photograph is closed during a comparison.
    void closesWithThePhotograph() {
        auto script = std::make_shared<Script>();
        script->permits.acquire(1000 - 4 - 1);
        Studio studio(script);
        SolverWindow& window = compare(studio);
        QTRY_COMPARE(script->permits.available(), 0);
        studio.window.documents().close(studio.window.document());
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QVERIFY(!window.isVisible());
        QCOMPARE(window.pictures()->count(), 0);
        QTest::qWait(50);
        QCOMPARE(script->runs.load(), 2);
    }

    void needsSolversThatDiffer() {
        Studio studio;
        studio.open();
        setTask(studio, Task::Denoise);
        SolverWindow& window = openWindow(studio);
        window.choose({"dpir", "dpir"}, kBudget);
        QVERIFY(!buttonNamed(window, QStringLiteral("&Start"))->isEnabled());
        window.choose({"dpir", "ddrm"}, kBudget);
        QVERIFY(buttonNamed(window, QStringLiteral("&Start"))->isEnabled());
        QCOMPARE(window.solvers(), (std::vector<std::string>{"dpir", "ddrm"}));
        QCOMPARE(window.findChildren<QComboBox*>()[2]->currentText(), QStringLiteral("none"));
    }

    void copiesTheTable() {
        Studio studio;
        SolverWindow& window = compare(studio);
        awaitEnd(studio, window);
        buttonNamed(window, QStringLiteral("Copy &table"))->click();
        const QStringList rows =
            QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows[0], QStringLiteral("Solver\tEvaluations\tSeconds\tResidual\tPrior"));
        QCOMPARE(rows[2], QStringLiteral("DPIR\t4\t1.0\t1.000\t1"));
        QVERIFY(QApplication::clipboard()->mimeData()->html().contains(QStringLiteral("<td>DPIR</td>")));
    }

    /// The wheel over one picture, and a drag in another, change all of them alike.
    void zoomsInStep() {
        Studio studio;
        SolverWindow& window = compare(studio);
        awaitEnd(studio, window);
        PictureGrid& grid = *window.pictures();
        const auto look = [&grid](int index) {
            const QRect room = grid.pictureRect(index);
            const qreal dpr = grid.devicePixelRatioF();
            return grid.grab().toImage().copy(QRect(room.topLeft() * dpr, room.size() * dpr));
        };
        const QImage whole = look(0);
        QCOMPARE(look(1), whole);  // the engine's results are equal
        const QPointF at = QRectF(grid.pictureRect(1)).center() + QPointF(20, 10);
        QWheelEvent wheel(at, grid.mapToGlobal(at), {}, {0, 360}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        const double before = grid.view().scale();
        QCoreApplication::sendEvent(&grid, &wheel);
        QVERIFY(grid.view().scale() > 1.5 * before);
        const QImage closer = look(0);
        QVERIFY(closer != whole);
        QCOMPARE(look(1), closer);
        QCOMPARE(look(2), closer);
        const QPoint from = grid.pictureRect(2).center();
        QTest::mousePress(&grid, Qt::LeftButton, {}, from);
        QTest::mouseMove(&grid, from + QPoint(30, 12));
        QTest::mouseRelease(&grid, Qt::LeftButton, {}, from + QPoint(30, 12));
        QVERIFY(look(0) != closer);
        QCOMPARE(look(1), look(0));
        QTest::keyClick(&grid, Qt::Key_0);
        QCOMPARE(grid.view().scale(), before);
    }

    /// A project keeps the comparison; the window finds it again.
    void comesBackWithTheProject() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("work.lacuna"));
        QString table;
        {
            Studio studio;
            SolverWindow& window = compare(studio);
            awaitEnd(studio, window);
            table = window.table()->asText();
            studio.window.actions()->saveProjectAs->trigger();
            QTRY_VERIFY(studio.dialog<QFileDialog>());
            studio.dialog<QFileDialog>()->selectFile(path);
            QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
            QTRY_VERIFY(QFileInfo::exists(path));
        }
        Studio again;
        again.window.openPath(path);
        QTRY_VERIFY(again.window.document() && again.window.document()->results().size() == 3);
        SolverWindow& window = openWindow(again);
        QCOMPARE(window.table()->asText(), table);
        QCOMPARE(window.solvers(), kThree);
        QVERIFY(!window.pictures()->picture(2).base.isNull());
        QVERIFY(window.pictures()->picture(2).value.contains(QStringLiteral("misfit")));
        // The project has no steps: an earlier moment has no picture, and the window says so.
        window.findChild<QSlider*>()->setValue(2);
        QVERIFY(window.pictures()->picture(2).value.contains(QStringLiteral("weren't kept")));
        QVERIFY(window.pictures()->picture(2).frames.empty());
    }

    void savesRecipes() {
        Studio studio;
        SolverWindow& window = compare(studio);
        QVERIFY(!buttonNamed(window, QStringLiteral("Save re&cipes"))->isEnabled());
        awaitEnd(studio, window);
        const QString folder = studio.folder.filePath(QStringLiteral("recipes"));
        buttonNamed(window, QStringLiteral("Save re&cipes"))->click();
        QTRY_VERIFY(studio.dialog<QFileDialog>());
        studio.dialog<QFileDialog>()->selectFile(folder);
        QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        QCOMPARE(QDir(folder).entryList(QDir::Files),
                 (QStringList{QStringLiteral("ddrm.json"), QStringLiteral("dpir.json"),
                              QStringLiteral("vml-map.json")}));
        for (const ResultPtr& result : studio.window.document()->results()) {
            const SolverSpec solver = result->settings.solver();
            const Recipe recipe =
                readRecipe((folder + QLatin1Char('/')).toStdString() + solver.solver + ".json");
            QVERIFY(recipe.stages.front().solver == solver);
            QCOMPARE(recipe.stages.front().seed, std::uint64_t(5));
            QCOMPARE(recipe.resultHash, hashOf(test::pixelsOf(*result)));
        }
    }

    void needsAMask() {
        Studio studio;
        studio.open();
        setTask(studio, Task::Inpaint);
        QVERIFY(!studio.window.actions()->compareSolvers->isEnabled());
        studio.paint();
        QVERIFY(studio.window.actions()->compareSolvers->isEnabled());
    }
};

QTEST_MAIN(TestSolverComparison)
#include "test_solver_comparison.moc"
