// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/presets.h"
#include "core/engine/validate.h"
#include "core/operators/kernels.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace lacuna;

namespace {

ImageBuffer maskOf(int width, int height, int marked) {
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    for (int i = 0; i < marked; ++i)
        mask.setSample(i % width, i / width, 0, 255);
    return mask;
}

RestorationJob soundJob(Task task) {
    RestorationJob job;
    job.photo.pixels = ImageBuffer(20, 10, 3, Depth::UInt8);
    job.operation.task = task;
    if (task == Task::Inpaint) job.mask = maskOf(20, 10, 5);
    if (task == Task::Deblur) job.operation.kernel = kernelOf("gaussian");
    if (task == Task::Denoise) job.operation.noise = 25;
    return job;
}

using Change = std::function<void(RestorationJob&)>;

}  // namespace

Q_DECLARE_METATYPE(Change)

class TestRestorationJob : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void acceptsSoundJobs() {
        for (const Task task : {Task::Inpaint, Task::Deblur, Task::Upscale, Task::Denoise})
            validate(soundJob(task));
        RestorationJob masked = soundJob(Task::Deblur);
        masked.mask = maskOf(20, 10, 3);
        validate(masked);
        for (const Task task : {Task::Deblur, Task::Denoise}) {
            for (const int marked : {5, 200}) {  // all of it, too: then nothing is kept
                RestorationJob part = soundJob(task);
                part.onlyMarked = true;
                part.mask = maskOf(20, 10, marked);
                validate(part);
            }
        }
    }

    void rejects_data() {
        QTest::addColumn<int>("task");
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("mentioned");
        const auto row = [](const char* name, Task task, Change change, ErrorCode code,
                            const char* mentioned) {
            QTest::newRow(name) << static_cast<int>(task) << std::move(change) << static_cast<int>(code)
                                << QString(mentioned);
        };
        using J = RestorationJob;
        row(
            "no photograph", Task::Denoise, [](J& j) { j.photo.pixels = {}; }, ErrorCode::InputFile,
            "photograph");
        row(
            "no mask", Task::Inpaint, [](J& j) { j.mask = {}; }, ErrorCode::Usage, "mask");
        row(
            "empty mask", Task::Inpaint, [](J& j) { j.mask = maskOf(20, 10, 0); }, ErrorCode::MaskEmpty,
            "no pixel");
        row(
            "full mask", Task::Inpaint, [](J& j) { j.mask = maskOf(20, 10, 200); }, ErrorCode::MaskEmpty,
            "every");
        row(
            "mask of another size", Task::Inpaint, [](J& j) { j.mask = maskOf(10, 20, 5); },
            ErrorCode::MaskMismatch, "10 × 20");
        row(
            "mask beside denoising", Task::Denoise, [](J& j) { j.mask = maskOf(20, 10, 5); },
            ErrorCode::Usage, "mask");
        const auto part = [](int marked) {
            return [marked](J& j) {
                j.onlyMarked = true;
                j.mask = marked < 0 ? ImageBuffer() : maskOf(20, 10, marked);
            };
        };
        row("only what is marked, without a mask", Task::Denoise, part(-1), ErrorCode::Usage, "mask");
        row("only what is marked, where nothing is", Task::Deblur, part(0), ErrorCode::MaskEmpty, "no pixel");
        row("only what is marked, inpainting", Task::Inpaint, part(5), ErrorCode::Usage, "only-marked");
        row("only what is marked, enlarging", Task::Upscale, part(5), ErrorCode::Usage, "only-marked");
        row(
            "no noise", Task::Denoise, [](J& j) { j.operation.noise.reset(); }, ErrorCode::Usage, "noise");
        row(
            "negative noise", Task::Upscale, [](J& j) { j.operation.noise = -1; }, ErrorCode::Usage, "noise");
        row(
            "no kernel", Task::Deblur, [](J& j) { j.operation.kernel = {}; }, ErrorCode::Usage, "kernel");
        row(
            "negative blur", Task::Deblur, [](J& j) { j.operation.kernel.values.set("sigma", -1.0); },
            ErrorCode::Usage, "kernel");
        row(
            "kernel larger than the photograph", Task::Deblur,
            [](J& j) {
                j.operation.kernel.kind = KernelSpec::kWeights;
                j.operation.kernel.width = 21;
                j.operation.kernel.height = 1;
                j.operation.kernel.weights.assign(21, 1.0F);
                j.operation.kernel.path = "wide.png";
            },
            ErrorCode::KernelInvalid, "wide.png");
        row(
            "factor 5", Task::Upscale, [](J& j) { j.operation.scale = 5; }, ErrorCode::Usage, "scale");
        row(
            "no steps", Task::Denoise, [](J& j) { j.solver.values.set("steps", 0); }, ErrorCode::Usage,
            "steps");
        row(
            "eta above 1", Task::Denoise, [](J& j) { j.solver.values.set("eta", 1.5); }, ErrorCode::Usage,
            "eta");
        row(
            "eta not a number", Task::Denoise, [](J& j) { j.solver.values.set("eta", NAN); },
            ErrorCode::Usage, "eta");
        row(
            "empty range of noise levels", Task::Denoise, [](J& j) { j.solver.values.set("sigma_min", 9.0); },
            ErrorCode::Usage, "sigma max");
        row(
            "anderson with the gradient", Task::Denoise,
            [](J& j) {
                j.solver.values.set("anderson", 1);
                j.solver.values.set("step", "gradient");
            },
            ErrorCode::Usage, "anderson");
        row(
            "inner steps of the single form", Task::Denoise,
            [](J& j) {
                j.solver.values.set("inner", 2);
                j.solver.values.set("step", "single");
            },
            ErrorCode::Usage, "inner");
        row(
            "singular values of a blur", Task::Deblur,
            [](J& j) {
                j.solver = {"ddrm", {}};
            },
            ErrorCode::Usage, "DDRM");
        row(
            "singular values with a mask", Task::Upscale,
            [](J& j) {
                j.solver = {"ddnm", {}};
                j.mask = soundJob(Task::Inpaint).mask;
            },
            ErrorCode::Usage, "takes no mask");
        row(
            "singular values with grain", Task::Denoise,
            [](J& j) {
                j.solver = {"ddrm", {}};
                j.operation.noiseModel = namedNoises()[1].make();
            },
            ErrorCode::Usage, "white noise only");
    }
    void rejects() {
        QFETCH(int, task);
        QFETCH(Change, change);
        QFETCH(int, code);
        QFETCH(QString, mentioned);
        RestorationJob job = soundJob(static_cast<Task>(task));
        change(job);
        try {
            validate(job);
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
            QVERIFY2(QString::fromUtf8(error.what()).contains(mentioned), error.what());
        }
    }

    /// tests/quality/solvers.md has the tables.
    void defaultsFollowTaskAndNoise() {
        const auto step = [](Task task, double noise) {
            return defaultSolver(task, noise).values.word("step");
        };
        QCOMPARE(step(Task::Inpaint, 0.5), "single");
        QCOMPARE(step(Task::Upscale, 0.5), "single");
        for (const Task task : {Task::Deblur, Task::Denoise}) {
            QCOMPARE(step(task, 0.5), "splitting");
            QCOMPARE(defaultSolver(task, 0.5).values.word("initialisation"), "inverse");
        }
        QCOMPARE(defaultSolver(Task::Inpaint, 0.5).values.integer("steps"), 20);
        QCOMPARE(step(Task::Upscale, 5), "splitting");
        const SolverSpec noisy = defaultSolver(Task::Inpaint, 5);  // ends near its noise
        QCOMPARE(noisy.values.word("step"), "splitting");
        QCOMPARE(noisy.values.word("initialisation"), "zero");
        QVERIFY(std::abs(noisy.values.real("sigma_min") - 0.05) < 0.002);
        QCOMPARE(makeSolver(noisy)->evaluationsAt(0, 0), 20);
        QVERIFY(defaultSolver(Task::Deblur, 0.5).values.real("prior_pull") < 1);
        // Denoising stays at the photograph's own noise.
        for (const char* end : {"sigma_max", "sigma_min"})
            QVERIFY(std::abs(defaultSolver(Task::Denoise, 25).values.real(end) - 50.0 / 255) < 1e-12);
        for (const Task task : {Task::Inpaint, Task::Deblur, Task::Upscale, Task::Denoise})
            for (const double noise : {0.0, 0.5, 25.0, 255.0}) {
                RestorationJob job = soundJob(task);
                job.solver = defaultSolver(task, noise);
                validate(job);
            }
    }

    void singularValuesAreKnown() {
        for (const Task task : {Task::Inpaint, Task::Upscale, Task::Denoise}) {
            RestorationJob job = soundJob(task);
            job.solver = {"ddrm", {}};
            validate(job);
        }
    }

    void parsesKernels() {
        const KernelSpec gaussian = parseKernel("gaussian:1.6");
        QCOMPARE(gaussian.kind, "gaussian");
        QCOMPARE(gaussian.values.real("sigma"), 1.6);
        const KernelSpec motion = parseKernel("motion:15,-30.5");
        QCOMPARE(motion.kind, "motion");
        QCOMPARE(motion.values.real("length"), 15.0);
        QCOMPARE(motion.values.real("angle"), -30.5);
        const KernelSpec turned = parseKernel("gaussian:3,1,45");
        QCOMPARE(turned.kind, "anisotropic-gaussian");
        QCOMPARE(turned.values.real("sigma_y"), 1.0);
        QCOMPARE(parseKernel("disc:3").values.real("radius"), 3.0);
    }

    void rejectsKernels_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("no number") << "gaussian:" << static_cast<int>(ErrorCode::Usage);
        QTest::newRow("trailing text") << "disc:3px" << static_cast<int>(ErrorCode::Usage);
        QTest::newRow("not finite") << "gaussian:inf" << static_cast<int>(ErrorCode::Usage);
        QTest::newRow("two of one or three") << "gaussian:1,2" << static_cast<int>(ErrorCode::Usage);
        QTest::newRow("one of two") << "motion:15" << static_cast<int>(ErrorCode::Usage);
        QTest::newRow("three of two") << "motion:1,2,3" << static_cast<int>(ErrorCode::Usage);
        QTest::newRow("no kind") << "nowhere/kernel.png" << static_cast<int>(ErrorCode::Usage);
    }
    void rejectsKernels() {
        QFETCH(QString, text);
        QFETCH(int, code);
        try {
            parseKernel(text.toStdString());
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
        }
    }
};

QTEST_GUILESS_MAIN(TestRestorationJob)
#include "test_restoration_job.moc"
