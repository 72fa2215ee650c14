// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/sha256.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "random_unet.h"

#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/full.h>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <torch/csrc/jit/api/module.h>

using namespace lacuna;
using namespace lacuna::test;

namespace {

/// Depends on where the picture ends: each pixel sees the one to its lower right, beyond the border zero.
constexpr const char* kNeighbour = R"(
def forward(self, x, sigma):
    grown = torch.constant_pad_nd(x, [0, 1, 0, 1])
    return (x + 2 * grown[:, :, 1:, 1:]) / (1 + sigma.reshape([-1, 1, 1, 1]))
)";
constexpr const char* kNumber = R"(
def forward(self, x, sigma: float):
    return x * (1.0 / (1.0 + sigma))
)";
/// Each pixel of an 8 × 8 block becomes the block's mean; other sizes don't divide.
constexpr const char* kBlocks = R"(
def forward(self, x, sigma):
    n, c, h, w = x.shape
    means = x.reshape([n, c, h // 8, 8, w // 8, 8]).mean([3, 5], True)
    return means.expand([n, c, h // 8, 8, w // 8, 8]).reshape([n, c, h, w])
)";
/// Gives the largest multiple of 64 that fits, and nothing below.
constexpr const char* kShort = R"(
def forward(self, x, sigma):
    h = x.size(2) // 64 * 64
    assert h > 0, "too low"
    return x[:, :, :h, :x.size(3) // 64 * 64]
)";
constexpr const char* kFailing = R"(
def forward(self, x, sigma):
    assert False, "never mind"
    return x
)";

at::Tensor neighbour(const at::Tensor& x, double sigma) {
    const at::Tensor grown = at::constant_pad_nd(x, {0, 1, 0, 1});
    return (x + 2 * grown.narrow(2, 1, x.size(2)).narrow(3, 1, x.size(3))) / (1 + sigma);
}

class TestTorchScript : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Where the program takes a picture as it is, D is forward(x, sigma) to the border.
    void isForwardAtAnySize_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("multiples of 8") << 48 << 40;
        QTest::newRow("odd") << 33 << 47;
        QTest::newRow("multiples of 32") << 32 << 64;
        QTest::newRow("one pixel") << 1 << 1;
    }
    void isForwardAtAnySize() {
        QFETCH(int, height);
        QFETCH(int, width);
        const at::Tensor x = randomTensor({2, 3, height, width}, 1);
        const auto denoiser = load(kNeighbour);
        const at::Tensor expected = neighbour(x, 0.7);
        QVERIFY(difference(denoiser->denoise(x, 0.7), expected) < 1e-6);
        const DenoisedWithVjp result = denoiser->denoiseWithVjp(x, 0.7);
        QVERIFY(difference(result.denoised, expected) < 1e-6);
        const at::Tensor v = randomTensor({2, 3, height, width}, 2);
        const at::Tensor shifted = at::constant_pad_nd(v, {1, -1, 1, -1});
        QVERIFY(difference(result.vjp(v), (v + 2 * shifted) / 1.7) < 1e-6);
        QVERIFY(difference(load(kNumber)->denoise(x, 0.25), x / 1.25) < 1e-6);
    }

    void othersArePadded() {
        const auto denoiser = load(kBlocks);
        for (int i = 0; i < 2; ++i) {
            const at::Tensor fits = randomTensor({1, 3, 48, 40}, 1);
            const at::Tensor D = denoiser->denoise(fits, 1);
            QVERIFY(difference(D.narrow(2, 40, 8).narrow(3, 32, 8).mean(),
                               fits.narrow(2, 40, 8).narrow(3, 32, 8).mean()) < 1e-5);
            const at::Tensor odd = randomTensor({1, 3, 33, 47}, 1);
            QVERIFY(denoiser->denoise(odd, 1).sizes() == odd.sizes());
            QVERIFY(denoiser->denoiseWithVjp(odd, 1).vjp(odd).sizes() == odd.sizes());
        }
        const at::Tensor x = randomTensor({1, 3, 33, 47}, 1);
        QVERIFY(load(kShort)->denoise(x, 1).equal(x));
    }

    void theSidecarSaysTheStride() {
        const auto denoiser = load(kNeighbour, R"({"stride": 8})");
        QCOMPARE(denoiser->stride(), 8);
        const at::Tensor x = randomTensor({1, 3, 33, 48}, 1);
        // The row below the last is the one above it, no zeros.
        const at::Tensor mirrored = denoiser->denoise(x, 1);
        QVERIFY(difference(mirrored.narrow(2, 32, 1).narrow(3, 0, 47),
                           (x.narrow(2, 32, 1).narrow(3, 0, 47) + 2 * x.narrow(2, 31, 1).narrow(3, 1, 47)) /
                               2) < 1e-6);
    }

    /// D on [−1, 1] of a program that knows [0, 1].
    void theSidecarSaysTheRange() {
        const at::Tensor x = randomTensor({1, 3, 8, 8}, 1);
        const at::Tensor D = load(kNumber, R"({"range": [0, 1]})")->denoise(x, 0.5);
        QVERIFY(difference(D, 2 * ((x + 1) / 2 / 1.25) - 1) < 1e-6);
        QVERIFY(difference(load(kNumber, R"({"range": [-1, 1]})")->denoise(x, 0.25), x / 1.25) < 1e-6);
        QVERIFY_EXCEPTION_THROWN(load(kNumber, R"({"range": [0, 255]})"), Error);
    }

    /// Whatever precision the parameters were saved in; whole numbers stay.
    void parametersBecomeFloat_data() {
        QTest::addColumn<int>("type");
        QTest::newRow("half") << static_cast<int>(at::kHalf);
        QTest::newRow("double") << static_cast<int>(at::kDouble);
    }
    void parametersBecomeFloat() {
        QFETCH(int, type);
        const at::Tensor weight = randomTensor({3, 3, 1, 1}, 2).to(static_cast<at::ScalarType>(type));
        const QString path = mFolder.filePath("precise.pt");
        torch::jit::Module module("program");
        module.register_parameter("weight", weight, false);
        module.register_buffer("steps", at::full({1}, 2, at::kLong));
        module.define(
            "def forward(self, x, sigma):\n    return torch.conv2d(x, self.weight)[:, :, int(self.steps) - 2 "
            ":]\n");
        module.save(path.toStdString());
        const at::Tensor x = randomTensor({1, 3, 8, 8}, 1);
        const at::Tensor D = loadDenoiser(path.toStdString(), trusting())->denoise(x, 1);
        QVERIFY(difference(D, at::conv2d(x, weight.to(at::kFloat))) < 1e-5);
    }

    /// A file that is exchanged once it has been hashed and trusted: the program that was hashed runs.
    void runsWhatWasHashed_data() {
        QTest::addColumn<bool>("inPlace");
        QTest::newRow("another file of that name") << false;
        QTest::newRow("the same file, written over") << true;
    }
    void runsWhatWasHashed() {
        QFETCH(bool, inPlace);
        for (const char* left : {"trusted.pt", "other.pt"})
            QFile::remove(mFolder.filePath(left));
        load(kNumber);
        const QString path = mFolder.filePath("program.pt");
        const std::string trusted = hashOfFile(path.toStdString());
        QVERIFY(QFile::rename(path, mFolder.filePath("trusted.pt")));
        load(kNeighbour);
        QVERIFY(QFile::rename(path, mFolder.filePath("other.pt")));
        QVERIFY(QFile::copy(mFolder.filePath("trusted.pt"), path));
        LoadOptions options;
        options.trusts = [&](const std::string& sha256) {
            QFile other(mFolder.filePath("other.pt"));
            if (!inPlace) QFile::remove(path);
            QFile exchanged(path);
            if (other.open(QIODevice::ReadOnly) && exchanged.open(QIODevice::WriteOnly))
                exchanged.write(other.readAll());
            return sha256 == trusted;
        };
        const at::Tensor x = randomTensor({1, 3, 8, 8}, 1);
        const at::Tensor D = loadDenoiser(path.toStdString(), options)->denoise(x, 0.25);
        QVERIFY(hashOfFile(path.toStdString()) != trusted);
        QVERIFY(difference(D, x / 1.25) < 1e-6);
    }

    /// The constants of a frozen module are in its code.
    void frozenModules_data() { parametersBecomeFloat_data(); }
    void frozenModules() {
        QFETCH(int, type);
        const at::Tensor weight = randomTensor({3, 3, 3, 3}, 2).to(static_cast<at::ScalarType>(type));
        torch::jit::Module inner("inner");
        inner.register_parameter("weight", weight, false);
        inner.define(
            "def forward(self, x, again: bool):\n    if again:\n        x = torch.conv2d(x, self.weight, "
            "None, [1, 1], [1, 1])\n    return x\n");
        torch::jit::Module module("outer");
        module.register_module("inner", inner);
        module.define("def forward(self, x, sigma: float):\n    return self.inner.forward(x, sigma < 9.0)\n");
        module.eval();
        const QString path = mFolder.filePath("frozen.pt");
        torch::jit::freeze(module).save(path.toStdString());
        const at::Tensor x = randomTensor({1, 3, 8, 8}, 1);
        const at::Tensor D = loadDenoiser(path.toStdString(), trusting())->denoise(x, 1);
        QVERIFY(difference(D, at::conv2d(x, weight.to(at::kFloat), {}, 1, 1)) < 1e-5);
    }

    void failures_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* source, ErrorCode code, const char* reason) {
            QTest::newRow(name) << QString(source) << static_cast<int>(code) << QString(reason);
        };
        const auto file = ErrorCode::ModelFile;
        row("raises", kFailing, file, "never mind");
        row("no sigma", "def forward(self, x):\n    return x\n", file, "takes no sigma");
        row("another shape", "def forward(self, x, sigma):\n    return x[:, :2]\n", file, "x's shape");
        row("not a number", "def forward(self, x, sigma):\n    return x * float('nan')\n", file,
            "not finite");
        row("infinite", "def forward(self, x, sigma):\n    return x / 0\n", file, "not finite");
        row("terabytes", "def forward(self, x, sigma):\n    return x + torch.zeros([1 << 40]).sum()\n",
            ErrorCode::OutOfMemory, "allocate");
    }
    void failures() {
        QFETCH(QString, source);
        QFETCH(int, code);
        QFETCH(QString, reason);
        try {
            load(source.toStdString())->denoise(randomTensor({1, 3, 8, 8}, 1), 1);
            QFAIL("it ran");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
            QCOMPARE(QString::fromStdString(error.subject()), mFolder.filePath("program.pt"));
            QVERIFY2(QString(error.what()).contains(reason), error.what());
            QVERIFY2(!QString(error.what()).contains('\n'), error.what());
        }
    }

    /// What can't even be loaded: the file and the cause are said, in a line.
    void brokenFiles_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("reason");
        QTest::newRow("broken code") << "script_syntax.pt"
                                     << "damaged";
        QTest::newRow("an operation that isn't there") << "script_unknown.pt"
                                                       << "no_such_";
        QTest::newRow("cut short") << "half"
                                   << "cut short";
        QTest::newRow("optimized for one machine") << "optimized"
                                                   << "";
    }
    void brokenFiles() {
        QFETCH(QString, change);
        QFETCH(QString, reason);
        load(kNumber);
        const QString path = mFolder.filePath("program.pt");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        file.close();
        if (change == "half") bytes.truncate(bytes.size() / 2);
        if (change.startsWith("script")) {
            QFile other(LACUNA_TEST_DATA "/checkpoints/" + change);
            QVERIFY(other.open(QIODevice::ReadOnly));
            bytes = other.readAll();
        }
        if (change == "optimized") {
            torch::jit::Module module("program");
            module.register_parameter("weight", randomTensor({3, 3, 3, 3}, 2), false);
            module.define(
                "def forward(self, x, sigma):\n    return torch.conv2d(x, self.weight, None, [1, 1], [1, "
                "1])\n");
            module.eval();
            torch::jit::optimize_for_inference(module).save(path.toStdString());
        } else {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
            file.close();
        }
        const at::Tensor x = randomTensor({1, 3, 8, 8}, 1);
        try {
            loadDenoiser(path.toStdString(), trusting())->denoise(x, 1);
            QVERIFY(change == "optimized");
        } catch (const Error& error) {
            qInfo("%s", error.what());
            QCOMPARE(static_cast<int>(error.code()), static_cast<int>(ErrorCode::ModelFile));
            QCOMPARE(QString::fromStdString(error.subject()), path);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
            QVERIFY2(!QString(error.what()).contains("report a bug"), error.what());
            QVERIFY(error.detail().size() > 10);
        }
    }

  private:
    std::unique_ptr<Denoiser> load(const std::string& source, const char* sidecar = "{}") {
        const QString path = mFolder.filePath("program.pt");
        torch::jit::Module module("program");
        module.define(source);
        module.save(path.toStdString());
        QFile file(path + ".json");
        if (file.open(QIODevice::WriteOnly)) file.write(sidecar);
        file.close();
        return loadDenoiser(path.toStdString(), trusting());
    }
    static LoadOptions trusting() {
        LoadOptions options;
        options.trusts = [](const std::string&) { return true; };
        return options;
    }

    QTemporaryDir mFolder;
};

}  // namespace

QTEST_GUILESS_MAIN(TestTorchScript)
#include "test_torchscript.moc"
