// SPDX-License-Identifier: GPL-3.0-or-later
// The bookkeeping of recorded passes, with recordings that are pretended.
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/lacuna_unet_network.h"
#include "core/models/layers.h"
#include "core/models/load_denoiser.h"
#include "core/models/recorded_network.h"
#include "random_unet.h"

#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <QtTest>

#include <semaphore>
#include <stdexcept>
#include <thread>

using namespace lacuna;
using namespace lacuna::test;

namespace {

/// F = c z.
class Scaling : public Network {
  public:
    explicit Scaling(int& calls) : mCalls(calls) {}
    at::Tensor forwardWithGraph(const at::Tensor& z, double c) override {
        ++mCalls;
        return z * c;
    }
    bool isRecordable() const override { return true; }
    at::Tensor forwardAt(const at::Tensor& z, const at::Tensor& c) override {
        return z * c.reshape({-1, 1, 1, 1});
    }
    int stride() const override { return 4; }
    int padding() const override { return 8; }
    int context() const override { return 12; }
    double forwardBytes(double pixels) const override { return 2 * pixels; }
    double vjpBytes(double pixels) const override { return 3 * pixels; }
    double flops(double pixels) const override { return 5 * pixels; }

  private:
    int& mCalls;
};

/// What a pretended device records, plays and forgets.
struct Device {
    int recorded = 0, played = 0, alive = 0;
    double error = 0;  ///< of what it plays
    bool fails = false;
    std::function<void()> onPlay = [] {};

    struct Pass : RecordedPass {
        Pass(Device& d, Network& n) : device(d), network(n) { ++device.alive; }
        ~Pass() override { --device.alive; }
        at::Tensor replay(const at::Tensor& z, double c) override {
            ++device.played;
            device.onPlay();
            return network.forwardAt(z, at::full({z.size(0)}, c, z.options())) + device.error;
        }
        Device& device;
        Network& network;
    };
    RecordPass recorder() {
        return [this](Network& network, const at::Tensor&) -> std::unique_ptr<RecordedPass> {
            ++recorded;
            if (fails) throw std::runtime_error("no recording");
            return std::make_unique<Pass>(*this, network);
        };
    }
};

at::Tensor picture(std::int64_t side, std::int64_t n = 1) {
    return randomTensor({n, 3, side, side}, 4);
}

}  // namespace

class TestRecordedNetwork : public QObject {
    Q_OBJECT

  private:
    int mCalls = 0;
    Device mDevice;
    std::unique_ptr<RecordedNetwork> mNetwork;

    /// Whether F is right; with how many calls of the network it was made.
    int callsFor(const at::Tensor& z, double c) {
        const int before = mCalls;
        const at::Tensor F = mNetwork->forward(z, c);
        if (!at::equal(F, z * c)) qFatal("wrong values");
        return mCalls - before;
    }

  private Q_SLOTS:
    void init() {
        mNetwork.reset();
        mCalls = 0;
        mDevice = {};
        mNetwork = std::make_unique<RecordedNetwork>(std::make_unique<Scaling>(mCalls), mDevice.recorder());
    }

    void whatRepeatsIsPlayed() {
        for (int i = 0; i < RecordedNetwork::kSightings; ++i) {
            QCOMPARE(mDevice.recorded, 0);
            QCOMPARE(callsFor(picture(8), 1 + i), 1);
        }
        QCOMPARE(mDevice.recorded, 1);
        QCOMPARE(mDevice.played, 1);  // compared
        for (int i = 0; i < 5; ++i)
            QCOMPARE(callsFor(picture(8), 0.1 * i), 0);  // whatever the level
        QCOMPARE(mDevice.played, 6);
        QCOMPARE(callsFor(picture(8, 2), 2), 1);  // another shape
        QCOMPARE(mDevice.recorded, 1);
    }

    /// One that gives other bits is never used, nor made again; other shapes have their own.
    void whatDiffersIsDropped() {
        mDevice.error = 1e-7;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(callsFor(picture(8), 2), 1);
        QCOMPARE(mDevice.recorded, 1);
        QCOMPARE(mDevice.alive, 0);
        mDevice.error = 0;
        for (int i = 0; i < 10; ++i)
            callsFor(picture(16), 2);
        QCOMPARE(mDevice.recorded, 2);
        QCOMPARE(mDevice.alive, 1);
    }

    void aDeviceThatFailsIsNotAskedAgain() {
        mDevice.fails = true;
        for (const int side : {8, 16, 8})
            for (int i = 0; i < 5; ++i)
                QCOMPARE(callsFor(picture(side), 2), 1);
        QCOMPARE(mDevice.recorded, 1);
    }

    void theOneThatWasNotUsedForLongestGoes() {
        const int shapes = int(RecordedNetwork::kMostShapes);
        for (int shape = 1; shape <= shapes; ++shape)
            for (int i = 0; i < RecordedNetwork::kSightings; ++i)
                callsFor(picture(4 * shape), 2);
        QCOMPARE(mDevice.alive, shapes);
        QCOMPARE(callsFor(picture(4), 2), 0);
        callsFor(picture(4 * shapes + 4), 2);  // in place of the second
        QCOMPARE(mDevice.alive, shapes - 1);
        QCOMPARE(callsFor(picture(4), 2), 0);
        QCOMPARE(callsFor(picture(8), 2), 1);
    }

    void largeInputsKeepADeviceBusyAnyway() {
        const auto side = static_cast<std::int64_t>(std::sqrt(RecordedNetwork::kMostPixels));
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(callsFor(picture(side + 8), 2), 1);
            QCOMPARE(callsFor(picture(side / 2, 5), 2), 1);
        }
        QCOMPARE(mDevice.recorded, 0);
        for (int i = 0; i < 5; ++i)
            callsFor(picture(side), 2);
        QCOMPARE(mDevice.recorded, 1);
    }

    /// While one thread's input is played, another's is computed.
    void aSecondThreadDoesNotWait() {
        for (int i = 0; i < RecordedNetwork::kSightings; ++i)
            callsFor(picture(8), 2);
        std::binary_semaphore playing(0), go(0);
        mDevice.onPlay = [&] {
            playing.release();
            go.acquire();
        };
        std::thread first([this] { mNetwork->forward(picture(8), 3); });
        playing.acquire();
        const int calls = callsFor(picture(8), 5);
        go.release();
        first.join();
        QCOMPARE(calls, 1);
        QCOMPARE(mDevice.played, 2);
    }

    void theRestIsTheNetworks() {
        QCOMPARE(mNetwork->stride(), 4);
        QCOMPARE(mNetwork->padding(), 8);
        QCOMPARE(mNetwork->context(), 12);
        QCOMPARE(mNetwork->forwardBytes(10), 20.0);
        QCOMPARE(mNetwork->vjpBytes(10), 30.0);
        QCOMPARE(mNetwork->flops(10), 50.0);
        const at::Tensor z = picture(8);
        for (int i = 0; i < 10; ++i)
            QVERIFY(at::equal(mNetwork->forwardWithVjp(z, 3).vjp(z), z * 3));
        QCOMPARE(mDevice.recorded, 0);
    }

    /// Levels as a tensor, with which a device records, give the bits of levels as a number.
    void recordableNetworks_data() {
        QTest::addColumn<QString>("file");  // empty: the bundled priors' family
        QTest::newRow("lacuna-unet") << "";
        for (const char* file : {"drunet_color.pth", "drunet_gray.pth", "drunet_biased.pth",
                                 "ffdnet_color.pth", "ffdnet_gray.pth"})
            QTest::newRow(file) << file;
    }
    void recordableNetworks() {
        QFETCH(QString, file);
        std::unique_ptr<Network> network;
        if (file.isEmpty()) {
            network = std::make_unique<LacunaUnetNetwork>(smallConfig(), randomWeights(smallConfig()),
                                                          at::kCPU, at::kFloat);
        } else {
            const auto checkpoint =
                Checkpoint::open(std::string(LACUNA_TEST_DATA "/parity/") + file.toStdString());
            Weights weights(checkpoint, at::kCPU, at::kFloat);
            network =
                std::visit([&](const auto& config) { return makeNetwork(config, weights, LoadOptions()); },
                           describeModel(checkpoint).config);
        }
        QVERIFY(network->isRecordable());
        const at::Tensor z = picture(16, 2);
        for (const double c : {-1.2, 0.0, 0.3, 1.0 / 3}) {
            const at::Tensor at = network->forwardAt(z, at::full({2}, c, z.options()));
            QVERIFY(at::equal(at, network->forward(z, c)));
            QVERIFY(!at.requires_grad());
        }
    }

    void onlyDevicesRecord() { QVERIFY(!deviceRecorder("cpu")); }
};

QTEST_GUILESS_MAIN(TestRecordedNetwork)
#include "test_recorded_network.moc"
