// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser_decorator.h"
#include "core/tiling/tile_layout.h"

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace lacuna {

class RunControl;

/// Any size at bounded memory (vml-map.md, "Any size: the tiled denoiser"): D(x) = Σ wᵢ Dᵢ(cropᵢ x) with
/// weights that sum to 1, and Jᵀv = Σ cropᵢᵀ Jᵢᵀ(wᵢ v). Where the layout leaves tiles out, the weight that is
/// missing goes to a stand-in: D(x) = x there (J = I), or setKnown()'s picture (J = 0). With a border in the
/// layout, Dᵢ is a crop of what the network makes of the tile mirrored beyond the picture's own border.
///
/// With one tile an evaluation is the inner denoiser's. With several, denoiseWithVjp() keeps no tile's graph:
/// the vector–Jacobian product runs each tile's forward pass once more, and peak memory is that of one tile.
class TiledDenoiser : public DenoiserDecorator {
  public:
    /// Pictures must have the layout's size (asserted). `control` (may be null) is asked for a stop before
    /// every network call but the first of an evaluation, which is the solver's to guard; denoise(),
    /// denoiseWithVjp() and the vjp throw Interrupted on it. Pausing takes effect between evaluations only.
    /// References must outlive this.
    TiledDenoiser(Denoiser& inner, TileLayout layout, const RunControl* control = nullptr);

    /// What D is taken to be where no needed tile reaches: (1, 3, height, width). Undefined: x itself.
    void setKnown(const at::Tensor& picture) { mKnown = picture; }

    /// A tile of an evaluation: where in the picture its estimate counts, and that estimate there, before it
    /// is blended with its neighbours'.
    struct DoneTile {
        int x, y;
        at::Tensor estimate;  ///< (…, h, w)
        int done, of;         ///< tiles of this evaluation
    };
    /// Called by denoise() after each tile, where there are several.
    void setOnTile(std::function<void(const DoneTile&)> onTile) { mOnTile = std::move(onTile); }
    /// Tiles that count within this rectangle of the picture come first. D is the same to the bit.
    void setFirst(int x, int y, int width, int height);

    at::Tensor denoise(const at::Tensor& x, double sigma) override;
    DenoisedWithVjp denoiseWithVjp(const at::Tensor& x, double sigma) override;

    const TileLayout& layout() const { return mLayout; }

  protected:
    /// Throws Error Internal: no graph spans the tiles, see denoiseWithVjp().
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override;

  private:
    bool isTransparent() const { return mLayout.needed.size() == 1 && mLayout.isComplete(); }
    at::Tensor evaluated(const at::Tensor& tile, double sigma, const TileSpan& column, const TileSpan& row);
    DenoisedWithVjp evaluatedWithVjp(const at::Tensor& tile, double sigma, const TileSpan& column,
                                     const TileSpan& row);
    void throwIfStopped(bool first) const;
    at::Tensor vectorJacobian(const at::Tensor& x, double sigma, const at::Tensor& v);

    TileLayout mLayout;
    const RunControl* mControl;
    std::function<void(const DoneTile&)> mOnTile;
    std::vector<std::size_t> mRowOrder;
    std::vector<std::size_t> mColumnOrder;
    at::Tensor
        mUncovered;  ///< (height, width): 1 − the sum of the needed tiles' weights; undefined if 0 everywhere
    at::Tensor mKnown;
};

}  // namespace lacuna
