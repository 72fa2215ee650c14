// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/linalg/banded_matrix.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lacuna {

namespace {

/// Large enough for a fast matrix product, small enough not to multiply many zeros.
constexpr std::int64_t kBlockRows = 64;

}  // namespace

SparseMatrix SparseMatrix::transposed() const {
    SparseMatrix result{columns, rows, entries};
    for (Entry& entry : result.entries)
        std::swap(entry.row, entry.column);
    return result;
}

BandedMatrix::BandedMatrix(const SparseMatrix& matrix, const at::TensorOptions& options)
    : mRows(matrix.rows) {
    std::vector<std::vector<SparseMatrix::Entry>> parts(
        static_cast<std::size_t>((mRows + kBlockRows - 1) / kBlockRows));
    for (const SparseMatrix::Entry& entry : matrix.entries)
        parts[static_cast<std::size_t>(entry.row / kBlockRows)].push_back(entry);
    std::int64_t firstRow = 0;
    for (const auto& part : parts) {
        std::int64_t firstColumn = matrix.columns - 1;
        std::int64_t lastColumn = 0;
        for (const SparseMatrix::Entry& entry : part) {
            firstColumn = std::min(firstColumn, entry.column);
            lastColumn = std::max(lastColumn, entry.column);
        }
        firstColumn = std::min(firstColumn, lastColumn);
        const std::int64_t rows = std::min(kBlockRows, mRows - firstRow);
        const std::int64_t columns = lastColumn - firstColumn + 1;
        const at::Tensor values = at::zeros({rows, columns}, at::kDouble);
        auto* data = values.data_ptr<double>();
        for (const SparseMatrix::Entry& entry : part)
            data[(entry.row - firstRow) * columns + entry.column - firstColumn] += entry.value;
        mBlocks.push_back({firstRow, firstColumn, values.to(options)});
        firstRow += rows;
    }
}

at::Tensor BandedMatrix::timesRowsOf(const at::Tensor& x) const {
    const at::Tensor source = x.contiguous();
    at::Tensor out = at::empty({x.size(0), x.size(1), mRows, x.size(3)}, x.options());
    for (const Block& block : mBlocks) {
        const at::Tensor values = block.values.to(x.options());
        const at::Tensor rows = source.narrow(2, block.firstColumn, values.size(1));
        out.narrow(2, block.firstRow, values.size(0)).copy_(at::matmul(values, rows));
    }
    return out;
}

at::Tensor BandedMatrix::timesColumnsOf(const at::Tensor& x) const {
    const at::Tensor source = x.contiguous().view({-1, x.size(3)});
    at::Tensor out = at::empty({source.size(0), mRows}, x.options());
    for (const Block& block : mBlocks) {
        const at::Tensor values = block.values.to(x.options());
        at::Tensor columns = out.narrow(1, block.firstRow, values.size(0));
        at::mm_out(columns, source.narrow(1, block.firstColumn, values.size(1)), values.t());
    }
    return out.view({x.size(0), x.size(1), x.size(2), mRows});
}

}  // namespace lacuna
