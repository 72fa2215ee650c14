// SPDX-License-Identifier: GPL-3.0-or-later
// Wide holes through the whole engine: coarse levels, borrowed texture, grain.
#include "core/base/error.h"
#include "core/engine/presets.h"
#include "core/imaging/metrics.h"
#include "core/session.h"
#include "core/trajectory/trajectory.h"

#include <QRect>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace lacuna;

namespace {

/// A slope with a wide arc, and grain of the given deviation.
ImageBuffer scene(int width, int height, double grain = 0) {
    std::mt19937 random(5);
    std::normal_distribution<double> normal;
    ImageBuffer image(width, height, 3, Depth::UInt8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c) {
                const bool inside = std::hypot(x - 0.4 * width, y - 0.9 * height) < 0.5 * width;
                const double value =
                    (inside ? 150 - 15 * c : 80 + 20 * c) + 40.0 * x / width + grain * normal(random);
                image.setSample(x, y, c, int(std::lround(std::clamp(value, 0.0, 255.0))));
            }
    return image;
}

void mark(ImageBuffer& mask, const QRect& box) {
    for (int y = box.top(); y <= box.bottom(); ++y)
        for (int x = box.left(); x <= box.right(); ++x)
            mask.setSample(x, y, 0, 255);
}

/// A hole of 40 × 40 pixels and, far from it, a speck.
RestorationJob holeAndSpeck(int width = 360, int height = 176) {
    RestorationJob job;
    job.photo.pixels = scene(width, height);
    job.mask = ImageBuffer(width, height, 1, Depth::UInt8);
    mark(job.mask, QRect(60, 60, 40, 40));
    mark(job.mask, QRect(300, 100, 4, 4));
    job.operation.task = Task::Inpaint;
    job.solver = defaultSolver(Task::Inpaint, 0.5);
    job.solver.values.set("steps", 4);
    job.solver.values.set("level_steps", 3);
    job.solver.values.set("levels", 2);
    job.model.nameOrPath = "photo-fast";
    job.model.precision = Precision::Float32;
    job.compute.device = DeviceChoice::Cpu;
    return job;
}

class Recorder : public FrameSink {
  public:
    void progress(const Progress& p) override {
        all.push_back(p);
        if (onProgress) onProgress(p);
    }
    Trajectory* trajectory() override { return &steps; }

    Trajectory steps{std::make_shared<SpillStore>(SpillStore::Limits())};
    std::vector<Progress> all;
    std::function<void(const Progress&)> onProgress;
};

/// PSNR over the marked pixels.
double psnrInside(const ImageBuffer& a, const ImageBuffer& b, const ImageBuffer& mask) {
    double squares = 0;
    int count = 0;
    for (int y = 0; y < mask.height(); ++y)
        for (int x = 0; x < mask.width(); ++x)
            for (int c = 0; mask.sample(x, y, 0) && c < 3; ++c, ++count)
                squares += std::pow(a.sample(x, y, c) - b.sample(x, y, c), 2);
    return 10 * std::log10(255.0 * 255.0 * count / squares);
}

/// Deviation of a box of pixels about the mean of their neighbours.
double roughness(const ImageBuffer& picture, const QRect& box) {
    double squares = 0;
    for (int y = box.top(); y <= box.bottom(); ++y)
        for (int x = box.left(); x <= box.right(); ++x) {
            const int around = picture.sample(x - 1, y, 1) + picture.sample(x + 1, y, 1) +
                               picture.sample(x, y - 1, 1) + picture.sample(x, y + 1, 1);
            squares += std::pow(picture.sample(x, y, 1) - around / 4.0, 2);
        }
    return std::sqrt(squares / (box.width() * box.height()));
}

}  // namespace

class TestHoles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// The levels are steps of the timeline, each of the region's size; a thin region has none.
    void levelsAreSteps() {
        const RestorationJob job = holeAndSpeck();
        Recorder sink;
        RunControl control;
        const Outcome outcome = mSession.run(job, sink, control);
        QCOMPARE(outcome.report.plan.regions.size(), std::size_t(2));
        QCOMPARE(outcome.report.levels, 2);
        QCOMPARE(outcome.report.steps, 4 + 3 + 3);
        QCOMPARE(outcome.report.evaluations, 4 + 3 + 3 + 4);
        QCOMPARE(outcome.report.evaluations, outcome.report.plan.evaluations);
        QCOMPARE(int(sink.all.size()), outcome.report.evaluations);
        QCOMPARE(sink.steps.size(), outcome.report.evaluations);
        QVERIFY(outcome.report.fullEvaluations > 3 && outcome.report.fullEvaluations < 10);
        const int expected[] = {2, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
        const PlannedRegion& region = outcome.report.plan.regions[0];
        for (int i = 0; i < 14; ++i) {
            const TrajectoryStep step = sink.steps.step(i);
            QCOMPARE(step.progress.level, expected[i]);
            QCOMPARE(outcome.report.history[std::size_t(i)].level, expected[i]);
            QCOMPARE(step.progress.step, i < 10 ? i : i - 10);
            if (i >= 10) continue;
            QCOMPARE(step.width, region.width);
            QCOMPARE(step.height, region.height);
            QVERIFY(std::abs(step.progress.levelWidth * (1 << expected[i]) - region.width) <=
                    (expected[i] ? 96 : 0));
        }
        // A coarse estimate is shown in its place: the kept pixels are the photograph's.
        const ImageBuffer first = sink.steps.picture(0, StepPicture::Estimate);
        for (const int at : {2, 20})
            QVERIFY(std::abs(first.sample(at, at, 1) -
                             job.photo.pixels.sample(region.x + at, region.y + at, 1)) <= 1);
        QVERIFY(sink.all.back().secondsLeft >= 0 && sink.all.back().secondsLeft < 0.1);
    }

    void unmaskedPixelsStay() {
        const RestorationJob job = holeAndSpeck();
        const ImageBuffer result = run(job).image.pixels;
        for (int y = 0; y < result.height(); ++y)
            for (int x = 0; x < result.width(); ++x)
                if (job.mask.sample(x, y, 0) == 0)
                    QCOMPARE(result.sample(x, y, 0), job.photo.pixels.sample(x, y, 0));
    }

    void goesOnFromAnyStep() {
        RestorationJob job = holeAndSpeck();
        job.solver.values.set("eta", 0.3);
        Recorder sink;
        RunControl control;
        const Outcome whole = mSession.run(job, sink, control);
        for (int step = 0; step < 10; ++step) {
            Recorder rest;
            const Outcome again = mSession.resume(job, sink.steps, step, rest, control);
            QVERIFY(again.image.pixels == whole.image.pixels);
        }
        QVERIFY(whole.snapshot);
        Recorder rest;
        QVERIFY(mSession.resume(job, whole.snapshot, rest, control).image.pixels == whole.image.pixels);
        QVERIFY(rest.all.empty());
    }

    /// Branching with a mask that moves the region, from a coarse level: known parts of the level are kept.
    void goesOnWithAnotherMask() {
        const RestorationJob job = holeAndSpeck();
        Recorder sink;
        RunControl control;
        mSession.run(job, sink, control);
        RestorationJob changed = job;
        mark(changed.mask, QRect(96, 70, 60, 20));
        Recorder rest;
        const Outcome branch = mSession.resume(changed, sink.steps, 1, rest, control);
        QCOMPARE(branch.status, Outcome::Status::Completed);
        QCOMPARE(rest.all.front().level, 2);
        QCOMPARE(rest.all.front().step, 2);
        // A mask that is thin now has no coarse level to go on with: it begins anew.
        RestorationJob thin = job;
        thin.mask = ImageBuffer(360, 176, 1, Depth::UInt8);
        mark(thin.mask, QRect(60, 60, 40, 4));
        Recorder anew;
        QCOMPARE(mSession.resume(thin, sink.steps, 1, anew, control).status, Outcome::Status::Completed);
        QCOMPARE(anew.all.front().level, 0);
        QCOMPARE(anew.all.front().step, 0);
    }

    void stopsInACoarseLevel() {
        const RestorationJob job = holeAndSpeck();
        Recorder sink;
        RunControl control;
        sink.onProgress = [&](const Progress& p) {
            if (p.level == 1) control.stop();
        };
        const Outcome part = mSession.run(job, sink, control);
        QCOMPARE(part.status, Outcome::Status::Cancelled);
        QVERIFY(!part.beforeFirstEstimate);
        QVERIFY(psnrInside(part.image.pixels, job.photo.pixels, job.mask) > 15);
        QCOMPARE(part.image.pixels.sample(5, 5, 0), job.photo.pixels.sample(5, 5, 0));
    }

    /// The same hole, alone and in a photograph many times as large: the same pixels, at little more memory.
    void largePhotographs() {
        RestorationJob small = holeAndSpeck(480, 480);
        small.mask = ImageBuffer(480, 480, 1, Depth::UInt8);
        mark(small.mask, QRect(220, 220, 40, 40));
        RestorationJob large = small;
        large.photo.pixels = ImageBuffer(2048, 1536, 3, Depth::UInt8);
        large.photo.pixels.paste(small.photo.pixels, 704, 512);
        large.mask = ImageBuffer(2048, 1536, 1, Depth::UInt8);
        large.mask.paste(small.mask, 704, 512);
        small.originX = 704;
        small.originY = 512;
        Recorder one, other;
        RunControl control;
        const Outcome a = mSession.run(small, one, control), b = mSession.run(large, other, control);
        QVERIFY(b.image.pixels.cropped(704, 512, 480, 480) == a.image.pixels);
        QCOMPARE(a.report.levels, 2);
        QVERIFY(b.report.plan.expectedPeak < 1.2 * double(a.report.plan.expectedPeak));
    }

    /// What the levels are for: a wide hole that a single level fills with grey.
    void fillsWideHoles() {
        RestorationJob job;
        job.photo.pixels = scene(256, 256);
        job.mask = ImageBuffer(256, 256, 1, Depth::UInt8);
        mark(job.mask, QRect(80, 80, 96, 96));
        job.operation.task = Task::Inpaint;
        job.solver = defaultSolver(Task::Inpaint, 0.5);
        job.model.nameOrPath = "photo-fast";
        const Outcome levels = run(job);
        QVERIFY(levels.report.fullEvaluations <= 14);
        job.solver.values.set("levels", 0);
        const double with = psnrInside(levels.image.pixels, job.photo.pixels, job.mask);
        const double without = psnrInside(run(job).image.pixels, job.photo.pixels, job.mask);
        QVERIFY2(with > 24 && with > without + 1.5,
                 qPrintable(QStringLiteral("%1 %2").arg(with).arg(without)));
        // Nothing outside the range of what surrounds the hole.
        for (int y = 80; y < 176; ++y)
            for (int x = 80; x < 176; ++x)
                for (int c = 0; c < 3; ++c) {
                    const int value = levels.image.pixels.sample(x, y, c);
                    QVERIFY2(value > 70 && value < 200, qPrintable(QString::number(value)));
                }
        QCOMPARE(levels.report.notes.size(), std::size_t(1));
        QCOMPARE(levels.report.notes[0].code, NoteCode::WideHole);
    }

    void onlyInpaintingHasLevels() {
        RestorationJob job = holeAndSpeck();
        job.mask = {};
        job.operation.task = Task::Denoise;
        job.operation.noise = 10;
        QVERIFY_EXCEPTION_THROWN(run(job), Error);
        job.solver.values.set("levels", 0);
        job.fill = Fill::Borrowed;
        QVERIFY_EXCEPTION_THROWN(run(job), Error);
    }

    /// Borrowed texture is rough where the most probable filling is smooth, and deterministic.
    void borrowsTexture() {
        RestorationJob job = holeAndSpeck();
        job.photo.pixels = scene(360, 176, 14);
        job.grain = Grain::Off;
        const Outcome probable = run(job);
        job.fill = Fill::Borrowed;
        const Outcome borrowed = run(job);
        const QRect inside(66, 66, 28, 28), beside(120, 66, 28, 28);
        const double usual = roughness(job.photo.pixels, beside);
        const double rough = roughness(borrowed.image.pixels, inside),
                     smooth = roughness(probable.image.pixels, inside);
        QVERIFY2(rough > 2 * smooth && rough > usual / 3,
                 qPrintable(QStringLiteral("%1 %2 %3").arg(usual).arg(rough).arg(smooth)));
        QVERIFY(run(job).image.pixels == borrowed.image.pixels);
        QCOMPARE(borrowed.report.evaluations, 3 + 4);
        QCOMPARE(borrowed.report.evaluations, borrowed.report.plan.evaluations);
        job.mask = ImageBuffer(360, 176, 1, Depth::UInt8);
        mark(job.mask, QRect(2, 2, 356, 172));  // there is no whole patch left to borrow
        QCOMPARE(run(job).status, Outcome::Status::Completed);
    }

    void fillsGetTheGrain_data() {
        QTest::addColumn<double>("grain");
        QTest::addColumn<int>("choice");
        QTest::addColumn<bool>("added");
        QTest::newRow("auto, grainy") << 7.0 << int(Grain::Auto) << true;
        QTest::newRow("off, grainy") << 7.0 << int(Grain::Off) << false;
        QTest::newRow("auto, clean") << 0.0 << int(Grain::Auto) << false;
        QTest::newRow("on, hardly any") << 0.8 << int(Grain::On) << true;
    }
    void fillsGetTheGrain() {
        QFETCH(double, grain);
        QFETCH(int, choice);
        QFETCH(bool, added);
        RestorationJob job = holeAndSpeck();
        job.photo.pixels = scene(360, 176, grain);
        job.grain = Grain(choice);
        const Outcome outcome = run(job);
        const QRect inside(66, 66, 28, 28), beside(120, 66, 28, 28);
        const double wanted = roughness(job.photo.pixels, beside),
                     made = roughness(outcome.image.pixels, inside);
        QCOMPARE(outcome.report.grain > 0, added);
        if (added && grain > 1)
            QVERIFY2(made > 0.75 * wanted && made < 1.25 * wanted,
                     qPrintable(QStringLiteral("%1 %2").arg(wanted).arg(made)));
        if (!added && grain > 1) QVERIFY2(made < 0.6 * wanted, qPrintable(QString::number(made)));
        for (int y = 0; y < 176; ++y)
            for (int x = 0; x < 360; ++x)
                if (job.mask.sample(x, y, 0) == 0)
                    QCOMPARE(outcome.image.pixels.sample(x, y, 2), job.photo.pixels.sample(x, y, 2));
    }

  private:
    Outcome run(const RestorationJob& job) {
        FrameSink sink;
        RunControl control;
        return mSession.run(job, sink, control);
    }

    Session mSession;
};

QTEST_GUILESS_MAIN(TestHoles)
#include "test_holes.moc"
