// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/kernel_io.h"
#include "core/io/image_io.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <numeric>

using namespace lacuna;

class TestMasksAndKernels : public QObject {
    Q_OBJECT

    QTemporaryDir mFolder;

    std::filesystem::path saved(const char* name, const ImageBuffer& pixels,
                                const ImageBuffer& alpha = {}) const {
        Photograph photo;
        photo.pixels = pixels;
        photo.alpha = alpha;
        photo.quality = 100;
        const auto path = std::filesystem::path(mFolder.path().toStdString()) / name;
        writePhotograph(photo, path);
        return path;
    }
    static ImageBuffer pixel(std::vector<int> samples, Depth depth) {
        ImageBuffer out(1, 1, static_cast<int>(samples.size()), depth);
        for (int c = 0; c < out.channels(); ++c)
            out.setSample(0, 0, c, samples[static_cast<std::size_t>(c)]);
        return out;
    }

  private Q_SLOTS:
    void maskIsLuma_data() {
        QTest::addColumn<QList<int>>("samples");
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("expected");
        QTest::newRow("white") << QList<int>{255, 255, 255} << 8 << 255;
        QTest::newRow("grey 127") << QList<int>{127} << 8 << 127;
        QTest::newRow("grey 128 in colour") << QList<int>{128, 128, 128} << 8 << 128;
        QTest::newRow("red") << QList<int>{255, 0, 0} << 8 << 76;
        QTest::newRow("green") << QList<int>{0, 255, 0} << 8 << 150;
        QTest::newRow("blue") << QList<int>{0, 0, 255} << 8 << 29;
        QTest::newRow("16 bit white") << QList<int>{65535} << 16 << 255;
        QTest::newRow("16 bit half") << QList<int>{32768} << 16 << 128;
        QTest::newRow("16 bit colour") << QList<int>{65535, 0, 0} << 16 << 76;
    }
    void maskIsLuma() {
        QFETCH(QList<int>, samples);
        QFETCH(int, bits);
        QFETCH(int, expected);
        const Depth depth = bits == 16 ? Depth::UInt16 : Depth::UInt8;
        const ImageBuffer mask = readMask(saved("mask.png", pixel({samples.begin(), samples.end()}, depth)));
        QCOMPARE(mask.channels(), 1);
        QCOMPARE(mask.depth(), Depth::UInt8);
        QCOMPARE(mask.sample(0, 0, 0), expected);
    }

    void maskIgnoresAlpha() {
        const ImageBuffer mask =
            readMask(saved("mask.png", pixel({200}, Depth::UInt8), pixel({0}, Depth::UInt8)));
        QCOMPARE(mask.sample(0, 0, 0), 200);
    }

    void maskRoundTrip() {
        const ImageBuffer mask = test::noisyPicture(33, 21, 1, Depth::UInt8);
        for (const char* name : {"mask.png", "mask.tif", "mask.webp"}) {
            const auto path = std::filesystem::path(mFolder.path().toStdString()) / name;
            writeMask(mask, path);
            QCOMPARE(test::largestDifference(readMask(path), mask), 0);
        }
        QVERIFY_EXCEPTION_THROWN(writeMask(mask, mFolder.filePath("mask.jpg").toStdString()), Error);
        QVERIFY(!QFile::exists(mFolder.filePath("mask.jpg")));
    }

    void maskErrorsNameTheFile() {
        const std::string path = mFolder.filePath("missing.png").toStdString();
        try {
            readMask(path);
            QFAIL("it was read");
        } catch (const Error& error) {
            QCOMPARE(int(error.code()), int(ErrorCode::InputFile));
            QCOMPARE(error.subject(), path);
        }
    }

    void kernelIsNormalised_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("bits");
        QTest::addColumn<QSize>("size");
        QTest::newRow("grey") << 1 << 8 << QSize(5, 3);
        QTest::newRow("colour") << 3 << 8 << QSize(5, 3);
        QTest::newRow("16 bit") << 1 << 16 << QSize(7, 7);
        QTest::newRow("one pixel") << 1 << 8 << QSize(1, 1);
        QTest::newRow("the largest") << 1 << 8 << QSize(255, 255);
    }
    void kernelIsNormalised() {
        QFETCH(int, channels);
        QFETCH(int, bits);
        QFETCH(QSize, size);
        const Depth depth = bits == 16 ? Depth::UInt16 : Depth::UInt8;
        ImageBuffer pixels(size.width(), size.height(), channels, depth);
        double sum = 0;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                // Symmetric: a lopsided one would be moved.
                const int far =
                    std::abs(2 * x - size.width() + 1) * 31 + std::abs(2 * y - size.height() + 1) * 17;
                const int value = (far + 1) % 251 * (bits == 16 ? 200 : 1);
                for (int c = 0; c < channels; ++c)
                    pixels.setSample(x, y, c, value);
                sum += value;
            }
        }
        const auto path = saved("kernel.png", pixels);
        const KernelSpec kernel = readKernel(path);
        QVERIFY(kernel.kind == KernelSpec::kWeights);
        QCOMPARE(kernel.width, size.width());
        QCOMPARE(kernel.height, size.height());
        QCOMPARE(kernel.path, path.string());
        QCOMPARE(kernel.weights.size(), static_cast<std::size_t>(size.width() * size.height()));
        QVERIFY(std::abs(std::accumulate(kernel.weights.begin(), kernel.weights.end(), 0.0) - 1) < 1e-5);
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const double expected = pixels.sample(x, y, 0) / sum;
                QVERIFY(std::abs(kernel.weights[static_cast<std::size_t>(y * size.width() + x)] - expected) <
                        1e-7);
            }
        }
    }

    void kernelIsRefused_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("value");
        QTest::addColumn<QString>("reason");
        QTest::newRow("black") << QSize(5, 5) << 0 << "black";
        QTest::newRow("too wide") << QSize(256, 5) << 1 << "256 × 5";
        QTest::newRow("too high") << QSize(5, 256) << 1 << "5 × 256";
    }
    void kernelIsRefused() {
        QFETCH(QSize, size);
        QFETCH(int, value);
        QFETCH(QString, reason);
        ImageBuffer pixels(size.width(), size.height(), 1, Depth::UInt8);
        pixels.setSample(0, 0, 0, value);
        const auto path = saved("kernel.png", pixels);
        try {
            readKernel(path);
            QFAIL("it was read");
        } catch (const Error& error) {
            QCOMPARE(int(error.code()), int(ErrorCode::KernelInvalid));
            QCOMPARE(error.subject(), path.string());
            QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
        }
    }

    void kernelFileIsMissing() {
        try {
            readKernel("no such kernel.png");
            QFAIL("it was read");
        } catch (const Error& error) {
            QCOMPARE(int(error.code()), int(ErrorCode::InputFile));
        }
    }
};

QTEST_GUILESS_MAIN(TestMasksAndKernels)
#include "test_masks_and_kernels.moc"
