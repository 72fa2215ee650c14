// SPDX-License-Identifier: GPL-3.0-or-later
// One list of operators (operator_cases.cpp) × one list of properties, in double precision (vml-map.md,
// property 5).
#include "core/base/error.h"
#include "tests/core/operators/operator_cases.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_pinv.h>
#include <ATen/ops/linalg_solve.h>
#include <ATen/ops/linalg_svdvals.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <QtTest>
#include <c10/core/MemoryFormat.h>

#include <algorithm>
#include <cmath>

using lacuna::ImageShape;
using lacuna::LinearOperator;
using lacuna::test::OperatorCase;
using lacuna::test::operatorCases;

namespace {

const auto kDouble = at::TensorOptions().dtype(at::kDouble);

/// Noise of the data and of the iterate: every ratio that a run meets and some beyond.
constexpr double kSigmas[][2] = {{0.0023, 5},    {0.02, 5},    {0.02, 0.3},
                                 {0.0023, 0.01}, {0.02, 0.01}, {2, 0.05}};

at::Tensor random(ImageShape shape, std::int64_t n = 1, const at::TensorOptions& options = kDouble) {
    return at::randn({n, shape[0], shape[1], shape[2]}, options);
}

double product(const at::Tensor& a, const at::Tensor& b) {
    return (a * b).sum().item<double>();
}

double norm2(const at::Tensor& a) {
    return std::sqrt(product(a, a));
}

std::int64_t size(ImageShape shape) {
    return shape[0] * shape[1] * shape[2];
}

/// H as an m × n matrix.
at::Tensor dense(const LinearOperator& op) {
    const ImageShape in = op.inputShape();
    const at::Tensor basis = at::eye(size(in), kDouble).view({size(in), in[0], in[1], in[2]});
    return op.apply(basis).reshape({size(in), -1}).t().contiguous();
}

/// HᵀH/σ_y² + I/σ_t²
at::Tensor normalMatrix(const at::Tensor& h, double sigmaY, double sigmaT) {
    return at::matmul(h.t(), h) / (sigmaY * sigmaY) + at::eye(h.size(1), kDouble) / (sigmaT * sigmaT);
}

}  // namespace

class TestOperatorProperties : public QObject {
    Q_OBJECT

  private:
    static void rows() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < operatorCases().size(); ++i) {
            QTest::newRow(operatorCases()[i].name.c_str()) << static_cast<int>(i);
        }
    }
    static const OperatorCase& row() {
        QFETCH(int, index);
        return operatorCases()[static_cast<std::size_t>(index)];
    }

  private Q_SLOTS:
    void init() { at::manual_seed(20); }

    void shapes_data() { rows(); }
    void shapes() {
        const auto op = row().make(kDouble);
        const ImageShape in = op->inputShape();
        const ImageShape out = op->outputShape();
        const at::Tensor y = op->apply(random(in, 2));
        QCOMPARE(y.sizes().vec(), (std::vector<std::int64_t>{2, out[0], out[1], out[2]}));
        const at::Tensor x = op->applyAdjoint(random(out, 2));
        QCOMPARE(x.sizes().vec(), (std::vector<std::int64_t>{2, in[0], in[1], in[2]}));
        const at::Tensor v = op->proximal(random(out, 2), random(in, 2), 0.1, 0.5);
        QCOMPARE(v.sizes().vec(), (std::vector<std::int64_t>{2, in[0], in[1], in[2]}));
        QVERIFY(!op->name().empty());
    }

    /// m counts the rows of H that aren't zero.
    void measurements_data() { rows(); }
    void measurements() {
        const auto op = row().make(kDouble);
        const std::int64_t measured = dense(*op).abs().sum(1).gt(1e-9).sum().item<std::int64_t>();
        QCOMPARE(op->measurements(), measured);
    }

    void linear_data() { rows(); }
    void linear() {
        const auto op = row().make(kDouble);
        const at::Tensor a = random(op->inputShape());
        const at::Tensor b = random(op->inputShape());
        QVERIFY(norm2(op->apply(a * 2 - b) - (op->apply(a) * 2 - op->apply(b))) <= 1e-13 * norm2(a));
    }

    void adjoint_data() { rows(); }
    void adjoint() {
        const auto op = row().make(kDouble);
        const at::Tensor x = random(op->inputShape());
        const at::Tensor y = random(op->outputShape());
        const double difference = product(op->apply(x), y) - product(x, op->applyAdjoint(y));
        QVERIFY2(std::abs(difference) <= 1e-13 * norm2(x) * norm2(y),
                 qPrintable(QString::number(difference)));
    }

    /// A batch is its pictures, each for itself; the layout in memory doesn't matter.
    void batchesAndLayouts_data() { rows(); }
    void batchesAndLayouts() {
        const auto op = row().makeExact(kDouble);
        const at::Tensor x = random(op->inputShape(), 3);
        const at::Tensor y = random(op->outputShape(), 3);
        const auto last = c10::MemoryFormat::ChannelsLast;
        const at::Tensor together = op->proximal(y.contiguous(last), x.contiguous(last), 0.1, 0.5);
        QVERIFY(norm2(op->apply(x.contiguous(last)) - op->apply(x)) <= 1e-12 * norm2(x));
        QVERIFY(norm2(op->applyAdjoint(y.contiguous(last)) - op->applyAdjoint(y)) <= 1e-12 * norm2(y));
        for (int i = 0; i < 3; ++i) {
            const at::Tensor alone = op->proximal(y.narrow(0, i, 1), x.narrow(0, i, 1), 0.1, 0.5);
            QVERIFY(norm2(together.narrow(0, i, 1) - alone) <= 1e-9 * norm2(together));
        }
    }

    void argumentsAreLeftAlone_data() { rows(); }
    void argumentsAreLeftAlone() {
        const auto op = row().make(kDouble);
        const at::Tensor x = random(op->inputShape());
        const at::Tensor y = random(op->outputShape());
        const at::Tensor x0 = x.clone();
        const at::Tensor y0 = y.clone();
        op->apply(x);
        op->applyAdjoint(y);
        op->proximal(y, x, 0.1, 0.5);
        op->precondition(x, 0.1, 0.5);
        QVERIFY(x.equal(x0) && y.equal(y0));
    }

    /// float32 in, float32 out, close to what float64 gives.
    void singlePrecision_data() { rows(); }
    void singlePrecision() {
        const auto options = at::TensorOptions().dtype(at::kFloat);
        const auto op = row().makeExact(kDouble);
        const auto single = row().make(options);
        const at::Tensor x = random(op->inputShape());
        const at::Tensor y = random(op->outputShape());
        const at::Tensor xf = x.to(options);
        const at::Tensor yf = y.to(options);
        const at::Tensor hx = single->apply(xf);
        const at::Tensor hty = single->applyAdjoint(yf);
        const at::Tensor v = single->proximal(yf, xf, 0.1, 0.1);
        QCOMPARE(hx.scalar_type(), at::kFloat);
        QCOMPARE(hty.scalar_type(), at::kFloat);
        QCOMPARE(v.scalar_type(), at::kFloat);
        QVERIFY(norm2(hx.to(kDouble) - op->apply(x)) <= 1e-6 * norm2(x));
        QVERIFY(norm2(hty.to(kDouble) - op->applyAdjoint(y)) <= 1e-6 * norm2(y));
        QVERIFY(norm2(v.to(kDouble) - op->proximal(y, x, 0.1, 0.1)) <= 1e-3 * norm2(v.to(kDouble)));
        // An operator made for one type takes the other.
        QCOMPARE(single->proximal(y, x, 0.1, 0.5).scalar_type(), at::kDouble);
    }

    /// However little noise is assumed, rounding to float32 neither hides the data nor blows v up.
    void hardlyAnyNoise_data() { rows(); }
    void hardlyAnyNoise() {
        const auto options = at::TensorOptions().dtype(at::kFloat);
        const auto op = row().make(options);
        if (op->measurements() == 0) QSKIP("nothing to explain");
        const at::Tensor x = random(op->inputShape(), 1, options);
        const at::Tensor y = op->apply(x);
        for (const double sigmaT : {0.3, 5.0, 80.0}) {
            const at::Tensor v = op->proximal(y, x * 0.5 + 0.1, 1e-5, sigmaT);
            const double left = norm2((y - op->apply(v)).to(kDouble)) / norm2(y.to(kDouble));
            QVERIFY2(left < 0.1, qPrintable(QString("%1 at %2").arg(left).arg(sigmaT)));
            QVERIFY(norm2(v.to(kDouble)) < 10 * norm2(x.to(kDouble)));
        }
    }

    /// (HᵀH/σ_y² + I/σ_t²) v = Hᵀr/σ_y² + z/σ_t². To 1e-9, which conjugate gradients taken to rounding reach
    /// to 1e-8.
    void normalEquation_data() { rows(); }
    void normalEquation() {
        const auto op = row().makeExact(kDouble);
        const at::Tensor r = random(op->outputShape());
        const at::Tensor z = random(op->inputShape());
        for (const auto& [sigmaY, sigmaT] : kSigmas) {
            const double data = 1 / (sigmaY * sigmaY);
            const double prior = 1 / (sigmaT * sigmaT);
            const at::Tensor v = op->proximal(r, z, sigmaY, sigmaT);
            const at::Tensor right = op->applyAdjoint(r) * data + z * prior;
            const double error =
                norm2(op->applyAdjoint(op->apply(v)) * data + v * prior - right) / norm2(right);
            QVERIFY2(error <= (row().closedForm ? 1e-9 : 1e-8),
                     qPrintable(QString("%1 at %2, %3").arg(error).arg(sigmaY).arg(sigmaT)));
        }
    }

    /// Against Gaussian elimination on the dense matrix, which shares nothing with the operator but apply().
    void denseSolve_data() { rows(); }
    void denseSolve() {
        const auto op = row().makeExact(kDouble);
        const at::Tensor h = dense(*op);
        const at::Tensor r = random(op->outputShape());
        const at::Tensor z = random(op->inputShape());
        for (const auto& [sigmaY, sigmaT] : kSigmas) {
            const at::Tensor right =
                at::matmul(h.t(), r.reshape({-1})) / (sigmaY * sigmaY) + z.reshape({-1}) / (sigmaT * sigmaT);
            const at::Tensor expected = at::linalg_solve(normalMatrix(h, sigmaY, sigmaT), right);
            const double error =
                norm2(op->proximal(r, z, sigmaY, sigmaT).reshape({-1}) - expected) / norm2(expected);
            QVERIFY2(error <= 1e-6, qPrintable(QString("%1 at %2, %3").arg(error).arg(sigmaY).arg(sigmaT)));
        }
    }

    /// precondition() is symmetric and positive definite, and it is P where P has a closed form.
    void preconditioner_data() { rows(); }
    void preconditioner() {
        const auto op = row().make(kDouble);
        const ImageShape in = op->inputShape();
        const at::Tensor a = random(in);
        const at::Tensor b = random(in);
        for (const auto& [sigmaY, sigmaT] : kSigmas) {
            const at::Tensor pa = op->precondition(a, sigmaY, sigmaT);
            const at::Tensor pb = op->precondition(b, sigmaY, sigmaT);
            const double scale = norm2(pa) * norm2(b);
            // σ_t² a and what the data say of it may cancel to a millionth.
            QVERIFY(std::abs(product(pa, b) - product(a, pb)) <= 1e-8 * scale);
            QVERIFY(product(a, pa) > 0 && product(b, pb) > 0);
            if (row().closedForm) {
                const at::Tensor nothing = op->apply(a) * 0;
                const at::Tensor p = op->proximal(nothing, a * (sigmaT * sigmaT), sigmaY, sigmaT);
                QVERIFY(norm2(pa - p) <= 1e-9 * norm2(p));
            }
        }
    }

    /// P Hᵀ/σ_y² → H⁺ as σ_y → 0, where cond(H) < 10⁴.
    void pseudoInverse_data() { rows(); }
    void pseudoInverse() {
        const auto op = row().makeExact(kDouble);
        const at::Tensor h = dense(*op);
        const at::Tensor values = at::linalg_svdvals(h);
        const at::Tensor kept = values.masked_select(values.gt(1e-10));
        if (kept.numel() == 0) QSKIP("H = 0");
        const double condition = (kept.max() / kept.min()).item<double>();
        if (!(condition < 1e4)) QSKIP("badly conditioned");
        const at::Tensor r = random(op->outputShape());
        const at::Tensor expected = at::matmul(at::linalg_pinv(h, 1e-9), r.reshape({-1}));
        double before = HUGE_VAL;
        for (const double sigmaY : {1e-2, 1e-3, 1e-4}) {
            const at::Tensor zero = random(op->inputShape()).zero_();
            const double error =
                norm2(op->proximal(r, zero, sigmaY, 1).reshape({-1}) - expected) / norm2(expected);
            // ‖P Hᵀ/σ_y² − H⁺‖ ≤ σ_y²/s_min² relative to H⁺
            const double smallest = kept.min().item<double>();
            QVERIFY2(error <= sigmaY * sigmaY / (smallest * smallest) + 1e-6,
                     qPrintable(QString::number(error)));
            QVERIFY(error <= before + 1e-6);
            before = error;
        }
    }

    /// What isn't measured passes: with nothing to learn from r, v = z on the null space of H.
    void nullSpacePasses_data() { rows(); }
    void nullSpacePasses() {
        const auto op = row().makeExact(kDouble);
        const at::Tensor h = dense(*op);
        const at::Tensor z = random(op->inputShape());
        const at::Tensor flat = z.reshape({-1});
        const at::Tensor null = flat - at::matmul(at::linalg_pinv(h, 1e-7), at::matmul(h, flat));
        if (norm2(null) < 1e-6 * norm2(flat)) QSKIP("H has no null space");
        const at::Tensor r = random(op->outputShape());
        const at::Tensor v = op->proximal(r, z, 0.02, 1);
        const double moved = std::abs(product(v.reshape({-1}) - flat, null)) / (norm2(null) * norm2(flat));
        QVERIFY2(moved <= 1e-6, qPrintable(QString::number(moved)));
    }

    /// Functions of H Hᵀ by its eigenvectors; those operators that don't know their singular values say so.
    void spectral_data() { rows(); }
    void spectral() {
        const auto op = row().make(kDouble);
        const at::Tensor r = random(op->outputShape());
        if (!op->hasSpectrum()) {
            QVERIFY_EXCEPTION_THROWN(op->spectral(r, [](const at::Tensor& s) { return s; }), lacuna::Error);
            return;
        }
        const at::Tensor h = dense(*op);
        const auto [values, vectors] = at::linalg_eigh(at::matmul(h, h.t()));
        const LinearOperator::Spectrum functions[] = {
            [](const at::Tensor& s) { return s; },
            [](const at::Tensor& s) { return s.clamp_min(0).sqrt() + 1; },
            [](const at::Tensor& s) { return (s > 0.011).to(at::kDouble) / (s + 0.1); }};
        for (const auto& f : functions) {
            const at::Tensor expected =
                at::matmul(vectors, f(values) * at::matmul(vectors.t(), r.reshape({-1})));
            // The function may be 0 on all eigenvalues.
            const double error =
                norm2(op->spectral(r, f).reshape({-1}) - expected) / (norm2(expected) + norm2(r));
            QVERIFY2(error < 1e-7, qPrintable(QString::number(error)));
        }
    }
};

QTEST_GUILESS_MAIN(TestOperatorProperties)
#include "test_operator_properties.moc"
