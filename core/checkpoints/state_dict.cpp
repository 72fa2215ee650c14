// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/state_dict.h"

#include "core/base/error.h"
#include "core/files/in_quotes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace lacuna {
namespace {

constexpr const char* kOptimizer = "this is an optimizer state, not a model";
constexpr int kMostDepth = 32;
constexpr std::size_t kMostTensors = 100'000;
constexpr std::size_t kMostAttributes = 1'000'000;
constexpr std::size_t kMostKey = 1024;
constexpr std::size_t kMostPath = 4096;
constexpr std::size_t kMostLetters = 16'000'000;  ///< of all names in a network of records

/// Under which keys trainers put the weights, the most wanted first.
constexpr std::array<std::string_view, 16> kKeys{
    "ema",        "model_ema",        "ema_model", "ema_state_dict", "params_ema", "state_dict_ema",
    "state_dict", "model_state_dict", "model",     "params",         "net",        "network",
    "unet",       "module",           "generator", "weights"};

[[noreturn]] void fail(const std::string& subject, const std::string& reason) {
    throw Error(ErrorCode::ModelFile, subject, reason);
}

/// A key is copied and compared only once it is known to be short: many entries may share a long one.
std::string shortKey(const PickleValue& key, const std::string& subject) {
    if (key.bytes.size() > kMostKey)
        fail(subject, "the pickle's key " + inQuotes(key.text()) + " is longer than any name");
    return std::string(key.text());
}

bool isOptimizer(const PickleValue& value) {
    return value.find("param_groups") != nullptr && value.find("state") != nullptr;
}

/// One, or a list of them; a dictionary of few entries, so that many of them are quickly looked through.
bool isMadeOfOptimizers(const PickleValue& value) {
    constexpr std::size_t kFew = 64;
    const bool isList = value.kind == PickleKind::List || value.kind == PickleKind::Tuple;
    const PickleValue& first = isList && !value.items.empty() ? *value.items.front() : value;
    return first.items.size() <= kFew && isOptimizer(first);
}

/// Whether one of the dictionary's first entries is an optimizer's state, or a list of them.
bool holdsOptimizers(const PickleValue& dict) {
    constexpr std::size_t kFirst = 1000;
    for (std::size_t i = 1; i < std::min(dict.items.size(), kFirst); i += 2)
        if (isMadeOfOptimizers(*dict.items[i])) return true;
    return false;
}

/// Walks a network of records as torch.nn.Module.state_dict() does.
class ModuleWalk {
  public:
    ModuleWalk(StateDict& result, const std::string& subject) : mResult(result), mSubject(subject) {}

    void visit(const PickleValue& record, const std::string& path, int depth) {
        // A part may be in several places, such as an activation; these bounds end circles, too.
        if (depth > kMostDepth || path.size() > kMostPath || mResult.modules.size() >= kMostTensors)
            fail(mSubject, "the pickled network is nested too deep, in a circle, or has too many parts");
        if (record.items.empty() || record.items.front()->kind != PickleKind::Dict)
            fail(mSubject, path.empty() ? "the file holds no weights but an object of the class " +
                                              inQuotes(record.text().substr(0, kMostKey))
                                        : "the pickled network's part " + inQuotes(path) + " has no state");
        const PickleValue& state = *record.items.front();
        count(state);
        ModuleRecord module;
        module.path = named(path);
        module.className = named(std::string(record.text().substr(0, kMostKey)));
        for (std::size_t i = 0; i + 1 < state.items.size(); i += 2)
            if (state.items[i]->kind == PickleKind::Text)
                addNumber(module, *state.items[i], *state.items[i + 1]);
        mResult.modules.push_back(std::move(module));
        const std::string prefix = path.empty() ? "" : path + ".";
        const PickleValue* unsaved = state.find("_non_persistent_buffers_set");
        const auto isSaved = [&](const std::string& name) {
            return unsaved == nullptr || std::none_of(unsaved->items.begin(), unsaved->items.end(),
                                                      [&](PickleRef item) { return item->isText(name); });
        };
        for (const char* group : {"_parameters", "_buffers"})
            eachItem(state, group, [&](const std::string& name, const PickleValue& value) {
                if (value.kind == PickleKind::Tensor && isSaved(name)) addTensor(prefix + name, value);
            });
        eachItem(state, "_modules", [&](const std::string& name, const PickleValue& value) {
            if (value.kind == PickleKind::Record) visit(value, prefix + name, depth + 1);
        });
    }

  private:
    void count(const PickleValue& dict) {
        mSeen += dict.items.size();
        if (mSeen > kMostAttributes) fail(mSubject, "the pickled network has more attributes than any");
    }
    /// The name, whose copy counts.
    std::string named(std::string name) {
        mLetters += name.size();
        if (mLetters > kMostLetters) fail(mSubject, "the pickled network has longer names than any");
        return name;
    }
    void addNumber(ModuleRecord& module, const PickleValue& key, const PickleValue& value) {
        if (value.kind == PickleKind::Integer || value.kind == PickleKind::Bool)
            module.numbers[named(shortKey(key, mSubject))] = static_cast<double>(value.integer);
        else if (value.kind == PickleKind::Real)
            module.numbers[named(shortKey(key, mSubject))] = value.real;
    }
    void addTensor(const std::string& name, const PickleValue& value) {
        if (mResult.tensors.size() >= kMostTensors)
            fail(mSubject, "the pickled network has too many tensors");
        mResult.tensors[named(name)] = tensorOf(value);
    }
    template <typename F>
    void eachItem(const PickleValue& state, const char* group, const F& visitor) {
        const PickleValue* dict = state.find(group);
        if (dict == nullptr || dict->kind != PickleKind::Dict) return;
        count(*dict);
        for (std::size_t i = 0; i + 1 < dict->items.size(); i += 2)
            if (dict->items[i]->kind == PickleKind::Text)
                visitor(shortKey(*dict->items[i], mSubject), *dict->items[i + 1]);
    }

    StateDict& mResult;
    const std::string& mSubject;
    std::size_t mSeen = 0;
    std::size_t mLetters = 0;
};

/// The dictionary's values of that kind, Tensor or Array. Arrays without values are left out.
StateDict fromDict(const PickleValue& dict, PickleKind kind, const std::string& subject) {
    StateDict result;
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2)
        if (dict.items[i]->kind == PickleKind::Text && dict.items[i + 1]->kind == kind &&
            (kind == PickleKind::Tensor || !dict.items[i + 1]->bytes.empty())) {
            result.tensors[shortKey(*dict.items[i], subject)] = tensorOf(*dict.items[i + 1]);
            if (result.tensors.size() > kMostTensors) fail(subject, "the file has too many tensors");
        }
    return result;
}

std::string keysOf(const PickleValue& dict) {
    std::string text;
    for (std::size_t i = 0; i + 1 < dict.items.size() && i < 12; i += 2)
        if (dict.items[i]->kind == PickleKind::Text)
            text += (text.empty() ? "" : ", ") + inQuotes(dict.items[i]->text());
    return text.empty() ? "nothing" : text;
}

/// How many of the tensors are more than a single number.
std::ptrdiff_t countWeights(const StateDict& dict) {
    return std::count_if(dict.tensors.begin(), dict.tensors.end(),
                         [](const auto& entry) { return !entry.second.shape.empty(); });
}

class Search {
  public:
    Search(PickleKind kind, const std::string& subject) : mKind(kind), mSubject(subject) {}

    /// Throws where there is nothing.
    StateDict find(const PickleValue& value, int depth) {
        if (value.kind == PickleKind::Record) {
            StateDict result;
            ModuleWalk(result, mSubject).visit(value, "", 0);
            return result;
        }
        if (value.kind != PickleKind::Dict && isMadeOfOptimizers(value)) fail(mSubject, kOptimizer);
        if (value.kind != PickleKind::Dict)
            fail(mSubject, "the file holds no weights but some other Python object");
        if (isOptimizer(value)) fail(mSubject, kOptimizer);
        StateDict own = fromDict(value, mKind, mSubject);
        std::optional<Error> reason;
        std::optional<StateDict> nested = findNested(value, depth, reason);
        if (nested && countWeights(*nested) >= countWeights(own)) return *std::move(nested);
        if (!own.tensors.empty()) return own;
        if (reason) throw Error(*reason);
        if (holdsOptimizers(value)) fail(mSubject, kOptimizer);
        fail(mSubject, "the file holds no weights under any usual name, but " + keysOf(value));
    }

  private:
    /// Those under the first usual key that has any; `reason` is why the first of the others has none.
    std::optional<StateDict> findNested(const PickleValue& dict, int depth, std::optional<Error>& reason) {
        if (depth >= kMostNesting) return std::nullopt;
        for (const std::string_view key : kKeys) {
            const PickleValue* inner = dict.find(key);
            if (inner == nullptr || (inner->kind != PickleKind::Record && inner->kind != PickleKind::Dict))
                continue;
            if (++mTries > kMostTries) fail(mSubject, "the file holds too many dictionaries in each other");
            try {
                StateDict found = find(*inner, depth + 1);
                if (countWeights(found) > 0) return found;
            } catch (const Error& error) {
                if (!reason) reason = error;
            }
        }
        return std::nullopt;
    }

    static constexpr int kMostNesting = 3;
    static constexpr int kMostTries = 16;

    PickleKind mKind;
    const std::string& mSubject;
    int mTries = 0;
};

}  // namespace

StateDict findStateDict(const PickleValue& root, const std::string& subject) {
    try {
        return Search(PickleKind::Tensor, subject).find(root, 0);
    } catch (const Error&) {
        try {
            StateDict arrays = Search(PickleKind::Array, subject).find(root, 0);
            if (countWeights(arrays) > 0) return arrays;
        } catch (const Error&) {
        }
        throw;
    }
}

}  // namespace lacuna
