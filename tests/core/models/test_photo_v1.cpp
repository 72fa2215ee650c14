// SPDX-License-Identifier: GPL-3.0-or-later
// The bundled prior against the outputs that its training program wrote (tests/data/photo-v1).
#include "core/checkpoints/npy.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "core/models/model_catalog.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/from_blob.h>
#include <QtTest>

using namespace lacuna;

namespace {

at::Tensor readTensor(const QString& name) {
    const NpyArray array =
        readNpy(std::string(LACUNA_TEST_DATA) + "/photo-v1/" + name.toStdString() + ".npy");
    std::vector<float> values = array.values;
    return at::from_blob(values.data(), array.shape, at::TensorOptions().dtype(at::kFloat)).clone();
}

/// Greatest |a − b| / max(1, |b|).
double difference(const at::Tensor& a, const at::Tensor& b) {
    return ((a - b).abs() / b.abs().clamp_min(1)).max().item<double>();
}

double rms(const at::Tensor& x) {
    return x.pow(2).mean().sqrt().item<double>();
}

class TestPhotoV1 : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        const InstalledModel model = ModelCatalog().find("photo-v1");
        mFull = loadDenoiser(model.path);
        mHalf = loadDenoiser(model.path, {"cpu", Precision::BFloat16});
    }

    void matchesReference_data() {
        QTest::addColumn<QString>("size");
        QTest::addColumn<QString>("sigma");
        for (const QString& size : {QString("48x80"), QString("64x64")})
            for (const QString& sigma : {QString("0.02"), QString("0.3"), QString("4.0")})
                QTest::newRow(qPrintable(size + ", sigma " + sigma)) << size << sigma;
    }
    void matchesReference() {
        QFETCH(QString, size);
        QFETCH(QString, sigma);
        const at::Tensor x = readTensor("x_" + size);
        const at::Tensor expected = readTensor("d_" + size + "_sigma" + sigma);
        QVERIFY(difference(mFull->denoise(x, sigma.toDouble()), expected) < 1e-5);
        const DenoisedWithVjp result = mFull->denoiseWithVjp(x, sigma.toDouble());
        QVERIFY(difference(result.denoised, expected) < 1e-5);
        QVERIFY(difference(result.vjp(x), readTensor("vjp_" + size + "_sigma" + sigma)) < 1e-5);
    }

    /// bfloat16 changes D by a small part of what the denoiser itself removes or leaves: its error must stay
    /// invisible beside the denoiser's own (0.005 is 0.6 of an 8-bit level).
    void bfloat16IsClose_data() { matchesReference_data(); }
    void bfloat16IsClose() {
        QFETCH(QString, size);
        QFETCH(QString, sigma);
        const at::Tensor x = readTensor("x_" + size);
        const DenoisedWithVjp result = mHalf->denoiseWithVjp(x, sigma.toDouble());
        const at::Tensor expected = readTensor("d_" + size + "_sigma" + sigma);
        QVERIFY(result.denoised.scalar_type() == at::kFloat);
        QVERIFY(rms(result.denoised - expected) < 0.005);
        QVERIFY(rms(mHalf->denoise(x, sigma.toDouble()) - expected) < 0.005);
        const at::Tensor vjp = readTensor("vjp_" + size + "_sigma" + sigma);
        QVERIFY(rms(result.vjp(x) - vjp) < 0.02 * rms(vjp));
    }

    void knowsItself() {
        QCOMPARE(mFull->sigmaMin(), 0.002);
        QCOMPARE(mFull->sigmaMax(), 80.0);
        QCOMPARE(mFull->stride(), 16);
        // Its card says 77 and leaves out the 2×2 convolutions between the levels, which are 3 more.
        QCOMPARE(std::round(mFull->flops(512.0 * 512.0) / 1e9), 80.0);
        QVERIFY(mFull->context() > 0 && mFull->context() % mFull->stride() == 0);
        QVERIFY(mFull->forwardBytes(1e6) < mFull->vjpBytes(1e6));
        QVERIFY(mHalf->forwardBytes(1e6) < mFull->forwardBytes(1e6));
    }

  private:
    std::unique_ptr<Denoiser> mFull;
    std::unique_ptr<Denoiser> mHalf;
};

}  // namespace

QTEST_GUILESS_MAIN(TestPhotoV1)
#include "test_photo_v1.moc"
