// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/layers.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/files/in_quotes.h"
#include "core/models/tensor_import.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <ATen/ops/zeros.h>

#include <cmath>
#include <optional>
#include <utility>

namespace lacuna {

at::Tensor Convolution::operator()(const at::Tensor& x, std::int64_t stride) const {
    return (*this)(x, stride, weight.size(-1) / 2);
}

at::Tensor Convolution::operator()(const at::Tensor& x, std::int64_t stride, std::int64_t padding) const {
    return at::conv2d(x, weight, bias, at::IntArrayRef({stride, stride}),
                      at::IntArrayRef({padding, padding}));
}

at::Tensor GroupNorm::operator()(const at::Tensor& x) const {
    // Channels-last, LibTorch adds up squares pixel by pixel in float32, and with one or two channels to a
    // group the variance of flat areas is lost in that: up to 0.3 of the result where 2e-4 is lost otherwise.
    constexpr std::int64_t kFew = 2;
    if (x.scalar_type() != weight.scalar_type())
        return (*this)(x.to(weight.scalar_type())).to(x.scalar_type());
    if (x.size(1) > kFew * groups) return at::group_norm(x, groups, weight, bias, epsilon);
    return at::group_norm(x.contiguous(), groups, weight, bias, epsilon)
        .contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor Dense::operator()(const at::Tensor& x) const {
    return at::linear(x, weight, bias);
}

Weights::Weights(const Checkpoint& checkpoint, at::Device device, at::ScalarType dtype,
                 std::function<void(double)> progress, Use use)
    : mCheckpoint(checkpoint), mDevice(device), mDType(dtype), mProgress(std::move(progress)), mUse(use) {
    for (const auto& [name, view] : checkpoint.tensors())
        mBytes += static_cast<double>(view.bytes.size());
}

bool Weights::has(const std::string& name) const {
    return mCheckpoint.tensors().count(name) != 0;
}

const std::vector<std::int64_t>& Weights::shapeOf(const std::string& name) const {
    const auto found = mCheckpoint.tensors().find(name);
    if (found == mCheckpoint.tensors().end())
        throw Error(ErrorCode::ModelFile, mCheckpoint.path().string(),
                    "tensor " + inQuotes(name) + " is missing");
    return found->second.shape;
}

at::Tensor Weights::take(const std::string& name, const std::vector<std::int64_t>& shape,
                         at::MemoryFormat format) {
    const std::string subject = mCheckpoint.path().string();
    if (isCheck()) {
        checkTensor(mCheckpoint.tensors(), name, shape, subject, mUse == Use::CheckValues);
        mTaken.insert(name);
        return at::zeros({}, at::kFloat).expand(shape);
    }
    at::Tensor tensor = importTensor(mCheckpoint.tensors(), name, shape, subject, format);
    const bool isNew = mTaken.insert(name).second;
    if (isNew && mProgress) {
        mTakenBytes += static_cast<double>(mCheckpoint.tensors().at(name).bytes.size());
        mProgress(mTakenBytes / mBytes);
    }
    return tensor.to(mDevice);
}

Convolution Weights::convolution(const std::string& name, std::int64_t in, std::int64_t out,
                                 std::int64_t kernel, bool biased) {
    Convolution result;
    result.weight =
        take(name + ".weight", {out, in, kernel, kernel}, at::MemoryFormat::ChannelsLast).to(mDType);
    if (biased) result.bias = take(name + ".bias", {out}).to(mDType);
    return result;
}

Convolution Weights::pointwise(const std::string& name, std::int64_t in, std::int64_t out, int dropped) {
    std::vector<std::int64_t> shape{out, in, 1, 1};
    shape.resize(shape.size() - static_cast<std::size_t>(dropped));
    Convolution result;
    result.weight = take(name + ".weight", shape).to(mDType).reshape({out, in, 1, 1});
    result.bias = take(name + ".bias", {out}).to(mDType);
    return result;
}

GroupNorm Weights::groupNorm(const std::string& name, std::int64_t channels, std::int64_t groups,
                             double epsilon) {
    if (groups < 1 || channels % groups != 0)
        throw Error(ErrorCode::ModelFile, mCheckpoint.path().string(),
                    "the " + std::to_string(channels) + " channels of " + inQuotes(name) +
                        " don't divide into " + std::to_string(groups) + " groups");
    const at::ScalarType type = mDType == at::kHalf ? at::kFloat : mDType;
    return {take(name + ".weight", {channels}).to(type), take(name + ".bias", {channels}).to(type), groups,
            epsilon};
}

Dense Weights::dense(const std::string& name, std::int64_t in, std::int64_t out, bool biased) {
    Dense result;
    result.weight = take(name + ".weight", {out, in});
    if (biased) result.bias = take(name + ".bias", {out});
    return result;
}

void Weights::ignore(const std::string& name) {
    mTaken.insert(name);
}

void Weights::finish() const {
    for (const auto& [name, view] : mCheckpoint.tensors())
        if (mTaken.count(name) == 0)
            throw Error(
                ErrorCode::ModelFile, mCheckpoint.path().string(),
                "tensor " + inQuotes(name) + " has no place in the network that the other tensors describe");
}

at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, double scale) {
    const at::Tensor scores = at::bmm((q * scale).transpose(1, 2), k);
    const at::Tensor shares = at::softmax(scores, -1, at::kFloat).to(v.scalar_type());
    return at::bmm(v, shares.transpose(1, 2));
}

at::Tensor sinusoidalEmbedding(double c, std::int64_t width, bool cosineFirst, double shift,
                               at::Device device) {
    constexpr double kMaxPeriod = 10000;
    const std::int64_t half = width / 2;
    const at::Tensor place = at::arange(half, at::TensorOptions().dtype(at::kFloat));
    const at::Tensor angle = c * at::exp(-std::log(kMaxPeriod) * place / (static_cast<double>(half) - shift));
    std::vector<at::Tensor> parts{at::cos(angle), at::sin(angle)};
    if (!cosineFirst) std::swap(parts[0], parts[1]);
    if (width % 2 == 1) parts.push_back(at::zeros({1}));
    return at::cat(parts).unsqueeze(0).to(device);
}

at::Tensor filteredUp(const at::Tensor& x, const at::Tensor& filter, std::int64_t padding) {
    const std::int64_t channels = x.size(1);
    return at::conv_transpose2d(x.to(at::kFloat), (filter * 4).repeat({channels, 1, 1, 1}), {},
                                at::IntArrayRef({2, 2}), at::IntArrayRef({padding, padding}),
                                at::IntArrayRef({0, 0}), channels)
        .to(x.scalar_type());
}

at::Tensor filteredDown(const at::Tensor& x, const at::Tensor& filter, std::int64_t padding) {
    const std::int64_t channels = x.size(1);
    return at::conv2d(x.to(at::kFloat), filter.repeat({channels, 1, 1, 1}), {}, at::IntArrayRef({2, 2}),
                      at::IntArrayRef({padding, padding}), at::IntArrayRef({1, 1}), channels)
        .to(x.scalar_type());
}

at::Tensor withNoiseMap(const at::Tensor& x, const at::Tensor& sigma) {
    const at::Tensor map = (sigma / 2)
                               .unsqueeze(1)
                               .expand({sigma.size(0), x.size(0) / sigma.size(0)})
                               .reshape({-1, 1, 1, 1})
                               .expand({x.size(0), 1, x.size(2), x.size(3)});
    return at::cat({x, map}, 1);
}

at::Tensor repeatPixels(const at::Tensor& x) {
    return at::upsample_nearest2d(x, at::IntArrayRef({2 * x.size(2), 2 * x.size(3)}));
}

at::Tensor averagePixels(const at::Tensor& x) {
    return at::avg_pool2d(x, at::IntArrayRef({2, 2}));
}

}  // namespace lacuna
