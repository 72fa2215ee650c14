// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/state_dict.h"

#include "core/checkpoints/in_quotes.h"
#include "core/error.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace lacuna {
namespace {

constexpr int kMostDepth = 32;
constexpr std::size_t kMostTensors = 100'000;
constexpr std::size_t kMostAttributes = 10'000'000;

/// Under which keys trainers put the weights, the most wanted first.
constexpr std::array<std::string_view, 16> kKeys{
    "ema",        "model_ema",        "ema_model", "ema_state_dict", "params_ema", "state_dict_ema",
    "state_dict", "model_state_dict", "model",     "params",         "net",        "network",
    "unet",       "module",           "generator", "weights"};

[[noreturn]] void fail(const std::string& subject, const std::string& reason) {
    throw Error(ErrorCode::ModelFile, subject, reason);
}

bool isOptimizer(const PickleValue& value) {
    return value.find("param_groups") != nullptr && value.find("state") != nullptr;
}

bool holdsTensors(const PickleValue& dict) {
    for (std::size_t i = 1; i < dict.items.size(); i += 2)
        if (dict.items[i]->kind == PickleKind::Tensor) return true;
    return false;
}

/// Walks a network of records as torch.nn.Module.state_dict() does.
class ModuleWalk {
  public:
    ModuleWalk(StateDict& result, const std::string& subject) : mResult(result), mSubject(subject) {}

    void visit(const PickleValue& record, const std::string& path, int depth) {
        if (depth > kMostDepth || mResult.modules.size() >= kMostTensors)
            fail(mSubject, "the pickled network is nested too deep, or in a circle");
        if (record.items.empty() || record.items.front()->kind != PickleKind::Dict)
            fail(mSubject, "the pickled network's part " + inQuotes(path) + " has no state");
        const PickleValue& state = *record.items.front();
        mSeen += state.items.size();
        if (mSeen > kMostAttributes) fail(mSubject, "the pickled network has more attributes than any");
        ModuleRecord module;
        module.path = path;
        module.className = record.text();
        for (std::size_t i = 0; i + 1 < state.items.size(); i += 2)
            if (state.items[i]->kind == PickleKind::Text)
                addNumber(module, std::string(state.items[i]->text()), *state.items[i + 1]);
        mResult.modules.push_back(std::move(module));
        const std::string prefix = path.empty() ? "" : path + ".";
        for (const char* group : {"_parameters", "_buffers"})
            eachItem(state, group, [&](const std::string& name, const PickleValue& value) {
                if (value.kind == PickleKind::Tensor) addTensor(prefix + name, value);
            });
        eachItem(state, "_modules", [&](const std::string& name, const PickleValue& value) {
            if (value.kind == PickleKind::Record) visit(value, prefix + name, depth + 1);
        });
    }

  private:
    static void addNumber(ModuleRecord& module, const std::string& name, const PickleValue& value) {
        if (value.kind == PickleKind::Integer || value.kind == PickleKind::Bool)
            module.numbers[name] = static_cast<double>(value.integer);
        else if (value.kind == PickleKind::Real)
            module.numbers[name] = value.real;
    }
    void addTensor(const std::string& name, const PickleValue& value) {
        if (mResult.tensors.size() >= kMostTensors)
            fail(mSubject, "the pickled network has too many tensors");
        mResult.tensors[name] = tensorOf(value);
    }
    template <typename F>
    static void eachItem(const PickleValue& state, const char* group, const F& visitor) {
        const PickleValue* dict = state.find(group);
        if (dict == nullptr || dict->kind != PickleKind::Dict) return;
        for (std::size_t i = 0; i + 1 < dict->items.size(); i += 2)
            if (dict->items[i]->kind == PickleKind::Text)
                visitor(std::string(dict->items[i]->text()), *dict->items[i + 1]);
    }

    StateDict& mResult;
    const std::string& mSubject;
    std::size_t mSeen = 0;
};

StateDict fromDict(const PickleValue& dict, const std::string& subject) {
    StateDict result;
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2)
        if (dict.items[i]->kind == PickleKind::Text && dict.items[i + 1]->kind == PickleKind::Tensor)
            result.tensors[std::string(dict.items[i]->text())] = tensorOf(*dict.items[i + 1]);
    if (result.tensors.size() > kMostTensors) fail(subject, "the file has too many tensors");
    return result;
}

std::string keysOf(const PickleValue& dict) {
    std::string text;
    for (std::size_t i = 0; i + 1 < dict.items.size() && i < 12; i += 2)
        if (dict.items[i]->kind == PickleKind::Text)
            text += (text.empty() ? "" : ", ") + inQuotes(dict.items[i]->text());
    return text.empty() ? "nothing" : text;
}

StateDict find(const PickleValue& value, const std::string& subject, int depth) {
    if (value.kind == PickleKind::Record) {
        StateDict result;
        ModuleWalk(result, subject).visit(value, "", 0);
        return result;
    }
    if (value.kind != PickleKind::Dict)
        fail(subject, "the file holds no weights but some other Python object");
    if (isOptimizer(value)) fail(subject, "this is an optimizer state, not a model");
    if (holdsTensors(value)) return fromDict(value, subject);
    for (const std::string_view key : kKeys) {
        const PickleValue* inner = value.find(key);
        if (inner == nullptr || depth >= 3) continue;
        if (inner->kind == PickleKind::Record || inner->kind == PickleKind::Dict)
            return find(*inner, subject, depth + 1);
    }
    fail(subject, "the file holds no weights under any usual name, but " + keysOf(value));
}

}  // namespace

StateDict findStateDict(const PickleValue& root, const std::string& subject) {
    return find(root, subject, 0);
}

}  // namespace lacuna
