// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/presets.h"
#include "core/sampling/solver_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace lacuna;

namespace {

SolverSpec unusual() {
    SolverSpec solver;
    solver.values = {{"step", "gradient"},      {"steps", std::int64_t{33}}, {"inner", std::int64_t{4}},
                     {"prior_pull", 0.3},       {"step_size", 0.9},          {"eta", 0.7},
                     {"sigma_max", 3.5},        {"sigma_min", 0.02},         {"rho", 5.0},
                     {"initialisation", "data"}};
    return completed(solver);
}

OperatorSpec operationOf(Task task, double noise) {
    OperatorSpec operation;
    operation.task = task;
    operation.noise = noise;
    return operation;
}

}  // namespace

class TestPresets : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void strengthAndEffort() {
        for (const Task task : {Task::Inpaint, Task::Deblur, Task::Upscale, Task::Denoise}) {
            const OperatorSpec operation = operationOf(task, 2);
            const SolverSpec usual = defaultSolver(task, 2);
            QVERIFY(presetSolver(operation, Strength::Balanced) == usual);
            const auto pull = [&](Strength strength) {
                return presetSolver(operation, strength).values.real("prior_pull");
            };
            QVERIFY(pull(Strength::Gentle) < usual.values.real("prior_pull"));
            QVERIFY(pull(Strength::Strong) > usual.values.real("prior_pull"));
            const SolverSpec quick = presetSolver(operation, Strength::Strong, Effort::Quick);
            const int steps = usual.values.integer("steps");
            QCOMPARE(quick.values.integer("steps"), steps / 2);
            QCOMPARE(quick.values.word("step"), usual.values.word("step"));
            const SolverSpec thorough = presetSolver(operation, Strength::Gentle, Effort::Thorough);
            QCOMPARE(thorough.values.integer("steps"), 2 * steps);
        }
    }

    void quickInpaintingBeginsWithMoreNoise() {
        const auto first = [](Task task, double noise, Effort effort) {
            return presetSolver(operationOf(task, noise), Strength::Balanced, effort)
                .values.real("sigma_max");
        };
        QVERIFY(first(Task::Inpaint, 0.5, Effort::Quick) > first(Task::Inpaint, 0.5, Effort::Normal));
        QCOMPARE(first(Task::Inpaint, 5, Effort::Quick), first(Task::Inpaint, 5, Effort::Normal));
        QCOMPARE(first(Task::Upscale, 0.5, Effort::Quick), first(Task::Upscale, 0.5, Effort::Normal));
    }

    void keepsAndReads() {
        const auto path = mFolder.filePath(QStringLiteral("new/folder/presets.json")).toStdString();
        QVERIFY(readUserPresets(path).empty());
        std::vector<UserPreset> presets{{"Plakate, „grob“", Task::Deblur, unusual()},
                                        {"second", Task::Inpaint, completed({})}};
        presets[1].solver.values.set("anderson", 1);
        writeUserPresets(path, presets);
        QVERIFY(readUserPresets(path) == presets);
        presets.pop_back();
        writeUserPresets(path, presets);
        QVERIFY(readUserPresets(path) == presets);
    }

    /// As 0.1.0 wrote them.
    void readsOlderFiles() {
        const std::vector<UserPreset> presets = readUserPresets(LACUNA_TEST_DATA "/compat/presets.json");
        QCOMPARE(presets.size(), std::size_t(4));
        QCOMPARE(presets[1].name, std::string("Plakate, „grob“"));
        const std::array tasks{Task::Inpaint, Task::Deblur, Task::Upscale, Task::Denoise};
        const std::array steps{"fixed-point", "single", "gradient", "plain"};
        for (std::size_t i = 0; i < presets.size(); ++i) {
            QCOMPARE(presets[i].task, tasks[i]);
            SolverSpec expected = completed({});  // the defaults have changed since
            expected.values.set("step", steps[i]);
            expected.values.set("steps", 20);
            expected.values.set("rho", 5.0);
            expected.values.set("prior_pull", 1.5);
            if (tasks[i] == Task::Upscale) expected.values.set("initialisation", "data");
            QVERIFY(presets[i].solver == expected);
        }
    }

    void refusesBrokenFiles_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("mentioned");
        const auto row = [](const char* name, const char* text, const char* mentioned) {
            QTest::newRow(name) << QByteArray(text) << QString(mentioned);
        };
        row("no JSON", "presets", "JSON object");
        row("no list", R"({"presets": 3})", "presets");
        row("no name", R"({"presets": [{"task": "inpaint", "solver": {}}]})", "name");
        row("name is a number", R"({"presets": [{"name": 3, "task": "inpaint", "solver": {}}]})", "name");
        row("task", R"({"presets": [{"name": "a", "task": "colour", "solver": {}}]})", "task");
        row("steps", R"({"presets": [{"name": "a", "task": "deblur", "solver": {"steps": 0}}]})", "steps");
        row("steps too large", R"({"presets": [{"name": "a", "task": "deblur", "solver": {"steps": 1e30}}]})",
            "steps");
        row("text for a number", R"({"presets": [{"name": "a", "task": "deblur", "solver": {"eta": "1"}}]})",
            "eta");
        row("step", R"({"presets": [{"name": "a", "task": "deblur", "solver": {"step": "giant"}}]})", "step");
        row("unknown", R"({"presets": [{"name": "a", "task": "deblur", "solver": {"stepz": 3}}]})", "stepz");
        row("twice",
            R"({"presets": [{"name": "a", "task": "deblur", "solver": {}}, {"name": "a", "task": "deblur", "solver": {}}]})",
            "two presets");
    }
    void refusesBrokenFiles() {
        QFETCH(QByteArray, text);
        QFETCH(QString, mentioned);
        const QString path = mFolder.filePath(QStringLiteral("broken.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        try {
            readUserPresets(path.toStdString());
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Usage);
            QVERIFY(QString(error.what()).contains(QStringLiteral("broken.json")));
            QVERIFY2(QString(error.what()).contains(mentioned), error.what());
        }
    }

    void sameNameForTwoTasks() {
        const auto path = mFolder.filePath(QStringLiteral("both.json")).toStdString();
        const std::vector<UserPreset> presets{{"fine", Task::Deblur, completed({})},
                                              {"fine", Task::Inpaint, completed({})}};
        writeUserPresets(path, presets);
        QVERIFY(readUserPresets(path) == presets);
    }

  private:
    QTemporaryDir mFolder;
};

QTEST_GUILESS_MAIN(TestPresets)
#include "test_presets.moc"
