// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/models/denoiser.h"
#include "core/tiling/run_plan.h"

#include <ATen/core/Tensor.h>
#include <QTest>

#include <cmath>

Q_DECLARE_METATYPE(lacuna::PlanRequest)

using namespace lacuna;

namespace {

constexpr double kMiB = 1024.0 * 1024;
constexpr double kForward = 500;  // bytes per pixel
constexpr double kVjp = 2500;
constexpr int kPictures = 20;

double solverBytes(double pixels) {
    return kPictures * pixels * 3 * sizeof(float);
}

/// Has the costs of a network and computes nothing.
class CostsOnly : public Denoiser {
  public:
    at::Tensor denoise(const at::Tensor& x, double) override { return x; }
    double sigmaMin() const override { return 0.01; }
    double sigmaMax() const override { return 10; }
    int stride() const override { return 16; }
    double forwardBytes(double pixels) const override { return kForward * pixels; }
    double vjpBytes(double pixels) const override { return kVjp * pixels; }
    double flops(double pixels) const override { return 3e5 * pixels + flopsPerPair * pixels * pixels; }

    double flopsPerPair = 0;  ///< as of attention

  protected:
    at::Tensor denoiseWithGraph(const at::Tensor& x, double) override { return x; }
};

PlanRequest wholePicture(int width, int height, double mebibytes) {
    PlanRequest request;
    request.workingPictures = kPictures;
    request.canvasWidth = width;
    request.canvasHeight = height;
    request.overlap = {48, 16};
    request.evaluations = 20;
    request.memoryLimit = static_cast<std::uint64_t>(mebibytes * kMiB);
    return request;
}

PlanRequest damage(const ImageBuffer& mask, double mebibytes) {
    PlanRequest request = wholePicture(mask.width(), mask.height(), mebibytes);
    request.workingPictures = kPictures / 2;  // no blur
    request.regions = regionsOfInterest(mask, 48, 16);
    return request;
}

/// A diagonal from corner to corner.
ImageBuffer diagonal(int width, int height) {
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    for (int x = 0; x < width; ++x) {
        const int y = static_cast<int>(static_cast<double>(x) * height / width);
        for (int d = 0; d < 3; ++d)
            mask.setSample(x, std::min(y + d, height - 1), 0, 255);
    }
    return mask;
}

}  // namespace

class TestRunPlan : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void oneTileWhereItFits();
    void theTilesCoverThePicture_data();
    void theTilesCoverThePicture();
    void moreMemoryNeverCostsMoreWork_data();
    void moreMemoryNeverCostsMoreWork();
    void tooLittleMemoryIsAnErrorWithNumbers();
    void theVjpNeedsSmallerTiles();
    void aForcedTileIsKept();
    void aScratchCostsTheSameInALargePhoto();
    void aDiagonalEvaluatesTheTilesAlongIt();
    void exactTilesAreTheModelsSize();
    void theReasonIsGiven();
    void tilesAreTakenTogether_data();
    void tilesAreTakenTogether();
    void workIsCountedCallByCall();
    void theSummaryAddsUp();
    void theSmallestTileIsTried_data();
    void theSmallestTileIsTried();
    void whatTheOperatorHoldsCounts();
    void statesAreKeptWhereThereIsRoom();
    void anyRegionMayBorrow_data();
    void anyRegionMayBorrow();
};

void TestRunPlan::tilesAreTakenTogether_data() {
    QTest::addColumn<int>("asked");
    QTest::addColumn<double>("mebibytes");
    QTest::addColumn<double>("longestCall");  // in tiles of 256 × 256
    QTest::addColumn<bool>("vjp");
    QTest::addColumn<int>("perCall");
    // 1400 × 1400 in exact tiles of 256 pixels: 64.
    const double solver = solverBytes(1400.0 * 1400) / kMiB, tile = 256.0 * 256 * kForward / kMiB;
    QTest::newRow("a processor takes one") << 1 << 4096.0 << 256.0 << false << 1;
    QTest::newRow("as many as a GPU may") << 16 << 4096.0 << 256.0 << false << 16;
    QTest::newRow("in calls that are alike") << 60 << 8192.0 << 256.0 << false << 32;
    QTest::newRow("no more than there are") << 1000 << 8192.0 << 256.0 << false << 64;
    QTest::newRow("by the memory") << 16 << solver + 5.5 * tile << 256.0 << false << 5;
    QTest::newRow("with memory for one") << 16 << solver + 1.5 * tile << 256.0 << false << 1;
    QTest::newRow("so that a run can be stopped") << 16 << 4096.0 << 3.5 << false << 3;
    QTest::newRow("beside the product of one") << 16 << solver + 5.5 * tile << 256.0 << true << 5;
}

void TestRunPlan::tilesAreTakenTogether() {
    QFETCH(int, asked);
    QFETCH(double, mebibytes);
    QFETCH(double, longestCall);
    QFETCH(bool, vjp);
    PlanRequest request = wholePicture(1400, 1400, mebibytes);
    request.isExact = true;
    request.tile = 256;
    request.overlap = {32, 16};
    request.vjp = vjp;
    request.tilesPerCall = asked;
    request.longestCall = longestCall * 256 * 256;
    const RunPlan plan = planRun(CostsOnly(), request);
    QCOMPARE(plan.mostTiles(), 64);
    QTEST(plan.parts[0].layout.perCall, "perCall");
    QTEST(plan.summary.tilesPerCall, "perCall");
    QVERIFY(plan.summary.expectedPeak <= plan.summary.memoryLimit);
    const double tile = 256.0 * 256;
    const double network = std::max(vjp ? kVjp * tile : 0, plan.summary.tilesPerCall * kForward * tile);
    QCOMPARE(double(plan.summary.expectedPeak), std::floor(solverBytes(1400.0 * 1400) + network));
}

void TestRunPlan::theSmallestTileIsTried_data() {
    QTest::addColumn<int>("width");
    for (const int width : {600, 1000, 4000, 12000})
        QTest::addRow("%d", width) << width;
}

/// A run is refused only where not even the smallest tile fits.
void TestRunPlan::theSmallestTileIsTried() {
    QFETCH(int, width);
    PlanRequest request = wholePicture(width, width / 2, 0);
    const int least = request.overlap.shortestTile(16);
    request.memoryLimit =
        static_cast<std::uint64_t>(solverBytes(0.5 * width * width) + kForward * least * least) + 1;
    const RunPlan plan = planRun(CostsOnly(), request);
    QVERIFY(plan.parts[0].layout.tileWidth() * plan.parts[0].layout.tileHeight() <= least * least);
}

/// What P holds for the moment stands beside the pictures, but not beside the network.
void TestRunPlan::whatTheOperatorHoldsCounts() {
    PlanRequest request = wholePicture(300, 200, 8000);
    const double alone = static_cast<double>(planRun(CostsOnly(), request).summary.expectedPeak);
    request.operatorBytes = 20 * kMiB;
    QCOMPARE(static_cast<double>(planRun(CostsOnly(), request).summary.expectedPeak), alone);
    request.operatorBytes = 200 * kMiB;
    QCOMPARE(static_cast<double>(planRun(CostsOnly(), request).summary.expectedPeak),
             solverBytes(300.0 * 200) + 200 * kMiB);
    // Unlike what it keeps from one application to the next.
    request.operatorBytes = request.operatorKept = 20 * kMiB;
    QCOMPARE(static_cast<double>(planRun(CostsOnly(), request).summary.expectedPeak), alone + 20 * kMiB);
    request.workingPictures /= 2;
    QCOMPARE(static_cast<double>(planRun(CostsOnly(), request).summary.expectedPeak),
             alone - solverBytes(300.0 * 200) / 2 + 20 * kMiB);
}

void TestRunPlan::statesAreKeptWhereThereIsRoom() {
    ImageBuffer mask(2000, 2000, 1, Depth::UInt8);
    for (int y = 100; y < 2000; y += 300)
        for (int x = 100; x < 2000; x += 300)
            mask.setSample(x, y, 0, 255);
    const RunPlan roomy = planRun(CostsOnly(), damage(mask, 1000));
    QVERIFY(roomy.parts.size() > 10);
    QVERIFY(roomy.keepsStates);
    double pixels = 0;
    for (const RunPart& part : roomy.parts)
        pixels += static_cast<double>(part.region.width) * part.region.height;
    const RunPlan tight =
        planRun(CostsOnly(), damage(mask, static_cast<double>(roomy.summary.expectedPeak) / kMiB - 1));
    QVERIFY(!tight.keepsStates);
    QVERIFY(std::abs(static_cast<double>(roomy.summary.expectedPeak - tight.summary.expectedPeak) -
                     24 * pixels) < 2);
}

void TestRunPlan::anyRegionMayBorrow_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("around");  ///< pixels that are borrowed from, at most
    QTest::newRow("small") << 200 << 150 << 9.0 * 200 * 150;
    QTest::newRow("of a photograph") << 1500 << 1000 << kMostBorrowed;
    QTest::newRow("larger than what is searched") << 3000 << 2200 << kMostBorrowedAround * 3000 * 2200;
}
void TestRunPlan::anyRegionMayBorrow() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(double, around);
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    for (int y = height / 2; y < height / 2 + 64; ++y)
        for (int x = width / 2; x < width / 2 + 64; ++x)
            mask.setSample(x, y, 0, 255);
    PlanRequest request = wholePicture(width, height, 8000);
    request.workingPictures = 0;  // so that the search takes the most
    request.mask = &mask;
    request.levels = 4;
    request.context = 48;
    request.evaluationsAt = [](int, int) { return 10; };
    QVERIFY(!planRun(CostsOnly(), request).parts[0].borrows);
    request.borrows = true;
    request.tile = 192;
    const RunPlan plan = planRun(CostsOnly(), request);
    QVERIFY(plan.parts[0].borrows);
    QCOMPARE(plan.parts[0].levels(), 0);
    QCOMPARE(static_cast<double>(plan.summary.expectedPeak),
             kBorrowedBytes * std::min(around, kMostBorrowed) + kBorrowedCopyBytes * around);
}

void TestRunPlan::oneTileWhereItFits() {
    const RunPlan plan = planRun(CostsOnly(), wholePicture(768, 768, 4000));
    QCOMPARE(static_cast<int>(plan.parts.size()), 1);
    QCOMPARE(plan.mostTiles(), 1);
    QCOMPARE(plan.networkPixels, 768.0 * 768);
    QCOMPARE(plan.summary.tile, 768);
}

void TestRunPlan::theTilesCoverThePicture_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("mebibytes");
    QTest::newRow("3 MP") << 2000 << 1500 << 4000.0;
    QTest::newRow("3 MP, tight") << 2000 << 1500 << 740.0;
    QTest::newRow("12 MP") << 4000 << 3000 << 8000.0;
    QTest::newRow("1 × 1") << 1 << 1 << 100.0;
    QTest::newRow("1 × 10000") << 1 << 10000 << 100.0;
    QTest::newRow("10000 × 1") << 10000 << 1 << 20.0;
}

void TestRunPlan::theTilesCoverThePicture() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(double, mebibytes);
    const RunPlan plan = planRun(CostsOnly(), wholePicture(width, height, mebibytes));
    QVERIFY(plan.summary.expectedPeak <= plan.summary.memoryLimit);
    QCOMPARE(static_cast<int>(plan.parts.size()), 1);
    const TileLayout& layout = plan.parts[0].layout;
    QVERIFY(layout.isComplete());
    QCOMPARE(layout.width, width);
    QCOMPARE(layout.height, height);
    QCOMPARE(layout.columns.back().end(), width);
    QCOMPARE(layout.rows.back().end(), height);
    QVERIFY(plan.networkPixels < 3.0 * (width + 16) * (height + 16));
}

void TestRunPlan::moreMemoryNeverCostsMoreWork_data() {
    QTest::addColumn<PlanRequest>("request");
    QTest::newRow("whole picture") << wholePicture(2000, 1500, 0);
    PlanRequest request = wholePicture(1600, 1100, 0);
    request.vjp = true;
    QTest::newRow("with the vector–Jacobian product") << request;
    QTest::newRow("diagonal scratch") << damage(diagonal(2000, 1500), 0);
}

void TestRunPlan::moreMemoryNeverCostsMoreWork() {
    QFETCH(PlanRequest, request);
    double last = INFINITY;
    double first = 0;
    for (double mebibytes = 100; mebibytes < 8000; mebibytes *= 1.25) {
        request.memoryLimit = static_cast<std::uint64_t>(mebibytes * kMiB);
        double work = INFINITY;
        try {
            const RunPlan plan = planRun(CostsOnly(), request);
            QVERIFY(plan.summary.expectedPeak <= request.memoryLimit);
            work = plan.networkPixels + 4096.0 * plan.mostTiles();
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::OutOfMemory);
        }
        QVERIFY(work <= last);
        if (first == 0 && work < INFINITY) first = work;
        last = work;
    }
    QVERIFY(last < first);
}

void TestRunPlan::tooLittleMemoryIsAnErrorWithNumbers() {
    try {
        planRun(CostsOnly(), wholePicture(2000, 1500, 300));
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::OutOfMemory);
        QVERIFY(error.detail().find("2000 × 1500") != std::string::npos);
        QVERIFY(error.detail().find("300 MiB") != std::string::npos);
    }
}

void TestRunPlan::theVjpNeedsSmallerTiles() {
    PlanRequest request = wholePicture(2000, 1500, 2000);
    const RunPlan forward = planRun(CostsOnly(), request);
    request.vjp = true;
    const RunPlan both = planRun(CostsOnly(), request);
    QVERIFY(both.summary.tile < forward.summary.tile);
    QVERIFY(both.mostTiles() > forward.mostTiles());
}

void TestRunPlan::aForcedTileIsKept() {
    PlanRequest request = wholePicture(2000, 1500, 8000);
    request.tile = 512;
    const RunPlan plan = planRun(CostsOnly(), request);
    QVERIFY(plan.summary.tile <= 512 && plan.summary.tile > 400);
    request.tile = 64;
    try {
        planRun(CostsOnly(), request);
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Usage);
        QCOMPARE(error.subject(), std::string("tile"));
    }
    // A picture smaller than the tile needs no overlap.
    request = wholePicture(60, 50, 100);
    request.tile = 64;
    QCOMPARE(planRun(CostsOnly(), request).mostTiles(), 1);
}

void TestRunPlan::aScratchCostsTheSameInALargePhoto() {
    ImageBuffer large(4000, 3000, 1, Depth::UInt8);
    for (int i = 0; i < 260; ++i) {
        for (int d = 0; d < 3; ++d)
            large.setSample(1900 + i, 1500 + i / 2 + d, 0, 255);
    }
    const RunPlan inLarge = planRun(CostsOnly(), damage(large, 1000));
    const RunPlan inCrop = planRun(CostsOnly(), damage(large.cropped(1500, 1200, 1000, 750), 1000));
    QVERIFY(inLarge.networkPixels < 1.1 * inCrop.networkPixels);
    QVERIFY(inLarge.summary.expectedPeak < 1.1 * inCrop.summary.expectedPeak);
}

void TestRunPlan::aDiagonalEvaluatesTheTilesAlongIt() {
    const RunPlan plan = planRun(CostsOnly(), damage(diagonal(4000, 3000), 4000));
    QCOMPARE(static_cast<int>(plan.parts.size()), 1);
    QVERIFY(!plan.parts[0].layout.isComplete());
    QVERIFY(plan.networkPixels < 0.4 * 4000 * 3000);
}

void TestRunPlan::exactTilesAreTheModelsSize() {
    PlanRequest request = wholePicture(300, 200, 8000);
    request.tile = 256;
    request.isExact = true;
    request.overlap = {32, 16};
    const RunPlan plan = planRun(CostsOnly(), request);
    QCOMPARE(plan.leastSide, 256);
    QCOMPARE(plan.summary.tile, 256);
    const TileLayout& layout = plan.parts[0].layout;
    QCOMPARE(layout.columns.size(), std::size_t{2});
    QCOMPARE(layout.tileWidth(), 256);
    QCOMPARE(layout.columns[1].origin, 300 - 256);
    QCOMPARE(layout.rows.size(), std::size_t{1});
    // The network sees 256 × 256 nevertheless.
    QCOMPARE(plan.summary.expectedPeak,
             static_cast<std::uint64_t>(solverBytes(300.0 * 200) + kForward * 256 * 256));
}

void TestRunPlan::theReasonIsGiven() {
    const auto reason = [](const PlanRequest& request) {
        return planRun(CostsOnly(), request).summary.reason;
    };
    QVERIFY(reason(wholePicture(768, 768, 4000)) == TileReason::None);
    QVERIFY(reason(wholePicture(2000, 1500, 800)) == TileReason::Memory);
    QVERIFY(reason(wholePicture(2000, 1500, 8000)) == TileReason::Stopping);
    QVERIFY(reason(damage(diagonal(1000, 1000), 8000)) == TileReason::Damage);
    PlanRequest request = wholePicture(2000, 1500, 8000);
    request.tile = 512;
    QVERIFY(reason(request) == TileReason::Asked);
    request.isExact = true;
    QVERIFY(reason(request) == TileReason::Model);
}

/// Attention looks at a tile, not at the photograph; what is smaller than the model's size is enlarged to it.
void TestRunPlan::workIsCountedCallByCall() {
    CostsOnly attentive;
    attentive.flopsPerPair = 2;
    PlanRequest request = wholePicture(256, 200, 8000);
    request.tile = 256;
    request.isExact = true;
    request.overlap = {32, 16};
    const double one = attentive.flops(256 * 256) * request.evaluations / 1e9;
    const auto said = [&] { return planRun(attentive, request).summary.networkGigaflops; };
    QVERIFY(std::abs(said() / one - 1) < 1e-12);
    request.canvasWidth = 900;
    request.canvasHeight = 700;
    const int tiles = planRun(attentive, request).mostTiles();
    QVERIFY(tiles > 12);
    QVERIFY(std::abs(said() / (tiles * one) - 1) < 1e-12);
}

void TestRunPlan::theSummaryAddsUp() {
    ImageBuffer mask(2000, 1500, 1, Depth::UInt8);
    mask.setSample(300, 300, 0, 255);
    mask.setSample(1500, 900, 0, 255);
    const RunPlan plan = planRun(CostsOnly(), damage(mask, 1000));
    QCOMPARE(static_cast<int>(plan.summary.regions.size()), 2);
    QCOMPARE(plan.summary.evaluations, 40);
    QCOMPARE(plan.summary.resultWidth, 2000);
    QCOMPARE(plan.summary.resultHeight, 1500);
    QVERIFY(std::abs(plan.summary.networkGigaflops - 3e5 * plan.networkPixels * 20 / 1e9) < 1e-9);
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(plan.summary.regions[i].tiles, 1);
        QCOMPARE(plan.summary.regions[i].x, plan.parts[i].region.x);
        QCOMPARE(plan.summary.regions[i].width, plan.parts[i].layout.width);
    }
}

QTEST_GUILESS_MAIN(TestRunPlan)
#include "test_run_plan.moc"
