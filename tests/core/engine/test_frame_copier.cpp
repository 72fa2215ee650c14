// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/frame_copier.h"
#include "tests/core/engine/fake_devices.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/all.h>
#include <ATen/ops/eq.h>
#include <ATen/ops/full.h>
#include <ATen/ops/rand.h>
#include <QTest>

using namespace lacuna;
using test::FakeCopyStream;

class TestFrameCopier : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void bringsWhatWasComputed() {
        FakeCopyStream stream;
        FrameCopier copier(stream);
        const at::Tensor picture = at::rand({1, 3, 8, 6}), noisy = at::rand({1, 3, 8, 6});
        stream.computes();
        std::vector<at::Tensor> got;
        copier.start({picture, noisy.transpose(2, 3)}, [&](const auto& host) {
            for (const at::Tensor& each : host)
                got.push_back(each.clone());
        });
        QVERIFY(copier.isUnderWay());
        QVERIFY(got.empty());
        copier.finish();
        QVERIFY(!copier.isUnderWay());
        QCOMPARE(got.size(), std::size_t(2));
        QVERIFY(got[0].equal(picture));
        QVERIFY(got[1].equal(noisy.transpose(2, 3)));
        QCOMPARE(stream.breaches, std::string());
        copier.finish();  // nothing more
        QCOMPARE(got.size(), std::size_t(2));
    }

    /// The loop never waits for a frame: it asks, and goes on.
    void neverWaitsUnlessAsked() {
        FakeCopyStream stream;
        stream.patience = 3;
        FrameCopier copier(stream);
        int delivered = 0;
        stream.computes();
        copier.start({at::full({1, 3, 4, 4}, 0.5)}, [&](const auto& host) {
            ++delivered;
            QVERIFY(host[0].eq(0.5).all().template item<bool>());
        });
        for (int i = 0; i < 2; ++i) {
            copier.poll();
            QCOMPARE(delivered, 0);
        }
        copier.poll();
        QCOMPARE(delivered, 1);
        QCOMPARE(stream.waits, 0);
    }

    /// Host memory is made once for frames of one size.
    void keepsItsMemory() {
        FakeCopyStream stream;
        FrameCopier copier(stream);
        for (int i = 0; i < 5; ++i) {
            stream.computes();
            copier.start({at::full({1, 3, 4, i < 3 ? 4 : 5}, 0.1 * i)}, [](const auto&) {});
            copier.finish();
        }
        QCOMPARE(stream.pages, 2);
        QCOMPARE(stream.copies, 5);
        QCOMPARE(stream.breaches, std::string());
    }
};

QTEST_GUILESS_MAIN(TestFrameCopier)
#include "test_frame_copier.moc"
