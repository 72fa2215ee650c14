// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/solver_snapshot.h"

#include "core/base/error.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/add.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace lacuna {
namespace {

struct Header {
    int x, y, level, step, evaluations, memories;
    double sigma;
    std::int64_t channels, height, width;
};

std::size_t bytesOf(const at::Tensor& tensor) {
    return static_cast<std::size_t>(tensor.nbytes());
}

std::size_t bytesOf(const std::vector<at::Tensor>& tensors) {
    std::size_t sum = 0;
    for (const at::Tensor& tensor : tensors)
        sum += bytesOf(tensor);
    return sum;
}

/// The part of one picture that another one covers.
struct Overlap {
    Overlap(const at::Tensor& to, const at::Tensor& from, std::int64_t fromX, std::int64_t fromY)
        : dx(fromX),
          dy(fromY),
          left(std::max<std::int64_t>(0, dx)),
          top(std::max<std::int64_t>(0, dy)),
          right(std::min(to.size(3), dx + from.size(3))),
          bottom(std::min(to.size(2), dy + from.size(2))) {}

    bool isEmpty() const { return right <= left || bottom <= top; }
    void copy(at::Tensor& to, const at::Tensor& from) const {
        to.narrow(2, top, bottom - top)
            .narrow(3, left, right - left)
            .copy_(from.narrow(2, top - dy, bottom - top).narrow(3, left - dx, right - left));
    }
    bool holds(const ImageBuffer& marks) const {
        if (marks.isEmpty()) return true;
        for (std::int64_t y = top; y < bottom; ++y) {
            const auto* row = marks.row<std::uint8_t>(static_cast<int>(y));
            if (std::any_of(row + left, row + right, [](std::uint8_t value) { return value != 0; }))
                return true;
        }
        return false;
    }

    std::int64_t dx, dy;  ///< corner of the covering picture
    std::int64_t left, top, right, bottom;
};

/// A run's last D is its result; an earlier D is needed only if the schedule was changed.
at::ScalarType typeOfDenoised(double sigma) {
    return sigma == 0 ? at::kFloat : at::kHalf;
}

}  // namespace

Bytes pack(const SolverPiece& piece) {
    const SolverState& state = piece.state;
    const at::Tensor x = state.x.to(at::kCPU, at::kFloat).contiguous();
    const at::Tensor denoised = state.denoised.to(at::kCPU, typeOfDenoised(state.sigma)).contiguous();
    const Header header{piece.x,     piece.y,           state.level,
                        state.step,  state.evaluations, static_cast<int>(state.memory.size()),
                        state.sigma, x.size(1),         x.size(2),
                        x.size(3)};
    std::vector<at::Tensor> tensors{x, denoised};
    for (const at::Tensor& memory : state.memory)
        tensors.push_back(memory.to(at::kCPU, at::kFloat).contiguous());
    Bytes bytes(sizeof header + bytesOf(tensors));
    std::memcpy(bytes.data(), &header, sizeof header);
    std::size_t end = sizeof header;
    for (const at::Tensor& tensor : tensors) {
        std::memcpy(bytes.data() + end, tensor.data_ptr(), bytesOf(tensor));
        end += bytesOf(tensor);
    }
    return bytes;
}

SolverPiece unpack(const Bytes& bytes) {
    Header header;
    if (bytes.size() < sizeof header) throw Error(ErrorCode::Internal, "trajectory", "a state is cut short");
    std::memcpy(&header, bytes.data(), sizeof header);
    // It may come from a file.
    const auto isWithin = [](std::int64_t value, std::int64_t least, std::int64_t most) {
        return value >= least && value <= most;
    };
    constexpr std::int64_t kMostSide = 1 << 20;
    constexpr int kMostMemories = 16;
    if (!isWithin(header.channels, 1, 4) || !isWithin(header.height, 1, kMostSide) ||
        !isWithin(header.width, 1, kMostSide) || !isWithin(header.level, 0, 30) || header.step < 0 ||
        header.evaluations < 0 || !isWithin(header.memories, 0, kMostMemories) ||
        !std::isfinite(header.sigma) || header.sigma < 0)
        throw Error(ErrorCode::Internal, "trajectory", "a state makes no sense");
    const std::int64_t sampleBytes =
        4 + (typeOfDenoised(header.sigma) == at::kFloat ? 4 : 2) + std::int64_t{4} * header.memories;
    if (static_cast<std::int64_t>(bytes.size() - sizeof header) !=
        header.channels * header.height * header.width * sampleBytes)
        throw Error(ErrorCode::Internal, "trajectory", "a state is of another size than it says");
    const at::Tensor x = at::empty({1, header.channels, header.height, header.width}, at::kFloat);
    std::vector<at::Tensor> tensors{x, at::empty(x.sizes(), typeOfDenoised(header.sigma))};
    for (int i = 0; i < header.memories; ++i)
        tensors.push_back(at::empty_like(x));
    std::size_t end = sizeof header;
    for (at::Tensor& tensor : tensors) {
        std::memcpy(tensor.data_ptr(), bytes.data() + end, bytesOf(tensor));
        end += bytesOf(tensor);
    }
    SolverPiece piece{header.x, header.y, {}};
    piece.state.level = header.level;
    piece.state.step = header.step;
    piece.state.evaluations = header.evaluations;
    piece.state.sigma = header.sigma;
    piece.state.x = x;
    piece.state.denoised = tensors[1].to(at::kFloat);
    piece.state.memory.assign(tensors.begin() + 2, tensors.end());
    return piece;
}

const SolverPiece* pieceAt(const SolverSnapshot& snapshot, const std::vector<LevelCanvas>& canvases) {
    for (const SolverPiece& piece : snapshot.pieces) {
        const auto level = static_cast<std::size_t>(piece.state.level);
        if (level >= canvases.size()) continue;
        const LevelCanvas& canvas = canvases[level];
        if (piece.x == canvas.x && piece.y == canvas.y && piece.state.x.size(3) == canvas.width &&
            piece.state.x.size(2) == canvas.height)
            return &piece;
    }
    return nullptr;
}

SolverState stateFor(const SolverSnapshot& snapshot, int level, int x, int y, const at::Tensor& base,
                     const ImageBuffer& restore, const NoiseSource& noise) {
    const auto any = std::find_if(snapshot.pieces.begin(), snapshot.pieces.end(),
                                  [level](const SolverPiece& piece) { return piece.state.level == level; });
    if (any == snapshot.pieces.end()) return {};
    SolverState state;
    state.level = level;
    state.step = any->state.step;
    state.sigma = any->state.sigma;
    state.evaluations = any->state.evaluations;
    state.denoised = base.contiguous().clone();
    state.x = at::add(base, noise.normal(0, base), state.sigma).contiguous();
    bool known = false;
    for (const SolverPiece& piece : snapshot.pieces) {
        if (piece.state.level != level) continue;
        const Overlap overlap(state.x, piece.state.x, piece.x - x, piece.y - y);
        if (overlap.isEmpty()) continue;
        known |= overlap.holds(restore);
        overlap.copy(state.x, piece.state.x);
        overlap.copy(state.denoised, piece.state.denoised);
    }
    return known ? state : SolverState();
}

}  // namespace lacuna
