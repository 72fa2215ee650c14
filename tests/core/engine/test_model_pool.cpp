// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/model_pool.h"
#include "core/engine/presets.h"
#include "core/session.h"

#include <QTest>

#include <array>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace lacuna;

namespace {

const std::string kProgram = LACUNA_TEST_DATA "/parity/script.pt";

RestorationJob jobWith(const std::string& model, bool gradients) {
    RestorationJob job;
    job.photo.pixels = ImageBuffer(48, 40, 3, Depth::UInt8);
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 48; ++x)
            for (int c = 0; c < 3; ++c)
                job.photo.pixels.setSample(x, y, c, (x * 5 + y * (c + 2)) % 200);
    job.operation.task = Task::Denoise;
    job.operation.noise = 20;
    job.solver = defaultSolver(Task::Denoise, 20);
    job.solver.values.set("steps", 4);
    if (gradients) job.solver.values.set("step", "gradient");
    job.compute.device = DeviceChoice::Cpu;
    job.compute.threads = 1;
    job.model.nameOrPath = model;
    job.model.precision = Precision::Float32;
    job.model.trustsPrograms = true;
    return job;
}

ImageBuffer resultOf(Session& session, const RestorationJob& job) {
    FrameSink sink;
    RunControl control;
    return session.run(job, sink, control).image.pixels;
}

}  // namespace

class TestModelPool : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void loadsOnce() {
        ModelPool pool(2);
        const ModelRef fast{"photo-fast", Precision::Float32};
        const auto first = pool.load(fast, "cpu");
        QCOMPARE(pool.load(fast, "cpu").get(), first.get());
        const auto other = pool.load({"photo-v1", Precision::Float32}, "cpu");
        QVERIFY(other != first);
        QCOMPARE(pool.load(fast, "cpu").get(), first.get());
        QCOMPARE(first->model.name, std::string("photo-fast"));
        QCOMPARE(first->hash.size(), std::size_t{64});
    }

    void forgetsTheOneUsedLongestAgo() {
        ModelPool pool(2);
        std::weak_ptr<const LoadedModel> fast = pool.load({"photo-fast", Precision::Float32}, "cpu");
        std::weak_ptr<const LoadedModel> old = pool.load({"photo-v1", Precision::Float32}, "cpu");
        QVERIFY(!fast.expired());
        QVERIFY(pool.load({"photo-fast", Precision::Float32}, "cpu") == fast.lock());
        (void)pool.load({kProgram, Precision::Float32, -1, true}, "cpu");
        QVERIFY(old.expired());
        QVERIFY(!fast.expired());
    }

    void keepsWhatIsThereWhenAnotherCannotBeFound() {
        ModelPool pool;
        const auto first = pool.load({"photo-fast", Precision::Float32}, "cpu");
        QVERIFY_THROWS_EXCEPTION(Error, pool.load({"no-such-model", Precision::Float32}, "cpu"));
        QCOMPARE(pool.load({"photo-fast", Precision::Float32}, "cpu").get(), first.get());
    }

    void worksOnSeveralThreadsAtOnce_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("gradients");
        QTest::addRow("ours") << "photo-fast" << false;
        QTest::addRow("ours, with its own gradients") << "photo-fast" << true;
        QTest::addRow("a program") << QString::fromStdString(kProgram) << false;
        QTest::addRow("a program, with gradients") << QString::fromStdString(kProgram) << true;
    }
    /// What four sessions make at once with one model is what a session with its own makes.
    void worksOnSeveralThreadsAtOnce() {
        QFETCH(QString, model);
        QFETCH(bool, gradients);
        const RestorationJob job = jobWith(model.toStdString(), gradients);
        Session alone;
        const ImageBuffer expected = resultOf(alone, job);
        QVERIFY(expected != job.photo.pixels);
        const auto pool = std::make_shared<ModelPool>();
        std::array<ImageBuffer, 4> results;
        std::array<std::string, 4> faults;
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < results.size(); ++i)
                threads.emplace_back([&, i] {
                    try {
                        Session session(pool);
                        results[i] = resultOf(session, job);
                    } catch (const std::exception& fault) {
                        faults[i] = fault.what();
                    }
                });
        }
        for (std::size_t i = 0; i < results.size(); ++i) {
            QVERIFY2(faults[i].empty(), faults[i].c_str());
            QVERIFY(results[i] == expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestModelPool)
#include "test_model_pool.moc"
