// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/tiled_denoiser.h"

#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/models/autodiff.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/interrupted.h"
#include "core/tensors/mirror.h"

#include <ATen/TensorOperators.h>
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
    at::Tensor tileOf(const at::Tensor& canvas, const at::Tensor& tile) const {
        return canvas.narrow(-2, mTop, tile.size(-2)).narrow(-1, mLeft, tile.size(-1));
    }

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

at::Tensor TiledDenoiser::evaluated(const at::Tensor& tile, double sigma, int mirror, const TileSpan& column,
                                    const TileSpan& row) {
    const Canvas canvas(mLayout, column, row);
    if (canvas.isTile(tile)) return mInner.denoiseMirrored(tile, sigma, mirror);
    return canvas.tileOf(mInner.denoiseMirrored(canvas.around(tile), sigma, mirror), tile);
}

DenoisedWithVjp TiledDenoiser::evaluatedWithVjp(const at::Tensor& tile, double sigma, int mirror,
                                                const TileSpan& column, const TileSpan& row) {
    const Canvas canvas(mLayout, column, row);
    if (canvas.isTile(tile)) return mInner.denoiseMirroredWithVjp(tile, sigma, mirror);
    const DenoisedWithVjp whole = differentiate([&](const at::Tensor& x) { return canvas.around(x); }, tile);
    const DenoisedWithVjp d = mInner.denoiseMirroredWithVjp(whole.denoised, sigma, mirror);
    return {canvas.tileOf(d.denoised, tile), [=](const at::Tensor& v) {
                at::Tensor onCanvas =
                    at::zeros_like(whole.denoised, v.options(), at::MemoryFormat::Contiguous);
                canvas.tileOf(onCanvas, v).copy_(v);
                return whole.vjp(d.vjp(onCanvas));
            }};
}

at::Tensor TiledDenoiser::denoise(const at::Tensor& x, double sigma) {
    return denoiseMirrored(x, sigma, 0);
}

at::Tensor TiledDenoiser::denoiseMirrored(const at::Tensor& x, double sigma, int mirror) {
    assert(x.size(-1) == mLayout.width && x.size(-2) == mLayout.height);
    if (isTransparent()) return evaluated(x, sigma, mirror, mLayout.columns[0], mLayout.rows[0]);
    const int count = mLayout.tileCount();
    int done = 0;
    // At most two rows meet at a pixel, and at most two tiles of a row. So their sum has the same bits in any
    // order.
    at::Tensor result = at::zeros_like(x, x.options(), at::MemoryFormat::Contiguous);
    for (const std::size_t r : mRowOrder) {
        const TileSpan& row = mLayout.rows[r];
        at::Tensor strip;
        for (const std::size_t c : mColumnOrder) {
            if (!mLayout.isNeeded(r, c)) continue;
            const TileSpan& column = mLayout.columns[c];
            throwIfStopped(done == 0);
            const at::Tensor tile =
                evaluated(cropped(x, column, row).contiguous(), sigma, mirror, column, row);
            const at::Tensor part = supportInTile(tile, column, row);
            ++done;
            if (mOnTile) mOnTile({column.first, row.first, part, done, count});
            if (!strip.defined()) {
                strip = at::zeros_like(result.narrow(-2, row.first, countOf(row)), x.options(),
                                       at::MemoryFormat::Contiguous);
            }
            strip.narrow(-1, column.first, countOf(column)).add_(part * weightOf(column, x.options()));
        }
        if (strip.defined())
            result.narrow(-2, row.first, countOf(row))
                .add_(strip.mul_(weightOf(row, x.options()).unsqueeze(1)));
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
