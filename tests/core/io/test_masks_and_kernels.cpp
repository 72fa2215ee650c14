// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/kernel_io.h"
#include "core/io/image_io.h"
#include "core/io/metadata.h"
#include "core/io/orientation.h"
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

    void maskWithTransparency_data() {
        QTest::addColumn<QString>("colours");  // of four pixels: w white, b black
        QTest::addColumn<QList<int>>("alpha");
        QTest::addColumn<QList<int>>("expected");  // empty: refused
        using List = QList<int>;
        QTest::newRow("opaque") << "wbwb" << List{255, 255, 255, 255} << List{255, 0, 255, 0};
        QTest::newRow("half transparent everywhere")
            << "wbwb" << List{128, 128, 128, 128} << List{255, 0, 255, 0};
        QTest::newRow("white strokes") << "wwbb" << List{255, 200, 0, 0} << List{255, 200, 0, 0};
        QTest::newRow("black strokes") << "bbww" << List{255, 200, 0, 0} << List{255, 200, 0, 0};
        QTest::newRow("black strokes, soft rim") << "bbbb" << List{255, 100, 10, 0} << List{255, 100, 10, 0};
        QTest::newRow("both") << "wbwb" << List{255, 255, 0, 0} << List{};
        QTest::newRow("white but for a hole") << "wwww" << List{255, 255, 255, 0} << List{};
        QTest::newRow("black but for a hole") << "bbbb" << List{255, 255, 255, 0} << List{};
        QTest::newRow("nothing visible") << "wbwb" << List{0, 0, 0, 0} << List{};
    }
    void maskWithTransparency() {
        QFETCH(QString, colours);
        QFETCH(QList<int>, alpha);
        QFETCH(QList<int>, expected);
        ImageBuffer pixels(4, 1, 3, Depth::UInt8), plane(4, 1, 1, Depth::UInt8);
        for (int x = 0; x < 4; ++x) {
            for (int c = 0; c < 3; ++c)
                pixels.setSample(x, 0, c, colours[x] == 'w' ? 255 : 0);
            plane.setSample(x, 0, 0, alpha[x]);
        }
        const auto path = saved("mask.png", pixels, plane);
        if (expected.isEmpty()) {
            try {
                readMask(path);
                QFAIL("it was read");
            } catch (const Error& error) {
                QVERIFY(error.code() == ErrorCode::MaskMismatch || error.code() == ErrorCode::MaskEmpty);
                QCOMPARE(error.subject(), path.string());
            }
            return;
        }
        const ImageBuffer mask = readMask(path);
        for (int x = 0; x < 4; ++x)
            QCOMPARE(mask.sample(x, 0, 0), expected[x]);
    }

    void maskOfATurnedPhotograph_data() {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<QSize>("stored");
        QTest::addColumn<int>("stated");  // by the mask; 0: nothing
        QTest::addColumn<bool>("asStored");
        QTest::addColumn<QString>("outcome");
        for (int orientation = 2; orientation <= 8; ++orientation) {
            const QSize stored(6, 4);
            const bool quarter = orientation >= 5;
            QTest::addRow("%d, upright, says so", orientation)
                << orientation << stored << 1 << false << "fits";
            QTest::addRow("%d, as stored, says so", orientation)
                << orientation << stored << orientation << true << "fits";
            QTest::addRow("%d, upright, silent", orientation)
                << orientation << stored << 0 << false << (quarter ? "fits" : "unclear");
            QTest::addRow("%d, as stored, silent", orientation)
                << orientation << stored << 0 << true << (quarter ? "fits" : "unclear");
            QTest::addRow("%d, square, silent", orientation)
                << orientation << QSize(5, 5) << 0 << true << "unclear";
        }
        QTest::newRow("1, silent") << 1 << QSize(6, 4) << 0 << true << "fits";
        QTest::newRow("1, turned") << 1 << QSize(4, 6) << 0 << true << "photograph 4 × 6";
    }
    void maskOfATurnedPhotograph() {
        QFETCH(int, orientation);
        QFETCH(QSize, stored);
        QFETCH(int, stated);
        QFETCH(bool, asStored);
        QFETCH(QString, outcome);
        const bool wrongSize = outcome.startsWith("photograph");
        // One marked pixel, where the photograph as stored has its only bright one.
        ImageBuffer pixels(stored.width(), stored.height(), 1, Depth::UInt8);
        pixels.setSample(1, 0, 0, 255);
        const auto file = [&](const char* name, const ImageBuffer& picture, int tag) {
            Photograph photo;
            photo.pixels = picture;
            if (tag > 0) io::stateOrientation(photo.metadata, tag, true);
            const auto path = std::filesystem::path(mFolder.path().toStdString()) / name;
            writePhotograph(photo, path);
            return path;
        };
        const Photograph photo = readPhotograph(file("photo.png", pixels, orientation));
        QCOMPARE(photo.orientation, orientation);
        const ImageBuffer drawn = asStored ? pixels : photo.pixels;
        const auto path = file("mask.png", wrongSize ? io::upright(drawn, 6) : drawn, stated);
        try {
            const ImageBuffer mask = readMaskFor(photo, path);
            QCOMPARE(outcome, QString("fits"));
            QVERIFY(mask == photo.pixels);
        } catch (const Error& error) {
            QCOMPARE(int(error.code()), int(ErrorCode::MaskMismatch));
            QVERIFY2(QString::fromStdString(error.detail())
                         .contains(outcome == "unclear" ? "doesn't say" : outcome),
                     error.what());
        }
    }

    void writtenMaskStatesItsOrientation() {
        const auto path = std::filesystem::path(mFolder.path().toStdString()) / "own.png";
        writeMask(test::noisyPicture(5, 4, 1, Depth::UInt8), path);
        QCOMPARE(readPhotograph(path).orientation, 1);
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
