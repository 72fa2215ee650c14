// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/linalg/banded_matrix.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/nonzero.h>

#include <algorithm>

namespace lacuna {

namespace {

/// Large enough for a matrix product to run at speed, small enough not to multiply many zeros.
constexpr std::int64_t kBlockRows = 64;

}  // namespace

BandedMatrix::BandedMatrix(const at::Tensor& dense, const at::TensorOptions& options) : mRows(dense.size(0)) {
    for (std::int64_t first = 0; first < mRows; first += kBlockRows) {
        const at::Tensor rows = dense.narrow(0, first, std::min(kBlockRows, mRows - first));
        const at::Tensor used = at::nonzero(rows.ne(0).any(0)).flatten();
        const std::int64_t firstColumn = used.numel() > 0 ? used[0].item<std::int64_t>() : 0;
        const std::int64_t lastColumn = used.numel() > 0 ? used[-1].item<std::int64_t>() : 0;
        const at::Tensor values = rows.narrow(1, firstColumn, lastColumn - firstColumn + 1).to(options);
        mBlocks.push_back({first, firstColumn, values.contiguous()});
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
