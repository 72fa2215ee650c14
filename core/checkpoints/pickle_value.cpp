// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/pickle_value.h"

#include "core/base/error.h"

#include <algorithm>
#include <cassert>

namespace lacuna {

const PickleValue* PickleValue::find(std::string_view key) const {
    if (kind != PickleKind::Dict) return nullptr;
    for (std::size_t i = items.size(); i >= 2; i -= 2)
        if (items[i - 2]->isText(key)) return items[i - 1];
    return nullptr;
}

TensorView tensorOf(const PickleValue& value) {
    assert(value.kind == PickleKind::Tensor || value.kind == PickleKind::Array);
    if (value.kind == PickleKind::Array) return {value.dtype, value.shape, value.bytes, value.strides};
    const std::size_t size = itemSize(value.dtype);
    const auto bytes = value.items.front()->bytes.subspan(static_cast<std::size_t>(value.integer) * size);
    if (elementCount(value.shape) == 0) return {value.dtype, value.shape, bytes.first(0), {}};
    std::int64_t touched = 1;
    for (std::size_t i = 0; i < value.shape.size(); ++i)
        touched += (value.shape[i] - 1) * value.strides[i];
    return {value.dtype, value.shape, bytes.first(static_cast<std::size_t>(touched) * size),
            isRowMajor(value.shape, value.strides) ? std::vector<std::int64_t>() : value.strides};
}

PickleRef PickleArena::make(PickleKind kind) {
    if (mValues.size() >= kMostValues)
        throw Error(ErrorCode::ModelFile, mSubject, "the pickle holds more values than any model has");
    mValues.emplace_back().kind = kind;
    return &mValues.back();
}

std::span<const std::byte> PickleArena::own(std::vector<std::byte> bytes) {
    if (bytes.size() > mMostOwned - mOwnedBytes)
        throw Error(ErrorCode::ModelFile, mSubject,
                    "the pickle's bytes exceed the file: it uses some of them again and again");
    mOwnedBytes += bytes.size();
    return mOwned.emplace_back(std::move(bytes));
}

void PickleArena::spend(std::uint64_t steps) {
    mSteps += steps;
    if (mSteps > kMostSteps)
        throw Error(ErrorCode::ModelFile, mSubject, "the pickle takes more steps than any model needs");
}

}  // namespace lacuna
