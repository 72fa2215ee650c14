// SPDX-License-Identifier: GPL-3.0-or-later
// A part of a photograph is restored as the whole would restore it.
#include "core/base/error.h"
#include "core/engine/presets.h"
#include "core/engine/region_job.h"
#include "core/engine/validate.h"
#include "core/io/image_io.h"
#include "core/operators/kernels.h"
#include "core/session.h"

#include <QTest>

using namespace lacuna;

namespace {

constexpr PhotoRegion kRegion{150, 120, 40, 32};

RestorationJob wholeJob(Task task) {
    RestorationJob job;
    const ImageBuffer sample = readPhotograph(LACUNA_SOURCE_DIR "/resources/samples/scratched.jpg").pixels;
    job.photo.pixels = sample.cropped(60, 60, 320, 256);
    job.operation.task = task;
    job.operation.noise = 6;
    if (task == Task::Inpaint) {
        job.keepUnmasked = false;  // one region, the size of the photograph
        job.mask = ImageBuffer(320, 256, 1, Depth::UInt8);
        for (int x = 100; x < 220; ++x)
            job.mask.setSample(x, 130, 0, 255);
    }
    if (task == Task::Deblur) job.operation.kernel = parseKernel("gaussian:1.0");
    job.solver.values.set("steps", 3);
    job.compute.device = DeviceChoice::Cpu;
    return job;
}

ImageBuffer restored(Session& session, const RestorationJob& job) {
    FrameSink sink;
    RunControl control;
    return session.run(job, sink, control).image.pixels;
}

}  // namespace

constexpr int kContext = 48;

class TestRegionJob : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Beside a blur a mask says what wasn't measured; a part without any of that is as legal as the whole.
    void aMaskElsewhere() {
        RestorationJob whole = wholeJob(Task::Deblur);
        whole.mask = ImageBuffer(320, 256, 1, Depth::UInt8);
        whole.mask.setSample(310, 250, 0, 255);
        validate(whole);
        const RegionJob part = cutRegion(whole, {10, 10, 20, 20}, kContext);
        validate(part.job);
        QVERIFY(part.job.mask.isEmpty());
        QVERIFY(!cutRegion(whole, {290, 230, 20, 20}, kContext).job.mask.isEmpty());
    }

    void isThatOfTheWhole_data() {
        QTest::addColumn<int>("task");
        QTest::newRow("inpaint") << static_cast<int>(Task::Inpaint);
        QTest::newRow("deblur") << static_cast<int>(Task::Deblur);
        QTest::newRow("upscale") << static_cast<int>(Task::Upscale);
        QTest::newRow("denoise") << static_cast<int>(Task::Denoise);
    }
    void isThatOfTheWhole() {
        QFETCH(int, task);
        const RestorationJob whole = wholeJob(static_cast<Task>(task));
        const int scale = whole.operation.task == Task::Upscale ? whole.operation.scale : 1;
        const RegionJob part = cutRegion(whole, kRegion, kContext);
        QVERIFY(part.cut.width < whole.photo.pixels.width());
        QCOMPARE(part.job.originX, part.cut.x);
        QCOMPARE(part.region.width, kRegion.width * scale);
        const PhotoRegion& r = part.region;
        const ImageBuffer alone = restored(mSession, part.job).cropped(r.x, r.y, r.width, r.height);
        const ImageBuffer inWhole =
            restored(mSession, whole)
                .cropped(kRegion.x * scale, kRegion.y * scale, kRegion.width * scale, kRegion.height * scale);
        int worst = 0;
        for (int y = 0; y < alone.height(); ++y)
            for (int x = 0; x < alone.width(); ++x)
                for (int c = 0; c < 3; ++c)
                    worst = std::max(worst, std::abs(alone.sample(x, y, c) - inWhole.sample(x, y, c)));
        // The network sees a little further than the context.
        QVERIFY2(worst <= 2, qPrintable(QString::number(worst)));
    }

    void staysInsideAtTheBorder() {
        RestorationJob whole = wholeJob(Task::Denoise);
        const RegionJob part = cutRegion(whole, {300, 0, 20, 10}, kContext);
        QCOMPARE(part.cut, (PhotoRegion{192, 0, 128, 58}));
        QCOMPARE(part.region, (PhotoRegion{108, 0, 20, 10}));
        whole.originX = 1000;  // a part of a part
        QCOMPARE(cutRegion(whole, {300, 0, 20, 10}, kContext).job.originX, 1192);
    }

    void nothingToDo() {
        RestorationJob whole = wholeJob(Task::Inpaint);
        try {
            cutRegion(whole, {0, 0, 50, 50}, kContext);
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::MaskEmpty);
        }
    }

  private:
    Session mSession;
};

QTEST_GUILESS_MAIN(TestRegionJob)
#include "test_region_job.moc"
