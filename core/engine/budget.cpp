// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/budget.h"

#include "core/base/error.h"
#include "core/engine/presets.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"

#include <charconv>
#include <string>

namespace lacuna {
namespace {

ParameterValue valueFrom(std::string_view text) {
    const char *begin = text.data(), *end = begin + text.size();
    std::int64_t whole = 0;
    if (const auto [at, fault] = std::from_chars(begin, end, whole); fault == std::errc{} && at == end)
        return whole;
    double number = 0;
    if (const auto [at, fault] = std::from_chars(begin, end, number); fault == std::errc{} && at == end)
        return number;
    return std::string(text);
}

/// Cuts `text` at the first `separator`; what follows it stays in `text`.
std::string_view cutAt(std::string_view& text, char separator) {
    const std::size_t at = text.find(separator);
    const std::string_view head = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    return head;
}

}  // namespace

SolverSpec solverFromText(std::string_view text, const OperatorSpec& operation, double noise) {
    const std::string name(cutAt(text, ':'));
    OperatorSpec told = operation;
    told.noise = noise;
    SolverSpec spec = defaultSolver(told);
    if (spec.solver != name) spec = authorsSolver(name, told);
    while (!text.empty()) {
        std::string_view value = cutAt(text, ':');
        const std::string_view parameter = cutAt(value, '=');
        if (value.empty())
            throw Error(ErrorCode::Usage, name,
                        "'" + std::string(parameter) + "' is not of the form PARAMETER=VALUE");
        change(spec, parameter, valueFrom(value));
    }
    return completed(spec);
}

}  // namespace lacuna
