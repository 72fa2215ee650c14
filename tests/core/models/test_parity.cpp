// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/npy.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "tests/core/checkpoints/header_only.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <deque>
#include <fstream>

using namespace lacuna;

namespace {

const QString kFolder = LACUNA_TEST_DATA "/parity/";

at::Tensor readArray(const QString& path) {
    const NpyArray array = readNpy(path.toStdString());
    return at::tensor(array.values).reshape(array.shape);
}

double lengthOf(const at::Tensor& x) {
    return at::linalg_vector_norm(x).item<double>();
}

/// The weights that make_references.py draws for a tensor of that name: splitmix64 from FNV-1a of the name.
std::vector<float> drawn(const std::string& name, const std::vector<std::int64_t>& shape) {
    std::uint64_t seed = 0xCBF29CE484222325;
    for (const char letter : name)
        seed = (seed ^ static_cast<unsigned char>(letter)) * 0x100000001B3;
    std::int64_t count = 1;
    for (const std::int64_t side : shape)
        count *= side;
    const double scale = std::sqrt(3 / (static_cast<double>(count) / static_cast<double>(shape.front())));
    const double centre = QString::fromStdString(name).endsWith("weight") ? 1 : 0;
    std::vector<float> values;
    for (std::int64_t i = 0; i < count; ++i) {
        std::uint64_t z = seed += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z = z ^ (z >> 31);
        const double value = static_cast<double>(z >> 40) / (1 << 23) - 1;
        values.push_back(static_cast<float>(shape.size() > 1 ? value * scale : value * 0.25 + centre));
    }
    return values;
}

/// The reference's file; one that lists names and shapes only becomes a file of drawn weights in `folder`.
std::string modelFile(const QString& name, const QTemporaryDir& folder) {
    const QString path = kFolder + name;
    const bool isFolder = QFile::exists(path + "/tensors.txt");
    if (!name.endsWith(".txt") && !isFolder) return path.toStdString();
    std::ifstream lines((isFolder ? path + "/tensors.txt" : path).toStdString());
    std::vector<std::pair<std::string, TensorView>> views;
    std::deque<std::vector<float>> values;
    for (const auto& [tensor, view] : test::headerOf(lines)) {
        values.push_back(drawn(tensor, view.shape));
        views.push_back({tensor, {DType::F32, view.shape, std::as_bytes(std::span(values.back()))}});
    }
    const QString file =
        folder.filePath(isFolder ? name + "/diffusion_pytorch_model.safetensors" : name + ".safetensors");
    QDir().mkpath(QFileInfo(file).path());
    writeSafetensors(file.toStdString(), views, {});
    for (const char* config : {"config.json", "scheduler_config.json"})
        if (isFolder) QFile::copy(path + "/" + config, QFileInfo(file).path() + "/" + config);
    QFile::copy(path + ".json", file + ".json");
    return file.toStdString();
}

QString arrayPath(const QString& data, const char* kind, double sigma) {
    return kFolder + data + "/" + kind + "_" + QString::number(sigma, 'g', 6) + ".npy";
}

}  // namespace

/// Our networks against what the official code computes from the same files (tests/data/parity).
class TestParity : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void agrees_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("data");
        QTest::addColumn<qint64>("label");
        QTest::addColumn<QList<double>>("sigmas");
        QFile file(kFolder + "references.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray references = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(references.size() >= 25);
        for (const auto& value : references) {
            const QJsonObject reference = value.toObject();
            QList<double> sigmas;
            for (const auto& sigma : reference["sigmas"].toArray())
                sigmas << sigma.toDouble();
            const QString model = reference["model"].toString();
            QTest::addRow("%s, %g", qPrintable(model), sigmas.value(0))
                << model << reference["data"].toString() << qint64(reference["label"].toInt()) << sigmas;
        }
    }
    void agrees() {
        QFETCH(QString, model);
        QFETCH(QString, data);
        QFETCH(qint64, label);
        QFETCH(QList<double>, sigmas);
        LoadOptions options;
        options.label = label;
        options.trusts = [](const std::string&) { return true; };
        const auto denoiser = loadDenoiser(modelFile(model, mFolder), options);
        QVERIFY(!sigmas.isEmpty());
        for (const double sigma : sigmas) {
            const at::Tensor x = readArray(arrayPath(data, "x", sigma));
            const at::Tensor expected = readArray(arrayPath(data, "D", sigma));
            const at::Tensor D = denoiser->denoise(x, sigma);
            const double error = lengthOf(D - expected) / lengthOf(expected);
            // D − x is what the network itself says, which D hides at low σ.
            const double residual = lengthOf(D - expected) / lengthOf(expected - x);
            qInfo("%s sigma %g: %.1e of D, %.1e of D - x", qPrintable(model), sigma, error, residual);
            QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
            QVERIFY2(residual < 1e-3, qPrintable(QString::number(residual)));
        }
    }

    /// The vector–Jacobian product against differences of D, which ReLU makes inexact.
    void gradients_data() { agrees_data(); }
    void gradients() {
        QFETCH(QString, model);
        QFETCH(QString, data);
        QFETCH(qint64, label);
        QFETCH(QList<double>, sigmas);
        LoadOptions options;
        options.label = label;
        options.trusts = [](const std::string&) { return true; };
        const auto denoiser = loadDenoiser(modelFile(model, mFolder), options);
        const double sigma = sigmas[sigmas.size() / 2];
        const at::Tensor x = readArray(arrayPath(data, "x", sigma));
        at::manual_seed(1);  // else every run would ask something else, and kinks fail a few
        const at::Tensor direction = at::randn(x.sizes());
        const at::Tensor v = at::randn(x.sizes());
        const double step = 3e-3 * lengthOf(x) / lengthOf(direction);
        const at::Tensor change = (denoiser->denoise(x + step * direction, sigma) -
                                   denoiser->denoise(x - step * direction, sigma)) /
                                  (2 * step);
        const DenoisedWithVjp result = denoiser->denoiseWithVjp(x, sigma);
        const double left = (v * change).sum().item<double>();
        const double right = (result.vjp(v) * direction).sum().item<double>();
        const double usual = lengthOf(v) * lengthOf(change) / std::sqrt(static_cast<double>(v.numel()));
        QVERIFY2(std::abs(left - right) < 0.08 * usual,
                 qPrintable(QString("%1 and %2, usually %3").arg(left).arg(right).arg(usual)));
    }

  private:
    QTemporaryDir mFolder;
};

QTEST_APPLESS_MAIN(TestParity)
#include "test_parity.moc"
