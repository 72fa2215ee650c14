// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/tensor_import.h"

#include "core/checkpoints/safetensors.h"
#include "core/error.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/isfinite.h>

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

at::Tensor importTensor(const SafetensorsFile& file, const std::string& name,
                        const std::vector<std::int64_t>& shape) {
    const auto fail = [&](const std::string& reason) {
        throw Error(ErrorCode::ModelFile, file.path().string(), "tensor \"" + name + "\" " + reason);
    };
    const auto found = file.tensors().find(name);
    if (found == file.tensors().end()) fail("is missing");
    const TensorView& view = found->second;
    if (view.shape != shape) fail("has shape " + shapeText(view.shape) + " instead of " + shapeText(shape));
    const auto type = floatingType(view.dtype);
    if (!type) fail("holds " + std::string(toString(view.dtype)) + ", not floating-point numbers");
    at::Tensor stored = at::empty(shape, at::TensorOptions().dtype(*type));
    if (!view.bytes.empty()) std::memcpy(stored.data_ptr(), view.bytes.data(), view.bytes.size());
    at::Tensor values = stored.to(at::kFloat);
    if (!at::isfinite(values).all().item<bool>()) fail("has values that are not finite");
    return values;
}

}  // namespace lacuna
