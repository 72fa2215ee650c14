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

/// Denoises pictures of any size within bounded memory (vml-map.md, "Any size: the tiled denoiser"): D(x) = Σ
/// wᵢ Dᵢ(cropᵢ x) with weights that sum to 1, and Jᵀv = Σ cropᵢᵀ Jᵢᵀ(wᵢ v). Where the layout leaves tiles
/// out, a stand-in gets the missing weight: D(x) = x (J = I), or the picture of setKnown() (J = 0). If the
/// layout has a border, the network gets each tile extended by mirroring at the picture's border, and Dᵢ is
/// the tile's part of its output.
///
/// denoise() gives the network up to TileLayout::perCall tiles of one size at a time, wherever they lie.
///
/// With one tile, the inner denoiser does the whole evaluation. With several, denoiseWithVjp() keeps no graph
/// of a tile: the vector–Jacobian product repeats each tile's forward pass, and peak memory is that of one
/// tile.
class TiledDenoiser : public DenoiserDecorator {
  public:
    /// Pictures must have the layout's size (asserted). `control` (may be null) is checked before every
    /// network call except the first of an evaluation, which the solver checks itself. If it asks for a stop,
    /// denoise(), denoiseWithVjp() and the vjp throw Interrupted. A pause takes effect only between
    /// evaluations. References must outlive this.
    TiledDenoiser(Denoiser& inner, TileLayout layout, const RunControl* control = nullptr);

    /// D for pixels outside all needed tiles: (1, 3, height, width). Undefined: x itself.
    void setKnown(const at::Tensor& picture) { mKnown = picture; }

    /// One tile of an evaluation: the position in the picture of the part that counts, and the estimate of
    /// that part, before it is blended with the neighbours'.
    struct DoneTile {
        int x, y;
        at::Tensor estimate;  ///< (…, h, w)
        int done, of;         ///< number of tiles in this evaluation
    };
    /// denoise() calls this after each tile, or for each of those that were computed together, if there are
    /// several.
    void setOnTile(std::function<void(const DoneTile&)> onTile) { mOnTile = std::move(onTile); }
    /// Computes the tiles that count within this rectangle of the picture first. D stays the same, bit for
    /// bit.
    void setFirst(int x, int y, int width, int height);

    at::Tensor denoise(const at::Tensor& x, double sigma) override;
    DenoisedWithVjp denoiseWithVjp(const at::Tensor& x, double sigma) override;
    /// Every tile is mirrored in its place, so that the same tiles count as for denoise().
    at::Tensor denoiseMirrored(const at::Tensor& x, double sigma, int mirror) override;
    DenoisedWithVjp denoiseMirroredWithVjp(const at::Tensor& x, double sigma, int mirror) override;

    const TileLayout& layout() const { return mLayout; }

  protected:
    /// Throws Error Internal: no graph spans the tiles, see denoiseWithVjp().
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override;

  private:
    /// A tile of the layout.
    struct Place {
        std::size_t row, column;
    };

    bool isTransparent() const { return mLayout.needed.size() == 1 && mLayout.isComplete(); }
    /// Takes the first of the tiles that wait, and those of its size that the network is given with it.
    std::vector<Place> nextBatch(std::vector<Place>& waiting) const;
    /// D of tiles whose canvases have one size, each of x's shape but for its sides.
    std::vector<at::Tensor> evaluated(const at::Tensor& x, double sigma, int mirror,
                                      const std::vector<Place>& tiles);
    DenoisedWithVjp evaluatedWithVjp(const at::Tensor& tile, double sigma, int mirror, const TileSpan& column,
                                     const TileSpan& row);
    void throwIfStopped(bool first) const;
    at::Tensor vectorJacobian(const at::Tensor& x, double sigma, int mirror, const at::Tensor& v);

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
