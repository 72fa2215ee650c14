// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace lacuna {

/// A number, in double, that a device may still be computing. Those of tensors on the CPU are known at once.
/// Arithmetic never waits for a device: what follows from a number that isn't known is computed there, too.
/// Copies of a number that isn't known are read separately.
class LateNumber {
  public:
    LateNumber(double value = 0) : mValue(value) {}
    /// A float64 tensor without dimensions. One on the CPU is read at once.
    explicit LateNumber(at::Tensor scalar);

    bool isKnown() const { return !mScalar.defined(); }
    /// Waits for the device if the number isn't known.
    double value() const;

    LateNumber squareRoot() const;
    friend LateNumber operator+(const LateNumber& a, const LateNumber& b);
    friend LateNumber operator-(const LateNumber& a, const LateNumber& b);
    friend LateNumber operator*(const LateNumber& a, const LateNumber& b);
    friend LateNumber operator/(const LateNumber& a, double b);

    /// The values of several, for which a device is waited for once. None of them keeps its value.
    static std::vector<double> valuesOf(const std::vector<LateNumber>& numbers);

    /// For tests: while it lives, numbers on the CPU of this thread are those of a device that has to be
    /// waited for.
    class OnDevice {
      public:
        OnDevice();
        ~OnDevice();
        OnDevice(const OnDevice&) = delete;
        OnDevice& operator=(const OnDevice&) = delete;
        /// How often that device was waited for.
        int waits() const { return mWaits; }

      private:
        friend class LateNumber;
        int mWaits = 0;
    };

  private:
    at::Tensor onDevice(const LateNumber& like) const;

    // The device's scalar until it is read.
    mutable at::Tensor mScalar;
    mutable double mValue = 0;
};

/// innerProduct() of float32 or float64 tensors, and the number of what their device computes.
LateNumber lateInnerProduct(const at::Tensor& a, const at::Tensor& b);

}  // namespace lacuna
