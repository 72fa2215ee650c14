// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/solver_snapshot.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/randn.h>
#include <QtTest>

using namespace lacuna;

/// A piece's way into a Trajectory and back.
class TestSolverSnapshot : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void packing_data() {
        QTest::addColumn<int>("memories");
        QTest::addColumn<double>("sigma");
        QTest::newRow("nothing else to carry") << 0 << 0.5;
        QTest::newRow("with what Adam remembers") << 2 << 0.5;
        QTest::newRow("finished") << 2 << 0.0;
    }
    void packing() {
        QFETCH(int, memories);
        QFETCH(double, sigma);
        SolverPiece piece{-3, 4, {}};
        piece.state.step = 5;
        piece.state.evaluations = 7;
        piece.state.sigma = sigma;
        piece.state.x = at::randn({1, 3, 6, 5});
        piece.state.denoised = at::randn({1, 3, 6, 5});
        for (int i = 0; i < memories; ++i)
            piece.state.memory.push_back(at::randn({1, 3, 6, 5}));
        const SolverPiece back = unpack(pack(piece));
        QCOMPARE(back.x, -3);
        QCOMPARE(back.y, 4);
        QCOMPARE(back.state.step, 5);
        QCOMPARE(back.state.evaluations, 7);
        QCOMPARE(back.state.sigma, sigma);
        QVERIFY(back.state.x.equal(piece.state.x));
        const double rounding = sigma == 0 ? 0 : 5e-3;  // half precision while it isn't the result
        QVERIFY((back.state.denoised - piece.state.denoised).abs().max().item<double>() <= rounding);
        QCOMPARE(int(back.state.memory.size()), memories);
        for (std::size_t i = 0; i < back.state.memory.size(); ++i)
            QVERIFY(back.state.memory[i].equal(piece.state.memory[i]));
    }

    void cutOff() {
        SolverPiece piece;
        piece.state.x = piece.state.denoised = at::randn({1, 3, 6, 5});
        piece.state.memory = {at::randn({1, 3, 6, 5})};
        Bytes bytes = pack(piece);
        bytes.resize(bytes.size() - 1);
        QVERIFY_EXCEPTION_THROWN(unpack(bytes), Error);
        bytes.resize(8);
        QVERIFY_EXCEPTION_THROWN(unpack(bytes), Error);
    }
};

QTEST_GUILESS_MAIN(TestSolverSnapshot)
#include "test_solver_snapshot.moc"
