// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/solver_snapshot.h"

#include "core/error.h"
#include "core/sampling/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/add.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstring>

namespace lacuna {
namespace {

struct Header {
    int x, y, step, evaluations;
    double sigma;
    std::int64_t channels, height, width;
};

std::size_t bytesOf(const at::Tensor& tensor) {
    return static_cast<std::size_t>(tensor.nbytes());
}

/// Copies what `from`, whose corner is (dx, dy) further than `to`'s, shows of `to`; false where that is
/// nothing.
bool copyOverlap(at::Tensor& to, const at::Tensor& from, std::int64_t dx, std::int64_t dy) {
    const std::int64_t left = std::max<std::int64_t>(0, dx), top = std::max<std::int64_t>(0, dy);
    const std::int64_t right = std::min(to.size(3), dx + from.size(3));
    const std::int64_t bottom = std::min(to.size(2), dy + from.size(2));
    if (right <= left || bottom <= top) return false;
    to.narrow(2, top, bottom - top)
        .narrow(3, left, right - left)
        .copy_(from.narrow(2, top - dy, bottom - top).narrow(3, left - dx, right - left));
    return true;
}

}  // namespace

Bytes pack(const SolverPiece& piece) {
    const SolverState& state = piece.state;
    const at::Tensor x = state.x.to(at::kCPU, at::kFloat).contiguous();
    const at::Tensor denoised = state.denoised.to(at::kCPU, at::kHalf).contiguous();
    const Header header{piece.x,     piece.y,   state.step, state.evaluations,
                        state.sigma, x.size(1), x.size(2),  x.size(3)};
    Bytes bytes(sizeof header + bytesOf(x) + bytesOf(denoised));
    std::memcpy(bytes.data(), &header, sizeof header);
    std::memcpy(bytes.data() + sizeof header, x.data_ptr(), bytesOf(x));
    std::memcpy(bytes.data() + sizeof header + bytesOf(x), denoised.data_ptr(), bytesOf(denoised));
    return bytes;
}

SolverPiece unpack(const Bytes& bytes) {
    Header header;
    if (bytes.size() < sizeof header) throw Error(ErrorCode::Internal, "trajectory", "a state is cut short");
    std::memcpy(&header, bytes.data(), sizeof header);
    at::Tensor x = at::empty({1, header.channels, header.height, header.width}, at::kFloat);
    at::Tensor denoised = at::empty(x.sizes(), at::kHalf);
    if (bytes.size() != sizeof header + bytesOf(x) + bytesOf(denoised))
        throw Error(ErrorCode::Internal, "trajectory", "a state is of another size than it says");
    std::memcpy(x.data_ptr(), bytes.data() + sizeof header, bytesOf(x));
    std::memcpy(denoised.data_ptr(), bytes.data() + sizeof header + bytesOf(x), bytesOf(denoised));
    SolverPiece piece{header.x, header.y, {}};
    piece.state.step = header.step;
    piece.state.evaluations = header.evaluations;
    piece.state.sigma = header.sigma;
    piece.state.x = x;
    piece.state.denoised = denoised.to(at::kFloat);
    return piece;
}

SolverState stateFor(const SolverSnapshot& snapshot, int x, int y, const at::Tensor& base,
                     const NoiseSource& noise) {
    SolverState state;
    if (snapshot.pieces.empty()) return state;
    for (const SolverPiece& piece : snapshot.pieces) {
        if (piece.x != x || piece.y != y || piece.state.x.sizes() != base.sizes()) continue;
        state = piece.state;
        state.x = state.x.to(base.device());
        state.denoised = state.denoised.to(base.device());
        return state;
    }
    const SolverState& any = snapshot.pieces.front().state;
    state.step = any.step;
    state.sigma = any.sigma;
    state.evaluations = any.evaluations;
    state.denoised = base.contiguous().clone();
    state.x = at::add(base, noise.normal(0, base), any.sigma).contiguous();
    bool known = false;
    for (const SolverPiece& piece : snapshot.pieces) {
        known |= copyOverlap(state.x, piece.state.x, piece.x - x, piece.y - y);
        copyOverlap(state.denoised, piece.state.denoised, piece.x - x, piece.y - y);
    }
    return known ? state : SolverState();
}

}  // namespace lacuna
