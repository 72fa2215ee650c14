// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onednn_convolution.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/stack.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lacuna {
namespace {

struct Operators {
    c10::OperatorHandle reorder;
    c10::OperatorHandle convolve;
    c10::OperatorHandle convolveInto;
};

/// Looked up by name: the headers declare none of them, and not every LibTorch has them.
std::optional<Operators> findOperators() {
    auto& dispatcher = c10::Dispatcher::singleton();
    const auto reorder = dispatcher.findSchema({"mkldnn::_reorder_convolution_weight", ""});
    const auto convolve = dispatcher.findSchema({"mkldnn::_convolution_pointwise", ""});
    const auto convolveInto = dispatcher.findSchema({"mkldnn::_convolution_pointwise_", "binary"});
    if (!reorder || !convolve || !convolveInto) return std::nullopt;
    return Operators{*reorder, *convolve, *convolveInto};
}

const std::optional<Operators>& operators() {
    static const std::optional<Operators> found = findOperators();
    return found;
}

template <typename... Arguments>
at::Tensor callBoxed(const c10::OperatorHandle& function, Arguments&&... arguments) {
    torch::jit::Stack stack{c10::IValue(std::forward<Arguments>(arguments))...};
    function.callBoxed(stack);
    return stack.at(0).toTensor();
}

c10::IValue both(std::int64_t value) {
    return std::vector<std::int64_t>{value, value};
}

c10::IValue noScalars() {
    return c10::impl::GenericList(c10::OptionalType::create(c10::NumberType::get()));
}

c10::IValue orNone(const at::Tensor& tensor) {
    return tensor.defined() ? c10::IValue(tensor) : c10::IValue();
}

constexpr std::int64_t kGroups = 1;

}  // namespace

bool OnednnConvolution::isAvailable(at::ScalarType dtype) {
    if (!operators()) return false;
    try {
        const c10::NoGradGuard noGraph;
        const at::TensorOptions options = at::TensorOptions().dtype(dtype);
        const auto zeros = [&](std::vector<std::int64_t> shape) {
            return at::zeros(shape, options).contiguous(at::MemoryFormat::ChannelsLast);
        };
        const OnednnConvolution trial(zeros({16, 16, 3, 3}), at::zeros({16}, options));
        at::Tensor y = trial.applySilu(zeros({1, 16, 4, 4}));
        trial.addTo(y, trial.apply(y));
        return true;
    } catch (const std::exception&) {
        return false;  // another schema under the same name, or a processor without that type
    }
}

OnednnConvolution::OnednnConvolution(const at::Tensor& weight, const at::Tensor& bias) : mBias(bias) {
    // The layout depends little on the image's size; 64×64 stands for all.
    const std::vector<std::int64_t> typical{1, weight.size(1), 64, 64};
    mWeight = callBoxed(operators()->reorder, weight.contiguous(at::MemoryFormat::ChannelsLast), both(1),
                        both(1), both(1), kGroups, typical);
}

at::Tensor OnednnConvolution::call(const at::Tensor& x, const char* activation) const {
    return callBoxed(operators()->convolve, x, mWeight, orNone(mBias), both(1), both(1), both(1), kGroups,
                     std::string(activation), noScalars(), c10::IValue());
}

at::Tensor OnednnConvolution::apply(const at::Tensor& x) const {
    return call(x, "none");
}

at::Tensor OnednnConvolution::applySilu(const at::Tensor& x) const {
    return call(x, "swish");
}

void OnednnConvolution::addTo(at::Tensor& y, const at::Tensor& x) const {
    callBoxed(operators()->convolveInto, y, x, mWeight, orNone(mBias), both(1), both(1), both(1), kGroups,
              std::string("add"), c10::IValue(), c10::IValue(), noScalars(), c10::IValue());
}

}  // namespace lacuna
