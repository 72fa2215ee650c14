// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/solver_json.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <array>

namespace lacuna {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kSteps = {StepKind::FixedPoint, StepKind::SingleEvaluation, StepKind::Gradient,
                               StepKind::Plain};
constexpr std::array kStarts = {Initialisation::Zero, Initialisation::Data};

/// Calls visit(key, field) for every field: one list for writing and reading.
template <typename Solver, typename Visit>
void forEachField(Solver& solver, const Visit& visit) {
    visit("solver", solver.solver);
    visit("step", solver.step);
    visit("steps", solver.steps);
    visit("inner", solver.inner);
    visit("prior_pull", solver.priorPull);
    visit("step_size", solver.stepSize);
    visit("eta", solver.eta);
    visit("sigma_max", solver.sigmaMax);
    visit("sigma_min", solver.sigmaMin);
    visit("rho", solver.rho);
    visit("anderson", solver.anderson);
    visit("initialisation", solver.initialisation);
}

template <typename Enum, std::size_t Count>
bool readName(const Json& json, const std::array<Enum, Count>& values, Enum& value) {
    if (!json.is_string()) return false;
    for (const Enum each : values) {
        if (json.get_ref<const std::string&>() != toString(each)) continue;
        value = each;
        return true;
    }
    return false;
}

bool read(const Json& json, std::string& value) {
    if (json.is_string()) value = json.get<std::string>();
    return json.is_string();
}
bool read(const Json& json, int& value) {
    constexpr int kMost = 1'000'000;  // validate() knows the ranges
    if (!json.is_number_integer() || json.get<std::int64_t>() < -kMost || json.get<std::int64_t>() > kMost)
        return false;
    value = json.get<int>();
    return true;
}
bool read(const Json& json, double& value) {
    if (json.is_number()) value = json.get<double>();
    return json.is_number();
}
bool read(const Json& json, StepKind& value) {
    return readName(json, kSteps, value);
}
bool read(const Json& json, Initialisation& value) {
    return readName(json, kStarts, value);
}

template <typename Value>
Json written(const Value& value) {
    if constexpr (std::is_enum_v<Value>) {
        return toString(value);
    } else {
        return value;
    }
}

}  // namespace

Json solverToJson(const SolverSpec& solver) {
    Json json;
    forEachField(solver, [&](const char* key, const auto& field) { json[key] = written(field); });
    return json;
}

SolverSpec solverFromJson(const Json& json, const std::string& subject) {
    if (!json.is_object()) throw Error(ErrorCode::Usage, subject, "\"solver\" is not a JSON object");
    SolverSpec solver;
    std::size_t known = 0;
    forEachField(solver, [&](const char* key, auto& field) {
        const auto found = json.find(key);
        if (found == json.end()) return;
        ++known;
        if (!read(*found, field))
            throw Error(ErrorCode::Usage, subject, std::string("\"") + key + "\" is not what it should be");
    });
    if (known != json.size()) {
        for (const auto& [key, value] : json.items()) {
            bool isField = false;
            forEachField(solver, [&, &key = key](const char* name, const auto&) { isField |= key == name; });
            if (!isField) throw Error(ErrorCode::Usage, subject, "has the unknown setting \"" + key + "\"");
        }
    }
    try {
        validate(solver);
    } catch (const Error& error) {
        throw Error(ErrorCode::Usage, subject, error.subject() + ": " + error.detail());
    }
    return solver;
}

}  // namespace lacuna
