// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_control.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/interrupted.h"
#include "core/tensors/mirror.h"
#include "core/tiling/occupancy.h"
#include "core/tiling/tiled_denoiser.h"
#include "tests/core/tiling/convolution_denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros.h>
#include <QPoint>
#include <QRect>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

using namespace lacuna;

namespace {

constexpr double kSigma = 0.7;

at::Tensor randomPicture(int height, int width, unsigned seed, at::ScalarType type = at::kDouble) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    at::Tensor x = at::empty({1, 3, height, width}, at::kDouble);
    double* values = x.data_ptr<double>();
    for (std::int64_t i = 0; i < x.numel(); ++i)
        values[i] = normal(generator);
    return x.to(type);
}

double largest(const at::Tensor& x) {
    return x.abs().max().item<double>();
}
double scalarProduct(const at::Tensor& a, const at::Tensor& b) {
    return (a * b).sum().item<double>();
}

/// D(x) depends on nothing but the pixel.
class PointwiseDenoiser : public Denoiser {
  public:
    at::Tensor denoise(const at::Tensor& x, double sigma) override { return at::tanh(x) / (1 + sigma); }
    double sigmaMin() const override { return 1e-3; }
    double sigmaMax() const override { return 100; }

  protected:
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override {
        return at::tanh(x) / (1 + sigma);
    }
};

/// Asks for a stop during its n-th call.
class StoppingDenoiser : public ConvolutionDenoiser {
  public:
    StoppingDenoiser(RunControl& control, int n) : mControl(control), mN(n) {}

  protected:
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override {
        const at::Tensor d = ConvolutionDenoiser::denoiseWithGraph(x, sigma);
        if (calls == mN) mControl.stop();
        return d;
    }

  private:
    RunControl& mControl;
    int mN;
};

}  // namespace

class TestTiledDenoiser : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void pointwiseIsTheSameTiled();
    void tiledEqualsUntiled_data();
    void tiledEqualsUntiled();
    void tooLittleOverlapShows();
    void theNetworkSeesBeyondTheBorder();
    void vjpIsTheAdjointOfTheDerivative_data();
    void vjpIsTheAdjointOfTheDerivative();
    void oneTileIsTheInnerDenoiser();
    void untouchedTilesAreNotEvaluated_data();
    void untouchedTilesAreNotEvaluated();
    void mirroredTilesStayInTheirPlace_data();
    void mirroredTilesStayInTheirPlace();
    void aStopEndsAnEvaluationWithinOneCall();
    void batchesAndFloatsWork();
    void severalTilesAtATime_data();
    void severalTilesAtATime();
    void aStopIsHeededBetweenBatches();
    void whatIsWantedFirstComesFirst_data();
    void whatIsWantedFirstComesFirst();
};

void TestTiledDenoiser::pointwiseIsTheSameTiled() {
    PointwiseDenoiser pointwise;
    TiledDenoiser tiled(pointwise, TileLayout::of(201, 150, 64, 64, {4, 8}, 4));
    QVERIFY(tiled.layout().tileCount() > 4);
    const at::Tensor x = 10 * randomPicture(150, 201, 3);
    QVERIFY(largest(tiled.denoise(x, kSigma) - pointwise.denoise(x, kSigma)) < 1e-15);
    // Where only one tile counts, to the bit; without a ramp that is everywhere.
    TiledDenoiser seamed(pointwise, TileLayout::of(201, 150, 64, 64, {4, 0}, 4));
    QVERIFY(at::equal(seamed.denoise(x, kSigma), pointwise.denoise(x, kSigma)));
}

void TestTiledDenoiser::tiledEqualsUntiled_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("tile");
    QTest::addColumn<int>("stride");
    QTest::addColumn<int>("border");

    QTest::newRow("several both ways") << 150 << 131 << 64 << 4 << 0;
    QTest::newRow("odd, stride 1") << 97 << 83 << 41 << 1 << 0;
    QTest::newRow("one row of tiles") << 300 << 40 << 64 << 8 << 0;
    QTest::newRow("1 × 1") << 1 << 1 << 64 << 8 << 0;
    QTest::newRow("1 × 500") << 1 << 500 << 64 << 8 << 0;
    QTest::newRow("500 × 1") << 500 << 1 << 64 << 8 << 0;
    QTest::newRow("several both ways, a border") << 150 << 131 << 64 << 4 << 8;
    QTest::newRow("one row of tiles, a border") << 300 << 40 << 64 << 8 << 5;
    QTest::newRow("1 × 500, a border") << 1 << 500 << 64 << 8 << 3;
}

void TestTiledDenoiser::tiledEqualsUntiled() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, tile);
    QFETCH(int, stride);
    QFETCH(int, border);
    ConvolutionDenoiser network;
    TileLayout one = TileLayout::whole(width, height);
    TileLayout several = TileLayout::of(width, height, tile, tile, {ConvolutionDenoiser::kReach, 6}, stride);
    one.border = several.border = border;
    TiledDenoiser untiled(network, one);
    TiledDenoiser tiled(network, several);
    const at::Tensor x = randomPicture(height, width, 4);
    const at::Tensor v = randomPicture(height, width, 5);
    QVERIFY(largest(tiled.denoise(x, kSigma) - untiled.denoise(x, kSigma)) < 1e-12);

    const DenoisedWithVjp whole = untiled.denoiseWithVjp(x, kSigma);
    const DenoisedWithVjp parts = tiled.denoiseWithVjp(x, kSigma);
    QVERIFY(largest(whole.denoised - parts.denoised) < 1e-12);
    QVERIFY(largest(whole.vjp(v) - parts.vjp(v)) < 1e-12);
}

void TestTiledDenoiser::tooLittleOverlapShows() {
    ConvolutionDenoiser untiled;
    TiledDenoiser tiled(untiled, TileLayout::of(150, 131, 64, 64, {ConvolutionDenoiser::kReach - 1, 0}, 1));
    const at::Tensor x = randomPicture(131, 150, 4);
    QVERIFY(largest(tiled.denoise(x, kSigma) - untiled.denoise(x, kSigma)) > 1e-6);
}

/// D is the crop of what the network makes of the mirrored picture, and so the same along a border as within:
/// of a constant picture, constant.
void TestTiledDenoiser::theNetworkSeesBeyondTheBorder() {
    constexpr int kBorder = 2 * ConvolutionDenoiser::kReach;
    ConvolutionDenoiser network;
    TileLayout layout = TileLayout::whole(30, 21);
    layout.border = kBorder;
    TiledDenoiser bordered(network, layout);
    const at::Tensor x = randomPicture(21, 30, 13);
    const at::Tensor mirrored = mirroredOnto(x, kBorder, kBorder, 21 + 2 * kBorder, 30 + 2 * kBorder);
    QVERIFY(at::equal(bordered.denoise(x, kSigma),
                      network.denoise(mirrored, kSigma).narrow(2, kBorder, 21).narrow(3, kBorder, 30)));

    const at::Tensor grey = at::full({1, 3, 21, 30}, 0.8, at::kDouble);
    const auto spread = [](const at::Tensor& d) { return largest(d - d.narrow(2, 10, 1).narrow(3, 15, 1)); };
    QVERIFY(spread(network.denoise(grey, kSigma)) > 0.01);
    QVERIFY(spread(bordered.denoise(grey, kSigma)) < 1e-12);
}

void TestTiledDenoiser::vjpIsTheAdjointOfTheDerivative_data() {
    QTest::addColumn<int>("margin");
    QTest::addColumn<bool>("sparse");
    QTest::addColumn<bool>("known");
    QTest::addColumn<int>("border");

    QTest::newRow("adequate overlap") << 4 << false << false << 0;
    QTest::newRow("scant overlap") << 1 << false << false << 0;
    QTest::newRow("tiles left out, identity") << 4 << true << false << 0;
    QTest::newRow("tiles left out, known picture") << 4 << true << true << 0;
    QTest::newRow("a border") << 4 << false << false << 7;
}

void TestTiledDenoiser::vjpIsTheAdjointOfTheDerivative() {
    QFETCH(int, margin);
    QFETCH(bool, sparse);
    QFETCH(bool, known);
    QFETCH(int, border);
    TileLayout layout = TileLayout::of(110, 90, 48, 48, {margin, 6}, 2);
    layout.border = border;
    if (sparse) {
        ImageBuffer mask(110, 90, 1, Depth::UInt8);
        mask.setSample(60, 40, 0, 255);
        layout.keepTouching(Occupancy(mask));
        QVERIFY(!layout.isComplete());
    }
    ConvolutionDenoiser convolution;
    TiledDenoiser tiled(convolution, layout);
    if (known) tiled.setKnown(randomPicture(90, 110, 8));
    const at::Tensor x = randomPicture(90, 110, 5);
    const at::Tensor u = randomPicture(90, 110, 6);
    const at::Tensor v = randomPicture(90, 110, 7);

    const double h = 1e-5;
    const at::Tensor Ju = (tiled.denoise(x + h * u, kSigma) - tiled.denoise(x - h * u, kSigma)) / (2 * h);
    const at::Tensor JTv = tiled.denoiseWithVjp(x, kSigma).vjp(v);
    const double scale = std::sqrt(scalarProduct(Ju, Ju) * scalarProduct(v, v));
    QVERIFY(std::abs(scalarProduct(Ju, v) - scalarProduct(u, JTv)) < 1e-8 * scale);
}

void TestTiledDenoiser::oneTileIsTheInnerDenoiser() {
    ConvolutionDenoiser untiled;
    TiledDenoiser tiled(untiled, TileLayout::whole(70, 50));
    const at::Tensor x = randomPicture(50, 70, 9);
    const at::Tensor v = randomPicture(50, 70, 10);
    QVERIFY(at::equal(tiled.denoise(x, kSigma), untiled.denoise(x, kSigma)));
    untiled.calls = 0;
    QVERIFY(at::equal(tiled.denoiseWithVjp(x, kSigma).vjp(v), untiled.denoiseWithVjp(x, kSigma).vjp(v)));
    QCOMPARE(untiled.calls, 2);  // its graph is kept from D to the product
}

void TestTiledDenoiser::untouchedTilesAreNotEvaluated_data() {
    QTest::addColumn<bool>("known");
    QTest::newRow("identity") << false;
    QTest::newRow("known picture") << true;
}

void TestTiledDenoiser::untouchedTilesAreNotEvaluated() {
    QFETCH(bool, known);
    const int width = 260;
    const int height = 180;
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    for (int i = 0; i < 60; ++i)
        mask.setSample(20 + i, 30 + i, 0, 255);
    TileLayout layout = TileLayout::of(width, height, 64, 64, {4, 8}, 4);
    const int all = layout.tileCount();
    layout.keepTouching(Occupancy(mask));
    QVERIFY(layout.tileCount() > 1 && layout.tileCount() < all);

    ConvolutionDenoiser convolution;
    TiledDenoiser tiled(convolution, layout);
    const at::Tensor picture = at::full({1, 3, height, width}, 0.25, at::kDouble);
    if (known) tiled.setKnown(picture);
    const at::Tensor x = randomPicture(height, width, 11);
    const at::Tensor whole = convolution.denoise(x, kSigma);
    convolution.calls = 0;
    const at::Tensor sparse = tiled.denoise(x, kSigma);
    QCOMPARE(convolution.calls, layout.tileCount());

    for (int i = 0; i < 60; ++i) {  // the damage gets its whole estimate
        const at::Tensor difference =
            sparse.select(2, 30 + i).select(2, 20 + i) - whole.select(2, 30 + i).select(2, 20 + i);
        QVERIFY(largest(difference) < 1e-12);
    }
    // The far corner is no tile's.
    const at::Tensor corner = sparse.narrow(2, height - 20, 20).narrow(3, width - 20, 20);
    const at::Tensor expected = (known ? picture : x).narrow(2, height - 20, 20).narrow(3, width - 20, 20);
    QVERIFY(at::equal(corner, expected));
    const at::Tensor v = randomPicture(height, width, 12);
    const at::Tensor product = tiled.denoiseWithVjp(x, kSigma).vjp(v);
    const at::Tensor vCorner = v.narrow(2, height - 20, 20).narrow(3, width - 20, 20);
    QVERIFY(at::equal(product.narrow(2, height - 20, 20).narrow(3, width - 20, 20),
                      known ? at::zeros(vCorner.sizes(), at::kDouble) : vCorner));
}

void TestTiledDenoiser::mirroredTilesStayInTheirPlace_data() {
    QTest::addColumn<int>("mirror");
    for (const auto& [name, mirror] :
         {std::pair{"as it is", 0}, {"left to right", 1}, {"upside down", 2}, {"both", 3}})
        QTest::newRow(name) << mirror;
}

/// A network that sees no sides gives the same mirrored, and so do the tiles that count.
void TestTiledDenoiser::mirroredTilesStayInTheirPlace() {
    QFETCH(int, mirror);
    const int width = 260;
    const int height = 180;
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    mask.setSample(20, 30, 0, 255);
    TileLayout layout = TileLayout::of(width, height, 64, 64, {4, 8}, 4);
    layout.keepTouching(Occupancy(mask));
    PointwiseDenoiser pointwise;
    TiledDenoiser tiled(pointwise, layout);
    tiled.setKnown(at::full({1, 3, height, width}, 0.25, at::kDouble));
    const at::Tensor x = randomPicture(height, width, 11);
    const at::Tensor v = randomPicture(height, width, 12);
    std::vector<std::pair<QPoint, at::Tensor>> told;
    tiled.setOnTile([&](const TiledDenoiser::DoneTile& tile) {
        told.emplace_back(QPoint(tile.x, tile.y), tile.estimate);
    });
    const at::Tensor denoised = tiled.denoiseMirrored(x, kSigma, mirror);
    for (const auto& [place, estimate] : told) {
        const at::Tensor part =
            x.narrow(2, place.y(), estimate.size(2)).narrow(3, place.x(), estimate.size(3));
        QVERIFY(at::equal(estimate, pointwise.denoise(part, kSigma)));
    }
    QVERIFY(at::equal(denoised, tiled.denoise(x, kSigma)));
    QVERIFY(at::equal(tiled.denoiseMirroredWithVjp(x, kSigma, mirror).vjp(v),
                      tiled.denoiseWithVjp(x, kSigma).vjp(v)));
    // One tile is the inner denoiser, mirrored.
    ConvolutionDenoiser convolution;
    TiledDenoiser one(convolution, TileLayout::whole(40, 30));
    const at::Tensor small = randomPicture(30, 40, 13);
    QVERIFY(at::allclose(one.denoiseMirrored(small, kSigma, mirror),
                         convolution.denoiseMirrored(small, kSigma, mirror)));
}

void TestTiledDenoiser::severalTilesAtATime_data() {
    QTest::addColumn<int>("perCall");
    QTest::addColumn<int>("border");
    QTest::addColumn<bool>("sparse");
    QTest::addColumn<int>("pictures");
    QTest::newRow("two") << 2 << 0 << false << 1;
    QTest::newRow("five") << 5 << 0 << false << 1;
    QTest::newRow("more than there are") << 1000 << 0 << false << 1;
    QTest::newRow("of several sizes, for the border") << 4 << 7 << false << 1;
    QTest::newRow("with tiles left out") << 3 << 0 << true << 1;
    QTest::newRow("two pictures") << 3 << 7 << true << 2;
}

/// Tiles that are computed together give what they give one by one, in fewer calls.
void TestTiledDenoiser::severalTilesAtATime() {
    QFETCH(int, perCall);
    QFETCH(int, border);
    QFETCH(bool, sparse);
    QFETCH(int, pictures);
    const int width = 250, height = 190;
    TileLayout layout = TileLayout::of(width, height, 64, 64, {4, 8}, 4);
    layout.border = border;
    if (sparse) {
        ImageBuffer mask(width, height, 1, Depth::UInt8);
        for (int i = 0; i < 150; ++i)
            mask.setSample(20 + i, 10 + i, 0, 255);
        layout.keepTouching(Occupancy(mask));
        QVERIFY(!layout.isComplete());
    }
    const int tiles = layout.tileCount();
    QVERIFY(tiles > 4);
    const at::Tensor x = randomPicture(height, width, 11).repeat({pictures, 1, 1, 1}) *
                         at::full({pictures, 1, 1, 1}, 0.9, at::kDouble).cumprod(0);
    ConvolutionDenoiser network;
    TiledDenoiser single(network, layout);
    single.setFirst(180, 100, 40, 40);
    std::vector<QPoint> expectedOrder;
    single.setOnTile(
        [&](const TiledDenoiser::DoneTile& tile) { expectedOrder.emplace_back(tile.x, tile.y); });
    const at::Tensor expected = single.denoise(x, kSigma);
    QCOMPARE(network.calls, tiles);

    layout.perCall = perCall;
    TiledDenoiser several(network, layout);
    several.setFirst(180, 100, 40, 40);
    std::vector<QPoint> order;
    several.setOnTile([&](const TiledDenoiser::DoneTile& tile) {
        order.emplace_back(tile.x, tile.y);
        QCOMPARE(tile.done, int(order.size()));
        QCOMPARE(tile.of, tiles);
    });
    network.calls = 0;
    const at::Tensor found = several.denoise(x, kSigma);
    QVERIFY2(largest(found - expected) < 1e-13, qPrintable(QString::number(largest(found - expected))));
    const int sizes = border > 0 ? 9 : 4;  // the last column and row may be shorter
    QVERIFY(network.calls >= (tiles + perCall - 1) / perCall);
    QVERIFY(network.calls <= tiles / perCall + sizes);
    QVERIFY(network.calls < tiles);
    QCOMPARE(order.front(), expectedOrder.front());
    const auto lessThan = [](const QPoint& a, const QPoint& b) {
        return std::pair(a.y(), a.x()) < std::pair(b.y(), b.x());
    };
    std::sort(order.begin(), order.end(), lessThan);
    std::sort(expectedOrder.begin(), expectedOrder.end(), lessThan);
    QCOMPARE(order, expectedOrder);
    several.setOnTile({});
    single.setOnTile({});
    const at::Tensor v = randomPicture(height, width, 12).repeat({pictures, 1, 1, 1});
    QVERIFY(largest(several.denoiseWithVjp(x, kSigma).vjp(v) - single.denoiseWithVjp(x, kSigma).vjp(v)) <
            1e-13);
}

void TestTiledDenoiser::aStopIsHeededBetweenBatches() {
    TileLayout layout = TileLayout::of(150, 131, 64, 64, {4, 0}, 1);
    layout.perCall = 2;
    RunControl control;
    StoppingDenoiser stopping(control, 2);
    TiledDenoiser tiled(stopping, layout, &control);
    QVERIFY_EXCEPTION_THROWN(tiled.denoise(randomPicture(131, 150, 4), kSigma), Interrupted);
    QCOMPARE(stopping.calls, 2);
}

void TestTiledDenoiser::aStopEndsAnEvaluationWithinOneCall() {
    const TileLayout layout = TileLayout::of(150, 131, 64, 64, {4, 0}, 1);
    QVERIFY(layout.tileCount() > 5);
    const at::Tensor x = randomPicture(131, 150, 4);
    {
        RunControl control;
        StoppingDenoiser stopping(control, 3);
        TiledDenoiser tiled(stopping, layout, &control);
        QVERIFY_EXCEPTION_THROWN(tiled.denoise(x, kSigma), Interrupted);
        QCOMPARE(stopping.calls, 3);
    }
    {
        RunControl control;
        StoppingDenoiser stopping(control, layout.tileCount() + 2);
        TiledDenoiser tiled(stopping, layout, &control);
        const DenoisedWithVjp result = tiled.denoiseWithVjp(x, kSigma);
        QVERIFY_EXCEPTION_THROWN(result.vjp(x), Interrupted);
        QCOMPARE(stopping.calls, layout.tileCount() + 2);
    }
    {
        RunControl control;  // a pause is for the solver to keep
        control.pause();
        StoppingDenoiser stopping(control, -1);
        TiledDenoiser tiled(stopping, layout, &control);
        QVERIFY(tiled.denoise(x, kSigma).defined());
    }
}

void TestTiledDenoiser::batchesAndFloatsWork() {
    ConvolutionDenoiser untiled;
    TiledDenoiser tiled(untiled, TileLayout::of(150, 131, 64, 64, {4, 8}, 4));
    const at::Tensor x = randomPicture(131, 150, 4, at::kFloat).expand({2, 3, 131, 150});
    const at::Tensor d = tiled.denoise(x, kSigma);
    QVERIFY(d.scalar_type() == at::kFloat);
    QVERIFY(d.sizes() == x.sizes());
    QVERIFY(largest(d - untiled.denoise(x, kSigma)) < 1e-5);
}

void TestTiledDenoiser::whatIsWantedFirstComesFirst_data() {
    QTest::addColumn<QRect>("wanted");
    QTest::newRow("the upper left") << QRect(0, 0, 20, 20);
    QTest::newRow("the lower right") << QRect(190, 140, 10, 10);
    QTest::newRow("the middle") << QRect(80, 70, 10, 5);
    QTest::newRow("nothing") << QRect(0, 0, 0, 0);
    QTest::newRow("what lies outside") << QRect(500, 500, 10, 10);
}

/// The order of the tiles shows in what is told after each, and nowhere else: D is the same to the bit, also
/// where four tiles meet.
void TestTiledDenoiser::whatIsWantedFirstComesFirst() {
    QFETCH(QRect, wanted);
    ConvolutionDenoiser convolution;
    TiledDenoiser tiled(convolution, TileLayout::of(201, 150, 64, 64, {4, 8}, 4));
    const at::Tensor x = randomPicture(150, 201, 5, at::kFloat);
    const at::Tensor before = tiled.denoise(x, kSigma);
    std::vector<QRect> told;
    at::Tensor covered = at::zeros({150, 201});
    tiled.setOnTile([&](const TiledDenoiser::DoneTile& tile) {
        QCOMPARE(tile.done, static_cast<int>(told.size()) + 1);
        QCOMPARE(tile.of, tiled.layout().tileCount());
        const QRect place(tile.x, tile.y, static_cast<int>(tile.estimate.size(3)),
                          static_cast<int>(tile.estimate.size(2)));
        told.push_back(place);
        covered.narrow(0, place.y(), place.height()).narrow(1, place.x(), place.width()).fill_(1);
    });
    tiled.setFirst(wanted.x(), wanted.y(), wanted.width(), wanted.height());
    QVERIFY(at::equal(tiled.denoise(x, kSigma), before));
    QCOMPARE(static_cast<int>(told.size()), tiled.layout().tileCount());
    QVERIFY(covered.min().item<float>() == 1);
    const bool exists =
        std::any_of(told.begin(), told.end(), [&](const QRect& t) { return t.intersects(wanted); });
    QCOMPARE(told.front().intersects(wanted), exists);
}

QTEST_GUILESS_MAIN(TestTiledDenoiser)
#include "test_tiled_denoiser.moc"
