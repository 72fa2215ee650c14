// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_items.h"

#include "app/cli/batch/batch_journal.h"
#include "core/base/error.h"

#include <algorithm>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace lacuna::cli {

namespace fs = std::filesystem;

namespace {

/// Throws Error Usage.
void requireOtherFolder(const BatchOptions& options) {
    for (const std::string& input : options.inputs) {
        std::error_code fault;
        if (fs::is_directory(input, fault) && isSamePlace(input, options.output))
            throw Error(ErrorCode::Usage, "--output",
                        "must be another folder than those with photographs: results would be taken for "
                        "photographs");
    }
}

fs::path normal(const fs::path& path) {
    return fs::absolute(path).lexically_normal();
}

/// What changes when a file is written to.
std::string stateOf(const fs::path& path) {
    struct stat status {};
    if (path.empty() || ::stat(path.c_str(), &status) != 0) return "-";
    return std::to_string(status.st_ino) + " " + std::to_string(status.st_size) + " " +
           std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec);
}

}  // namespace

BatchItems::BatchItems(const BatchOptions& options, const BatchRestoration& restoration)
    : mOptions(options), mRestoration(restoration), mPattern(options.name) {
    if (!options.shard.empty()) mShard = shardFrom(options.shard);
    requireOtherFolder(options);
}

std::vector<BatchItem> BatchItems::find() const {
    InputSources sources{mOptions.inputs, mOptions.lists, {mOptions.output}};
    if (!mOptions.maskFrom.empty()) sources.leftOut.emplace_back(mOptions.maskFrom);
    std::vector<BatchItem> items;
    std::set<fs::path> names;
    for (BatchInput& input : findInputs(sources)) {
        BatchItem item;
        // Of two with the same name, the second is refused below, but the journal must tell them apart.
        item.name = journalText(names.insert(input.name).second ? input.name : normal(input.file));
        item.output = mPattern(input.name);
        item.input = std::move(input);
        items.push_back(std::move(item));
    }
    findMasks(items);
    findCollisions(items);
    findResults(items);
    std::erase_if(items, [this](const BatchItem& item) { return !mShard.has(item.input.name); });
    return items;
}

void BatchItems::findMasks(std::vector<BatchItem>& items) const {
    if (!mRestoration.takesMaskFromFolder()) {
        for (BatchItem& item : items)
            item.mask = mRestoration.maskForAll();
        return;
    }
    // A mask may lie beside its photograph, and isn't one itself.
    std::set<fs::path> masks;
    const MaskFolder folder(mOptions.maskFrom);
    for (BatchItem& item : items) {
        try {
            const auto mask = folder.maskFor(item.input);
            if (mask) {
                item.mask = *mask;
                masks.insert(normal(*mask));
            } else {
                item.obstacle.emplace(ErrorCode::InputFile, item.input.file.string(),
                                      "there is no mask for it in " + mOptions.maskFrom);
                item.lacksMask = true;
            }
        } catch (const Error& error) {
            item.obstacle = error;
        }
    }
    std::erase_if(items, [&masks](const BatchItem& item) { return masks.contains(normal(item.input.file)); });
}

void BatchItems::findCollisions(std::vector<BatchItem>& items) const {
    std::map<fs::path, const BatchItem*> outputs;
    std::set<fs::path> inputs;
    for (const BatchItem& item : items)
        inputs.insert(normal(item.input.file));
    for (BatchItem& item : items) {
        const auto [first, isNew] = outputs.try_emplace(item.output, &item);
        if (!isNew) {
            item.obstacle.emplace(
                ErrorCode::OutputFile, item.input.file.string(),
                "its result would have the same name as that of " + first->second->input.file.string());
        } else if (inputs.contains(normal(fs::path(mOptions.output) / item.output))) {
            item.obstacle.emplace(ErrorCode::OutputFile, item.input.file.string(),
                                  "its result would replace a photograph");
        }
    }
}

/// Searched folders leave the results out; a list or a pattern may name them nevertheless.
void BatchItems::findResults(std::vector<BatchItem>& items) const {
    const fs::path folder = normal(mOptions.output);
    std::optional<std::set<std::string>> results;
    for (BatchItem& item : items) {
        const fs::path below = normal(item.input.file).lexically_relative(folder);
        if (below.empty() || *below.begin() == "..") continue;
        if (!results) results = resultsIn(folder);
        if (results->contains(journalText(below)))
            item.obstacle.emplace(
                ErrorCode::InputFile, item.input.file.string(),
                "it is a result of an earlier batch in the folder of results; name its original");
    }
}

std::vector<BatchItem> SettledItems::add(std::vector<BatchItem> items, Clock::time_point now) {
    std::map<std::string, Seen> seen;
    std::vector<BatchItem> settled;
    for (BatchItem& item : items) {
        std::string state = stateOf(item.input.file) + ", " + stateOf(item.mask);
        const auto before = mSeen.find(item.name);
        const bool isSame = before != mSeen.end() && before->second.state == state;
        Seen& entry = seen[item.name];
        entry = isSame ? before->second : Seen{std::move(state), now};
        if (entry.wasGiven || item.lacksMask || now - entry.since < mPatience) continue;
        entry.wasGiven = true;
        settled.push_back(std::move(item));
    }
    mSeen = std::move(seen);
    return settled;
}

}  // namespace lacuna::cli
