// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/layers.h"
#include "random_unet.h"

#include <ATen/ops/group_norm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <QtTest>

using namespace lacuna;
using namespace lacuna::test;

class TestLayers : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Areas that are nearly flat keep what little there is in them, in the layout that the networks run in.
    void groupNormOfFlatAreas_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<double>("texture");
        for (const int perGroup : {1, 2, 3, 4, 16})
            for (const double texture : {1.0, 1e-2})
                QTest::addRow("%d to a group, texture %g", perGroup, texture) << perGroup * 32 << texture;
    }
    void groupNormOfFlatAreas() {
        QFETCH(int, channels);
        QFETCH(double, texture);
        const at::Tensor x =
            (randomTensor({1, channels, 64, 64}, 1) * texture + 3 * randomTensor({1, channels, 1, 1}, 2))
                .contiguous(at::MemoryFormat::ChannelsLast);
        const GroupNorm norm{at::ones({channels}), at::zeros({channels}), 32, 1e-5};
        const at::Tensor exact = at::group_norm(x.contiguous().to(at::kDouble), 32,
                                                norm.weight.to(at::kDouble), norm.bias.to(at::kDouble), 1e-5);
        const at::Tensor result = norm(x);
        const at::Tensor official = at::group_norm(x.contiguous(), 32, norm.weight, norm.bias, 1e-5);
        const double error = difference(result.to(at::kDouble), exact);
        const double usual = difference(official.to(at::kDouble), exact);
        QVERIFY2(error < 2 * usual + 1e-4, qPrintable(QString("%1, usually %2").arg(error).arg(usual)));
        QVERIFY(result.is_contiguous(at::MemoryFormat::ChannelsLast));
    }

    /// The squares of activations that fit into float16 don't, so a normalisation of theirs is in float32.
    void groupNormOfFloat16() {
        const at::Tensor x = (2e4 * randomTensor({1, 64, 16, 16}, 1).clamp(-3, 3)).to(at::kHalf);
        const GroupNorm norm{randomTensor({64}, 2), randomTensor({64}, 3), 32, 1e-5};
        const at::Tensor result = norm(x);
        QVERIFY(result.scalar_type() == at::kHalf);
        const at::Tensor exact = at::group_norm(x.to(at::kDouble), 32, norm.weight.to(at::kDouble),
                                                norm.bias.to(at::kDouble), 1e-5);
        QVERIFY(difference(result.to(at::kDouble), exact) < 1e-3);
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "test_layers.moc"
