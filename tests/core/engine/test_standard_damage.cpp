// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/budget.h"
#include "core/engine/drawn_kernel.h"
#include "core/engine/standard_damage.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"

#include <QtTest>

#include <cmath>
#include <string>
#include <variant>
#include <vector>

using namespace lacuna;

namespace {

Photograph picture() {
    Photograph photo;
    photo.pixels = ImageBuffer(96, 72, 3, Depth::UInt8);
    for (int y = 0; y < 72; ++y)
        for (int x = 0; x < 96; ++x)
            for (int c = 0; c < 3; ++c)
                photo.pixels.setSample(x, y, c, 60 + (x * 3 + y * 5 + c * 40) % 120);
    return photo;
}

Photograph flat(int value) {
    Photograph photo;
    photo.pixels = ImageBuffer(96, 96, 3, Depth::UInt8);
    for (int y = 0; y < 96; ++y)
        for (int x = 0; x < 96 * 3; ++x)
            photo.pixels.row<std::uint8_t>(y)[x] = static_cast<std::uint8_t>(value);
    return photo;
}

OperatorSpec operationOf(Task task, const KernelSpec& kernel = {}, int scale = 2) {
    OperatorSpec operation;
    operation.task = task;
    operation.kernel = kernel;
    operation.scale = scale;
    return operation;
}

}  // namespace

Q_DECLARE_METATYPE(OperatorSpec)
Q_DECLARE_METATYPE(ParameterValue)

class TestStandardDamage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyRow_data() {
        QTest::addColumn<QString>("name");
        for (const StandardDamage& row : standardDamages())
            QTest::newRow(row.name) << QString(row.name);
    }
    void everyRow() {
        QFETCH(QString, name);
        const Photograph clean = picture();
        const Damage damage = damageFor(name.toStdString(), 96, 72, 5);
        const TaskRow& task = taskRow(damage.operation.task);
        QCOMPARE(damage.mask.isEmpty(), task.mask != MaskUse::Restored);
        const Photograph once = damaged(clean, damage, 5);
        QVERIFY(once.pixels == damaged(clean, damage, 5).pixels);
        QCOMPARE(once.pixels.width() * resultScale(damage.operation), 96);
        QVERIFY(once.pixels != clean.pixels);
        QVERIFY(noiseToAssume(damage) >= 0.5);
        // Other seeds make other noise and other random masks.
        const bool draws =
            damage.operation.noise ||
            (!damage.mask.isEmpty() && damage.mask != damageFor(name.toStdString(), 96, 72, 6).mask);
        QCOMPARE(once.pixels != damaged(clean, damageFor(name.toStdString(), 96, 72, 6), 6).pixels, draws);
        const Damage noisy = damageFor((name + "+12.75").toStdString(), 96, 72, 5);
        QCOMPARE(*noisy.operation.noise, 12.75);
        QVERIFY(!damageFor((name + "+0").toStdString(), 96, 72, 5).operation.noise);
    }

    void descriptions() {
        QCOMPARE(describeDamage("drop-50"), std::string("Half of the pixels are missing"));
        QCOMPARE(describeDamage("noise-25"), std::string("Noise of 25 levels"));
        QCOMPARE(describeDamage("x2+5"), std::string("Half the width and height, noise of 5 levels"));
        QCOMPARE(describeDamage("gaussian-3"),
                 std::string("Gaussian blur of 3 pixels, noise of 2.55 levels"));
    }

    void refused_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"", "hail", "drop-50+", "drop-50+x", "drop-50+-1", "drop-50+256", "drop-50x", "+5"})
            QTest::newRow(name) << QString(name);
    }
    void refused() {
        QFETCH(QString, name);
        try {
            damageFor(name.toStdString(), 8, 8, 0);
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Usage);
        }
    }

    /// Both have the deviation that was asked for; only grain is shared by neighbours.
    void grainIsCorrelated_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("correlation");  // of horizontal neighbours
        QTest::newRow("noise") << "noise-15" << 0.0;
        QTest::newRow("grain") << "grain+15" << 2.0 / 3;
    }
    void grainIsCorrelated() {
        QFETCH(QString, name);
        QFETCH(double, correlation);
        const Photograph out = damaged(flat(128), damageFor(name.toStdString(), 96, 96, 1), 1);
        double squares = 0, products = 0;
        for (int y = 0; y < 96; ++y)
            for (int x = 0; x + 1 < 96; ++x) {
                const double here = out.pixels.sample(x, y, 1) - 128.0;
                squares += here * here;
                products += here * (out.pixels.sample(x + 1, y, 1) - 128.0);
            }
        QVERIFY(std::abs(std::sqrt(squares / (96 * 95)) - 15) < 0.6);
        QVERIFY(std::abs(products / squares - correlation) < 0.05);
    }

    /// The kernels of a shaken camera: within 13 to 27 pixels, all different, and centred.
    void shakenKernels() {
        std::vector<std::vector<double>> all;
        for (int number = 1; number <= 8; ++number) {
            const Damage damage = damageFor("motion-" + std::to_string(number), 64, 64, 0);
            const Kernel kernel = makeKernel(damage.operation.kernel);
            QVERIFY(kernel.width >= 13 && kernel.width <= 27 && kernel.width == kernel.height);
            double x = 0, y = 0, sum = 0;
            for (int row = 0; row < kernel.height; ++row)
                for (int column = 0; column < kernel.width; ++column) {
                    sum += kernel.at(column, row);
                    x += column * kernel.at(column, row);
                    y += row * kernel.at(column, row);
                }
            QVERIFY(std::abs(sum - 1) < 1e-9);
            QVERIFY(std::abs(x - kernel.width / 2) < 1e-3 && std::abs(y - kernel.height / 2) < 1e-3);
            for (const auto& other : all)
                QVERIFY(other != kernel.weights);
            all.push_back(kernel.weights);
        }
    }

    void budget_data() {
        QTest::addColumn<QString>("solver");
        QTest::addColumn<int>("task");
        QTest::addColumn<int>("budget");
        QTest::addColumn<int>("evaluations");
        const auto row = [](const char* solver, Task task, int budget, int evaluations) {
            QTest::addRow("%s, %d", solver, budget)
                << solver << static_cast<int>(task) << budget << evaluations;
        };
        row("vml-map", Task::Denoise, 20, 20);
        row("vml-map", Task::Denoise, 21, 20);
        row("vml-map", Task::Denoise, 3, 3);
        row("vml-map", Task::Deblur, 19, 19);
        row("vml-map", Task::Deblur, 20, 20);
        row("vml-map", Task::Deblur, 50, 48);
        row("vml-map:flips=1", Task::Deblur, 50, 50);
        row("vml-map:inner=3", Task::Denoise, 20, 16);  // of four mirror images each
        row("vml-map:step=single:flips=1", Task::Upscale, 7, 7);
        row("vml-map:step=single", Task::Deblur, 7, 6);  // of two mirror images each
        row("vml-map:step=single:flips=1", Task::Deblur, 7, 7);
        row("diffpir", Task::Deblur, 10, 10);
        row("ddrm", Task::Upscale, 50, 50);
        row("dps:guidance=3", Task::Deblur, 1, 1);
        row("map-ga", Task::Denoise, 20, 20);                // 7 steps of 2, and 6 of ΠGDM
        row("map-ga:pigdm_steps=0", Task::Inpaint, 21, 20);  // 10 of 2
        row("map-ga:prior=with", Task::Inpaint, 50, 46);     // 6 of 5, and 16
        row("daps", Task::Denoise, 10, 10);
        row("daps", Task::Denoise, 100, 100);
        row("daps:inner=5", Task::Denoise, 12, 10);
    }
    void budget() {
        QFETCH(QString, solver);
        QFETCH(int, task);
        QFETCH(int, budget);
        QFETCH(int, evaluations);
        const SolverSpec spec = solverFromText(solver.toStdString(), operationOf(static_cast<Task>(task)), 5);
        const auto made =
            makeSolver(withinBudget(spec, budget, solver.contains(":inner=") || solver.contains(":flips=")));
        QCOMPARE(made->evaluations(), evaluations);
    }

    /// Coarse levels count by their pixels, and as many fit as there may be.
    void budgetOfLevels() {
        const SolverSpec spec = withinBudget(solverFromText("vml-map", operationOf(Task::Inpaint), 0.5), 20);
        const auto solver = makeSolver(spec);
        for (int levels = 0; levels <= solver->mostLevels(); ++levels) {
            double work = 0;
            for (int level = 0; level <= levels; ++level)
                work += solver->evaluationsAt(level, levels) * std::pow(0.25, level);
            QVERIFY2(work <= 20.5 && work > 17, qPrintable(QString("%1 levels: %2").arg(levels).arg(work)));
        }
    }

    void authorsHaveThePublishedSettings_data() {
        QTest::addColumn<QString>("solver");
        QTest::addColumn<OperatorSpec>("operation");
        QTest::addColumn<double>("noise");
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<ParameterValue>("value");
        const auto row = [](const char* solver, const OperatorSpec& operation, double noise,
                            const char* parameter, const ParameterValue& value) {
            QTest::addRow("%s, %s, noise %g, %s", solver, toString(operation.task), noise, parameter)
                << solver << operation << noise << parameter << value;
        };
        const OperatorSpec inpaint = operationOf(Task::Inpaint), denoise = operationOf(Task::Denoise),
                           upscale = operationOf(Task::Upscale, {}, 4),
                           soft = operationOf(Task::Deblur, kernelOf("gaussian", {1.6})),
                           shaken = operationOf(Task::Deblur, shakenKernel(1));
        row("dpir", soft, 3, "sigma_min", 2 * 0.255 / 255);
        row("dpir", upscale, 0.5, "sigma_min", 8.0 / 255);
        row("dpir", inpaint, 0.5, "sigma_min", 1.2 / 255);
        row("diffpir", upscale, 0.5, "lambda", 0.25);
        row("diffpir", upscale, 0.5, "zeta", 0.1);
        row("diffpir", soft, 3, "lambda", 20.0);  // found here
        row("diffpir", inpaint, 0.5, "zeta", 1.0);
        row("diffpir:zeta=0.3", inpaint, 0.5, "zeta", 0.3);
        row("ddnm", upscale, 0.5, "variant", "exact");
        row("ddnm", upscale, 5, "variant", "plus");
        row("dps", inpaint, 0.5, "guidance", 0.5);
        row("dps", soft, 3, "guidance", 0.3);
        row("dps", denoise, 25, "guidance", 1.0);
        row("red-diff", inpaint, 0.5, "rate", 0.5);
        row("red-diff", upscale, 0.5, "rate", 0.1);
        row("daps", soft, 3, "chain_rate", 1e-4);
        row("daps", shaken, 3, "chain_rate", 5e-5);
        row("map-ga", inpaint, 0.5, "pigdm_steps", std::int64_t{0});
        row("map-ga", soft, 3, "pigdm_steps", std::int64_t{20});
    }
    /// A solver that isn't the task's own begins with what its authors published for the task.
    void authorsHaveThePublishedSettings() {
        QFETCH(QString, solver);
        QFETCH(OperatorSpec, operation);
        QFETCH(double, noise);
        QFETCH(QString, parameter);
        QFETCH(ParameterValue, value);
        const SolverSpec spec = solverFromText(solver.toStdString(), operation, noise);
        const ParameterValue found = *spec.values.find(parameter.toStdString());
        const auto* number = std::get_if<double>(&value);
        QVERIFY2(number ? std::abs(std::get<double>(found) - *number) < 1e-12 : found == value,
                 qPrintable(QString::fromStdString(toString(found))));
    }

    void solverText_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "magic", "dps:guidance", "dps:guidance=", "dps:guidance=far",
                                 "dps:steps=0", "dps:colour=1"})
            QTest::newRow(text) << QString(text);
    }
    void solverText() {
        QFETCH(QString, text);
        QVERIFY_EXCEPTION_THROWN(solverFromText(text.toStdString(), operationOf(Task::Denoise), 5), Error);
    }
};

QTEST_GUILESS_MAIN(TestStandardDamage)
#include "test_standard_damage.moc"
