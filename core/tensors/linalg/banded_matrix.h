// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace lacuna {

/// Entries at the same position are summed.
struct SparseMatrix {
    struct Entry {
        std::int64_t row;
        std::int64_t column;
        double value;
    };

    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::vector<Entry> entries;

    SparseMatrix transposed() const;
};

/// A matrix with few non-zero elements per row, close to a diagonal. It is stored in blocks of rows, each
/// with only the columns it uses. So products are still matrix products, but cost only as much as the band.
class BandedMatrix {
  public:
    BandedMatrix() = default;
    /// Products run fastest in the type and on the device of `options`.
    BandedMatrix(const SparseMatrix& matrix, const at::TensorOptions& options);

    /// A x along the second last dimension of a (N, C, columns, width) tensor.
    at::Tensor timesRowsOf(const at::Tensor& x) const;
    /// x Aᵀ: the same along the last dimension, (N, C, height, columns).
    at::Tensor timesColumnsOf(const at::Tensor& x) const;

  private:
    struct Block {
        std::int64_t firstRow;
        std::int64_t firstColumn;
        at::Tensor values;
    };

    std::int64_t mRows = 0;
    std::vector<Block> mBlocks;
};

}  // namespace lacuna
