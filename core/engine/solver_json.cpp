// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/solver_json.h"

#include "core/base/error.h"
#include "core/files/json_reader.h"
#include "core/sampling/solver_registry.h"

#include <nlohmann/json.hpp>

#include <cctype>

namespace lacuna {
namespace {

using Json = nlohmann::ordered_json;

/// The parameter's name for a key: projects of version 0.1 have "priorPull" for "prior_pull".
std::string parameterName(const std::string& key) {
    std::string out;
    for (const char letter : key) {
        if (std::isupper(static_cast<unsigned char>(letter))) out += '_';
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return out;
}

}  // namespace

Json solverToJson(const SolverSpec& solver) {
    Json json{{"solver", solver.solver}};
    const SolverSpec whole = completed(solver);
    for (const Parameter& parameter : solverRow(solver.solver).parameters)
        std::visit([&](const auto& value) { json[parameter.name] = value; },
                   *whole.values.find(parameter.name));
    return json;
}

SolverSpec solverFrom(const JsonReader& reader) {
    SolverSpec solver;
    solver.solver = reader.text("solver", solver.solver);
    std::string key = "solver";
    try {
        const SolverRow& row = solverRow(solver.solver);
        for (const std::string& each : reader.keys()) {
            if (each == "solver") continue;
            key = each;
            const std::string name = parameterName(key);
            const Parameter* parameter = findParameter(row, name);
            if (!parameter) reader.failAt(key, "is not known");
            if (parameter->words.empty())
                solver.values.setValue(name, checked(*parameter, reader.number(key.c_str())));
            else
                solver.values.setValue(name, checked(*parameter, reader.text(key.c_str())));
        }
        return completed(solver);
    } catch (const Error& error) {
        if (error.subject() == reader.subject()) throw;
        reader.failAt(key, error.detail());
    }
}

}  // namespace lacuna
