// SPDX-License-Identifier: GPL-3.0-or-later
// Noise that isn't white through the whole engine.
#include "core/base/error.h"
#include "core/engine/presets.h"
#include "core/engine/recipe_json.h"
#include "core/imaging/estimate/measure_noise.h"
#include "core/imaging/metrics.h"
#include "core/session.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <string>

using namespace lacuna;

namespace {

/// A slope with an arc, dark on the left.
ImageBuffer scene(int width, int height, double darkest = 60) {
    ImageBuffer image(width, height, 3, Depth::UInt8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c) {
                const bool inside = std::hypot(x - 0.4 * width, y - 1.1 * height) < 0.6 * width;
                const double value = darkest + (inside ? 40 - 15 * c : 10 * c) + 90.0 * x / width;
                image.setSample(x, y, c, int(std::lround(std::clamp(value, 0.0, 255.0))));
            }
    return image;
}

NoiseModel named(const std::string& name) {
    for (const NamedNoise& noise : namedNoises()) {
        if (name == noise.name) return noise.make();
    }
    return {};
}

RestorationJob jobFor(Task task, const ImageBuffer& pixels, const std::string& noise, double level) {
    RestorationJob job;
    job.photo.pixels = pixels;
    job.operation.task = task;
    job.operation.noise = level;
    job.operation.noiseModel = named(noise);
    if (task == Task::Deblur) job.operation.kernel.kind = "gaussian";
    if (task == Task::Deblur) job.operation.kernel.values.set("sigma", 1.2);
    job.solver = defaultSolver(job.operation);
    job.solver.values.set("steps", task == Task::Inpaint ? 6 : 8);
    if (task == Task::Inpaint) job.solver.values.set("levels", 0);
    job.model.nameOrPath = "photo-fast";
    job.model.precision = Precision::Float32;
    job.compute.device = DeviceChoice::Cpu;
    return job;
}

Outcome run(const RestorationJob& job) {
    // The model is loaded once.
    static Session session;
    FrameSink sink;
    RunControl control;
    return session.run(job, sink, control);
}

}  // namespace

class TestNoiseModels : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// With the right model, a restoration comes nearer to the clean photograph than with white noise of the
    /// same strength, and what it removed is as strong as that noise.
    void beatsWhiteNoise_data() {
        QTest::addColumn<Task>("task");
        QTest::addColumn<std::string>("noise");
        QTest::addColumn<double>("gain");  // dB
        QTest::newRow("denoise, coarse") << Task::Denoise << std::string("coarse") << 1.0;
        QTest::newRow("denoise, blotches") << Task::Denoise << std::string("blotches") << 1.0;
        QTest::newRow("denoise, film") << Task::Denoise << std::string("film") << 0.5;
        QTest::newRow("denoise, shot") << Task::Denoise << std::string("shot") << 0.03;
        QTest::newRow("deblur, coarse") << Task::Deblur << std::string("coarse") << 0.5;
        QTest::newRow("upscale, coarse") << Task::Upscale << std::string("coarse") << 0.5;
        QTest::newRow("inpaint, coarse") << Task::Inpaint << std::string("coarse") << 0.5;
    }
    void beatsWhiteNoise() {
        QFETCH(Task, task);
        QFETCH(std::string, noise);
        QFETCH(double, gain);
        const ImageBuffer clean = scene(96, 80);
        RestorationJob job = jobFor(task, clean, noise, 10);
        job.photo = Session().degrade(job);
        job.reference = clean;
        if (task == Task::Inpaint) {
            job.keepUnmasked = false;
            job.mask = ImageBuffer(96, 80, 1, Depth::UInt8);
            for (int x = 20; x < 80; ++x)
                for (int y = 40; y < 44; ++y)
                    job.mask.setSample(x, y, 0, 255);
        }
        const Report known = run(job).report;
        job.operation.noiseModel = {};
        const Report white = run(job).report;
        QVERIFY2(*known.psnr > *white.psnr + gain,
                 qPrintable(QString("%1 %2").arg(*known.psnr).arg(*white.psnr)));
        QCOMPARE(known.noiseKind, named(noise).kind());
        QCOMPARE(white.noiseKind, NoiseKind::White);
        // The badge's number; edges count more where the noise has little power.
        if (task == Task::Denoise)
            QVERIFY2(std::abs(known.residual - 1) < 0.15, qPrintable(QString::number(known.residual)));
    }

    /// However few steps, a result is no worse than what was there.
    void fewStepsDoNoHarm_data() {
        QTest::addColumn<int>("steps");
        QTest::addColumn<std::string>("noise");
        for (const char* noise : {"fine", "coarse", "film", "shot"})
            for (const int steps : {1, 2, 4})
                QTest::addRow("%s, %d", noise, steps) << steps << std::string(noise);
    }
    void fewStepsDoNoHarm() {
        QFETCH(int, steps);
        QFETCH(std::string, noise);
        const ImageBuffer clean = scene(96, 80);
        RestorationJob job = jobFor(Task::Denoise, clean, noise, 6);
        job.photo = Session().degrade(job);
        job.reference = clean;
        job.solver.values.set("steps", steps);
        const double before = psnr(job.photo.pixels, clean), after = *run(job).report.psnr;
        QVERIFY2(after > before, qPrintable(QString("%1, was %2").arg(after).arg(before)));
    }

    /// Noise cut off at black brightens the shadows of the file. Accounting for that must take some of it
    /// away: about a third, within these few steps.
    void shadowsStayDark() {
        const ImageBuffer clean = scene(96, 80, -25);
        RestorationJob job = jobFor(Task::Denoise, clean, "coarse", 15);
        job.photo = Session().degrade(job);
        const ImageBuffer restored = run(job).image.pixels;
        double before = 0, after = 0;
        int count = 0;
        for (int y = 0; y < 80; ++y)
            for (int x = 0; x < 96; ++x) {
                const int value = clean.sample(x, y, 1);
                if (value > 12) continue;
                before += job.photo.pixels.sample(x, y, 1) - value;
                after += restored.sample(x, y, 1) - value;
                ++count;
            }
        QVERIFY(count > 300);
        QVERIFY2(before / count > 3, qPrintable(QString::number(before / count)));
        QVERIFY2(std::abs(after) < 0.8 * before, qPrintable(QString::number(after / before)));
    }

    /// What is added is what is measured: through the engine's noise and the estimate.
    void addsWhatItMeasures_data() {
        QTest::addColumn<std::string>("noise");
        for (const char* name : {"fine", "coarse", "blotches"})
            QTest::newRow(name) << std::string(name);
    }
    void addsWhatItMeasures() {
        QFETCH(std::string, noise);
        RestorationJob job = jobFor(Task::Denoise, scene(320, 288), noise, 8);
        const NoiseMeasurement found = measureNoise(Session().degrade(job).pixels);
        QCOMPARE(found.kind, NoiseKind::Grain);
        QVERIFY2(std::abs(found.flat / 8 - 1) < 0.08, qPrintable(QString::number(found.flat)));
        const NoiseModel& added = job.operation.noiseModel;
        double error = 0;
        for (int c = 0; c < 3; ++c) {
            double square = 0;
            for (std::size_t i = 0; i < 3; ++i)
                square += std::pow(found.model.basis[std::size_t(3 * c) + i], 2);
            QVERIFY(std::abs(square - 1) < 1e-4);
            // The channels with less noise are mixed at will.
            const double powers = meanPower(found.model, c) / meanPower(added, c);
            error = std::max(error, std::abs(powers - 1));
        }
        QVERIFY2(error < 0.2, qPrintable(QString::number(error)));
        QVERIFY2(std::abs(neighbourCorrelation(found.model) - neighbourCorrelation(added)) < 0.08,
                 qPrintable(QString::number(neighbourCorrelation(found.model))));
    }

    void recipesKeepIt_data() {
        QTest::addColumn<std::string>("noise");
        for (const NamedNoise& noise : namedNoises())
            QTest::newRow(noise.name) << std::string(noise.name);
    }
    void recipesKeepIt() {
        QFETCH(std::string, noise);
        Recipe recipe;
        recipe.photo.path = "/photo.png";
        recipe.stages.emplace_back();
        recipe.stages[0].operation = jobFor(Task::Denoise, {}, noise, 4).operation;
        const std::string json = recipeToJson(recipe, "/");
        const Recipe back = recipeFromJson(json, "/recipe.json");
        QVERIFY(back.stages[0].operation == recipe.stages[0].operation);
        QCOMPARE(json.find("noise_model") == std::string::npos, noise == "white");
    }

    void refused_data() {
        QTest::addColumn<NoiseModel>("model");
        NoiseModel model = named("film");
        model.spectrum.pop_back();
        QTest::newRow("a spectrum of another size") << model;
        model = named("film");
        model.strength[3] = 0;
        QTest::newRow("a strength of 0") << model;
        model = named("film");
        model.spectrum[5] = std::nanf("");
        QTest::newRow("no number") << model;
        model = named("film");
        model.basis[0] = 1;
        QTest::newRow("a basis that isn't orthonormal") << model;
        model = named("film");
        model.basis.clear();
        QTest::newRow("no basis") << model;
        model = named("film");
        for (float& power : model.spectrum)
            power *= 2;
        QTest::newRow("too much power") << model;
    }
    void refused() {
        QFETCH(NoiseModel, model);
        RestorationJob job = jobFor(Task::Denoise, scene(32, 32), "white", 5);
        job.operation.noiseModel = model;
        QVERIFY_EXCEPTION_THROWN(Session().plan(job), Error);
        QVERIFY_EXCEPTION_THROWN(Session().degrade(job), Error);
    }
};

QTEST_GUILESS_MAIN(TestNoiseModels)
#include "test_noise_models.moc"
