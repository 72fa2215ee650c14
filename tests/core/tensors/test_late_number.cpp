// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/inner_product.h"
#include "core/tensors/late_number.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/scalar_tensor.h>
#include <QTest>

#include <cmath>
#include <vector>

using namespace lacuna;

class TestLateNumber : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// On a device and on the CPU: the same bits, and the device is waited for once.
    void arithmeticIsThatOfNumbers_data() {
        QTest::addColumn<double>("a");
        QTest::addColumn<double>("b");
        QTest::newRow("plain") << 3.7 << -0.1;
        QTest::newRow("small and large") << 1e-300 << 1e300;
        QTest::newRow("zero") << 0.0 << 5.0;
        QTest::newRow("infinite") << double(INFINITY) << 1.0;
    }
    void arithmeticIsThatOfNumbers() {
        QFETCH(double, a);
        QFETCH(double, b);
        const std::vector<double> expected{a + b, a - b, b - a, a * b, a / b, std::sqrt(a), (a + 2) * b / 3};
        const auto all = [](const LateNumber& left, const LateNumber& right, double divisor) {
            return std::vector<LateNumber>{left + right,          left - right,   right - left,
                                           left * right,          left / divisor, left.squareRoot(),
                                           (left + 2) * right / 3};
        };
        QCOMPARE(LateNumber::valuesOf(all(a, b, b)), expected);

        const LateNumber::OnDevice device;
        const LateNumber late(at::scalar_tensor(a, at::kDouble));
        QVERIFY(!late.isKnown());
        const std::vector<LateNumber> computed = all(late, b, b);
        for (const LateNumber& number : computed)
            QVERIFY(!number.isKnown());
        QCOMPARE(device.waits(), 0);
        QCOMPARE(LateNumber::valuesOf(computed), expected);
        QCOMPARE(device.waits(), 1);
    }

    void aNumberIsReadOnce() {
        const LateNumber::OnDevice device;
        const at::Tensor x = at::arange(100, at::kDouble);
        const LateNumber product = lateInnerProduct(x, x);
        QCOMPARE(device.waits(), 0);
        QCOMPARE(product.value(), innerProduct(x, x));
        QCOMPARE(product.value(), innerProduct(x, x));
        QVERIFY(product.isKnown());
        QCOMPARE(device.waits(), 1);
        QCOMPARE(LateNumber::valuesOf({product, 2.0}), (std::vector<double>{product.value(), 2}));
        QCOMPARE(device.waits(), 1);
    }

    void theCpuKnowsAtOnce() {
        const at::Tensor x = at::arange(10, at::kFloat);
        QVERIFY(lateInnerProduct(x, x).isKnown());
        QVERIFY(LateNumber(at::scalar_tensor(2.5, at::kDouble)).isKnown());
        QVERIFY(LateNumber::valuesOf({}).empty());
    }
};

QTEST_GUILESS_MAIN(TestLateNumber)
#include "test_late_number.moc"
