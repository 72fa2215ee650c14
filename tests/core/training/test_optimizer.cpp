// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/optimizer.h"
#include "core/training/random_stream.h"
#include "core/training/trainable_network.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/zeros.h>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lacuna;

namespace {

at::Tensor noise(at::IntArrayRef shape, std::uint64_t seed) {
    at::Tensor out = at::empty(shape, at::kFloat);
    RandomStream random(seed, 0, 0);
    for (std::int64_t i = 0; i < out.numel(); ++i)
        out.data_ptr<float>()[i] = static_cast<float>(random.normal());
    return out;
}

/// Householder's: orthogonal.
at::Tensor mirror(std::int64_t side, std::uint64_t seed) {
    const at::Tensor v = noise({side}, seed);
    return at::eye(side) - 2 * at::outer(v, v) / v.pow(2).sum();
}

/// A small network with gradients of noise.
TrainingState stateFor(OptimizerKind optimizer) {
    TrainingState state;
    state.config.channels = {8, 12};
    state.config.blocksPerLevel = {1};
    state.config.embedding = 16;
    state.config.fourier = 8;
    state.config.optimizer = optimizer;
    state.config.bfloat16 = false;
    state.config.weightDecay = 0;
    state.config.clip = 1e6;
    state.weights = initialWeights(networkOf(state.config), 3);
    std::uint64_t seed = 0;
    for (auto& [name, tensor] : state.weights) {
        tensor.requires_grad_(true);
        tensor.mutable_grad() = noise(tensor.sizes(), ++seed);
    }
    return state;
}

/// By how much the step changed each tensor.
TensorMap changes(TrainingState& state, double share) {
    TensorMap before;
    for (const auto& [name, tensor] : state.weights)
        before[name] = tensor.detach().clone();
    optimize(state, share);
    for (auto& [name, tensor] : before)
        tensor = state.weights.at(name).detach() - tensor;
    return before;
}

double largest(const at::Tensor& tensor) {
    return tensor.abs().max().item().toDouble();
}

}  // namespace

class TestOptimizer : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void singularValuesBecomeAlike_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<bool>("bfloat16");
        QTest::newRow("square") << 16 << 16 << false;
        QTest::newRow("wide") << 8 << 60 << false;
        QTest::newRow("tall") << 60 << 8 << false;
        QTest::newRow("one row") << 1 << 20 << false;
        QTest::newRow("one number") << 1 << 1 << false;
        QTest::newRow("wide, bfloat16") << 8 << 60 << true;
    }
    /// A matrix with known singular vectors, its values falling from 5 to a thirtieth of that.
    void singularValuesBecomeAlike() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(bool, bfloat16);
        const int rank = std::min(rows, columns);
        at::Tensor values = at::zeros({rows, columns});
        for (int i = 0; i < rank; ++i)
            values[i][i] = 5 * std::pow(30.0, -static_cast<double>(i) / rank);
        const at::Tensor left = mirror(rows, 1), right = mirror(columns, 2);
        const at::Tensor matrix = left.mm(values).mm(right);
        const at::Tensor result = orthogonalized(bfloat16 ? matrix.to(at::kBFloat16) : matrix).to(at::kFloat);
        at::Tensor back = left.t().mm(result).mm(right.t());
        for (int i = 0; i < rank; ++i) {
            const double value = back[i][i].item().toDouble();
            QVERIFY2(value > 0.65 && value < 1.2, qPrintable(QString("%1: %2").arg(i).arg(value)));
            back[i][i] = 0;
        }
        QVERIFY2(largest(back) < (bfloat16 ? 0.05 : 1e-4), qPrintable(QString::number(largest(back))));
    }

    void nothingStaysNothing() { QCOMPARE(largest(orthogonalized(at::zeros({3, 5}))), 0.0); }

    void whatIsForMuon_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("muon");
        for (const char* name : {"down.0.0.a.weight", "up.0.0.b.weight", "ds.0.weight", "us.0.weight"})
            QTest::newRow(name) << name << true;
        for (const char* name : {"inp.weight", "out.weight", "f", "emb.0.weight", "down.0.0.e.weight",
                                 "down.0.0.a.bias", "us.0.bias"})
            QTest::newRow(name) << name << false;
    }
    void whatIsForMuon() {
        QFETCH(QString, name);
        QFETCH(bool, muon);
        TrainingState state = stateFor(OptimizerKind::Muon);
        QCOMPARE(isForMuon(state.config, name.toStdString()), muon);
        optimize(state, 1);
        QCOMPARE(state.secondMoments.contains(name.toStdString()), !muon);
        state.config.optimizer = OptimizerKind::AdamW;
        QVERIFY(!isForMuon(state.config, name.toStdString()));
    }

    /// From moments of zero: the momentum is the gradient's direction, and the step has the size that the
    /// shape of the filter asks for.
    void muonsFirstStep_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("scale");
        QTest::newRow("more inputs") << "down.0.0.a.weight" << 1.0;  // 8 outputs, 72 inputs
        QTest::newRow("downwards") << "ds.0.weight" << 1.0;          // 12, 32
        QTest::newRow("upwards") << "us.0.weight"
                                 << std::sqrt(32.0 / 12);  // 12 inputs come first, 8 × 4 outputs
    }
    void muonsFirstStep() {
        QFETCH(QString, name);
        QFETCH(double, scale);
        TrainingState state = stateFor(OptimizerKind::Muon);
        const at::Tensor gradient = state.weights.at(name.toStdString()).grad().clone();
        const at::Tensor change = changes(state, 0.5).at(name.toStdString());
        const at::Tensor expected = orthogonalized(gradient.flatten(1)).reshape(gradient.sizes()) *
                                    (-0.5 * state.config.muonRate * scale);
        QVERIFY2(largest(change - expected) < 1e-3 * largest(expected),
                 qPrintable(QString::number(largest(change - expected))));
    }

    /// The second step goes by 0.95 of the first gradient too.
    void muonHasMomentum() {
        TrainingState state = stateFor(OptimizerKind::Muon);
        const std::string name = "down.1.0.b.weight";
        const at::Tensor first = state.weights.at(name).grad().clone();
        optimize(state, 1);
        ++state.step;
        const at::Tensor second = noise(first.sizes(), 77);
        state.weights.at(name).mutable_grad() = second.clone();
        const at::Tensor change = changes(state, 1).at(name);
        const at::Tensor momentum = 0.95 * 0.05 * first + 0.05 * second;
        const at::Tensor direction = 0.05 * second + 0.95 * momentum;
        const at::Tensor expected =
            orthogonalized(direction.flatten(1)).reshape(first.sizes()) * -state.config.muonRate;
        QVERIFY(largest(change - expected) < 2e-3 * largest(expected));
    }

    /// AdamW's first step is the rate, against the sign of the gradient; decay comes on top.
    void adamwsFirstStep() {
        TrainingState state = stateFor(OptimizerKind::AdamW);
        state.config.weightDecay = 0.1;
        state.config.learningRate = 0.01;
        const TensorMap before = stateFor(OptimizerKind::AdamW).weights;
        const TensorMap change = changes(state, 0.5);
        for (const auto& [name, tensor] : change) {
            const at::Tensor expected =
                -0.005 * state.weights.at(name).grad().sign() - 0.005 * 0.1 * before.at(name).detach();
            QVERIFY2(largest(tensor - expected) < 1e-5, name.c_str());
        }
    }

    /// Equal gradients: the bias of the young moments is made good, so that each step is as long as the
    /// first.
    void adamwsLaterStepsAreAsLong() {
        TrainingState state = stateFor(OptimizerKind::AdamW);
        for (int i = 0; i < 3; ++i, ++state.step) {
            const double change = largest(changes(state, 1).at("out.weight"));
            QVERIFY(std::abs(change - state.config.learningRate) < 1e-3 * state.config.learningRate);
        }
    }

    /// Only the length of all gradients together counts, and their direction stays.
    void clips() {
        TrainingState state = stateFor(OptimizerKind::AdamW);
        state.config.clip = 0.5;
        const at::Tensor before = state.weights.at("out.weight").grad().clone();
        optimize(state, 1);
        double square = 0;
        for (const auto& [name, tensor] : state.weights)
            square += tensor.grad().pow(2).sum().item().toDouble();
        QVERIFY(std::abs(std::sqrt(square) - 0.5) < 1e-4);
        const at::Tensor ratio = state.weights.at("out.weight").grad() / before;
        QVERIFY(largest(ratio - ratio.mean()) < 1e-6);
        state.config.clip = 10;
        const at::Tensor small = state.weights.at("out.weight").grad().clone();
        optimize(state, 1);
        QVERIFY(at::equal(state.weights.at("out.weight").grad(), small));
    }
};

QTEST_GUILESS_MAIN(TestOptimizer)
#include "test_optimizer.moc"
