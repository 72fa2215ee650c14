// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/tensor_import.h"

#include "core/base/error.h"
#include "core/checkpoints/safetensors.h"
#include "core/files/in_quotes.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <sstream>

namespace lacuna {
namespace {

std::optional<at::ScalarType> floatingType(DType dtype) {
    switch (dtype) {
        case DType::F16:
            return at::kHalf;
        case DType::BF16:
            return at::kBFloat16;
        case DType::F32:
            return at::kFloat;
        case DType::F64:
            return at::kDouble;
        default:
            return std::nullopt;
    }
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::ostringstream text;
    text << "(";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text << (i == 0 ? "" : ", ") << shape[i];
    text << ")";
    return text.str();
}

}  // namespace

at::Tensor importTensor(const TensorViews& tensors, const std::string& name,
                        const std::vector<std::int64_t>& shape, const std::string& subject,
                        at::MemoryFormat format) {
    const auto fail = [&](const std::string& reason) {
        throw Error(ErrorCode::ModelFile, subject, "tensor " + inQuotes(name) + " " + reason);
    };
    const auto found = tensors.find(name);
    if (found == tensors.end()) fail("is missing");
    const TensorView& view = found->second;
    if (view.shape != shape) fail("has shape " + shapeText(view.shape) + " instead of " + shapeText(shape));
    const auto type = floatingType(view.dtype);
    if (!type) fail("holds " + std::string(toString(view.dtype)) + ", not floating-point numbers");
    const std::size_t item = itemSize(view.dtype);
    const auto count = static_cast<std::int64_t>(view.bytes.size() / item);
    const auto options = at::TensorOptions().dtype(*type);
    at::Tensor stored;
    if (!view.bytes.empty() && reinterpret_cast<std::uintptr_t>(view.bytes.data()) % item == 0) {
        // Where it is mapped: nothing below writes to it.
        stored = at::from_blob(const_cast<std::byte*>(view.bytes.data()), {count}, options);
    } else {
        stored = at::empty({count}, options);  // a file aligns nothing
        if (!view.bytes.empty()) std::memcpy(stored.data_ptr(), view.bytes.data(), view.bytes.size());
    }
    stored = view.strides.empty() ? stored.view(shape) : stored.as_strided(shape, view.strides);
    // One copy and no tensor beside it, since the largest weights decide how much memory loading takes.
    at::Tensor values =
        stored.to(at::kFloat, false, true, shape.size() == 4 ? format : at::MemoryFormat::Contiguous);
    const float* first = values.data_ptr<float>();
    if (!std::all_of(first, first + values.numel(), [](float value) { return std::isfinite(value); }))
        fail("has values that are not finite");
    return values;
}

}  // namespace lacuna
