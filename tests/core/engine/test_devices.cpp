// SPDX-License-Identifier: GPL-3.0-or-later
// The whole engine on a machine with a GPU that is the CPU in truth, whose memory runs out where a test wants
// it to.
#include "core/base/error.h"
#include "core/engine/device_layer.h"
#include "core/engine/laddered_run.h"
#include "core/engine/model_pool.h"
#include "core/engine/network_memory.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "core/session.h"
#include "core/tensors/late_number.h"
#include "tests/core/engine/fake_devices.h"
#include "tests/core/models/random_unet.h"

#include <ATen/Context.h>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cmath>
#include <deque>
#include <thread>

using namespace lacuna;
using test::FakeCopyStream, test::FakeDevices;

namespace {

constexpr double kMiB = 1024.0 * 1024;
constexpr auto kSmallNetwork = LACUNA_TEST_DATA "/parity/drunet_color.pth";

ImageBuffer scene(int side) {
    ImageBuffer image(side, side, 3, Depth::UInt8);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            for (int c = 0; c < 3; ++c)
                image.setSample(x, y, c, 90 + 30 * c + static_cast<int>(40 * std::sin(0.1 * x + 0.07 * y)));
    return image;
}

RestorationJob denoising(int side = 64) {
    RestorationJob job;
    job.photo.pixels = scene(side);
    job.operation.task = Task::Denoise;
    job.operation.noise = 15;
    job.model.nameOrPath = kSmallNetwork;
    job.solver.values.set("steps", 3);
    return job;
}

[[noreturn]] void runOut() {
    throw std::bad_alloc();
}

/// Lets memory run out in the stages that it is told: the attempt's number and the evaluation after which it
/// does. 0: before the first one.
class RunsOut : public FrameSink {
  public:
    explicit RunsOut(std::deque<int> faults) : mFaults(std::move(faults)) {}

    void stage(const std::string& name) override {
        if (name != "solve") return;
        ++attempts;
        mLimit = mFaults.empty() ? -1 : mFaults.front();
        if (!mFaults.empty()) mFaults.pop_front();
        if (mLimit == 0) runOut();
    }
    void progress(const Progress& progress) override {
        if (stream) stream->computes();
        losses.push_back(progress.loss);
        if (mLimit >= 0 && progress.evaluations == mLimit) runOut();
    }
    void loading(double) override {
        if (loadFaults == 0) return;
        --loadFaults;
        runOut();
    }
    bool wantsLoss() override { return wantsLosses; }
    bool wantsFrame() override { return wants; }
    bool wantsNoisy() override { return wants; }
    void frame(Frame&& frame) override { frames.push_back(std::move(frame)); }

    int attempts = 0;
    int loadFaults = 0;
    bool wants = false;
    bool wantsLosses = false;
    std::vector<LossTerms> losses;
    FakeCopyStream* stream = nullptr;
    std::vector<Frame> frames;

  private:
    std::deque<int> mFaults;
    int mLimit = -1;
};

QString namesOf(const std::vector<Note>& notes) {
    QStringList names;
    for (const Note& note : notes)
        if (note.code != NoteCode::SlowBfloat16) names << toString(note.code);
    return names.join(' ');
}

bool isSame(const ImageBuffer& a, const ImageBuffer& b) {
    return a.width() == b.width() && a.height() == b.height() && a.byteCount() == b.byteCount() &&
           std::equal(a.data(), a.data() + a.byteCount(), b.data());
}

bool isSame(const LossTerms& a, const LossTerms& b) {
    return a.misfit == b.misfit && a.prior == b.prior && a.stationarity == b.stationarity &&
           a.deltaLoss == b.deltaLoss;
}

}  // namespace

class TestDevices : public QObject {
    Q_OBJECT

  private:
    std::shared_ptr<FakeDevices> mDevices;
    std::shared_ptr<ModelPool> mModels = std::make_shared<ModelPool>(3);
    QTemporaryDir mCache;

    Session session() const { return Session(mModels, mDevices); }
    Outcome run(const RestorationJob& job, FrameSink& sink) const {
        RunControl control;
        return Session(mModels, mDevices).run(job, sink, control);
    }

  private Q_SLOTS:
    void init() {
        mDevices = std::make_shared<FakeDevices>();
        qputenv("XDG_CACHE_HOME", mCache.path().toUtf8());
        QDir(mCache.filePath("lacuna")).removeRecursively();
    }

    void theBestDeviceIsChosen_data() {
        QTest::addColumn<int>("choice");
        QTest::addColumn<QString>("device");
        QTest::newRow("auto") << int(DeviceChoice::Auto) << "cuda:0";
        QTest::newRow("the GPU") << int(DeviceChoice::Cuda) << "cuda:0";
        QTest::newRow("the CPU") << int(DeviceChoice::Cpu) << "cpu";
    }
    void theBestDeviceIsChosen() {
        QFETCH(int, choice);
        RestorationJob job = denoising();
        job.compute.device = DeviceChoice(choice);
        FrameSink sink;
        QTEST(QString::fromStdString(run(job, sink).report.device), "device");
    }

    /// Three quarters of what is free there, unless the user says otherwise.
    void theLimitIsTheDevices() {
        RestorationJob job = denoising();
        QCOMPARE(session().plan(job).memoryLimit, (8ULL << 30) / 4 * 3);
        mDevices->memories["cuda:0"] = {};
        QCOMPARE(session().plan(job).memoryLimit, 2ULL << 30);  // it doesn't say
        job.compute.device = DeviceChoice::Cpu;
        QCOMPARE(session().plan(job).memoryLimit, (4ULL << 30) / 4 * 3);
        job.compute.memoryLimit = 1ULL << 30;
        QCOMPARE(session().plan(job).memoryLimit, 1ULL << 30);
    }

    /// A GPU isn't planned like two cores: the picture is one call if its memory allows.
    void aGpuTakesLargeCalls() {
        RestorationJob job = denoising(1200);
        mDevices->memories["cuda:0"] = {64ULL << 30, 64ULL << 30};
        mDevices->memories["cpu"] = {64ULL << 30, 64ULL << 30};
        const Plan gpu = session().plan(job);
        QCOMPARE(gpu.regions.front().tiles, 1);
        QVERIFY(gpu.reason == TileReason::None);
        job.compute.device = DeviceChoice::Cpu;
        job.compute.threads = 2;
        const Plan cpu = session().plan(job);
        QVERIFY(cpu.regions.front().tiles > 1);
        QVERIFY(cpu.reason == TileReason::Stopping);
        mDevices->memories["cuda:0"] = {512ULL << 20, 64ULL << 30};
        job.compute = {};
        const Plan small = session().plan(job);
        QVERIFY(small.regions.front().tiles > 1);
        QVERIFY(small.reason == TileReason::Memory);
        QVERIFY(small.expectedPeak <= small.memoryLimit);
    }

    /// A GPU gets several tiles at a time, and the picture is the same.
    void aGpuTakesSeveralTiles() {
        RestorationJob job = denoising(400);
        job.compute.tile = 256;
        job.model.precision = Precision::Float32;
        FrameSink none;
        const Outcome gpu = run(job, none);
        QCOMPARE(gpu.report.plan.tilesPerCall, 9);  // all of them
        job.compute.device = DeviceChoice::Cpu;
        const Outcome cpu = run(job, none);
        QCOMPARE(cpu.report.plan.tilesPerCall, 1);
        const ImageBuffer &a = gpu.image.pixels, &b = cpu.image.pixels;
        int apart = 0;
        for (int y = 0; y < a.height(); ++y)
            for (int x = 0; x < a.width(); ++x)
                for (int c = 0; c < 3; ++c)
                    apart = std::max(apart, std::abs(a.sample(x, y, c) - b.sample(x, y, c)));
        QVERIFY2(apart <= 1, qPrintable(QString::number(apart)));
    }

    /// The network is measured where the device counts, and the plan expects what was measured.
    void theNetworkIsMeasuredOnce() {
        RestorationJob job = denoising(300);
        job.model.nameOrPath = kSmallNetwork;
        const double before = double(session().plan(job).expectedPeak);
        QCOMPARE(mDevices->measured, 0);

        mDevices->counts = true;
        ModelOnDevice model = loadForJob(job, *mModels, *mDevices);
        const Denoiser& denoiser = *model.loaded->denoiser;
        // Three times what its layers hold at 256 × 256, and twice at 512 × 512.
        int asked = 0;
        mDevices->nextPeak = [&] {
            const double pixels = asked < 2 ? 256.0 * 256 : 512.0 * 512;
            const double times = asked < 2 ? 3 : 2;
            const double bytes = asked % 2 == 0 ? denoiser.forwardBytes(pixels) : denoiser.vjpBytes(pixels);
            ++asked;
            return static_cast<std::uint64_t>(times * bytes);
        };
        const auto memory = networkMemory(*model.loaded, "cuda:0", *mDevices);
        QVERIFY(memory);
        QCOMPARE(asked, 4);
        QVERIFY(std::abs(memory->forward - 3.3) < 1e-3);
        QVERIFY(std::abs(memory->vjp - 3.3) < 1e-3);
        const double after = double(session().plan(job).expectedPeak);
        QVERIFY(after > 1.5 * before && after < 3.4 * before);
        QCOMPARE(asked, 4);  // from the cache

        const ModelOnDevice other = loadForJob(
            [&] {
                RestorationJob half = job;
                half.model.precision = Precision::BFloat16;
                return half;
            }(),
            *mModels, *mDevices);
        asked = 0;
        QVERIFY(networkMemory(*other.loaded, "cuda:0", *mDevices));
        QCOMPARE(asked, 4);  // another precision is another network
        QVERIFY(!networkMemory(*model.loaded, "cpu", *mDevices));
    }

    /// What can't have been measured isn't believed.
    void aBrokenCacheIsIgnored_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("words") << QByteArray(R"({"KEY": {"forward": "much", "vjp": 1}})");
        QTest::newRow("below zero") << QByteArray(R"({"KEY": {"forward": -1, "vjp": 1}})");
        QTest::newRow("a part") << QByteArray(R"({"KEY": {"forward": 1}})");
    }
    void aBrokenCacheIsIgnored() {
        QFETCH(QByteArray, text);
        mDevices->counts = true;
        RestorationJob job = denoising();
        job.model.nameOrPath = kSmallNetwork;
        const ModelOnDevice model = loadForJob(job, *mModels, *mDevices);
        int asked = 0;
        mDevices->nextPeak = [&] { return ++asked, std::uint64_t(1) << 30; };
        const auto memory = networkMemory(*model.loaded, "cuda:0", *mDevices);
        QVERIFY(memory && asked == 4);
        const QString path = mCache.filePath("lacuna/network-memory.json");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray key = file.readAll().split('"').value(1);
        QVERIFY(key.contains("float32 a pretended GPU"));
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(text).replace("KEY", key));
        file.close();
        QVERIFY(*networkMemory(*model.loaded, "cuda:0", *mDevices) == *memory);
        QCOMPARE(asked, 8);
    }

    void theReportSaysWhatItTook() {
        mDevices->nextPeak = [] { return std::uint64_t(123456789); };
        FrameSink sink;
        QCOMPARE(run(denoising(), sink).report.peakBytes, std::uint64_t(123456789));
        // The real machine: a run of a few megabytes takes something, and less than everything.
        RunControl control;
        RestorationJob job = denoising(256);
        job.compute.device = DeviceChoice::Cpu;
        const Report report = Session().run(job, sink, control).report;
        QVERIFY(report.peakBytes > kMiB);
        QVERIFY(report.peakBytes < 4096 * kMiB);
    }

    /// Every rung: what is tried next, what the user is told, and what comes out.
    void rungs_data() {
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("device");
        QTest::addColumn<int>("precision");
        QTest::addColumn<int>("loadFaults");
        QTest::addColumn<QList<int>>("faults");  // evaluations of each attempt that fails
        QTest::addColumn<QString>("notes");
        QTest::addColumn<QString>("ends");  // on which device; "kept", or "thrown"
        const int any = int(DeviceChoice::Auto), gpu = int(DeviceChoice::Cuda), cpu = int(DeviceChoice::Cpu);
        const int best = int(Precision::Auto), single = int(Precision::Float32);
        using L = QList<int>;
        QTest::newRow("enough memory") << 64 << any << best << 0 << L{} << ""
                                       << "cuda:0";
        QTest::newRow("smaller tiles") << 512 << any << single << 0 << L{1} << "smaller-tiles"
                                       << "cuda:0";
        QTest::newRow("half precision") << 64 << any << best << 0 << L{1} << "half-precision"
                                        << "cuda:0";
        QTest::newRow("the CPU") << 64 << any << best << 0 << L{1, 2} << "half-precision run-on-cpu"
                                 << "cpu";
        QTest::newRow("the CPU, in the precision that is asked for")
            << 64 << any << single << 0 << L{0} << "run-on-cpu"
            << "cpu";
        QTest::newRow("the estimate is kept")
            << 64 << any << best << 0 << L{4, 2, 1} << "half-precision run-on-cpu stopped-by-memory"
            << "kept";
        QTest::newRow("also if only the first attempt had one")
            << 64 << any << best << 0 << L{2, 0, 0} << "half-precision run-on-cpu stopped-by-memory"
            << "kept";
        QTest::newRow("on the CPU alone") << 64 << cpu << best << 0 << L{2} << "stopped-by-memory"
                                          << "kept";
        QTest::newRow("not on the CPU if the GPU is asked for")
            << 64 << gpu << single << 0 << L{2} << "stopped-by-memory"
            << "kept";
        QTest::newRow("nothing to keep") << 64 << gpu << single << 0 << L{0} << ""
                                         << "thrown";
        QTest::newRow("while loading") << 64 << any << best << 1 << L{} << "half-precision"
                                       << "cuda:0";
        QTest::newRow("while loading, twice")
            << 64 << any << best << 2 << L{} << "half-precision model-on-cpu"
            << "cpu";
        QTest::newRow("while loading, if the GPU is asked for") << 64 << gpu << single << 1 << L{} << ""
                                                                << "thrown";
    }
    void rungs() {
        QFETCH(int, side);
        QFETCH(int, device);
        QFETCH(int, precision);
        QFETCH(int, loadFaults);
        QFETCH(QList<int>, faults);
        QFETCH(QString, notes);
        QFETCH(QString, ends);
        mModels = std::make_shared<ModelPool>();  // so that it loads
        RestorationJob job = denoising(side);
        job.compute.device = DeviceChoice(device);
        job.model.precision = Precision(precision);
        RunsOut sink({faults.begin(), faults.end()});
        sink.loadFaults = loadFaults;
        Outcome outcome;
        try {
            outcome = run(job, sink);
        } catch (const Error& error) {
            QVERIFY2(error.code() == ErrorCode::OutOfMemory, error.what());
            QCOMPARE(ends, QString("thrown"));
            return;
        }
        const Report& report = outcome.report;
        QCOMPARE(namesOf(report.notes), notes);
        QCOMPARE(report.isStoppedByMemory(), ends == "kept");
        const bool whole = ends != "kept";
        QCOMPARE(outcome.status == Outcome::Status::Completed, whole);
        QVERIFY(!outcome.beforeFirstEstimate);
        QVERIFY(!isSame(outcome.image.pixels, job.photo.pixels));
        if (whole) {
            QCOMPARE(QString::fromStdString(report.device), ends);
            QCOMPARE(sink.attempts, int(faults.size()) + 1);
            QCOMPARE(report.evaluations, report.plan.evaluations);
        } else {
            QCOMPARE(sink.attempts, int(faults.size()));
            // That of the attempt that came farthest.
            const auto best = std::max_element(faults.begin(), faults.end());
            QCOMPARE(report.evaluations, *best);
            const bool isFirst = best == faults.begin() && device != int(DeviceChoice::Cpu);
            QCOMPARE(QString::fromStdString(report.device), QString(isFirst ? "cuda:0" : "cpu"));
        }
        QCOMPARE(mDevices->released.empty(),
                 loadFaults == 0 && (faults.empty() || notes == "stopped-by-memory"));
    }

    /// The same picture as without faults, in that precision and on that device.
    void aRetryIsAWholeRun() {
        RestorationJob job = denoising();
        job.compute.device = DeviceChoice::Cpu;
        job.model.precision = Precision::Float32;
        FrameSink none;
        const Outcome plain = run(job, none);
        job.compute.device = DeviceChoice::Auto;
        RunsOut sink({3});
        const Outcome retried = run(job, sink);
        QCOMPARE(QString::fromStdString(retried.report.device), QString("cpu"));
        QVERIFY(isSame(plain.image.pixels, retried.image.pixels));
        QCOMPARE(plain.report.history.size(), retried.report.history.size());
    }

    /// A network whose values are too large for float16 is used in a wider precision, and the user is told.
    /// The picture is that of this precision.
    void valuesTooLargeForFloat16_data() {
        QTest::addColumn<int>("device");
        QTest::addColumn<double>("scale");
        QTest::addColumn<QString>("precision");
        const int gpu = int(DeviceChoice::Cuda), cpu = int(DeviceChoice::Cpu);
        QTest::newRow("they fit") << cpu << 1.0 << "float16";
        QTest::newRow("on the CPU") << cpu << 1e6 << "float32";
        QTest::newRow("on a GPU") << gpu << 1e6 << "bfloat16";
    }
    void valuesTooLargeForFloat16() {
        QFETCH(int, device);
        QFETCH(double, scale);
        QFETCH(QString, precision);
        if (!float16Works()) QSKIP("this LibTorch has no float16 on the CPU");
        const LacunaUnetConfig config = test::smallConfig();
        TensorMap weights = test::randomWeights(config);
        for (const char* part : {"weight", "bias"})
            weights[std::string("inp.") + part] = weights[std::string("inp.") + part] * scale;
        weights["out.weight"] = weights["out.weight"] / scale;
        const QTemporaryDir folder;
        const std::string path = folder.filePath("large.safetensors").toStdString();
        test::saveWeights(path, weights, test::metadataOf(config));

        RestorationJob job = denoising();
        job.model.nameOrPath = path;
        job.model.precision = Precision::Float16;
        job.compute.device = DeviceChoice(device);
        FrameSink none;
        const Outcome outcome = run(job, none);
        QVERIFY(outcome.status == Outcome::Status::Completed);
        QCOMPARE(QString::fromStdString(outcome.report.precision), precision);
        int told = 0;
        for (const Note& note : outcome.report.notes)
            if (note.code == NoteCode::Float16Overflow) {
                ++told;
                QCOMPARE(QString::fromStdString(note.text), precision);
            }
        QCOMPARE(told, scale > 1 ? 1 : 0);
        job.model.precision = *fromName(precision.toStdString(), kPrecisions);
        QVERIFY(isSame(outcome.image.pixels, run(job, none).image.pixels));
        QCOMPARE(int(outcome.report.history.size()), outcome.report.plan.evaluations);
    }

    /// The user's stop isn't taken for a lack of memory.
    void stoppingIsNotRunningOut() {
        struct Stops : FrameSink {
            RunControl control;
            void progress(const Progress&) override { control.stop(); }
        } sink;
        const Outcome outcome = Session(mModels, mDevices).run(denoising(), sink, sink.control);
        QVERIFY(outcome.status == Outcome::Status::Cancelled);
        QVERIFY(!outcome.report.isStoppedByMemory());
    }

    /// Frames that are copied beside the computing are those that a run without a copy stream shows; the
    /// order is kept, and the run waits for at most one of them, at its end.
    void framesAreCopiedBesideTheComputing() {
        const RestorationJob job = denoising();
        RunsOut plain({});
        plain.wants = true;
        const Outcome expected = run(job, plain);
        QVERIFY(plain.frames.size() >= 3);

        FakeCopyStream stream;
        mDevices->stream = &stream;
        RunsOut beside({});
        beside.wants = true;
        beside.stream = &stream;
        const Outcome outcome = run(job, beside);
        QCOMPARE(stream.breaches, std::string());
        QVERIFY(stream.waits <= 1);
        QVERIFY(isSame(outcome.image.pixels, expected.image.pixels));
        QCOMPARE(beside.frames.size(), plain.frames.size());
        for (std::size_t i = 0; i < plain.frames.size(); ++i) {
            QVERIFY(isSame(beside.frames[i].estimate, plain.frames[i].estimate));
            QVERIFY(isSame(beside.frames[i].noisy, plain.frames[i].noisy));
            QCOMPARE(beside.frames[i].progress.evaluations, plain.frames[i].progress.evaluations);
        }

        // A slow connection: fewer frames, and still none is waited for before the end.
        stream.patience = 3;
        stream.waits = 0;
        RunsOut slow({});
        slow.wants = true;
        slow.stream = &stream;
        run(job, slow);
        QCOMPARE(stream.breaches, std::string());
        QVERIFY(stream.waits <= 1);
        QVERIFY(!slow.frames.empty() && slow.frames.size() < plain.frames.size());
    }

    /// The loss stays on the device until it is asked for: by a viewer, by a step that depends on it, or at
    /// the end. The numbers are the same.
    void theLossIsReadWhenItIsAskedFor_data() {
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("inner");
        QTest::addColumn<int>("decisions");  // of a solver with six levels
        QTest::newRow("one evaluation a level") << "splitting" << 1 << 0;
        QTest::newRow("a single inner step") << "fixed-point" << 1 << 0;
        QTest::newRow("inner steps that may be halved") << "fixed-point" << 3 << 6 * 3;
        QTest::newRow("inner steps that never are") << "gradient" << 2 << 0;
    }
    void theLossIsReadWhenItIsAskedFor() {
        QFETCH(QString, step);
        QFETCH(int, inner);
        QFETCH(int, decisions);
        RestorationJob job = denoising();
        job.solver = {};
        job.solver.values.set("steps", 6);
        job.solver.values.set("inner", inner);
        job.solver.values.setValue("step", step.toStdString());
        RunsOut plain({});
        const Outcome expected = run(job, plain);

        int quiet = 0, watched = 0;
        Outcome outcomes[2];
        RunsOut nobody({}), viewer({});
        viewer.wantsLosses = true;
        {
            const LateNumber::OnDevice device;
            outcomes[0] = run(job, nobody);
            quiet = device.waits();
        }
        {
            const LateNumber::OnDevice device;
            outcomes[1] = run(job, viewer);
            watched = device.waits();
        }
        const int evaluations = expected.report.evaluations;
        QVERIFY2(quiet <= decisions + 2, qPrintable(QString::number(quiet)));  // the history, ‖v‖ of the end
        QVERIFY2(watched >= evaluations, qPrintable(QString::number(watched)));
        for (const Outcome& outcome : outcomes) {
            QVERIFY(isSame(outcome.image.pixels, expected.image.pixels));
            QCOMPARE(outcome.report.stationarity, expected.report.stationarity);
            QCOMPARE(int(outcome.report.history.size()), evaluations);
            for (int i = 0; i < evaluations; ++i)
                QVERIFY(isSame(outcome.report.history[i].loss, expected.report.history[i].loss));
        }
        QCOMPARE(int(viewer.losses.size()), evaluations);
        for (int i = 0; i < evaluations; ++i) {
            QVERIFY(isSame(viewer.losses[i], expected.report.history[i].loss));
            QVERIFY(isSame(plain.losses[i], expected.report.history[i].loss));  // the CPU knows it at once
            QVERIFY(isSame(nobody.losses[i], LossTerms()));
        }
    }

    /// The device is given one evaluation ahead, and no more.
    void theDeviceIsNeverWithoutWork() {
        FakeCopyStream stream;
        mDevices->stream = &stream;
        RunsOut sink({});
        sink.stream = &stream;
        RestorationJob job = denoising();
        job.solver.values.set("steps", 7);
        const int evaluations = run(job, sink).report.evaluations;
        QCOMPARE(stream.breaches, std::string());
        QCOMPARE(stream.paces, evaluations - 1);
    }

    /// By default, a GPU rounds what it calls float32, and adds in any order.
    void aGpuComputesWhatIsAskedFor() {
        torchDevices();
        QVERIFY(!at::globalContext().allowTF32CuDNN());
        QVERIFY(!at::globalContext().allowTF32CuBLAS());
        QVERIFY(at::globalContext().deterministicCuDNN());
    }

    /// Only the thread that runs the session asks the devices for anything.
    void onlyTheRunsThreadTouchesTheDevice() {
        FakeCopyStream stream;
        mDevices->stream = &stream;
        std::thread::id worker;
        std::thread thread([&] {
            worker = std::this_thread::get_id();
            Session here(mModels, mDevices);
            here.devices();
            here.preload(denoising().model, {});
            here.plan(denoising());
            RunsOut sink({1, 1});
            sink.wants = true;
            RunControl control;
            here.run(denoising(), sink, control);
        });
        thread.join();
        QCOMPARE(mDevices->callers, std::set<std::thread::id>{worker});
    }
};

QTEST_GUILESS_MAIN(TestDevices)
#include "test_devices.moc"
