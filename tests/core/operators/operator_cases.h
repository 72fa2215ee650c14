// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"

#include <c10/core/TensorOptions.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lacuna::test {

/// One operator of the list that every property test runs through.
struct OperatorCase {
    std::string name;
    /// As the program uses it.
    std::function<std::unique_ptr<LinearOperator>(const c10::TensorOptions&)> make;
    /// The same with conjugate gradients taken to rounding; make() itself where P has a closed form.
    std::function<std::unique_ptr<LinearOperator>(const c10::TensorOptions&)> makeExact;
    bool closedForm = true;
};

/// Every kind of operator, at odd sizes too, all small enough to be written as dense matrices. A new operator
/// needs a row here.
const std::vector<OperatorCase>& operatorCases();

}  // namespace lacuna::test
