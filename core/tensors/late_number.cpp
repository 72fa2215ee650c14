// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/late_number.h"

#include "core/tensors/inner_product.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/sum.h>

#include <cassert>
#include <cmath>
#include <cstddef>
#include <utility>

namespace lacuna {
namespace {

thread_local LateNumber::OnDevice* pretended = nullptr;

}  // namespace

LateNumber::OnDevice::OnDevice() {
    assert(!pretended);
    pretended = this;
}

LateNumber::OnDevice::~OnDevice() {
    pretended = nullptr;
}

LateNumber::LateNumber(at::Tensor scalar) : mScalar(std::move(scalar)) {
    assert(mScalar.dim() == 0 && mScalar.scalar_type() == at::kDouble);
    if (mScalar.is_cpu() && !pretended) value();
}

double LateNumber::value() const {
    if (isKnown()) return mValue;
    if (pretended) ++pretended->mWaits;
    mValue = mScalar.item<double>();
    mScalar.reset();
    return mValue;
}

at::Tensor LateNumber::onDevice(const LateNumber& like) const {
    return isKnown() ? at::scalar_tensor(mValue, like.mScalar.options()) : mScalar;
}

LateNumber LateNumber::squareRoot() const {
    return isKnown() ? LateNumber(std::sqrt(mValue)) : LateNumber(mScalar.sqrt());
}

LateNumber operator+(const LateNumber& a, const LateNumber& b) {
    if (a.isKnown() && b.isKnown()) return a.mValue + b.mValue;
    return LateNumber(a.onDevice(b) + b.onDevice(a));
}

LateNumber operator-(const LateNumber& a, const LateNumber& b) {
    if (a.isKnown() && b.isKnown()) return a.mValue - b.mValue;
    return LateNumber(a.onDevice(b) - b.onDevice(a));
}

LateNumber operator*(const LateNumber& a, const LateNumber& b) {
    if (a.isKnown() && b.isKnown()) return a.mValue * b.mValue;
    return LateNumber(a.onDevice(b) * b.onDevice(a));
}

LateNumber operator/(const LateNumber& a, double b) {
    return a.isKnown() ? LateNumber(a.mValue / b) : LateNumber(a.mScalar / b);
}

std::vector<double> LateNumber::valuesOf(const std::vector<LateNumber>& numbers) {
    std::vector<double> values;
    std::vector<at::Tensor> unknown;
    for (const LateNumber& number : numbers) {
        values.push_back(number.mValue);
        if (!number.isKnown()) unknown.push_back(number.mScalar);
    }
    if (unknown.empty()) return values;
    if (pretended) ++pretended->mWaits;
    const at::Tensor read = at::stack(unknown).cpu();
    const double* next = read.data_ptr<double>();
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (!numbers[i].isKnown()) values[i] = *next++;
    return values;
}

LateNumber lateInnerProduct(const at::Tensor& a, const at::Tensor& b) {
    if (!a.is_cpu()) return LateNumber(at::sum(a * b, at::kDouble));
    const double product = innerProduct(a, b);
    return pretended ? LateNumber(at::scalar_tensor(product, at::kDouble)) : LateNumber(product);
}

}  // namespace lacuna
