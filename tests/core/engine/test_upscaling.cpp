// SPDX-License-Identifier: GPL-3.0-or-later
// What upscaling has nothing to invent in comes back as it was, with the bundled prior.
#include "core/base/run_control.h"
#include "core/engine/presets.h"
#include "core/job/frame.h"
#include "core/session.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

using namespace lacuna;

namespace {

using Colour = std::array<int, 3>;

/// `other` in every second pixel, as on a chessboard.
RestorationJob boardOf(const Colour& colour, const Colour& other, int side, int scale) {
    RestorationJob job;
    job.photo.pixels = ImageBuffer(side, side, 3, Depth::UInt8);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x)
            for (int c = 0; c < 3; ++c)
                job.photo.pixels.setSample(x, y, c,
                                           ((x + y) % 2 ? other : colour)[static_cast<std::size_t>(c)]);
    }
    job.operation.task = Task::Upscale;
    job.operation.scale = scale;
    job.solver = defaultSolver(Task::Upscale, 0.5);
    job.compute.device = DeviceChoice::Cpu;
    job.compute.threads = 1;  // pictures too small for more
    return job;
}

double meanOf(const ImageBuffer& image, int channel) {
    double sum = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            sum += image.sample(x, y, channel);
    return sum / image.width() / image.height();
}

}  // namespace

class TestUpscaling : public QObject {
    Q_OBJECT

    Session mSession;

    ImageBuffer upscaled(const RestorationJob& job) {
        FrameSink sink;
        RunControl control;
        return mSession.run(job, sink, control).image.pixels;
    }

  private Q_SLOTS:
    /// Up to the border, where networks err most, and at the ends of the range.
    void constantStaysConstant_data() {
        QTest::addColumn<QList<int>>("colour");
        QTest::addColumn<int>("scale");
        QTest::newRow("white") << QList<int>{255, 255, 255} << 2;
        QTest::newRow("white × 8") << QList<int>{255, 255, 255} << 8;
        QTest::newRow("black") << QList<int>{0, 0, 0} << 2;
        QTest::newRow("light grey") << QList<int>{235, 235, 235} << 2;
        QTest::newRow("red") << QList<int>{255, 0, 0} << 4;
    }
    void constantStaysConstant() {
        QFETCH(QList<int>, colour);
        QFETCH(int, scale);
        const Colour value{colour[0], colour[1], colour[2]};
        const ImageBuffer result = upscaled(boardOf(value, value, 64 / scale, scale));
        for (int y = 0; y < result.height(); ++y) {
            for (int x = 0; x < result.width(); ++x) {
                for (int c = 0; c < 3; ++c) {
                    const int error = std::abs(result.sample(x, y, c) - colour[c]);
                    QVERIFY2(error <= 1, qPrintable(QString("%1 at %2, %3").arg(error).arg(x).arg(y)));
                }
            }
        }
    }

    void meansFollowTheData_data() {
        QTest::addColumn<int>("dark");
        QTest::addColumn<int>("bright");
        QTest::addColumn<int>("scale");
        QTest::newRow("black and white") << 0 << 255 << 2;
        QTest::newRow("greys") << 85 << 170 << 2;
        QTest::newRow("black and white × 4") << 0 << 255 << 4;
    }
    void meansFollowTheData() {
        QFETCH(int, dark);
        QFETCH(int, bright);
        QFETCH(int, scale);
        const ImageBuffer result =
            upscaled(boardOf({dark, dark, dark}, {bright, bright, bright}, 64 / scale, scale));
        for (int c = 0; c < 3; ++c) {
            const double off = meanOf(result, c) - (dark + bright) / 2.0;
            QVERIFY2(std::abs(off) < 0.5, qPrintable(QString("%1 in channel %2").arg(off).arg(c)));
        }
    }
};

QTEST_GUILESS_MAIN(TestUpscaling)
#include "test_upscaling.moc"
