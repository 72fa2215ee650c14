// SPDX-License-Identifier: GPL-3.0-or-later
// The whole engine with the bundled prior, on pictures small enough to be quick.
#include "core/base/error.h"
#include "core/base/mask.h"
#include "core/engine/presets.h"
#include "core/engine/validate.h"
#include "core/files/sha256.h"
#include "core/imaging/metrics.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "core/session.h"
#include "core/trajectory/trajectory.h"

#include <QFile>
#include <QRect>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace lacuna;

namespace {

constexpr int kSide = 64;
const std::string kProgram = LACUNA_TEST_DATA "/parity/script.pt";

/// Soft shapes with an edge: something that a prior of photographs restores well.
ImageBuffer scene(int width, int height, int channels, Depth depth) {
    ImageBuffer image(width, height, channels, depth);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c) {
                const bool inside = std::hypot(x - 0.45 * width, y - 0.55 * height) < 0.3 * width;
                const double value = inside ? 0.7 - 0.1 * c : 0.25 + 0.1 * c + 0.2 * std::sin(0.08 * x);
                image.setSample(x, y, c, static_cast<int>(std::lround(value * image.maxValue())));
            }
    return image;
}

ImageBuffer scratch(int width, int height) {
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    for (int i = 8; i < std::min(width, height) - 8; ++i)
        for (int d = 0; d < 3; ++d)
            mask.setSample(i + d, i, 0, 255);
    return mask;
}

RestorationJob jobFor(Task task, int channels = 3, Depth depth = Depth::UInt8) {
    RestorationJob job;
    job.photo.pixels = scene(kSide, kSide, channels, depth);
    job.operation.task = task;
    if (task == Task::Inpaint) job.mask = scratch(kSide, kSide);
    if (task == Task::Deblur) {
        job.operation.kernel = parseKernel("gaussian:1.2");
        job.operation.noise = 1;
    }
    if (task == Task::Denoise) job.operation.noise = 25;
    job.solver.values.set("steps", 5);
    job.compute.device = DeviceChoice::Cpu;
    job.model.precision = Precision::Float32;
    return job;
}

class Recorder : public FrameSink {
  public:
    void stage(const std::string& name) override { stages.push_back(name); }
    void progress(const Progress& p) override {
        all.push_back(p);
        if (onProgress) onProgress(p);
    }
    bool wantsFrame() override { return wants; }
    Trajectory* trajectory() override { return kept; }
    void tile(int, int) override {
        if (onTile) onTile();
    }
    void frame(Frame&& f) override { frames.push_back(std::move(f)); }

    bool wants = false;
    Trajectory* kept = nullptr;
    std::vector<std::string> stages;
    std::vector<Progress> all;
    std::vector<Frame> frames;
    std::function<void(const Progress&)> onProgress;
    std::function<void()> onTile;
};

/// Keeps every step.
class KeepingRecorder : public Recorder {
  public:
    KeepingRecorder() { kept = &steps; }

    Trajectory steps{std::make_shared<SpillStore>(SpillStore::Limits())};
};

/// Two white specks, so far apart that each is a region, and so near that these overlap in a corner.
RestorationJob twoSpecks() {
    RestorationJob job = jobFor(Task::Inpaint);
    job.model.nameOrPath = "photo-fast";
    job.photo.pixels = scene(320, 320, 3, Depth::UInt8);
    job.mask = ImageBuffer(320, 320, 1, Depth::UInt8);
    for (const int corner : {60, 170})
        for (int i = 0; i < 36; ++i) {
            job.mask.setSample(corner + i % 6, corner + i / 6, 0, 255);
            for (int c = 0; c < 3; ++c)
                job.photo.pixels.setSample(corner + i % 6, corner + i / 6, c, 255);
        }
    job.solver = defaultSolver(Task::Inpaint, 0.5);
    return job;
}

}  // namespace

class TestSession : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void greyStaysGrey_data() {
        QTest::addColumn<int>("task");
        QTest::addColumn<bool>("deep");
        for (const TaskRow& row : taskRows()) {
            QTest::addRow("%s", row.name) << int(row.task) << false;
            QTest::addRow("%s, 16 bit", row.name) << int(row.task) << true;
        }
    }
    /// A photograph whose channels are equal comes back with equal channels, and as one with a single channel
    /// does.
    void greyStaysGrey() {
        QFETCH(int, task);
        QFETCH(bool, deep);
        RestorationJob job = jobFor(Task(task), 1, deep ? Depth::UInt16 : Depth::UInt8);
        job.model.nameOrPath = "photo-fast";
        FrameSink sink;
        RunControl control;
        const ImageBuffer one = Session().run(job, sink, control).image.pixels;
        const ImageBuffer grey = job.photo.pixels;
        job.photo.pixels = ImageBuffer(grey.width(), grey.height(), 3, grey.depth());
        for (int y = 0; y < grey.height(); ++y)
            for (int x = 0; x < grey.width(); ++x)
                for (int c = 0; c < 3; ++c)
                    job.photo.pixels.setSample(x, y, c, grey.sample(x, y, 0));
        const ImageBuffer three = Session().run(job, sink, control).image.pixels;
        QCOMPARE(three.channels(), 3);
        for (int y = 0; y < three.height(); ++y)
            for (int x = 0; x < three.width(); ++x)
                for (int c = 0; c < 3; ++c)
                    QVERIFY(std::abs(three.sample(x, y, c) - one.sample(x, y, 0)) <= (deep ? 1 : 0) &&
                            three.sample(x, y, c) == three.sample(x, y, 0));
    }

    /// Noise on a grey photograph is the same in its three channels, and is removed as well as from one with
    /// colours.
    void greyNoiseIsRemoved() {
        RestorationJob job = jobFor(Task::Denoise, 1);
        job.model.nameOrPath = "photo-fast";
        const ImageBuffer clean = job.photo.pixels;
        job.operation.noise = 20;
        job.photo = Session().degrade(job);
        FrameSink sink;
        RunControl control;
        const Outcome outcome = Session().run(job, sink, control);
        const double before = psnr(job.photo.pixels, clean);
        const double after = psnr(outcome.image.pixels, clean);
        QVERIFY2(after > before + 7, qPrintable(QStringLiteral("%1 to %2 dB").arg(before).arg(after)));
        QCOMPARE(outcome.report.agreement, Agreement::Explained);
    }

    /// Sepia: every colour of the result is on the line of the photograph's, to the rounding.
    void tonesStayOnTheirLine() {
        RestorationJob job = jobFor(Task::Denoise, 1);
        job.model.nameOrPath = "photo-fast";
        job.operation.noise = 10;
        const ImageBuffer grey = Session().degrade(job).pixels;
        const auto toned = [](int level, int c) { return 20 + std::lround(level * (0.85 - 0.12 * c)); };
        job.photo.pixels = ImageBuffer(grey.width(), grey.height(), 3, Depth::UInt8);
        for (int y = 0; y < grey.height(); ++y)
            for (int x = 0; x < grey.width(); ++x)
                for (int c = 0; c < 3; ++c)
                    job.photo.pixels.setSample(x, y, c, int(toned(grey.sample(x, y, 0), c)));
        FrameSink sink;
        RunControl control;
        const ImageBuffer result = Session().run(job, sink, control).image.pixels;
        QVERIFY(result != job.photo.pixels);
        for (int y = 0; y < result.height(); ++y)
            for (int x = 0; x < result.width(); ++x) {
                const double level = (result.sample(x, y, 0) - 20) / 0.85;
                for (int c = 1; c < 3; ++c)
                    QVERIFY(std::abs(result.sample(x, y, c) - (20 + level * (0.85 - 0.12 * c))) <= 2);
            }
    }

    void restores_data() {
        QTest::addColumn<int>("task");
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("deep");
        QTest::newRow("inpaint") << static_cast<int>(Task::Inpaint) << 3 << false;
        QTest::newRow("inpaint grey 16 bit") << static_cast<int>(Task::Inpaint) << 1 << true;
        QTest::newRow("deblur") << static_cast<int>(Task::Deblur) << 3 << false;
        QTest::newRow("deblur 16 bit") << static_cast<int>(Task::Deblur) << 3 << true;
        QTest::newRow("upscale") << static_cast<int>(Task::Upscale) << 3 << false;
        QTest::newRow("upscale grey") << static_cast<int>(Task::Upscale) << 1 << false;
        QTest::newRow("denoise") << static_cast<int>(Task::Denoise) << 3 << false;
    }
    /// Degrade, restore: nearer to the clean picture than what was given, and the report says the truth.
    void restores() {
        QFETCH(int, task);
        QFETCH(int, channels);
        QFETCH(bool, deep);
        RestorationJob job = jobFor(static_cast<Task>(task), channels, deep ? Depth::UInt16 : Depth::UInt8);
        const ImageBuffer clean = job.photo.pixels;
        job.photo = mSession.degrade(job);
        job.reference = clean;
        Recorder sink;
        RunControl control;
        const Outcome outcome = mSession.run(job, sink, control);

        QCOMPARE(outcome.status, Outcome::Status::Completed);
        QVERIFY(!outcome.beforeFirstEstimate);
        QCOMPARE(outcome.image.pixels.width(), clean.width());
        QCOMPARE(outcome.image.pixels.channels(), channels);
        QCOMPARE(outcome.image.pixels.depth(), clean.depth());
        QCOMPARE(outcome.report.evaluations, 10);
        QCOMPARE(sink.all.size(), std::size_t{10});
        QCOMPARE(sink.all.back().evaluations, sink.all.back().totalEvaluations);
        QCOMPARE(outcome.report.history.size(), std::size_t{10});
        QCOMPARE(*outcome.report.psnr, psnr(outcome.image.pixels, clean));
        QVERIFY2(*outcome.report.psnr > 28, qPrintable(QString::number(*outcome.report.psnr)));
        if (job.operation.task != Task::Upscale) {
            QVERIFY(*outcome.report.psnr > psnr(job.photo.pixels, clean) + 1);
        }
        QVERIFY(outcome.report.residual > 0.3 && outcome.report.residual < 3);
        QVERIFY(sink.frames.empty());
        QCOMPARE(sink.stages, (std::vector<std::string>{"model", "plan", "solve"}));
    }

    /// A photograph that is taken for clean comes out better than it went in, in any depth.
    void hardlyAnyNoise_data() {
        QTest::addColumn<int>("task");
        QTest::addColumn<QString>("kernel");
        QTest::addColumn<bool>("deep");
        QTest::addColumn<bool>("masked");
        QTest::addColumn<int>("side");
        const int deblur = static_cast<int>(Task::Deblur), upscale = static_cast<int>(Task::Upscale);
        QTest::newRow("blur, 16 bit") << deblur << "gaussian:1.6" << true << false << kSide;
        QTest::newRow("masked blur") << deblur << "gaussian:5" << false << true << kSide;
        QTest::newRow("masked blur, 16 bit") << deblur << "disc:3" << true << true << kSide;
        QTest::newRow("blur of 137 pixels") << deblur << "gaussian:17" << false << false << 190;
        QTest::newRow("masked upscaling, 16 bit") << upscale << "" << true << true << kSide;
    }
    void hardlyAnyNoise() {
        QFETCH(int, task);
        QFETCH(QString, kernel);
        QFETCH(bool, deep);
        QFETCH(bool, masked);
        QFETCH(int, side);
        RestorationJob job = jobFor(static_cast<Task>(task), 3, deep ? Depth::UInt16 : Depth::UInt8);
        job.model.nameOrPath = "photo-fast";
        job.solver = defaultSolver(job.operation.task, 0);
        job.operation.noise = 0;
        if (!kernel.isEmpty()) job.operation.kernel = parseKernel(kernel.toStdString());
        const ImageBuffer clean = scene(side, side, 3, job.photo.pixels.depth());
        job.photo.pixels = clean;
        job.photo = mSession.degrade(job);
        if (masked) job.mask = scratch(job.photo.pixels.width(), job.photo.pixels.height());
        const double before = task == static_cast<int>(Task::Deblur) ? psnr(job.photo.pixels, clean) : 30;
        const double after = psnr(run(job).image.pixels, clean);
        QVERIFY2(after > before + 2, qPrintable(QStringLiteral("%1 → %2").arg(before).arg(after)));
    }

    void unmaskedPixelsStay_data() {
        QTest::addColumn<bool>("deep");
        QTest::newRow("8 bit") << false;
        QTest::newRow("16 bit") << true;
    }
    void unmaskedPixelsStay() {
        QFETCH(bool, deep);
        const RestorationJob job = jobFor(Task::Inpaint, 3, deep ? Depth::UInt16 : Depth::UInt8);
        const Outcome outcome = run(job);
        int changed = 0;
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x)
                for (int c = 0; c < 3; ++c) {
                    const bool same =
                        outcome.image.pixels.sample(x, y, c) == job.photo.pixels.sample(x, y, c);
                    if (job.mask.sample(x, y, 0) == 0) QVERIFY(same);
                    changed += !same;
                }
        QVERIFY(changed > 0);
    }

    /// Where the mask's edge is soft, the result is between the photograph and the restoration.
    void softEdgesFade() {
        RestorationJob job = jobFor(Task::Inpaint);
        Session session;
        FrameSink nobody;
        RunControl control;
        const ImageBuffer hard = session.run(job, nobody, control).image.pixels;
        for (int i = 8; i < kSide - 8; ++i)
            job.mask.setSample(i, i, 0, 191);
        const ImageBuffer soft = session.run(job, nobody, control).image.pixels;
        int moved = 0;
        for (int i = 8; i < kSide - 8; ++i) {
            const int before = job.photo.pixels.sample(i, i, 0);
            const int whole = hard.sample(i, i, 0) - before;
            QVERIFY(std::abs(soft.sample(i, i, 0) - before - whole / 2.0) <= 1);
            moved += std::abs(whole) >= 4;
            QCOMPARE(soft.sample(i + 1, i, 0), hard.sample(i + 1, i, 0));
        }
        QVERIFY2(moved > 0, "the restoration changed too little to tell");
    }

    /// Two marks far apart: that which is looked at comes first, and the pixels don't hang on it.
    void whatIsInViewComesFirst() {
        RestorationJob job = jobFor(Task::Inpaint);
        job.photo.pixels = scene(420, 64, 3, Depth::UInt8);
        job.mask = ImageBuffer(420, 64, 1, Depth::UInt8);
        for (int y = 28; y < 34; ++y)
            for (const int x : {20, 21, 22, 400, 401, 402})
                job.mask.setSample(x, y, 0, 255);
        job.solver.values.set("steps", 2);
        Session session;
        RunControl control;
        FrameSink nobody;
        const Outcome first = session.run(job, nobody, control);
        QCOMPARE(first.report.plan.regions.size(), std::size_t(2));
        QVERIFY(first.report.plan.regions[0].x < first.report.plan.regions[1].x);
        job.focus = {300, 0, 120, 64};
        const Outcome second = session.run(job, nobody, control);
        QVERIFY(second.report.plan.regions[0].x > second.report.plan.regions[1].x);
        QVERIFY(first.image.pixels == second.image.pixels);
    }

    /// A whole photograph in tiles: each shows as it is done, what is in view first, before the first whole
    /// estimate; the pixels don't hang on the view.
    void tilesShowAsTheyAreDone() {
        RestorationJob job = jobFor(Task::Denoise);
        job.operation.noise = 20;
        job.photo.pixels = scene(640, 64, 3, Depth::UInt8);
        job.solver.values.set("steps", 2);
        job.compute.tile = 448;
        struct Watcher : FrameSink {
            std::vector<QRect> frames;
            std::vector<int> tiles;
            bool wantsFrame() override { return true; }
            void tile(int done, int) override { tiles.push_back(done); }
            void frame(Frame&& frame) override {
                frames.emplace_back(frame.x, frame.y, frame.estimate.width(), frame.estimate.height());
            }
        };
        RunControl control;
        Session session;
        Watcher first;
        const Outcome one = session.run(job, first, control);
        QVERIFY(first.tiles.size() > 2);
        QCOMPARE(first.frames[0].x(), 0);
        QVERIFY(first.frames[0].width() < 640);
        QCOMPARE(first.frames[2], QRect(0, 0, 640, 64));
        QVERIFY(std::all_of(first.frames.begin() + 2, first.frames.end(),
                            [](const QRect& rect) { return rect.width() == 640; }));
        job.focus = {600, 0, 40, 64};
        Watcher second;
        const Outcome other = session.run(job, second, control);
        QVERIFY(second.frames[0].x() > 0);
        QCOMPARE(second.frames[0].right(), 639);
        QVERIFY(one.image.pixels == other.image.pixels);
    }

    void unmaskedPixelsMayBeDenoised() {
        RestorationJob job = jobFor(Task::Inpaint);
        job.operation.noise = 20;
        job.photo = mSession.degrade(job);
        job.keepUnmasked = false;
        const Outcome outcome = run(job);
        const ImageBuffer clean = scene(kSide, kSide, 3, Depth::UInt8);
        QVERIFY(psnr(outcome.image.pixels, clean) > psnr(job.photo.pixels, clean) + 3);
    }

    /// Noise of 25 levels around black, cut off at 0, has a mean of 10 levels; around white, of −10.
    void clippedNoiseLeavesNoBias_data() {
        QTest::addColumn<int>("level");
        QTest::newRow("black") << 0;
        QTest::newRow("white") << 255;
    }
    void clippedNoiseLeavesNoBias() {
        QFETCH(int, level);
        RestorationJob job = jobFor(Task::Denoise);
        job.solver = defaultSolver(Task::Denoise, 25);
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x)
                for (int c = 0; c < 3; ++c)
                    job.photo.pixels.setSample(x, y, c, level);
        job.photo = mSession.degrade(job);
        const auto mean = [](const ImageBuffer& image) {
            double sum = 0;
            for (int y = 0; y < kSide; ++y)
                for (int x = 0; x < kSide; ++x)
                    for (int c = 0; c < 3; ++c)
                        sum += image.sample(x, y, c);
            return sum / (3.0 * kSide * kSide);
        };
        QVERIFY(std::abs(mean(job.photo.pixels) - level) > 9);
        const double restored = mean(run(job).image.pixels);
        QVERIFY2(std::abs(restored - level) < 1, qPrintable(QString::number(restored)));
    }

    void restoresOnlyWhatIsMarked_data() {
        QTest::addColumn<int>("task");
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("deep");
        QTest::newRow("denoise") << int(Task::Denoise) << 3 << false;
        QTest::newRow("denoise, grey, 16 bit") << int(Task::Denoise) << 1 << true;
        QTest::newRow("deblur") << int(Task::Deblur) << 3 << false;
    }
    /// Unmarked pixels keep their bits, marked ones become what a run of the whole makes of them, and a soft
    /// edge lies in between.
    void restoresOnlyWhatIsMarked() {
        QFETCH(int, task);
        QFETCH(int, channels);
        QFETCH(bool, deep);
        RestorationJob job = jobFor(Task(task), channels, deep ? Depth::UInt16 : Depth::UInt8);
        job.model.nameOrPath = "photo-fast";
        job.photo = Session().degrade(job);
        const ImageBuffer before = job.photo.pixels;
        const ImageBuffer whole = run(job).image.pixels;
        job.onlyMarked = true;
        job.mask = ImageBuffer(kSide, kSide, 1, Depth::UInt8);
        const int left = kSide / 4, right = kSide / 2;
        for (int y = left; y < right; ++y)
            for (int x = left; x < right; ++x)
                job.mask.setSample(x, y, 0, x == left ? 191 : 255);
        const Outcome part = run(job);
        QCOMPARE(part.status, Outcome::Status::Completed);
        int changed = 0;
        double difference = 0;
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x)
                for (int c = 0; c < channels; ++c) {
                    const int now = part.image.pixels.sample(x, y, c), was = before.sample(x, y, c);
                    if (!isMarked(job.mask.sample(x, y, 0))) {
                        QCOMPARE(now, was);
                        continue;
                    }
                    changed += now != was;
                    if (x == left) continue;
                    difference += std::abs(now - whole.sample(x, y, c));
                }
        const int marked = (right - left) * (right - left) * channels;
        QVERIFY(changed > marked / 2);
        // The tone of the whole is found with another noise; regions are solved apart.
        difference *= (deep ? 1 / 257.0 : 1.0) / marked;
        QVERIFY2(difference < 2, qPrintable(QString::number(difference)));
        QVERIFY(part.report.measurements <= marked && part.report.measurements > marked / 2.0);
        // A region without a mark has nothing to do; one with some is cut as the rest is.
        Session session;
        const RegionJob cut = session.cut(job, {left - 4, left - 4, 16, 16});
        QVERIFY(cut.job.onlyMarked && !cut.job.mask.isEmpty());
        try {
            session.cut(job, {0, 0, 4, 4});
            QFAIL("nothing is marked there");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::MaskEmpty);
        }
        // What is kept says nothing of the restoration, so the map is black there.
        const Analysis analysis = session.analyse(job, part.image.pixels);
        QCOMPARE(analysis.consistency.sample(1, 1, 0), 0);
        QVERIFY(analysis.consistency.sample(left + 4, left + 4, 0) +
                    analysis.consistency.sample(left + 4, left + 4, 1) >
                0);
    }

    /// A branch with other steps goes on at the noise level that it left, not at the step's number.
    void branchesAtTheNearestLevel() {
        RestorationJob job = jobFor(Task::Denoise);
        job.model.nameOrPath = "photo-fast";
        job.solver.values.set("steps", 20);
        KeepingRecorder sink;
        RunControl control;
        mSession.run(job, sink, control);
        const double left = sink.steps.step(7).progress.sigma;  // the level after step 7
        RestorationJob changed = job;
        changed.solver.values.set("steps", 10);
        KeepingRecorder rest;
        mSession.resume(changed, sink.steps, 6, rest, control);
        const Progress& first = rest.all.front();
        QVERIFY2(first.sigma <= left && first.sigma > left / 2,
                 qPrintable(QStringLiteral("%1 after %2").arg(first.sigma).arg(left)));
        QVERIFY(first.step < 6);
        QCOMPARE(rest.all.back().evaluations, rest.all.back().totalEvaluations);
    }

    void sameSeedSameBits() {
        RestorationJob job = jobFor(Task::Inpaint);
        job.solver.values.set("eta", 0.5);
        const Outcome a = run(job);
        QVERIFY(a.image.pixels == run(job).image.pixels);
        job.seed = 1;
        QVERIFY(a.image.pixels != run(job).image.pixels);
    }

    void resumesToTheSameBits() {
        RestorationJob job = jobFor(Task::Deblur);
        job.solver.values.set("eta", 0.3);
        const Outcome whole = run(job);
        RunControl control;
        Recorder sink;
        sink.onProgress = [&](const Progress& p) {
            if (p.step == 2) control.stop();
        };
        const Outcome part = mSession.run(job, sink, control);
        QCOMPARE(part.status, Outcome::Status::Cancelled);
        QVERIFY(part.snapshot);
        RunControl again;
        Recorder rest;
        const Outcome resumed = mSession.resume(job, part.snapshot, rest, again);
        QVERIFY(resumed.image.pixels == whole.image.pixels);
        QCOMPARE(rest.all.front().step, 2);
        QCOMPARE(rest.all.back().evaluations, 10);
    }

    /// Every step is kept, and a run goes on from any of them to the same bits.
    void goesOnFromAnyStep() {
        RestorationJob job = jobFor(Task::Deblur);
        job.solver.values.set("eta", 0.3);
        KeepingRecorder sink;
        RunControl control;
        const Outcome whole = mSession.run(job, sink, control);
        QCOMPARE(sink.steps.size(), job.solver.values.integer("steps"));
        QCOMPARE(sink.steps.step(4).progress.step, 4);
        const ImageBuffer last = sink.steps.picture(4, StepPicture::Estimate);
        for (int i = 0; i < kSide * kSide * 3; ++i) {
            const auto at = [i](const ImageBuffer& b) {
                return int(reinterpret_cast<const uchar*>(b.data())[i]);
            };
            QVERIFY(std::abs(at(last) - at(whole.image.pixels)) <= 1);  // half precision
        }
        QVERIFY(sink.steps.picture(0, StepPicture::Noisy) != sink.steps.picture(0, StepPicture::Estimate));
        for (const int step : {0, 2, 3}) {
            Recorder rest;
            const Outcome again = mSession.resume(job, sink.steps, step, rest, control);
            QVERIFY(again.image.pixels == whole.image.pixels);
            QCOMPARE(rest.all.size(), std::size_t(2 * (4 - step)));
        }
        Recorder rest;
        try {
            mSession.resume(job, sink.steps, 5, rest, control);
            QFAIL("there is no such step");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Usage);
        }
    }

    /// The result itself, to the last bit of 16.
    void goesOnFromTheLastStep() {
        RestorationJob job = jobFor(Task::Denoise, 3, Depth::UInt16);
        job.solver.values.set("steps", 2);
        KeepingRecorder sink;
        RunControl control;
        const Outcome whole = mSession.run(job, sink, control);
        Recorder rest;
        QVERIFY(mSession.resume(job, sink.steps, 1, rest, control).image.pixels == whole.image.pixels);
        QVERIFY(rest.all.empty());
    }

    /// A region that the kept run didn't come to begins from the start, though another one's corner shows
    /// some of it.
    void regionsWithoutAStateBeginAnew() {
        const RestorationJob job = twoSpecks();
        KeepingRecorder sink;
        RunControl control;
        sink.onProgress = [&](const Progress& p) {
            if (p.region == 1) control.stop();
        };
        const Outcome part = mSession.run(job, sink, control);
        QCOMPARE(part.status, Outcome::Status::Cancelled);
        const std::vector<PlannedRegion>& regions = part.report.plan.regions;
        QCOMPARE(regions.size(), std::size_t(2));
        QVERIFY(regions[0].x + regions[0].width > regions[1].x);
        QVERIFY(regions[0].y + regions[0].height > regions[1].y);
        RunControl again;
        Recorder rest;
        const Outcome resumed = mSession.resume(job, sink.steps, 15, rest, again);
        QVERIFY(resumed.image.pixels == run(job).image.pixels);
    }

    /// A resumed run that is stopped in its first region keeps what the others had.
    void stoppedAgainKeepsTheOtherRegions() {
        const RestorationJob job = twoSpecks();
        KeepingRecorder sink;
        RunControl control;
        const Outcome whole = mSession.run(job, sink, control);
        Recorder rest;
        rest.onProgress = [&](const Progress&) { control.stop(); };
        const Outcome stopped = mSession.resume(job, sink.steps, 14, rest, control);
        QCOMPARE(stopped.status, Outcome::Status::Cancelled);
        QCOMPARE(rest.all.size(), std::size_t(1));
        for (const int corner : {60, 170})
            for (int i = 0; i < 6; ++i) {
                const int now = stopped.image.pixels.sample(corner + i, corner + i, 0);
                QVERIFY(std::abs(now - whole.image.pixels.sample(corner + i, corner + i, 0)) < 8);
            }
    }

    /// A mask that was changed moves the regions; what the kept ones show of them is gone on from.
    void goesOnWithAnotherMask() {
        RestorationJob job = jobFor(Task::Inpaint);
        job.photo.pixels = scene(160, 128, 3, Depth::UInt8);
        job.mask = scratch(160, 128);
        job.solver.values.set("steps", 6);
        KeepingRecorder sink;
        RunControl control;
        const Outcome first = mSession.run(job, sink, control);
        RestorationJob changed = job;
        for (int y = 90; y < 94; ++y)
            for (int x = 20; x < 60; ++x)
                changed.mask.setSample(x, y, 0, 255);
        Recorder rest;
        const Outcome branch = mSession.resume(changed, sink.steps, 2, rest, control);
        QCOMPARE(branch.status, Outcome::Status::Completed);
        QCOMPARE(rest.all.front().step, 3);
        QCOMPARE(branch.image.pixels.sample(5, 5, 0), job.photo.pixels.sample(5, 5, 0));
        QVERIFY(psnr(branch.image.pixels, job.photo.pixels) > 28);
    }

    /// A true result leaves nothing but the noise, and of it nothing is invented where it was measured.
    void analysesAResult() {
        RestorationJob job = jobFor(Task::Denoise);
        job.operation.noise = 10;
        job.seed = 3;
        const ImageBuffer clean = job.photo.pixels;
        job.photo = mSession.degrade(job);
        const Analysis honest = mSession.analyse(job, clean);
        QCOMPARE(honest.consistency.width(), kSide);
        const auto orange = [](const ImageBuffer& map, int x, int y) {
            return map.sample(x, y, 0) - map.sample(x, y, 2);
        };
        // Standard normal: a mean of nothing, and few pixels far out (3 of 4 deviations).
        double sum = 0;
        int far = 0;
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) {
                sum += orange(honest.consistency, x, y);
                far += std::abs(orange(honest.consistency, x, y)) > 3 * 200 / 4;
            }
        QVERIFY2(std::abs(sum) / (kSide * kSide) < 4, qPrintable(QString::number(sum)));
        QVERIFY2(far < kSide * kSide / 100, qPrintable(QString::number(far)));
        // A spot that the data doesn't have stands out, by its sign.
        ImageBuffer lying = clean;
        for (int c = 0; c < 3; ++c)
            lying.setSample(20, 30, c, clean.sample(20, 30, c) > 128 ? 0 : 255);
        const int spot = orange(mSession.analyse(job, lying).consistency, 20, 30);
        QVERIFY(clean.sample(20, 30, 0) > 128 ? spot > 150 : spot < -150);
        try {
            mSession.analyse(job, clean.cropped(0, 0, 10, 10));
            QFAIL("another size");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Usage);
        }
    }

    /// What a mask hides is all of it invented, what it leaves is not; a blur hides the fine detail.
    void tellsWhatWasInvented() {
        RestorationJob job = jobFor(Task::Inpaint);
        job.operation.noise = 1;
        const Analysis analysis = mSession.analyse(job, job.photo.pixels);
        const auto distance = [](const ImageBuffer& picture, int x, int y) {
            return std::abs(picture.sample(x, y, 0) - 128);
        };
        QCOMPARE(job.mask.sample(30, 30, 0), 255);
        const double expected = kInventedGain * std::abs(job.photo.pixels.sample(30, 30, 0) - 127.5);
        QVERIFY(std::abs(distance(analysis.invented, 30, 30) - std::min(expected, 128.0)) < 3);
        QVERIFY(distance(analysis.invented, 5, 50) <= 1);
        QCOMPARE(analysis.consistency.sample(30, 30, 0), 0);  // not measured
        RestorationJob blur = jobFor(Task::Deblur);
        const Analysis blurred = mSession.analyse(blur, blur.photo.pixels);
        int flat = 0, edge = 0;
        for (int y = 24; y < 44; ++y)
            for (int x = 24; x < 34; ++x)
                flat = std::max(flat, distance(blurred.invented, x, y));
        for (int x = 0; x < kSide; ++x)
            edge = std::max(edge, distance(blurred.invented, x, 35));
        QVERIFY2(flat < 12 && edge > 2 * flat, qPrintable(QStringLiteral("%1 %2").arg(flat).arg(edge)));
    }

    void cancelledKeepsTheLastEstimate() {
        RestorationJob job = jobFor(Task::Denoise);
        job.photo = mSession.degrade(job);
        RunControl control;
        Recorder sink;
        sink.wants = true;
        sink.onProgress = [&](const Progress& p) {
            if (p.step == 3 && p.inner == 0) control.stop();
        };
        const Outcome outcome = mSession.run(job, sink, control);
        QCOMPARE(outcome.status, Outcome::Status::Cancelled);
        QVERIFY(!outcome.beforeFirstEstimate);
        QCOMPARE(outcome.report.evaluations, 7);
        QVERIFY(outcome.image.pixels == sink.frames.back().estimate);
    }

    void cancelledBeforeTheFirstEstimate() {
        const RestorationJob job = jobFor(Task::Inpaint);
        RunControl control;
        control.stop();
        Recorder sink;
        const Outcome outcome = mSession.run(job, sink, control);
        QCOMPARE(outcome.status, Outcome::Status::Cancelled);
        QVERIFY(outcome.beforeFirstEstimate);
        QCOMPARE(outcome.report.evaluations, 0);
        QCOMPARE(outcome.image.pixels.width(), kSide);
    }

    /// Between the tiles of an evaluation, what was there before it is what comes back.
    void stoppedBetweenTiles() {
        RestorationJob job = jobFor(Task::Upscale);
        job.model.nameOrPath = "photo-fast";
        job.photo.pixels = scene(320, 32, 3, Depth::UInt8);
        job.photo.alpha = scene(320, 32, 1, Depth::UInt8);
        job.compute.tile = 256;
        RunControl first;
        Recorder sink;
        sink.onTile = [&] { first.stop(); };
        const Outcome outcome = mSession.run(job, sink, first);
        QCOMPARE(outcome.status, Outcome::Status::Cancelled);
        QVERIFY(outcome.beforeFirstEstimate);
        QCOMPARE(outcome.image.alpha.width(), 640);
        Recorder nothing;
        QVERIFY(outcome.image.pixels == mSession.run(job, nothing, first).image.pixels);
        QCOMPARE(outcome.image.pixels.width(), 640);

        RunControl second;
        Recorder some;
        some.onProgress = [&](const Progress& p) {
            if (p.step == 1) second.stop();
        };
        const Outcome part = mSession.run(job, some, second);
        RunControl third;
        Recorder rest;
        rest.onTile = [&] { third.stop(); };
        const Outcome again = mSession.resume(job, part.snapshot, rest, third);
        QVERIFY(rest.all.empty());
        QVERIFY(!again.beforeFirstEstimate);
        QVERIFY(psnr(again.image.pixels, part.image.pixels) > 30);
    }

    void framesShowWhatWillBeKept() {
        const RestorationJob job = jobFor(Task::Inpaint);
        Recorder sink;
        sink.wants = true;
        RunControl control;
        const Outcome outcome = mSession.run(job, sink, control);
        QCOMPARE(sink.frames.size(), std::size_t{10});
        const Frame& last = sink.frames.back();
        QCOMPARE(last.resultWidth, kSide);
        QVERIFY(outcome.image.pixels.cropped(last.x, last.y, last.estimate.width(), last.estimate.height()) ==
                last.estimate);
    }

    void alphaIsCarried() {
        RestorationJob job = jobFor(Task::Denoise);
        job.photo.alpha = scene(kSide, kSide, 1, Depth::UInt8);
        QVERIFY(run(job).image.alpha == job.photo.alpha);
        job = jobFor(Task::Upscale);
        job.photo.alpha = scene(kSide, kSide, 1, Depth::UInt8);
        QCOMPARE(run(job).image.alpha.width(), 2 * kSide);
    }

    void tinyPhotographs_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("1 × 1") << 1 << 1;
        QTest::newRow("1 × 300") << 1 << 300;
        QTest::newRow("300 × 1") << 300 << 1;
        QTest::newRow("17 × 5") << 17 << 5;
    }
    void tinyPhotographs() {
        QFETCH(int, width);
        QFETCH(int, height);
        for (const Task task : {Task::Denoise, Task::Upscale}) {
            RestorationJob job = jobFor(task);
            job.solver.values.set("steps", 2);
            job.photo.pixels = scene(width, height, 3, Depth::UInt8);
            const int scale = task == Task::Upscale ? 2 : 1;
            QCOMPARE(run(job).image.pixels.height(), height * scale);
        }
    }

    void gradientStepRuns() {
        RestorationJob job = jobFor(Task::Denoise);
        job.photo = mSession.degrade(job);
        job.solver.values.set("step", "gradient");
        job.solver.values.set("steps", 10);
        const ImageBuffer clean = scene(kSide, kSide, 3, Depth::UInt8);
        QVERIFY(psnr(run(job).image.pixels, clean) > psnr(job.photo.pixels, clean) + 4);
    }

    void planIsWhatTheRunReports() {
        RestorationJob job = jobFor(Task::Inpaint);
        job.photo.pixels = scene(600, 500, 3, Depth::UInt8);
        job.mask = ImageBuffer(600, 500, 1, Depth::UInt8);
        job.mask.setSample(30, 40, 0, 255);
        job.mask.setSample(560, 470, 0, 255);
        job.solver.values.set("steps", 1);
        const Plan plan = mSession.plan(job);
        QCOMPARE(plan.regions.size(), std::size_t{2});
        const Outcome outcome = run(job);
        QCOMPARE(outcome.report.plan.regions.size(), std::size_t{2});
        QCOMPARE(outcome.report.plan.expectedPeak, plan.expectedPeak);
        QCOMPARE(outcome.report.evaluations, plan.evaluations);
        QVERIFY(outcome.snapshot);
    }

    /// The inverses for a wide kernel's margin are more than the pictures.
    void aWideKernelsMarginIsPlannedFor() {
        RestorationJob job = jobFor(Task::Deblur);
        job.photo.pixels = scene(130, 130, 3, Depth::UInt8);
        job.operation.kernel = parseKernel("gaussian:1");
        const std::uint64_t narrow = mSession.plan(job).expectedPeak;
        job.operation.kernel = parseKernel("gaussian:15");
        const double band = 120.0 * 120 * (250 / 2 + 1);  // values of one of the two
        QVERIFY(mSession.plan(job).expectedPeak > narrow);
        job.compute.memoryLimit = static_cast<std::uint64_t>(32 * band);
        try {
            mSession.plan(job);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), static_cast<int>(ErrorCode::OutOfMemory));
        }
    }

    void errors_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("no such model") << "model" << static_cast<int>(ErrorCode::ModelNotFound);
        QTest::newRow("too little memory") << "memory" << static_cast<int>(ErrorCode::OutOfMemory);
        QTest::newRow("reference of another size") << "reference" << static_cast<int>(ErrorCode::InputFile);
        QTest::newRow("unknown solver") << "solver" << static_cast<int>(ErrorCode::Usage);
    }
    void errors() {
        QFETCH(QString, kind);
        QFETCH(int, code);
        RestorationJob job = jobFor(Task::Denoise);
        if (kind == "model") job.model.nameOrPath = "no-such-model";
        if (kind == "memory") job.compute.memoryLimit = 1000;
        if (kind == "reference") job.reference = scene(kSide + 1, kSide, 3, Depth::UInt8);
        if (kind == "solver") job.solver.solver = "magic";
        try {
            run(job);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
        }
    }

    /// A TorchScript file runs only where it is trusted, by its hash or at all.
    void programs_data() {
        QTest::addColumn<bool>("all");
        QTest::addColumn<QString>("hash");
        QTest::addColumn<bool>("runs");
        const std::string hash = hashOfFile(kProgram);
        QTest::newRow("not trusted") << false << QString() << false;
        QTest::newRow("another is trusted") << false << QString(64, QLatin1Char('0')) << false;
        QTest::newRow("this one is trusted") << false << QString::fromStdString(hash) << true;
        QTest::newRow("all are trusted") << true << QString() << true;
    }
    void programs() {
        QFETCH(bool, all);
        QFETCH(QString, hash);
        QFETCH(bool, runs);
        ModelRef model;
        model.nameOrPath = kProgram;
        model.trustsPrograms = all;
        model.trustedProgram = hash.toStdString();
        constexpr int kPixels = 16;
        const std::vector<float> values(3 * kPixels * kPixels, 0.5f);
        try {
            mSession.evaluate(model, {}, values, 1, kPixels, kPixels, 0.5);
            QVERIFY(runs);
        } catch (const Error& error) {
            QVERIFY2(!runs, error.what());
            QCOMPARE(static_cast<int>(error.code()), static_cast<int>(ErrorCode::ModelUnsupported));
        }
    }

    /// Of any other number of values it would read what isn't theirs.
    void evaluatesWhatIsThere_data() {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("one picture too many") << 2 << 8 << 8;
        QTest::newRow("too wide") << 1 << 8 << 9;
        QTest::newRow("too few") << 1 << 8 << 7;
        QTest::newRow("none") << 0 << 8 << 8;
        QTest::newRow("negative sides") << 1 << -8 << -8;
        QTest::newRow("more than an int") << 1 << (1 << 20) << (1 << 20);
    }
    void evaluatesWhatIsThere() {
        QFETCH(int, n);
        QFETCH(int, height);
        QFETCH(int, width);
        const std::vector<float> values(3 * 8 * 8, 0.5f);
        try {
            mSession.evaluate({}, {}, values, n, height, width, 0.5);
            QFAIL("it was evaluated");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), static_cast<int>(ErrorCode::Usage));
            QCOMPARE(error.subject(), std::string("values"));
        }
    }

    /// What is expected not to fit is refused before it is tried, by the model's file; nothing is known of a
    /// program.
    void evaluatesWithinTheLimit() {
        ComputeSpec compute;
        compute.memoryLimit = 1 << 20;
        const std::vector<float> values(3 * kSide * kSide, 0.5f);
        ModelRef model;
        model.nameOrPath = LACUNA_TEST_DATA "/parity/drunet_color.pth";
        model.precision = Precision::Float32;
        try {
            mSession.evaluate(model, compute, values, 1, kSide, kSide, 0.5);
            QFAIL("it was tried");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), static_cast<int>(ErrorCode::OutOfMemory));
            QCOMPARE(error.subject(), model.nameOrPath);
        }
        SampleSpec large;
        large.size = 512;
        large.steps = 1;
        RunControl control;
        try {
            mSession.sample(
                model, compute, large, [](int) {}, control);
            QFAIL("it was tried");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), static_cast<int>(ErrorCode::OutOfMemory));
        }
        compute.memoryLimit = 1 << 30;
        mSession.evaluate(model, compute, values, 1, kSide, kSide, 0.5);
        compute.memoryLimit = 1 << 20;
        model.nameOrPath = kProgram;
        model.trustsPrograms = true;
        mSession.evaluate(model, compute, values, 1, kSide, kSide, 0.5);
    }

    /// A model that knows pictures of one size gets tiles and regions of it.
    void aModelsSize() {
        RestorationJob job = jobFor(Task::Denoise);
        job.model.nameOrPath = LACUNA_TEST_DATA "/parity/diffusers_sigmoid";
        job.photo.pixels = scene(75, 20, 3, Depth::UInt8);
        job.solver.values.set("steps", 2);
        const Plan plan = mSession.plan(job);
        QCOMPARE(plan.tile, 32);
        QVERIFY(plan.reason == TileReason::Model);
        QCOMPARE(plan.regions[0].tiles, 3);
        const Outcome outcome = run(job);
        QCOMPARE(outcome.image.pixels.width(), 75);
        QCOMPARE(outcome.image.pixels.height(), 20);

        job = jobFor(Task::Inpaint);
        job.model.nameOrPath = LACUNA_TEST_DATA "/parity/diffusers_sigmoid";
        job.photo.pixels = scene(200, 150, 3, Depth::UInt8);
        job.mask = ImageBuffer(200, 150, 1, Depth::UInt8);
        job.mask.setSample(198, 60, 0, 255);
        const Plan damage = mSession.plan(job);
        QCOMPARE(damage.regions.size(), std::size_t(1));
        QCOMPARE(damage.regions[0].x, 200 - 32);
        QCOMPARE(damage.regions[0].width, 32);
        QCOMPARE(damage.regions[0].height, 32);
        QCOMPARE(damage.regions[0].tiles, 1);

        job.compute.tile = 64;  // its own word is heard
        job.mask = ImageBuffer();
        job.operation = jobFor(Task::Denoise).operation;
        QVERIFY(mSession.plan(job).reason == TileReason::Asked);
    }

    /// Where smaller tiles can't be, the lack of memory is what is said, not that they are too small.
    void memoryRunsOut() {
        RestorationJob job = jobFor(Task::Denoise);
        job.model.nameOrPath = LACUNA_TEST_DATA "/checkpoints/hungry.pt";
        job.photo.pixels = scene(600, 600, 3, Depth::UInt8);
        job.model.trustsPrograms = true;
        job.compute.memoryLimit = std::uint64_t(1) << 40;
        try {
            run(job);
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY2(error.code() == ErrorCode::OutOfMemory, error.what());
        }
    }

    void saysHowFarLoadingIs() {
        ModelRef model;
        model.nameOrPath = LACUNA_TEST_DATA "/parity/drunet_color.pth";
        std::vector<double> shares;
        mSession.preload(model, {}, [&](double share) { shares.push_back(share); });
        QVERIFY(shares.size() > 10);
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QVERIFY(shares.front() <= 0.5);
        QCOMPARE(shares.back(), 1.0);
        shares.clear();
        mSession.preload(model, {}, [&](double share) { shares.push_back(share); });
        QVERIFY(shares.empty());  // it is there
    }

    /// What describes a network may be mended beside its weights, while the studio is open.
    void aChangedConfigurationIsReadAgain() {
        const QTemporaryDir folder;
        for (const char* name :
             {"config.json", "scheduler_config.json", "diffusion_pytorch_model.safetensors"})
            QVERIFY(QFile::copy(LACUNA_TEST_DATA "/parity/diffusers_trained/" + QString(name),
                                folder.filePath(name)));
        ModelRef model;
        model.nameOrPath = folder.path().toStdString();
        constexpr int kPixels = 16;
        const std::vector<float> values(3 * kPixels * kPixels, 0.3F);
        const auto denoised = [&] { return mSession.evaluate(model, {}, values, 1, kPixels, kPixels, 0.5); };
        const std::vector<float> before = denoised();
        QCOMPARE(denoised(), before);
        QFile schedule(folder.filePath("scheduler_config.json"));
        QVERIFY(schedule.open(QIODevice::WriteOnly));
        schedule.write(R"({"_class_name": "DDPMScheduler", "beta_schedule": "linear"})");
        schedule.close();
        QVERIFY(denoised() != before);
    }

    void theCpuIsAlwaysThere() {
        const auto devices = mSession.devices();
        QVERIFY(!devices.empty());
        QCOMPARE(devices.back().id, std::string("cpu"));
    }

  private:
    Outcome run(const RestorationJob& job) {
        Recorder sink;
        RunControl control;
        return mSession.run(job, sink, control);
    }

    Session mSession;
};

QTEST_GUILESS_MAIN(TestSession)
#include "test_session.moc"
