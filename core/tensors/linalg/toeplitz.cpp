// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/linalg/toeplitz.h"

#include "core/base/parallel_rows.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <cassert>
#include <complex>
#include <cstddef>
#include <vector>

namespace lacuna {

namespace {

using Complex = std::complex<double>;

/// With fewer matrices, another thread costs more than it saves.
constexpr std::int64_t kEntriesPerPart = 1 << 14;

/// A plain complex product: std::complex's operator checks for infinities, which can't occur here, and costs
/// several times as much.
Complex times(Complex a, Complex b) {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

Complex timesConjugate(Complex a, Complex b) {
    return {a.real() * b.real() + a.imag() * b.imag(), a.imag() * b.real() - a.real() * b.imag()};
}

/// The x with T x = (1, 0, …), extended from the leading k × k matrix to the next. The solution for (0, …, 0,
/// 1) is x reversed and conjugated, because T is persymmetric.
void firstColumnOfInverse(const std::vector<Complex>& t, std::vector<Complex>& x,
                          std::vector<Complex>& grown) {
    const std::size_t n = t.size();
    x[0] = 1.0 / t[0].real();
    for (std::size_t k = 1; k < n; ++k) {
        Complex error = 0;  // the new row's product with (x, 0)
        for (std::size_t i = 0; i < k; ++i)
            error += times(t[k - i], x[i]);
        const double scale = 1 / (1 - std::norm(error));
        x[k] = 0;
        for (std::size_t i = 0; i <= k; ++i) {
            const Complex backward = i == 0 ? Complex(0) : std::conj(x[k - i]);
            grown[i] = (x[i] - times(error, backward)) * scale;
        }
        std::copy(grown.begin(), grown.begin() + static_cast<std::ptrdiff_t>(k) + 1, x.begin());
    }
}

void fillInverse(const std::vector<Complex>& x, Complex* inverse) {
    const std::size_t n = x.size();
    const double scale = 1 / x[0].real();
    for (std::size_t i = 0; i < n; ++i) {
        inverse[i * n] = x[i];
        inverse[i] = std::conj(x[i]);
    }
    for (std::size_t i = 1; i < n; ++i) {
        for (std::size_t j = 1; j < n; ++j) {
            const Complex change =
                timesConjugate(x[i], x[j]) - timesConjugate(std::conj(x[n - i]), std::conj(x[n - j]));
            inverse[i * n + j] = inverse[(i - 1) * n + j - 1] + change * scale;
        }
    }
}

}  // namespace

at::Tensor inverseToeplitz(const at::Tensor& firstColumns) {
    assert(firstColumns.dim() == 2 && firstColumns.scalar_type() == at::kComplexDouble);
    const std::int64_t n = firstColumns.size(0);
    const std::int64_t batch = firstColumns.size(1);
    const at::Tensor columns = firstColumns.contiguous();
    at::Tensor inverses = at::empty({batch, n, n}, firstColumns.options());
    // c10::complex and std::complex have the same layout.
    const auto* from = reinterpret_cast<const Complex*>(columns.data_ptr());
    auto* to = reinterpret_cast<Complex*>(inverses.data_ptr());
    parallelRows(batch, std::max<std::int64_t>(1, kEntriesPerPart / (n * n)),
                 [&](std::int64_t begin, std::int64_t end) {
                     const auto size = static_cast<std::size_t>(n);
                     std::vector<Complex> t(size);
                     std::vector<Complex> x(size);
                     std::vector<Complex> grown(size);
                     for (std::int64_t i = begin; i < end; ++i) {
                         for (std::int64_t k = 0; k < n; ++k)
                             t[static_cast<std::size_t>(k)] = from[k * batch + i];
                         firstColumnOfInverse(t, x, grown);
                         fillInverse(x, to + i * n * n);
                     }
                 });
    return inverses;
}

}  // namespace lacuna
