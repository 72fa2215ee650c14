// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/operator_kind.h"

#include "core/operators/linear_operator.h"

namespace lacuna {

BuiltOperator::BuiltOperator() = default;
BuiltOperator::BuiltOperator(BuiltOperator&&) noexcept = default;
BuiltOperator& BuiltOperator::operator=(BuiltOperator&&) noexcept = default;
BuiltOperator::~BuiltOperator() = default;

}  // namespace lacuna
