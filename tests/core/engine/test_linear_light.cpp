// SPDX-License-Identifier: GPL-3.0-or-later
// Blur and downsampling of light through the whole engine.
#include "core/base/error.h"
#include "core/engine/presets.h"
#include "core/engine/recipe_json.h"
#include "core/engine/uses_light.h"
#include "core/imaging/metrics.h"
#include "core/io/degradation_mark.h"
#include "core/sampling/solver_registry.h"
#include "core/session.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <string>

using namespace lacuna;

namespace {

/// A dim wall with a shaded ball, and lamps at white.
ImageBuffer lamps(int width, int height, int channels = 3) {
    ImageBuffer image(width, height, channels, Depth::UInt8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c) {
                const bool ball = std::hypot(x - 0.6 * width, y - 0.6 * height) < 0.3 * width;
                int value = int(std::lround((ball ? 70 - 12 * c : 35 + 6 * c) + 40.0 * x / width));
                for (const auto& [cx, cy, r] : {std::array{0.2, 0.3, 3.0}, std::array{0.7, 0.2, 2.0},
                                                std::array{0.6, 0.6, 1.5}, std::array{0.3, 0.8, 4.0}})
                    if (std::hypot(x - cx * width, y - cy * height) < r) value = 255;
                image.setSample(x, y, c, value);
            }
    return image;
}

RestorationJob jobFor(Task task, const ImageBuffer& pixels) {
    RestorationJob job;
    job.photo.pixels = pixels;
    job.operation.task = task;
    job.operation.noise = task == Task::Deblur ? 2.0 : 0.5;
    if (task == Task::Deblur) job.operation.kernel.kind = "disc";
    if (task == Task::Deblur) job.operation.kernel.values.set("radius", 2.0);
    job.solver = defaultSolver(task, *job.operation.noise);
    job.model.nameOrPath = "photo-fast";
    job.model.precision = Precision::Float32;
    job.compute.device = DeviceChoice::Cpu;
    return job;
}

Outcome run(const RestorationJob& job) {
    static Session session;  // the model is loaded once
    FrameSink sink;
    RunControl control;
    return session.run(job, sink, control);
}

}  // namespace

class TestLinearLight : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void followsTheDegradation_data() {
        QTest::addColumn<Task>("task");
        QTest::addColumn<std::string>("solver");
        QTest::addColumn<double>("gain");  // dB
        QTest::newRow("deblur") << Task::Deblur << std::string("vml-map") << 1.0;
        QTest::newRow("upscale") << Task::Upscale << std::string("vml-map") << 1.0;
        QTest::newRow("deblur, DiffPIR") << Task::Deblur << std::string("diffpir") << 1.0;
        QTest::newRow("deblur, DPIR") << Task::Deblur << std::string("dpir") << 1.0;
    }
    /// The restoration that mixes what the degradation mixed comes nearer to the clean photograph, in both
    /// directions.
    void followsTheDegradation() {
        QFETCH(Task, task);
        QFETCH(std::string, solver);
        QFETCH(double, gain);
        const ImageBuffer clean = lamps(96, 80);
        RestorationJob job = jobFor(task, clean);
        if (solver != job.solver.solver) {
            job.solver = completed(SolverSpec{solver, {}});
            job.solver.values.set("steps", 12);
        }
        for (const bool made : {true, false}) {
            job.photo.pixels = clean;
            job.operation.inLight = made;
            job.reference = {};
            job.photo = Session().degrade(job);
            QVERIFY(wasDegradedInLight(job.photo.metadata) == std::optional(made));
            job.reference = clean;
            const Outcome right = run(job);
            QCOMPARE(right.report.light, std::string(made ? "sRGB" : ""));
            QVERIFY(!wasDegradedInLight(right.image.metadata));
            job.operation.inLight = !made;
            const Outcome wrong = run(job);
            QVERIFY2(
                *right.report.psnr > *wrong.report.psnr + gain,
                qPrintable(QString("%1: %2 %3").arg(made).arg(*right.report.psnr).arg(*wrong.report.psnr)));
        }
    }

    /// A grey photograph stays grey, and a toned one is solved in three channels.
    void greyAndToned() {
        for (const bool toned : {false, true}) {
            ImageBuffer clean = lamps(64, 64, 1);
            if (toned) {
                ImageBuffer sepia(64, 64, 3, Depth::UInt8);
                for (int y = 0; y < 64; ++y)
                    for (int x = 0; x < 64; ++x)
                        for (int c = 0; c < 3; ++c)
                            sepia.setSample(x, y, c, clean.sample(x, y, 0) * (10 - 2 * c) / 10);
                clean = sepia;
            }
            RestorationJob job = jobFor(Task::Deblur, clean);
            job.operation.inLight = true;
            job.photo = Session().degrade(job);
            job.reference = clean;
            const Outcome out = run(job);
            QCOMPARE(out.image.pixels.channels(), clean.channels());
            const double before = psnr(job.photo.pixels, clean);
            QVERIFY2(*out.report.psnr > before + 2, qPrintable(QString::number(*out.report.psnr - before)));
        }
    }

    /// A mask of what wasn't measured, and the analysis of the result.
    void maskAndAnalysis() {
        const ImageBuffer clean = lamps(64, 64);
        RestorationJob job = jobFor(Task::Deblur, clean);
        job.operation.inLight = true;
        job.photo = Session().degrade(job);
        job.mask = ImageBuffer(64, 64, 1, Depth::UInt8);
        for (int y = 30; y < 33; ++y)
            for (int x = 5; x < 60; ++x) {
                job.mask.setSample(x, y, 0, 255);
                for (int c = 0; c < 3; ++c)
                    job.photo.pixels.setSample(x, y, c, 255);
            }
        job.reference = clean;
        const Outcome out = run(job);
        QVERIFY2(*out.report.psnr > 25, qPrintable(QString::number(*out.report.psnr)));
        QVERIFY2(out.report.residual < 1.2, qPrintable(QString::number(out.report.residual)));
        const Analysis right = Session().analyse(job, out.image.pixels);
        job.operation.inLight = false;
        const Analysis wrong = Session().analyse(job, out.image.pixels);
        const auto coloured = [](const ImageBuffer& picture) {
            int count = 0;  // far from z = 0
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x)
                    count += std::abs(picture.sample(x, y, 0) - picture.sample(x, y, 2)) > 60;
            return count;
        };
        QVERIFY2(
            coloured(right.consistency) < coloured(wrong.consistency),
            qPrintable(QString("%1 %2").arg(coloured(right.consistency)).arg(coloured(wrong.consistency))));
    }

    void uses_data() {
        QTest::addColumn<Task>("task");
        QTest::addColumn<LinearLight>("choice");
        QTest::addColumn<std::string>("solver");
        QTest::addColumn<int>("marked");  // −1: not
        QTest::addColumn<bool>("grain");
        QTest::addColumn<bool>("expected");
        const std::string usual = "vml-map";
        QTest::newRow("photograph") << Task::Deblur << LinearLight::Auto << usual << -1 << false << true;
        QTest::newRow("photograph, upscale")
            << Task::Upscale << LinearLight::Auto << usual << -1 << false << true;
        QTest::newRow("made on values") << Task::Deblur << LinearLight::Auto << usual << 0 << false << false;
        QTest::newRow("made in light") << Task::Deblur << LinearLight::Auto << usual << 1 << false << true;
        QTest::newRow("needs a spectrum")
            << Task::Upscale << LinearLight::Auto << std::string("ddrm") << -1 << false << false;
        QTest::newRow("grain") << Task::Deblur << LinearLight::Auto << usual << -1 << true << false;
        QTest::newRow("denoise") << Task::Denoise << LinearLight::Auto << usual << -1 << false << false;
        QTest::newRow("off") << Task::Deblur << LinearLight::Off << usual << 1 << false << false;
        QTest::newRow("on") << Task::Deblur << LinearLight::On << usual << 0 << false << true;
        QTest::newRow("on, inpaint") << Task::Inpaint << LinearLight::On << usual << -1 << false << false;
    }
    void uses() {
        QFETCH(Task, task);
        QFETCH(LinearLight, choice);
        QFETCH(std::string, solver);
        QFETCH(int, marked);
        QFETCH(bool, grain);
        QFETCH(bool, expected);
        OperatorSpec operation;
        operation.task = task;
        if (grain) operation.noiseModel = namedNoises()[1].make();
        PhotoMetadata metadata;
        if (marked >= 0) markDegradation(metadata, marked == 1);
        QCOMPARE(usesLight(choice, operation, SolverSpec{solver, {}}, metadata), expected);
    }

    void refused_data() {
        QTest::addColumn<Task>("task");
        QTest::addColumn<std::string>("solver");
        QTest::addColumn<bool>("grain");
        QTest::newRow("denoise") << Task::Denoise << std::string("vml-map") << false;
        QTest::newRow("DDRM") << Task::Upscale << std::string("ddrm") << false;
        QTest::newRow("grain") << Task::Deblur << std::string("vml-map") << true;
    }
    void refused() {
        QFETCH(Task, task);
        QFETCH(std::string, solver);
        QFETCH(bool, grain);
        RestorationJob job = jobFor(task, lamps(64, 64));
        job.solver = completed(SolverSpec{solver, {}});
        job.operation.noise = 3;
        if (grain) job.operation.noiseModel = namedNoises()[1].make();
        job.operation.inLight = true;
        try {
            run(job);
            QFAIL("it ran");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Usage);
            QCOMPARE(QString::fromStdString(error.subject()), QString("linear-light"));
        }
    }

    /// Recipes keep it; those that say nothing mixed values.
    void recipes() {
        Recipe recipe;
        recipe.photo = {"/tmp/a.png", std::string(64, '0')};
        recipe.stages.emplace_back();
        recipe.stages[0].operation = jobFor(Task::Deblur, {}).operation;
        recipe.stages[0].solver = defaultSolver(Task::Deblur, 2);
        recipe.degradation.emplace();
        recipe.degradation->operation = recipe.stages[0].operation;
        const std::string off = recipeToJson(recipe, "/tmp");
        QVERIFY(off.find("linear_light") == std::string::npos);
        QVERIFY(!recipeFromJson(off, "/tmp/r.json").stages[0].operation.inLight);
        recipe.stages[0].operation.inLight = true;
        recipe.degradation->operation.inLight = true;
        const Recipe read = recipeFromJson(recipeToJson(recipe, "/tmp"), "/tmp/r.json");
        QVERIFY(read.stages[0].operation.inLight && read.degradation->operation.inLight);
    }
};

QTEST_GUILESS_MAIN(TestLinearLight)
#include "test_linear_light.moc"
