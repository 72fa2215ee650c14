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

[[noreturn]] void fail(const std::string& subject, const std::string& name, const std::string& reason) {
    throw Error(ErrorCode::ModelFile, subject, "tensor " + inQuotes(name) + " " + reason);
}

/// The tensor of that name and shape, of a floating-point type.
const TensorView& requireView(const TensorViews& tensors, const std::string& name,
                              const std::vector<std::int64_t>& shape, const std::string& subject) {
    const auto found = tensors.find(name);
    if (found == tensors.end()) fail(subject, name, "is missing");
    const TensorView& view = found->second;
    if (view.shape != shape)
        fail(subject, name, "has shape " + shapeText(view.shape) + " instead of " + shapeText(shape));
    if (view.dtype == DType::F8E4M3 || view.dtype == DType::F8E5M2)
        fail(subject, name,
             "is of the type " + std::string(toString(view.dtype)) + ", which can't be read yet");
    if (!floatingType(view.dtype))
        fail(subject, name, "holds " + std::string(toString(view.dtype)) + ", not floating-point numbers");
    return view;
}

/// All elements that the view touches, in one dimension: where they are mapped, if they are aligned there.
at::Tensor storedElements(const TensorView& view) {
    const std::size_t item = itemSize(view.dtype);
    const auto count = static_cast<std::int64_t>(view.bytes.size() / item);
    const auto options = at::TensorOptions().dtype(*floatingType(view.dtype));
    // Nothing writes to it.
    if (!view.bytes.empty() && reinterpret_cast<std::uintptr_t>(view.bytes.data()) % item == 0)
        return at::from_blob(const_cast<std::byte*>(view.bytes.data()), {count}, options);
    at::Tensor stored = at::empty({count}, options);
    if (!view.bytes.empty()) std::memcpy(stored.data_ptr(), view.bytes.data(), view.bytes.size());
    return stored;
}

constexpr const char* kNotFinite = "has values that are not finite";

}  // namespace

at::Tensor importTensor(const TensorViews& tensors, const std::string& name,
                        const std::vector<std::int64_t>& shape, const std::string& subject,
                        at::MemoryFormat format) {
    const TensorView& view = requireView(tensors, name, shape, subject);
    at::Tensor stored = storedElements(view);
    stored = view.strides.empty() ? stored.view(shape) : stored.as_strided(shape, view.strides);
    // A single copy, because the largest weights determine how much memory loading takes.
    at::Tensor values =
        stored.to(at::kFloat, false, true, shape.size() == 4 ? format : at::MemoryFormat::Contiguous);
    const float* first = values.data_ptr<float>();
    if (!std::all_of(first, first + values.numel(), [](float value) { return std::isfinite(value); }))
        fail(subject, name, kNotFinite);
    return values;
}

void checkTensor(const TensorViews& tensors, const std::string& name, const std::vector<std::int64_t>& shape,
                 const std::string& subject, bool readsValues) {
    const TensorView& view = requireView(tensors, name, shape, subject);
    if (!readsValues || view.elements() == 0) return;
    // In pieces, so that a large tensor isn't made twice. A double may be too large for a float.
    constexpr std::int64_t kPiece = 1 << 20;
    const at::Tensor stored = storedElements(view);
    for (const at::Tensor& piece : stored.split(kPiece))
        if (!piece.to(at::kFloat).isfinite().all().item<bool>()) fail(subject, name, kNotFinite);
}

}  // namespace lacuna
