// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/solver_json.h"

#include "core/base/error.h"
#include "core/sampling/solver_registry.h"

#include <nlohmann/json.hpp>

#include <cctype>

namespace lacuna {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::string parameterName(const std::string& key) {
    std::string out;
    for (const char letter : key) {
        if (std::isupper(static_cast<unsigned char>(letter))) out += '_';
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return out;
}

Json solverToJson(const SolverSpec& solver) {
    Json json{{"solver", solver.solver}};
    const SolverSpec whole = completed(solver);
    for (const Parameter& parameter : solverRow(solver.solver).parameters)
        std::visit([&](const auto& value) { json[parameter.name] = value; },
                   *whole.values.find(parameter.name));
    return json;
}

SolverSpec solverFromJson(const Json& json, const std::string& subject) {
    if (!json.is_object()) throw Error(ErrorCode::Usage, subject, "\"solver\" is not a JSON object");
    const auto wrong = [&](const std::string& key) {
        throw Error(ErrorCode::Usage, subject, "\"" + key + "\" is not what it should be");
    };
    SolverSpec solver;
    for (const auto& [key, value] : json.items()) {
        if (key == "solver") {
            if (!value.is_string()) wrong(key);
            solver.solver = value.get<std::string>();
        } else if (value.is_string()) {
            solver.values.setValue(parameterName(key), value.get<std::string>());
        } else if (value.is_number_integer()) {
            solver.values.setValue(parameterName(key), value.get<std::int64_t>());
        } else if (value.is_number()) {
            solver.values.setValue(parameterName(key), value.get<double>());
        } else {
            wrong(key);
        }
    }
    try {
        return completed(solver);
    } catch (const Error& error) {
        throw Error(ErrorCode::Usage, subject, error.subject() + ": " + error.detail());
    }
}

}  // namespace lacuna
