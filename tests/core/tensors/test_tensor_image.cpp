// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/tensor_image.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <QTest>
#include <c10/core/Device.h>

#include <cmath>

using namespace lacuna;

class TestTensorImage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyValueComesBack_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("deep");
        QTest::newRow("grey 8") << 1 << false;
        QTest::newRow("rgb 8") << 3 << false;
        QTest::newRow("grey 16") << 1 << true;
        QTest::newRow("rgb 16") << 3 << true;
    }
    void everyValueComesBack() {
        QFETCH(int, channels);
        QFETCH(bool, deep);
        const Depth depth = deep ? Depth::UInt16 : Depth::UInt8;
        ImageBuffer image(256, deep ? 257 : 3, channels, depth);
        int value = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                for (int c = 0; c < channels; ++c)
                    image.setSample(x, y, c, (value++ * (channels == 3 ? 3 : 1)) % (image.maxValue() + 1));
        const at::Tensor tensor = toTensor(image, c10::Device(c10::kCPU));
        QCOMPARE(tensor.size(1), 3);
        QVERIFY(toImage(tensor, channels, depth) == image);
        QVERIFY(toImage(tensor.to(at::kDouble).contiguous(at::MemoryFormat::ChannelsLast), channels, depth) ==
                image);
    }

    void endsOfTheRange() {
        ImageBuffer image(2, 1, 1, Depth::UInt8);
        image.setSample(1, 0, 0, 255);
        const at::Tensor tensor = toTensor(image, c10::Device(c10::kCPU));
        QCOMPARE(tensor[0][0][0][0].item().toDouble(), -1.0);
        QCOMPARE(tensor[0][2][0][1].item().toDouble(), 1.0);
        QCOMPARE(toImage(at::full({1, 3, 1, 1}, 1.7), 3, Depth::UInt8).sample(0, 0, 1), 255);
        QCOMPARE(toImage(at::full({1, 3, 1, 1}, -1.7), 1, Depth::UInt16).sample(0, 0, 0), 0);
    }

    void whatIsNoNumberIsBlack() {
        at::Tensor tensor = at::full({1, 3, 1, 2}, NAN);
        tensor.select(3, 1).fill_(INFINITY);
        const ImageBuffer image = toImage(tensor, 3, Depth::UInt8);
        QCOMPARE(image.sample(0, 0, 1), 0);
        QCOMPARE(image.sample(1, 0, 1), 255);
    }

    void halvesLieInterleaved_data() {
        QTest::addColumn<bool>("isChannelsLast");
        QTest::newRow("planes") << false;
        QTest::newRow("channels last") << true;
    }
    void halvesLieInterleaved() {
        QFETCH(bool, isChannelsLast);
        const at::Tensor picture = at::arange(3 * 70 * 5, at::kFloat).div(1024).reshape({1, 3, 70, 5});
        const at::Tensor given =
            isChannelsLast ? picture.contiguous(at::MemoryFormat::ChannelsLast) : picture;
        const at::Tensor halves = at::full({70, 5, 3}, -7, at::kHalf);
        toHalves(given, static_cast<std::byte*>(halves.data_ptr()));
        QVERIFY(at::equal(halves, picture[0].permute({1, 2, 0}).to(at::kHalf)));
    }

    void takesTheRectangle() {
        ImageBuffer image(5, 4, 3, Depth::UInt8);
        image.setSample(2, 1, 1, 255);
        const at::Tensor tensor = toTensor(image, 2, 1, 3, 2, c10::Device(c10::kCPU));
        QCOMPARE(tensor.size(2), 2);
        QCOMPARE(tensor.size(3), 3);
        QCOMPARE(tensor[0][1][0][0].item().toDouble(), 1.0);
        QCOMPARE(tensor[0][0][0][0].item().toDouble(), -1.0);
    }

    void maskIsWhatWasMeasured() {
        ImageBuffer mask(3, 1, 1, Depth::UInt8);
        mask.setSample(1, 0, 0, 127);
        mask.setSample(2, 0, 0, 128);
        const at::Tensor measured = measuredMask(mask, 0, 0, 3, 1, c10::Device(c10::kCPU));
        QCOMPARE(measured[0][0][0][0].item().toDouble(), 1.0);
        QCOMPARE(measured[0][0][0][1].item().toDouble(), 1.0);
        QCOMPARE(measured[0][0][0][2].item().toDouble(), 0.0);
    }

    void noiseHasTheQuantisationStepAsItsFloor() {
        QCOMPARE(sigmaFromLevels(25.5, Depth::UInt8), 0.2);
        QCOMPARE(sigmaFromLevels(0, Depth::UInt8), 2 / 255.0 / std::sqrt(12.0));
        QCOMPARE(sigmaFromLevels(0, Depth::UInt16), 2 / 65535.0 / std::sqrt(12.0));
    }
};

QTEST_GUILESS_MAIN(TestTensorImage)
#include "test_tensor_image.moc"
