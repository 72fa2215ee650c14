// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/tiled_denoiser.h"

#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/models/autodiff.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/interrupted.h"
#include "core/tensors/mirror.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace lacuna {

namespace {

std::int64_t countOf(const TileSpan& span) {
    return static_cast<std::int64_t>(span.weight.size());
}

at::Tensor weightOf(const TileSpan& span, const at::TensorOptions& options) {
    return at::from_blob(const_cast<double*>(span.weight.data()), {countOf(span)}, at::kDouble)
        .to(options, false, true);
}

at::Tensor cropped(const at::Tensor& x, const TileSpan& column, const TileSpan& row) {
    return x.narrow(-2, row.origin, row.length).narrow(-1, column.origin, column.length);
}

/// Of a tensor of the picture's size: the part where the tile counts.
at::Tensor supportIn(const at::Tensor& picture, const TileSpan& column, const TileSpan& row) {
    return picture.narrow(-2, row.first, countOf(row)).narrow(-1, column.first, countOf(column));
}

/// Of a tensor of the tile's size: the same part.
at::Tensor supportInTile(const at::Tensor& tile, const TileSpan& column, const TileSpan& row) {
    return tile.narrow(-2, row.first - row.origin, countOf(row))
        .narrow(-1, column.first - column.origin, countOf(column));
}

/// Calls visit(column, row) for every needed tile.
template <typename Visit>
void forEachTile(const TileLayout& layout, Visit visit) {
    for (std::size_t r = 0; r < layout.rows.size(); ++r) {
        for (std::size_t c = 0; c < layout.columns.size(); ++c) {
            if (layout.isNeeded(r, c)) visit(layout.columns[c], layout.rows[r]);
        }
    }
}

/// The network's input for a tile: at the picture's border it is larger than the tile.
class Canvas {
  public:
    Canvas(const TileLayout& layout, const TileSpan& column, const TileSpan& row)
        : mLeft(column.isFirst() ? layout.border : 0),
          mTop(row.isFirst() ? layout.border : 0),
          mWidth(column.length + layout.border * column.bordersOf(layout.width)),
          mHeight(row.length + layout.border * row.bordersOf(layout.height)) {}

    bool isTile(const at::Tensor& tile) const { return tile.size(-1) == mWidth && tile.size(-2) == mHeight; }
    at::Tensor around(const at::Tensor& tile) const {
        return mirroredOnto(tile, mTop, mLeft, mHeight, mWidth);
    }
    /// The tile's part of `canvas`.
    at::Tensor tileOf(const at::Tensor& canvas, std::int64_t height, std::int64_t width) const {
        return canvas.narrow(-2, mTop, height).narrow(-1, mLeft, width);
    }
    bool hasSizeOf(const Canvas& other) const { return mWidth == other.mWidth && mHeight == other.mHeight; }

  private:
    std::int64_t mLeft;
    std::int64_t mTop;
    std::int64_t mWidth;
    std::int64_t mHeight;
};

at::Tensor uncoveredWeight(const TileLayout& layout) {
    const at::TensorOptions options(at::kFloat);
    at::Tensor uncovered = at::ones({layout.height, layout.width}, options);
    forEachTile(layout, [&](const TileSpan& column, const TileSpan& row) {
        supportIn(uncovered, column, row)
            .sub_(weightOf(row, options).unsqueeze(1) * weightOf(column, options).unsqueeze(0));
    });
    // A rounding error in weights that sum to 1 must not let the stand-in show through, however large its
    // values.
    return uncovered.masked_fill_(uncovered < 1e-5, 0);
}

}  // namespace

TiledDenoiser::TiledDenoiser(Denoiser& inner, TileLayout layout, const RunControl* control)
    : DenoiserDecorator(inner), mLayout(std::move(layout)), mControl(control) {
    if (!mLayout.isComplete()) mUncovered = uncoveredWeight(mLayout);
    setFirst(0, 0, mLayout.width, mLayout.height);
}

void TiledDenoiser::setFirst(int x, int y, int width, int height) {
    const auto ordered = [](const std::vector<TileSpan>& spans, int begin, int end) {
        std::vector<std::size_t> order(spans.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_partition(order.begin(), order.end(),
                              [&](std::size_t i) { return spans[i].first < end && begin < spans[i].end(); });
        return order;
    };
    mRowOrder = ordered(mLayout.rows, y, y + height);
    mColumnOrder = ordered(mLayout.columns, x, x + width);
}

void TiledDenoiser::throwIfStopped(bool first) const {
    if (!first && mControl && mControl->stopRequested()) throw Interrupted{};
}

std::vector<at::Tensor> TiledDenoiser::evaluated(const at::Tensor& x, double sigma, int mirror,
                                                 const std::vector<Place>& tiles) {
    std::vector<at::Tensor> pictures;
    for (const Place& place : tiles) {
        const TileSpan &column = mLayout.columns[place.column], &row = mLayout.rows[place.row];
        const at::Tensor tile = cropped(x, column, row).contiguous();
        const Canvas canvas(mLayout, column, row);
        pictures.push_back(canvas.isTile(tile) ? tile : canvas.around(tile));
    }
    const at::Tensor all =
        mInner.denoiseMirrored(pictures.size() == 1 ? pictures.front() : at::cat(pictures), sigma, mirror);
    const std::int64_t each = x.size(0);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const TileSpan &column = mLayout.columns[tiles[i].column], &row = mLayout.rows[tiles[i].row];
        const at::Tensor own = all.narrow(0, static_cast<std::int64_t>(i) * each, each);
        pictures[i] = Canvas(mLayout, column, row).tileOf(own, row.length, column.length);
    }
    return pictures;
}

std::vector<TiledDenoiser::Place> TiledDenoiser::nextBatch(std::vector<Place>& waiting) const {
    const auto canvasOf = [this](const Place& place) {
        return Canvas(mLayout, mLayout.columns[place.column], mLayout.rows[place.row]);
    };
    const Canvas first = canvasOf(waiting.front());
    std::vector<Place> batch, rest;
    for (const Place& place : waiting) {
        const bool fits =
            static_cast<int>(batch.size()) < mLayout.perCall && canvasOf(place).hasSizeOf(first);
        (fits ? batch : rest).push_back(place);
    }
    waiting = std::move(rest);
    return batch;
}

DenoisedWithVjp TiledDenoiser::evaluatedWithVjp(const at::Tensor& tile, double sigma, int mirror,
                                                const TileSpan& column, const TileSpan& row) {
    const Canvas canvas(mLayout, column, row);
    if (canvas.isTile(tile)) return mInner.denoiseMirroredWithVjp(tile, sigma, mirror);
    const DenoisedWithVjp whole = differentiate([&](const at::Tensor& x) { return canvas.around(x); }, tile);
    const DenoisedWithVjp d = mInner.denoiseMirroredWithVjp(whole.denoised, sigma, mirror);
    return {canvas.tileOf(d.denoised, row.length, column.length), [=](const at::Tensor& v) {
                at::Tensor onCanvas =
                    at::zeros_like(whole.denoised, v.options(), at::MemoryFormat::Contiguous);
                canvas.tileOf(onCanvas, v.size(-2), v.size(-1)).copy_(v);
                return whole.vjp(d.vjp(onCanvas));
            }};
}

at::Tensor TiledDenoiser::denoise(const at::Tensor& x, double sigma) {
    return denoiseMirrored(x, sigma, 0);
}

at::Tensor TiledDenoiser::denoiseMirrored(const at::Tensor& x, double sigma, int mirror) {
    assert(x.size(-1) == mLayout.width && x.size(-2) == mLayout.height);
    if (isTransparent()) return evaluated(x, sigma, mirror, {{0, 0}}).front();
    std::vector<Place> waiting;
    std::vector<int> left(mLayout.rows.size(), 0);  // of each row
    for (const std::size_t r : mRowOrder)
        for (const std::size_t c : mColumnOrder)
            if (mLayout.isNeeded(r, c)) {
                waiting.push_back({r, c});
                ++left[r];
            }
    const int count = static_cast<int>(waiting.size());
    int done = 0;
    // At most two rows meet at a pixel, and at most two tiles of a row. So their sum has the same bits in any
    // order.
    at::Tensor result = at::zeros_like(x, x.options(), at::MemoryFormat::Contiguous);
    std::vector<at::Tensor> strips(mLayout.rows.size());
    while (!waiting.empty()) {
        throwIfStopped(done == 0);
        const std::vector<Place> batch = nextBatch(waiting);
        const std::vector<at::Tensor> tiles = evaluated(x, sigma, mirror, batch);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const std::size_t r = batch[i].row;
            const TileSpan &row = mLayout.rows[r], &column = mLayout.columns[batch[i].column];
            const at::Tensor part = supportInTile(tiles[i], column, row);
            ++done;
            if (mOnTile) mOnTile({column.first, row.first, part, done, count});
            at::Tensor& strip = strips[r];
            if (!strip.defined()) {
                strip = at::zeros_like(result.narrow(-2, row.first, countOf(row)), x.options(),
                                       at::MemoryFormat::Contiguous);
            }
            strip.narrow(-1, column.first, countOf(column)).add_(part * weightOf(column, x.options()));
            if (--left[r] > 0) continue;
            result.narrow(-2, row.first, countOf(row))
                .add_(strip.mul_(weightOf(row, x.options()).unsqueeze(1)));
            strip.reset();
        }
    }
    if (mUncovered.defined()) {
        mUncovered = mUncovered.to(x.options());
        result.add_((mKnown.defined() ? mKnown.to(x.options()) : x) * mUncovered);
    }
    return result;
}

DenoisedWithVjp TiledDenoiser::denoiseWithVjp(const at::Tensor& x, double sigma) {
    return denoiseMirroredWithVjp(x, sigma, 0);
}

DenoisedWithVjp TiledDenoiser::denoiseMirroredWithVjp(const at::Tensor& x, double sigma, int mirror) {
    if (isTransparent()) return evaluatedWithVjp(x, sigma, mirror, mLayout.columns[0], mLayout.rows[0]);
    return {denoiseMirrored(x, sigma, mirror),
            [this, x, sigma, mirror](const at::Tensor& v) { return vectorJacobian(x, sigma, mirror, v); }};
}

at::Tensor TiledDenoiser::vectorJacobian(const at::Tensor& x, double sigma, int mirror, const at::Tensor& v) {
    at::Tensor result;
    if (mUncovered.defined() && !mKnown.defined()) {
        mUncovered = mUncovered.to(v.options());
        result = (v * mUncovered).contiguous();
    } else {
        result = at::zeros_like(v, v.options(), at::MemoryFormat::Contiguous);
    }
    forEachTile(mLayout, [&](const TileSpan& column, const TileSpan& row) {
        throwIfStopped(false);
        const DenoisedWithVjp tile =
            evaluatedWithVjp(cropped(x, column, row).contiguous(), sigma, mirror, column, row);
        at::Tensor weighted = at::zeros_like(tile.denoised, v.options(), at::MemoryFormat::Contiguous);
        at::Tensor support = supportInTile(weighted, column, row);
        support.copy_(supportIn(v, column, row));
        support.mul_(weightOf(row, v.options()).unsqueeze(1)).mul_(weightOf(column, v.options()));
        cropped(result, column, row).add_(tile.vjp(weighted));
    });
    return result;
}

at::Tensor TiledDenoiser::denoiseWithGraph(const at::Tensor&, double) {
    throw Error(ErrorCode::Internal, "", "a tiled denoiser has no graph");
}

}  // namespace lacuna
